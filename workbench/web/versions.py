"""A scenario as it is saved and as it is changed, and the values of its keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from optimizer.errors import InputError
from optimizer.inputs.scenario import Scenario
from optimizer.model.registry import discover_rules
from workbench.web.scenarios import Scenarios

Changes = dict[str, Any]


@dataclass(frozen=True)
class Versions:
    """A scenario as it is saved and as it is changed.

    Attributes
    ----------
    saved, current : Scenario
        Without and with the changes.
    saved_whole, current_whole : Scenario
        The same with every rule on, for the values of those that are off.
    changes : dict
        Values by dotted key.
    """

    saved: Scenario
    current: Scenario
    saved_whole: Scenario
    current_whole: Scenario
    changes: Changes


def versions(scenarios: Scenarios, name: str, changes: Mapping[str, Any]) -> Versions:
    """Return a scenario as it is saved and with changes.

    Raises
    ------
    InputError
        With every fault.
    """
    saved, current = scenarios.load(name), scenarios.load(name, changes)
    return Versions(
        saved, current, _whole(scenarios, name, {}, saved), _whole(scenarios, name, changes, current), dict(changes)
    )


def _whole(scenarios: Scenarios, name: str, changes: Mapping[str, Any], scenario: Scenario) -> Scenario:
    known = discover_rules()
    off = {rule for rule in known if rule not in scenario.rules and rule != "linear"}
    try:
        return scenarios.load(name, {**changes, **{f"rules.{rule}.enabled": True for rule in off}})
    except InputError:
        # What a rule that is off says may be faulty: then it shows its defaults.
        return replace(scenario, rules={**{rule: known[rule].parameters() for rule in off}, **scenario.rules})


def value_at(scenario: Scenario, key: str) -> Any:
    """Return the value of a dotted key in a scenario with every rule on, as TOML would have it; None if it has none."""
    match key.split("."):
        case ["rules", rule, name]:
            parameters = scenario.rules.get(rule)
            return None if parameters is None else parameters.model_dump(mode="json").get(name)
        case ["rules", rule]:
            found: Any = scenario.rules.get(rule)
            return [] if found is None else [plain_entry(each) for each in found.each]
        case ["goals", "order", *rest]:
            return _goal_value(scenario, rest)
        case ["prices", name]:
            return scenario.prices.get(name)
        case [part, name]:
            return getattr(getattr(scenario, part), name)
    return getattr(scenario, key)


def _goal_value(scenario: Scenario, rest: Sequence[str]) -> Any:
    if not rest:
        return plain_goals(scenario)
    order, place = scenario.goals.order, int(rest[0])
    return getattr(order[place], rest[1]) if place < len(order) else None


def plain_goals(scenario: Scenario) -> list[dict[str, Any]]:
    """Return the goals as a scenario's file would have them."""
    return [goal.model_dump(mode="json", exclude_defaults=True) for goal in scenario.goals.order]


def plain_entry(entry: Any) -> dict[str, Any]:
    """Return one entry of a rule that may be given several times, as a scenario's file would have it."""
    dumped: dict[str, Any] = entry.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    return dumped
