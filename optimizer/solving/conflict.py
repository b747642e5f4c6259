"""Which rules cannot hold together, when no plan exists: a smallest set of named rules, by a deletion filter."""

from __future__ import annotations

from dataclasses import replace

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Scenario
from optimizer.model.build import build_model
from optimizer.model.registry import discover_rules
from optimizer.solving.arrays import Objective
from optimizer.solving.compiling import compile_model
from optimizer.solving.requests import Door, Request

PROBE_SECONDS = 20.0
ASSIGNMENT = "students"
"""Stands among the rules for the way students are assigned, where they are not placed freely."""


def clashing_rules(instance: Instance, scenario: Scenario, door: Door, seconds: float) -> tuple[str, ...]:
    """Return names of rules that clash: without any one of them a plan exists, or could not be ruled out in time.

    Parameters
    ----------
    instance, scenario : Instance, Scenario
        A scenario that has been proven to have no plan.
    door : Door
        The solver.
    seconds : float
        Time for all probes together.

    Returns
    -------
    tuple of str
        Rules in the scenario's order, and :data:`ASSIGNMENT` last where it takes part; empty if even the rules that
        are always on cannot hold.
    """
    rules = discover_rules()
    if not scenario.students.are_free and seconds > 0:
        free = replace(scenario, students=scenario.students.freely())
        impossible, spent = _is_impossible(instance, free, door, min(seconds, PROBE_SECONDS))
        seconds -= spent
        scenario = free if impossible else scenario
    remaining = dict(scenario.rules)
    for name in list(scenario.rules):
        if rules[name].always_on or seconds <= 0:
            continue
        fewer = {other: parameters for other, parameters in remaining.items() if other != name}
        impossible, spent = _is_impossible(instance, replace(scenario, rules=fewer), door, min(seconds, PROBE_SECONDS))
        seconds -= spent
        if impossible:
            remaining = fewer
    named = tuple(name for name in remaining if not rules[name].always_on)
    return named if scenario.students.are_free else (*named, ASSIGNMENT)


def _is_impossible(instance: Instance, scenario: Scenario, door: Door, seconds: float) -> tuple[bool, float]:
    model = build_model(instance, scenario, (Goal(term="duplication"),))
    compiled = compile_model(model.pyomo)
    nothing = Objective(compiled.objectives["duplication"].coefficients * 0.0)
    outcome = door.run(compiled, Request(nothing, time_limit=seconds))
    return outcome.status == "infeasible", outcome.seconds
