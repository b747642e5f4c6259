"""A sweep while it is being read: what is known of it so far, and every fault of what it says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from optimizer.errors import Finding, InputError
from optimizer.inputs.gathering import Gathering, nearest_mend, shown
from optimizer.inputs.goals import require_order
from optimizer.inputs.instance import Instance
from optimizer.inputs.laws import read_norms
from optimizer.inputs.locating import locate_scenario
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.scenario import Scenario
from optimizer.inputs.scenario_layers import read_layers, read_settings
from optimizer.model.registry import discover_terms
from optimizer.reading import fit_findings, load_scenario
from optimizer.sweeps.combinations import check_combinations
from optimizer.sweeps.definition import as_json
from optimizer.sweeps.variation import DATASET, NORMS, key_fault, scenario_changes, value_fault

PARAMETERS = "parameters"
EXCLUDE = "exclude"


def flattened(table: Any, above: str = "") -> Any:
    """Return a table by dotted key, whether its keys were written in quotes or as tables; lists stay whole."""
    if not isinstance(table, dict):
        return table
    flat: dict[str, Any] = {}
    for name, value in table.items():
        key = f"{above}.{name}" if above else str(name)
        flat |= flattened(value, key) if isinstance(value, dict) and value else {key: value}
    return flat


@dataclass(eq=False)
class Draft:
    """A sweep while it is being read; its faults go to the gathering.

    Attributes
    ----------
    path : Path
        The sweep's file.
    contents : mapping
        What it says, its parameters by dotted key.
    changes : mapping or sequence of str
        What is changed in all cells alike.
    data : str or None
        Data set in place of the scenario's own.
    gathering : Gathering
        Receives the findings.
    """

    path: Path
    contents: Mapping[str, Any]
    changes: Mapping[str, Any] | Sequence[str]
    data: str | None
    gathering: Gathering
    parameters: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    exclude: tuple[dict[str, Any], ...] = ()
    instances: dict[str, Instance] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)

    @property
    def file(self) -> str:
        """Name of the sweep's file."""
        return self.path.name

    @cached_property
    def settings(self) -> dict[str, Any]:
        """Return what ``--set`` changes in all cells."""
        settings = dict(read_settings(self.changes, self.gathering))
        for key in settings.keys() & self.parameters.keys():
            message = f"{shown(key)} is set for all cells and varied between them"
            self.gathering.error("set", "--set", message, "Leave out one of the two.", key=key)
        return settings

    @cached_property
    def scenario_file(self) -> Path:
        """Return the scenario's file."""
        return locate_scenario(str(self.contents.get("scenario")), self.path.parent)

    @cached_property
    def files(self) -> dict[str, str]:
        """Return the SHA-256 of the scenario's files."""
        hashes = read_layers(self.scenario_file, (), Gathering()).hashes
        return dict(sorted(hashes.items()))

    def check_parameters(self) -> None:
        """Take the parameters that are lists of different plain values, and find what is wrong with the others."""
        table = self.contents.get(PARAMETERS)
        for key, values in table.items() if isinstance(table, dict) else ():
            place = f"{PARAMETERS}.{key}"
            fault = key_fault(key)
            if fault is None and key == DATASET and self.data is not None:
                fault = "the data set is varied and given with --data", "Leave out one of the two.", None
            if fault is not None:
                message, mend, nearest = fault
                self.gathering.error("key", self.file, message, mend, key=place, nearest=nearest)
            elif not isinstance(values, list) or not values:
                message = f"{shown(values)} is not a list of values"
                self.gathering.error("values", self.file, message, f"Write a list: {key} = [..., ...].", key=place)
            else:
                sound = [self._is_sound(key, position, values) for position in range(len(values))]
                self.parameters[key] = tuple(value for value, good in zip(values, sound, strict=True) if good)
                if not all(sound):
                    self.faulty.add(key)
                if not self.parameters[key]:
                    del self.parameters[key]

    def _place(self, key: str, text: str | None) -> str:
        """Return the place in the file of a parameter, or of one of its values."""
        place = f"{PARAMETERS}.{key}"
        values = [_text(value) for value in self.contents[PARAMETERS][key]]
        return place if text is None else f"{place}.{values.index(text)}"

    def _is_sound(self, key: str, position: int, values: list[Any]) -> bool:
        place, value = f"{PARAMETERS}.{key}.{position}", values[position]
        try:
            text = as_json(value)
            twice = any(as_json(other) == text for other in values[:position])
        except (ValueError, TypeError):
            mend = "Write a finite number, text in quotes, true or false, or a list or table of these."
            self.gathering.error("values", self.file, f"{shown(value)} cannot be varied", mend, key=place)
            return False
        fault = value_fault(key, value)
        if twice:
            fault = f"{shown(value)} stands twice in the list", "Write every value once."
        if fault is not None:
            self.gathering.error("values", self.file, *fault, key=place)
        return fault is None

    def check_exclude(self) -> None:
        """Take the combinations that are left out; their keys and values must be those of the parameters."""
        entries = self.contents.get(EXCLUDE, [])
        taken = []
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            flat = flattened(entry) if isinstance(entry, dict) else None
            if not flat:
                continue
            if self._is_known(flat, f"{EXCLUDE}.{number}"):
                taken.append(flat)
        self.exclude = tuple(taken)

    def _is_known(self, entry: Mapping[str, Any], place: str) -> bool:
        known = True
        for key, value in entry.items():
            if key in self.faulty:
                known = False
            elif key not in self.parameters:
                known = False
                mend, nearest = nearest_mend(key, self.parameters)
                message = f"{shown(key)} is not among the parameters"
                self.gathering.error("exclude", self.file, message, mend, key=f"{place}.{key}", nearest=nearest)
            elif _text(value) not in [as_json(each) for each in self.parameters[key]]:
                known = False
                mend = "Write one of the values of the parameter."
                message = f"{shown(value)} is not among the values of {shown(key)}"
                self.gathering.error("exclude", self.file, message, mend, key=f"{place}.{key}")
        return known

    def check_robustness(self) -> None:
        """Find a measure that is no term, and circumstances that are no parameters."""
        table = self.contents.get("robustness", {})
        table = table if isinstance(table, dict) else {}
        measure = table.get("measure")
        if isinstance(measure, str) and measure not in discover_terms():
            mend, nearest = nearest_mend(measure, discover_terms())
            message, place = f"there is no term {shown(measure)}", "robustness.measure"
            self.gathering.error("measure", self.file, message, mend, key=place, nearest=nearest)
        named = table.get("circumstances")
        for number, key in enumerate(named if isinstance(named, list) else ()):
            if isinstance(key, str) and key not in self.parameters and key not in self.faulty:
                mend, nearest = nearest_mend(key, self.parameters)
                message, place = f"{shown(key)} is not among the parameters", f"robustness.circumstances.{number}"
                self.gathering.error("circumstances", self.file, message, mend, key=place, nearest=nearest)

    def check_scenario(self) -> None:
        """Find the faults of the scenario, of the values in their combinations, and of the data."""
        if not isinstance(self.contents.get("scenario"), str) or not self.contents["scenario"]:
            return
        try:
            self.scenario_file  # noqa: B018 - located here, so that its absence is told with the rest
            self.settings  # noqa: B018 - likewise
            self.files  # noqa: B018 - likewise
        except InputError as fault:
            self.gathering.extend("scenario", _under(fault.findings, self.file, "scenario"))
            return
        datasets: dict[str, tuple[Finding, ...]] = {}
        faults = check_combinations(self.parameters, self.exclude, lambda each: self._findings(each, datasets))
        self.gathering.extend("combinations", faults.findings(self.file, self._place))
        for findings in datasets.values():
            self.gathering.extend("data", findings)

    def _findings(
        self, combination: Mapping[str, Any], datasets: dict[str, tuple[Finding, ...]]
    ) -> Collection[Finding]:
        try:
            scenario = load_scenario(self.scenario_file, {**self.settings, **scenario_changes(combination)})
            require_order(scenario)
        except InputError as fault:
            return fault.findings
        instance = self._instance(scenario, datasets)
        return () if instance is None else fit_findings(instance, scenario)

    def _instance(self, scenario: Scenario, datasets: dict[str, tuple[Finding, ...]]) -> Instance | None:
        name = self.data or scenario.dataset
        if name not in self.instances and name not in datasets:
            try:
                self.instances[name] = read_dataset(name)
            except InputError as fault:
                datasets[name] = tuple(finding for finding in fault.findings if finding.severity == "error")
        return self.instances.get(name)

    def digests(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Yield the SHA-256 of what stands behind values that name norms or data sets."""
        for value in self.parameters.get(NORMS, ()):
            found = read_norms(str(value), Path(), self.file, Gathering())
            if found is not None:
                yield (NORMS, as_json(value)), found[3]
        for value in self.parameters.get(DATASET, ()):
            instance = self.instances.get(str(value))
            if instance is not None:
                yield (DATASET, as_json(value)), as_json(dict(instance.hashes))


def _under(findings: Iterable[Finding], file: str, key: str) -> Iterator[Finding]:
    """Yield findings about what a key names, at that key if they have no place of their own."""
    for finding in findings:
        placed = finding.row is not None or finding.key is not None
        yield finding if placed else Finding(file, finding.message, finding.mend, key=key, nearest=finding.nearest)


def _text(value: Any) -> str | None:
    try:
        return as_json(value)
    except (ValueError, TypeError):
        return None
