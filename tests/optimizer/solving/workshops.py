"""Workshops over small scenarios, and the optimum of one goal found without them."""

from __future__ import annotations

from typing import Any

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Goals
from optimizer.model.build import build_model
from optimizer.solving.arrays import Objective
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Request
from optimizer.solving.workshop import Cap, Workshop
from tests.factory import tiny_instance
from tests.random_instances import scenario_of

TUTORIAL = {
    "minimum_enrolment": {"norm": 80},
    "sites_per_specialisation": {"max": 2},
    "secondment": {},
    "institute": {},
}
"""The rules of the shipped scenario `tutorial`."""


def workshop_of(
    *goals: Goal,
    rules: dict[str, dict[str, Any]] | None = None,
    instance: Instance | None = None,
    limits: Limits | None = None,
    **changes: Any,
) -> Workshop:
    """Return a workshop over a scenario, of the tiny data set unless another is given."""
    scenario = scenario_of(rules, goals=Goals(mode=changes.pop("mode", "hierarchy"), order=goals), **changes)
    model = build_model(instance or tiny_instance(), scenario, scenario.goals.order)
    return Workshop(model, SolverDoor(), Clock(limits or Limits(gap=1e-7)))


def direct(workshop: Workshop, objective: Objective, caps: tuple[Cap, ...] = ()) -> float | None:
    """Return the optimum of an objective by one run of the whole model."""
    return SolverDoor().run(workshop.model, Request(objective, caps, gap=0.0)).value
