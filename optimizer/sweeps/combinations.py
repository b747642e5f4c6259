"""Checking the values of a sweep in all their combinations, or in enough of them that every two values meet."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from optimizer.errors import Finding
from optimizer.sweeps.definition import agrees, as_json, combinations_of

MOST_CHECKED = 200
"""Combinations that are all checked; of more, as many as let every two values of every two keys meet."""

Combination = dict[str, Any]
Pair = tuple[str, str]


@dataclass(eq=False)
class Faults:
    """Faults of combinations, each with the combinations that have it."""

    checked: list[Combination] = field(default_factory=list)
    found: dict[Finding, list[int]] = field(default_factory=dict)

    def add(self, combination: Combination, findings: Collection[Finding]) -> None:
        """Take note of what is wrong with a combination."""
        place = len(self.checked)
        self.checked.append(combination)
        for finding in findings:
            if finding.severity == "error":
                self.found.setdefault(finding, []).append(place)

    def findings(self, file: str, place_of: Callable[[str, str | None], str]) -> Iterator[Finding]:
        """Yield every fault once: of a value by itself, of values that do not go together, or of the scenario.

        Parameters
        ----------
        file : str
            The sweep's file.
        place_of : callable
            Gives the place in the file of a key, or of its value as JSON.
        """
        for finding, places in self.found.items():
            if len(places) == len(self.checked):
                yield self._of_all(finding, file, place_of)
                continue
            value = self._cause(finding, places)
            if value is not None:
                yield replace(finding, file=file, row=None, key=place_of(*value))
            else:
                yield self._of_a_combination(finding, file, places)

    def _of_all(self, finding: Finding, file: str, place_of: Callable[[str, str | None], str]) -> Finding:
        """Return a fault that every combination has: of the scenario, or of a key that has but faulty values."""
        key = str(finding.key)
        for name, value in self.checked[0].items():
            if key == name or key.startswith(f"{name}.") or name.startswith(f"{key}."):
                text = as_json(value)
                single = all(as_json(each[name]) == text for each in self.checked)
                return replace(finding, file=file, row=None, key=place_of(name, text if single else None))
        return finding

    def _cause(self, finding: Finding, places: list[int]) -> Pair | None:
        """Return the one value that all combinations with a fault share, and no combination without it has."""
        having = set(places)
        shared = {(key, as_json(value)) for key, value in self.checked[places[0]].items()}
        candidates = []
        for key, text in shared:
            with_value = {place for place, each in enumerate(self.checked) if as_json(each[key]) == text}
            if with_value == having:
                candidates.append((key != finding.key, key, text))
        return min(candidates)[1:] if candidates else None

    def _of_a_combination(self, finding: Finding, file: str, places: list[int]) -> Finding:
        combination = self.checked[places[0]]
        shared = {
            key: value
            for key, value in combination.items()
            if all(as_json(self.checked[place][key]) == as_json(value) for place in places)
            and any(as_json(other[key]) != as_json(value) for other in self.checked)
        } or combination
        values = ", ".join(f"{key} = {as_json(value)}" for key, value in shared.items())
        message = f"{finding.message} (where {values}; {len(places)} of {len(self.checked)} combinations looked at)"
        mend = f"{finding.mend} Or leave such combinations out with [[exclude]]."
        return replace(finding, file=file, row=None, key="parameters", message=message, mend=mend)


def check_combinations(
    parameters: Mapping[str, tuple[Any, ...]],
    exclude: tuple[Mapping[str, Any], ...],
    check: Callable[[Combination], Collection[Finding]],
) -> Faults:
    """Check combinations of values.

    Parameters
    ----------
    parameters : mapping of str to tuple
        Keys and values.
    exclude : tuple of mapping
        What is left out.
    check : callable
        Returns the findings about one combination.
    """
    faults = Faults()
    for combination in _enough(parameters, exclude):
        faults.add(combination, check(combination))
    return faults


def _enough(parameters: Mapping[str, tuple[Any, ...]], exclude: tuple[Mapping[str, Any], ...]) -> Iterator[Combination]:
    """Yield all combinations if they are few, or else some in which every two values of every two keys meet."""
    few = list(itertools.islice(combinations_of(parameters, exclude), MOST_CHECKED + 1))
    if len(few) <= MOST_CHECKED:
        yield from few
        return
    keys = list(parameters)
    missing = {
        ((first, as_json(one)), (second, as_json(other)))
        for first, second in itertools.combinations(keys, 2)
        for one in parameters[first]
        for other in parameters[second]
    } or {((keys[0], as_json(value)), (keys[0], as_json(value))) for value in parameters[keys[0]]}
    texts = {key: {as_json(value): value for value in parameters[key]} for key in keys}
    for wanted in sorted(missing):
        if wanted not in missing:
            continue
        chosen = _complete(dict(wanted), keys, texts, missing)
        combination = {key: texts[key][chosen[key]] for key in keys}
        if any(agrees(combination, each) for each in exclude):
            held = {key: (texts[key][text],) for key, text in wanted}
            found = next(itertools.islice(combinations_of({**parameters, **held}, exclude), 1), None)
            if found is None:
                continue
            combination, chosen = found, {key: as_json(value) for key, value in found.items()}
        missing -= _pairs(chosen, keys)
        yield combination


def _complete(
    chosen: dict[str, str], keys: list[str], texts: Mapping[str, Mapping[str, Any]], missing: set[tuple[Pair, Pair]]
) -> dict[str, str]:
    """Give the other keys, one after the other, the value that meets most values that it has not met yet."""
    for key in keys:
        if key in chosen:
            continue
        chosen[key] = max(
            texts[key],
            key=lambda text, key=key: sum(  # type: ignore[misc]
                pair in missing
                for other, value in chosen.items()
                for pair in (((key, text), (other, value)), ((other, value), (key, text)))
            ),
        )
    return chosen


def _pairs(chosen: Mapping[str, str], keys: list[str]) -> set[tuple[Pair, Pair]]:
    found = {((one, chosen[one]), (other, chosen[other])) for one, other in itertools.combinations(keys, 2)}
    return found | {((key, chosen[key]), (key, chosen[key])) for key in keys}
