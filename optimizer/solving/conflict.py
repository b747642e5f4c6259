"""Which rules cannot hold together, when no plan exists: arithmetic first, then a deletion filter over named rules.

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
from optimizer.solving.feasibility import Feasibility
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Door

PROBE_SECONDS = 20.0
ASSIGNMENT = "students"
"""Stands among the rules for the way students are assigned, where they are not placed freely."""

CAPACITY = "campus_capacity"
UNLIMITED = 1e4
"""Share by which campuses may grow where their capacity is dropped: no campus is then too small for anything."""

RULE_KEY = "rules."


@dataclass(frozen=True)
class Clash:
    """Parts of a scenario that cannot hold together.

    Attributes
    ----------
    parts : tuple of str
        Rules in the scenario's order, and :data:`ASSIGNMENT` last where it takes part; empty if even what is left
        without all of them has no plan.
    is_minimal : bool
        Whether it is known that without any one of them a plan exists.
    """

    parts: tuple[str, ...]
    is_minimal: bool


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


def smallest_clash(feasibility: Feasibility, scenario: Scenario, within: Collection[str] | None = None) -> Clash:
    """Return parts that clash and none of which can be missed.

    Parameters
    ----------
    feasibility : Feasibility
        Answers whether there is a plan; where it does not know, a part stays.
    scenario : Scenario
        The scenario.
    within : collection of str, optional
        Parts, all by default, with which it has no plan.
    """
    order = parts_of(scenario)
    left = [name for name in order if within is None or name in within]
    left = _by_arithmetic(feasibility, scenario, left)
    always = {name for name, rule in discover_rules().items() if rule.always_on}
    unknown = []
    for name in sorted(left, key=lambda name: (name not in always, name != ASSIGNMENT)):
        fewer = [other for other in left if other != name]
        answer = feasibility.answer(keeping(scenario, fewer))
        if answer == "no":
            left = fewer
        elif answer == "unknown":
            unknown.append(name)
    unknown = [name for name in unknown if name in left]
    return Clash(tuple(name for name in left if name not in always.intersection(unknown)), not unknown)


def _by_arithmetic(feasibility: Feasibility, scenario: Scenario, left: list[str]) -> list[str]:
    """Return the fewest parts that a sum names, as far as they have no plan by themselves."""
    found = sums(feasibility.instance, keeping(scenario, left))
    for parts in sorted({each.parts for each in found}, key=lambda parts: (len(parts), sorted(parts))):
        named = [name for name in left if name in parts]
        if feasibility.is_ruled_out_by_arithmetic(keeping(scenario, named)):
            return named
    return left


def clashing_rules(instance: Instance, scenario: Scenario, door: Door, seconds: float) -> tuple[str, ...]:
    """Return names of rules that clash: without any one of them a plan exists, or could not be ruled out in time.

    Parameters
    ----------
    instance, scenario : Instance, Scenario
        A scenario that has been proven to have no plan.
    door : Door
        The solver.
    seconds : float
        Time for all questions together.

    Returns
    -------
    tuple of str
        See :class:`Clash`.
    """
    feasibility = Feasibility(instance, door, Clock(Limits(time_limit=seconds)), PROBE_SECONDS)
    return smallest_clash(feasibility, scenario).parts
