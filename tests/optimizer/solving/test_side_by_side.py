"""Bounds and plans sought at once, in two processes, come to the same proven values as one after the other."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from optimizer.inputs.scenario import Goal
from optimizer.run import load_instance, load_scenario, solve
from optimizer.solving.child import ChildDoor
from optimizer.solving.hierarchy import pursue
from optimizer.solving.limits import Clock, Limits, Methods
from optimizer.solving.second_solver import SecondSolver
from optimizer.solving.workshop import Workshop
from tests.optimizer.solving.workshops import workshop_of

GOALS = (Goal(term="duplication", give_up_abs=1), Goal(term="student_travel", give_up=0.1), Goal(term="displaced"))


@pytest.mark.parametrize("openings", ["family", "anywhere"])
def test_two_processes_prove_the_same_values(openings: str) -> None:
    alone = workshop_of(*GOALS, openings=openings, limits=Limits())
    expected = [report.value for report in pursue(alone).reports]
    with closing(ChildDoor()) as door, closing(ChildDoor()) as beside:
        together = Workshop(alone.source, door, Clock(Limits()), beside=SecondSolver(beside))
        pursuit = pursue(together)
    assert pursuit.ended == "optimal"
    assert [report.value for report in pursuit.reports] == pytest.approx(expected, rel=1e-4)


@pytest.mark.soak
def test_openings_on_the_tutorial_are_proven_with_and_without_neighbourhoods() -> None:
    instance = load_instance("tutorial")
    scenario = load_scenario("tutorial", {"openings": "anywhere"})
    values = []
    for methods in (Methods(), Methods(neighbourhoods=False), Methods(two_processes=False)):
        result = solve(instance, scenario, Limits(methods=methods), isolated=True)
        assert result.status == "optimal"
        values.append([goal.value for goal in result.goals])
    assert values[0] == pytest.approx(values[1], rel=1e-4)
    assert values[0] == pytest.approx(values[2], rel=1e-4)


@pytest.mark.soak
def test_limited_work_gives_the_same_plan_every_time() -> None:
    instance = load_instance("tutorial")
    scenario = load_scenario("tutorial", {"openings": "anywhere"})
    limits = replace(Limits(), work_limit=3)
    first, second = (solve(instance, scenario, limits, isolated=True) for _ in range(2))
    assert first.plan is not None
    assert second.plan is not None
    assert first.plan.programmes.equals(second.plan.programmes)
    assert first.plan.students.equals(second.plan.students)
