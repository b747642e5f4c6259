"""What differs between two scenarios, key by key, whatever files they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from optimizer.inputs.scenario import Scenario

PARTS = ("dataset", "openings", "goals", "students", "rules", "prices")
TEXTS = ("title", "title_nl", "description", "description_nl")


@dataclass(frozen=True)
class Difference:
    """A key that two scenarios set differently.

    Attributes
    ----------
    key : str
        Dotted key, as in a scenario's file.
    old, new : object
        Its values: text, number, truth, list, or None where a scenario has none (also where the rule is off).
    """

    key: str
    old: Any
    new: Any

    def as_dict(self) -> dict[str, Any]:
        """Return the difference in the form of ``bundel check --against --json``."""
        return {"key": self.key, "old": self.old, "new": self.new}


def scenario_diff(old: Scenario, new: Scenario, *, texts: bool = False) -> tuple[Difference, ...]:
    """Return every key that two scenarios set differently, defaults included, in the order of a file.

    Parameters
    ----------
    old, new : Scenario
        Two scenarios.
    texts : bool
        Whether titles and descriptions are compared too.

    Returns
    -------
    tuple of Difference
        A rule that only one of them has differs in ``rules.NAME.enabled`` and in every parameter. Goals are compared
        place by place.
    """
    before, after = _flat(old, texts), _flat(new, texts)
    keys = [*before, *(key for key in after if key not in before)]
    keys.sort(key=_place)
    pairs = ((key, before.get(key), after.get(key)) for key in keys)
    found = [Difference(key, *_switched(key, old_value, new_value)) for key, old_value, new_value in pairs]
    return tuple(each for each in found if each.old != each.new)


def _place(key: str) -> tuple[int, str]:
    part, _, rest = key.partition(".")
    return PARTS.index(part) if part in PARTS else -1, rest.partition(".")[0] if part == "rules" else ""


def _switched(key: str, old: Any, new: Any) -> tuple[Any, Any]:
    """Say of a rule that a scenario does not have that it is off."""
    if not key.endswith(".enabled"):
        return old, new
    return bool(old), bool(new)


def _flat(scenario: Scenario, texts: bool) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(scenario, name) for name in TEXTS} if texts else {}
    values |= {"dataset": scenario.dataset, "openings": scenario.openings, "goals.mode": scenario.goals.mode}
    for place, goal in enumerate(scenario.goals.order):
        values |= _fields(f"goals.order.{place}", goal)
    values |= _fields("students", scenario.students)
    for name in sorted(scenario.rules):
        values |= _fields(f"rules.{name}", scenario.rules[name])
    return values | {f"prices.{name}": price for name, price in sorted(scenario.prices.items())}


def _fields(key: str, part: BaseModel) -> dict[str, Any]:
    return {f"{key}.{name}": value for name, value in part.model_dump(mode="json").items()}
