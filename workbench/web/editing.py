"""Changes of a scenario that are not saved yet: what each step makes of them, before it is tried and kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from optimizer.errors import Finding, InputError
from optimizer.inputs.goals import COST, FRONT_TERMS, PARTS_OF_COST
from optimizer.inputs.lock_entries import KINDS
from optimizer.inputs.scenario import Goal, Scenario
from optimizer.inputs.scenario_defaults import NONE
from optimizer.model.registry import discover_terms
from workbench.web.controls import control_of
from workbench.web.scenarios import Scenarios
from workbench.web.versions import Changes, Versions, plain_goals, value_at, versions

GOALS, LOCKS = "goals.order", "rules.locks"
FREE = "free"
BARE_PRICE = 1.0
"""EUR per unit of a goal that had no price before goals were weighed."""

EDITING = threading.RLock()
"""Held while changes are read and kept, so that two steps at once do not lose each other."""


Edit = Callable[[Versions], Changes]


def setting(values: Mapping[str, Any]) -> Edit:
    """Return the step that gives keys other values; a key that gets its saved value back is changed no more.

    Raises
    ------
    InputError
        If the page may not change a key.
    """

    def edit(now: Versions) -> Changes:
        changes, order = dict(now.changes), [dict(goal) for goal in plain_goals(now.current)]
        for key, value in values.items():
            require_known(key)
            parts = key.split(".")
            if key == GOALS:
                order = _listed(value)
            elif parts[:2] == ["goals", "order"]:
                _set_goal(order, int(parts[2]), parts[3], value)
            elif key == "goals.mode":
                order = _fitting(order, value, now.current.prices)
                _put(changes, key, value, now.saved.goals.mode)
            else:
                _set(changes, key, value, now)
        _put(changes, GOALS, order, plain_goals(now.saved))
        return changes

    return edit


def _listed(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list) and all(isinstance(goal, dict) and isinstance(goal.get("term"), str) for goal in value):
        return value
    raise InputError([Finding("", "is not a list of goals", "Write a list of tables with a term.", key=GOALS)])


def require_known(key: str) -> None:
    """Refuse a key that the page may not change.

    Raises
    ------
    InputError
        It names the key.
    """
    if key == GOALS:
        return
    try:
        control_of(key)
    except KeyError:
        message = "is not a key that can be changed here"
        raise InputError([Finding("", message, "Change a rule, a goal, students or a price.", key=key[:80])]) from None


def _set(changes: Changes, key: str, value: Any, now: Versions) -> None:
    parts = key.split(".")
    if parts[0] == "rules" and parts[-1] == "enabled":
        _switch(changes, parts[1], bool(value), now)
        return
    old = value_at(now.saved_whole, key)
    if isinstance(value, dict) and isinstance(old, dict) and not old.keys() <= value.keys():
        gone = ", ".join(sorted(old.keys() - value.keys()))
        message = f"{gone} stands in the scenario itself and cannot be taken out here"
        raise InputError([Finding("", message, "Give it another number; 0 means no norm.", key=key)])
    _put(changes, key, value, NONE if old is None else old)


def _switch(changes: Changes, rule: str, on: bool, now: Versions) -> None:
    """Switch a rule on or off; one that is off again as saved keeps no changes."""
    key, was_on = f"rules.{rule}.enabled", rule in now.saved.rules
    if on == was_on:
        changes.pop(key, None)
        if not on:
            for each in [each for each in changes if each.startswith(f"rules.{rule}.")]:
                del changes[each]
    else:
        changes[key] = on


def _put(changes: Changes, key: str, value: Any, saved: Any) -> None:
    if value == saved and isinstance(value, bool) == isinstance(saved, bool):
        changes.pop(key, None)
    else:
        changes[key] = value


def resetting(key: str) -> Edit:
    """Return the step that gives a key its saved value back; ``goals`` and ``locks`` stand for all of theirs."""

    def edit(now: Versions) -> Changes:
        gone = {"goals": "goals.", "locks": f"{LOCKS}."}.get(key)
        return {each: v for each, v in now.changes.items() if each != key and not (gone and each.startswith(gone))}

    return edit


def locking(pair: str, state: str) -> Edit:
    """Return the step that fixes one programme: ``keep``, ``open``, ``close``, ``lead``, or ``free`` to fix nothing."""

    def edit(now: Versions) -> Changes:
        changes = dict(now.changes)
        for kind in KINDS:
            key = f"{LOCKS}.{kind}"
            entries = [each for each in value_at(now.current_whole, key) or () if each != pair]
            _put(changes, key, [*entries, pair] if kind == state else entries, value_at(now.saved_whole, key))
        changes.pop(f"{LOCKS}.enabled", None)
        if "locks" not in now.saved.rules and any(f"{LOCKS}.{kind}" in changes for kind in KINDS):
            changes[f"{LOCKS}.enabled"] = True
        elif now.changes.get(f"{LOCKS}.enabled") is False and state == FREE:
            changes[f"{LOCKS}.enabled"] = False
        return changes

    return edit


def moving(place: int, by: int) -> Edit:
    """Return the step that moves a goal up (-1) or down (1)."""

    def move(order: list[dict[str, Any]]) -> None:
        if 0 <= place < len(order) and 0 <= place + by < len(order):
            order.insert(place + by, order.pop(place))

    return _reordering(move)


def removing(place: int) -> Edit:
    """Return the step that removes a goal."""

    def remove(order: list[dict[str, Any]]) -> None:
        if 0 <= place < len(order):
            del order[place]

    return _reordering(remove)


def adding(term: str) -> Edit:
    """Return the step that adds a term as the last goal."""

    def edit(now: Versions) -> Changes:
        order = [*plain_goals(now.current), {"term": term}]
        if now.current.goals.mode == "weighted" and term != COST:
            order[-1]["price"] = BARE_PRICE
        return setting({GOALS: order})(now)

    return edit


def _reordering(act: Callable[[list[dict[str, Any]]], None]) -> Edit:
    def edit(now: Versions) -> Changes:
        order = plain_goals(now.current)
        act(order)
        return setting({GOALS: order})(now)

    return edit


def _set_goal(order: list[dict[str, Any]], place: int, name: str, value: Any) -> None:
    if place >= len(order):
        message = f"there is no goal {place}"
        raise InputError([Finding("", message, f"Name one of 0 to {len(order) - 1}.", key=f"{GOALS}.{place}.{name}")])
    goal, default = order[place], Goal.model_fields[name].default
    if value is None or value == default or value in ("", NONE):
        goal.pop(name, None)
    else:
        goal[name] = value
    if name == "term" and value != "worst_loss":
        goal.pop("by", None)


def _fitting(order: list[dict[str, Any]], mode: Any, prices: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return the goals without what another mode does not allow, and with what it asks for."""
    if mode == "pareto":
        return [{name: goal[name] for name in ("term", "by") if name in goal} for goal in order[: FRONT_TERMS[1]]]
    if mode != "weighted":
        return [{name: value for name, value in goal.items() if name != "price"} for goal in order]
    terms = {goal["term"] for goal in order}
    counted = PARTS_OF_COST if COST in terms else frozenset()
    kept: list[dict[str, Any]] = [
        {name: goal[name] for name in ("term", "by", "price") if name in goal} for goal in order
    ]
    return [
        goal if goal["term"] == COST else {"price": BARE_PRICE, **goal} for goal in kept if goal["term"] not in counted
    ]


def keep(scenarios: Scenarios, name: str, *edits: Edit) -> None:
    """Try edits on the unsaved changes of a scenario, and keep what comes of them as one step.

    Raises
    ------
    InputError
        With every fault; then the changes stay as they were.
    """
    with EDITING:
        changes: Changes = dict(scenarios.draft(name).changes)
        for edit in edits:
            changes = edit(versions(scenarios, name, changes))
        found = scenarios.load(name, changes)
        if "dataset" in changes and found.dataset not in scenarios.datasets().values():
            message = f"there is no data set {str(changes['dataset'])[:60]!r}"
            raise InputError([Finding("", message, "Choose one of the list.", key="dataset")])
        scenarios.change(name, changes)


def terms_left(scenario: Scenario) -> list[str]:
    """Return the terms that may be added to the goals of a scenario."""
    named = {goal.term for goal in scenario.goals.order}
    counted = PARTS_OF_COST if COST in named and scenario.goals.mode == "weighted" else frozenset()
    return [term for term in discover_terms() if term not in named and term not in counted]
