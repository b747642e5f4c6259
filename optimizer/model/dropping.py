"""What can be dropped of a scenario, and the sums that show why some of it cannot hold together.

What can be dropped are the rules of a scenario and the way students are assigned. A rule that always holds cannot be
switched off: dropped, it asks for as little as it can, and campuses may grow without end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from optimizer.inputs.contradictions import ALL_CHECKS, Contradiction, ScenarioUnderCheck
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import RuleParameters, Scenario
from optimizer.model.easing import easing_of
from optimizer.model.registry import discover_rules

ASSIGNMENT = "students"
"""Stands among the rules for the way students are assigned, where they are not placed freely."""

CAPACITY = "campus_capacity"
UNLIMITED = 1e4
"""Share by which campuses may grow where their capacity is dropped: no campus is then too small for anything."""

RULE_KEY = "rules."


@dataclass(frozen=True)
class Sum:
    """A sum over the data set that shows why parts clash: the check that found it, and what it found."""

    kind: str
    parts: frozenset[str]
    found: Contradiction


def parts_of(scenario: Scenario) -> tuple[str, ...]:
    """Return what can be dropped of a scenario."""
    return (*scenario.rules, *(() if scenario.students.are_free else (ASSIGNMENT,)))


def keeping(scenario: Scenario, kept: Collection[str]) -> Scenario:
    """Return a scenario of which only some parts hold."""
    known = discover_rules()
    rules: dict[str, RuleParameters] = {}
    for name, parameters in scenario.rules.items():
        if name in kept:
            rules[name] = parameters
        elif known[name].always_on:
            rules[name] = parameters.model_copy(update=_loosest(name))
    students = scenario.students if ASSIGNMENT in kept else scenario.students.freely()
    return replace(scenario, rules=rules, students=students)


def _loosest(name: str) -> dict[str, float | None]:
    """Return the values with which a rule asks for as little as it can."""
    if name == CAPACITY:
        return {"expandable_share": UNLIMITED}
    easings = {field: easing_of(info) for field, info in discover_rules()[name].parameters.model_fields.items()}
    return {field: easing.loosest for field, easing in easings.items() if easing is not None}


def sums(instance: Instance, scenario: Scenario) -> Iterator[Sum]:
    """Yield what arithmetic finds that a scenario cannot have."""
    case = ScenarioUnderCheck(instance, scenario)
    for check in ALL_CHECKS:
        for found in check(case):
            parts = frozenset(key.split(".")[1] for key in found.keys if key.startswith(RULE_KEY))
            yield Sum(check.name, parts & frozenset(parts_of(scenario)), found)
