"""Holding the solver against brute force on one case: status, the value of every goal, and the finished plan."""

from __future__ import annotations

from optimizer.analysis.verify import require_verified, verify
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Scenario
from optimizer.model.build import build_model
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.workshop import SLACK, Workshop
from tests.oracle import Oracle
from tests.random_instances import Case

EXACT = 1e-7
"""Gap at which a goal counts as proven here."""


def pursued(instance: Instance, scenario: Scenario, seed: int = 0) -> tuple[Pursuit, Plan | None]:
    """Pursue a scenario's goals in this process; return what came of it, and the plan."""
    model = build_model(instance, scenario, scenario.goals.order)
    workshop = Workshop(model, SolverDoor(), Clock(Limits(gap=EXACT, seed=seed)))
    pursuit = pursue(workshop)
    return pursuit, None if pursuit.solution is None else extract_plan(workshop, pursuit.solution)


def is_close(value: float, other: float) -> bool:
    """Whether two values of a goal agree."""
    return abs(value - other) <= 1e-6 * abs(other) + 1e-4


def assert_agreement(case: Case) -> None:
    """Assert that the solver finds what brute force finds, and a plan that stands up to the second check."""
    goals = case.scenario.goals.order
    oracle = Oracle(case.instance, case.scenario)
    expected = oracle.hierarchy(*goals)
    pursuit, plan = pursued(case.instance, case.scenario)
    if expected is None:
        assert pursuit.ended == "infeasible"
        assert plan is None
        return
    values = [report.value for report in pursuit.reports]
    assert [report.status for report in pursuit.reports] == ["optimal"] * len(goals)
    assert is_close(values[0], expected[0])
    if not is_close(values[1], expected[1]):  # the solver may use the slack of held goals, but no more
        wider = oracle.hierarchy(*goals, slack=2 * SLACK)
        assert wider is not None
        assert wider[1] - 1e-4 <= values[1] <= expected[1] + 1e-4
    assert plan is not None
    require_verified(verify(plan, case.instance, case.scenario))
