"""Pyomo's own way to the solver gives the optimum that our arrays give."""

from __future__ import annotations

import pytest
from pyomo.contrib.solver.common.factory import SolverFactory

from optimizer.inputs.reading import read_dataset
from optimizer.inputs.scenario import Goal
from tests.optimizer.solving.workshops import TUTORIAL, direct, workshop_of

TERMS = ("duplication", "expansion", "student_travel", "displaced", "cost", "institute_distance")


@pytest.mark.parametrize("openings", ["none", "family"])
def test_pyomos_own_interface_agrees_on_the_tutorial(openings: str) -> None:
    goals = [Goal(term=term) for term in TERMS]
    workshop = workshop_of(*goals, rules=TUTORIAL, instance=read_dataset("tutorial"), openings=openings)
    source = workshop.source.pyomo
    solver = SolverFactory("highs")
    for term in TERMS:
        for other in TERMS:
            objective = source.goals.component(other)
            objective.activate() if other == term else objective.deactivate()
        result = solver.solve(source, rel_gap=0.0, load_solutions=False)
        assert result.incumbent_objective == pytest.approx(
            direct(workshop, workshop.model.objectives[term]), rel=1e-6, abs=1e-6
        ), term
