"""Changes of single keys of a scenario: what ``--set KEY=VALUE`` would do, without reading the scenario again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from optimizer.inputs.scenario import RuleParameters, Scenario, Students

ENABLED = "enabled"


@dataclass(frozen=True)
class Change:
    """One key of a scenario with its old and its new value, as a scenario's file writes them; None is no limit."""

    key: str
    old: Any
    new: Any

    def as_dict(self) -> dict[str, Any]:
        """Return the change as plain values."""
        return {"key": self.key, "old": plain(self.old), "new": plain(self.new)}


def plain(value: Any) -> Any:
    """Return a value as JSON and TOML can hold it."""
    return list(value) if isinstance(value, tuple) else value


def changed(scenario: Scenario, changes: Iterable[Change]) -> Scenario:
    """Return a scenario with some keys changed.

    Raises
    ------
    ValidationError
        If a rule does not take a value.
    """
    for change in changes:
        scenario = _with(scenario, change.key.split("."), change.new)
    return scenario


def _with(scenario: Scenario, key: list[str], value: Any) -> Scenario:
    match key:
        case ["openings"]:
            return replace(scenario, openings=value)
        case ["students", name]:
            return replace(scenario, students=Students(**{**dict(scenario.students), name: value}))
        case ["rules", rule, "enabled"] if value is False:
            return replace(scenario, rules={name: each for name, each in scenario.rules.items() if name != rule})
        case ["rules", rule, *inside]:
            return replace(scenario, rules={**scenario.rules, rule: _parameters(scenario.rules[rule], inside, value)})
    message = f"a scenario has no key {'.'.join(key)} that could be changed"
    raise ValueError(message)


def _parameters(parameters: RuleParameters, inside: list[str], value: Any) -> RuleParameters:
    first, *rest = inside
    values: dict[str, Any] = dict(parameters)
    if first.isdigit():
        entries = list(values["each"])
        entries[int(first)] = _parameters(entries[int(first)], rest, value)
        values["each"] = tuple(entries)
    elif rest:
        values[first] = {**values[first], ".".join(rest): value}
    else:
        values[first] = value
    return type(parameters).model_validate(values)
