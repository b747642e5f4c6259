"""Completions and repairs held against brute force on tiny random cases."""

from __future__ import annotations

from random import Random

import pytest

from optimizer.analysis.terms import compute_terms
from optimizer.analysis.verify import require_verified, verify
from optimizer.evaluation.breaking import Breaking
from optimizer.evaluation.holding import hold, wishes_of
from optimizer.evaluation.repairing import broken, changes_to, justified, nearest
from optimizer.evaluation.stated import Stated
from optimizer.inputs.scenario import Goal
from optimizer.model.build import build_model
from optimizer.model.registry import discover_terms
from optimizer.model.wishes import add_wishes
from optimizer.solving.compiling import compile_measure
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.workshop import SLACK, Workshop
from tests.agreement import EXACT, is_close
from tests.optimizer.evaluation.brute_force import (
    completed_by_hand,
    nearest_by_hand,
    random_proposal,
)
from tests.oracle import Oracle
from tests.random_instances import Case, random_case
from tests.thrift import first

LIMITS = Limits(gap=EXACT)
COST = Goal(term="cost")


def workshop_for(case: Case, stated: Stated) -> Workshop:
    model = build_model(case.instance, case.scenario, case.scenario.goals.order)
    add_wishes(model, wishes_of(stated))
    return Workshop(model, SolverDoor(), Clock(LIMITS))


def case_of(seed: int, *, complete: bool) -> tuple[Case, Stated]:
    case = random_case(seed)
    return case, random_proposal(case, Random(seed), complete=complete)


@pytest.mark.parametrize("seed", range(100, 108))
@pytest.mark.parametrize("complete", [True, False])
def test_repairs_are_the_nearest_legal_plans(seed: int, *, complete: bool) -> None:
    case, stated = case_of(seed, complete=complete)
    workshop = workshop_for(case, stated)
    measure = discover_terms()["cost"].expression(workshop.source, COST)
    found = nearest(workshop, stated, compile_measure(workshop.model, measure), None)
    expected = nearest_by_hand(Oracle(case.instance, case.scenario), stated)
    if expected is None:
        assert found.pursuit.solution is None
        assert found.pursuit.ended == "infeasible"
        return
    assert found.pursuit.solution is not None
    plan = extract_plan(workshop, found.pursuit.solution)
    require_verified(verify(plan, case.instance, case.scenario))
    assert (found.changed, found.fewest) == (expected.changed, expected.changed)
    prices = case.instance.prices_with(case.scenario.prices)
    assert compute_terms(plan, case.instance, prices)["cost"] == pytest.approx(expected.cost, rel=1e-5, abs=1e-3)
    changes = changes_to(stated, plan, case.instance)
    assert sum(change.action != "lead" for change in changes) == expected.changed
    leads = set(
        plan.programmes.loc[plan.programmes["role"] == "lead", ["campus_id", "specialisation_id"]].itertuples(
            index=False, name=None
        )
    )
    assert len(stated.leading - leads) == expected.moved


@pytest.mark.parametrize("seed", range(200, 208))
@pytest.mark.parametrize("complete", [True, False])
def test_completions_are_the_best_legal_plans_that_do_what_is_stated(seed: int, *, complete: bool) -> None:
    case, stated = case_of(seed, complete=complete)
    workshop = workshop_for(case, stated)
    held = hold(workshop, stated)
    expected = completed_by_hand(case, stated)
    if held is None:
        assert expected is None
        return
    pursuit = pursue(workshop.holding(held, Clock(LIMITS)))
    if expected is None:
        assert pursuit.ended == "infeasible"
        return
    values = [report.value for report in pursuit.reports]
    assert is_close(values[0], expected[0])
    assert values[1] <= expected[1] + 1e-4
    assert values[1] >= expected[1] - 1e-3 * max(1.0, abs(expected[1])) - SLACK * 1e3


@pytest.mark.parametrize("seed", first(4, range(300, 308)))
def test_what_breaks_least_breaks_nothing_exactly_where_a_legal_plan_does_what_is_stated(seed: int) -> None:
    case, stated = case_of(seed, complete=seed % 2 == 0)
    legal = completed_by_hand(case, stated) is not None
    breaking = Breaking.open(case.instance, case.scenario, stated, LIMITS, SolverDoor())
    held = breaking.hold(stated)
    least = breaking.least(held, LIMITS)
    if least.solution is None:  # a programme that is held to lead twice, or to lead without being taught
        assert not legal
        return
    found = broken(breaking.plan_of(least.solution), case.instance, case.scenario)
    assert (len(found) == 0) == legal
    _, best = breaking.best(held, least.solution, LIMITS)
    assert best.solution is not None
    again = broken(breaking.plan_of(best.solution), case.instance, case.scenario)
    assert set(again["name"]) <= set(found["name"])
    missed = least.caps[1][0]
    assert missed.value(best.solution) <= least.caps[1][1] * (1 + 1e-6) + 1e-5


def test_every_change_of_a_repair_is_needed() -> None:
    reasons = 0
    for seed in range(400, 408):
        case, stated = case_of(seed, complete=True)
        workshop = workshop_for(case, stated)
        measure = discover_terms()["cost"].expression(workshop.source, COST)
        found = nearest(workshop, stated, compile_measure(workshop.model, measure), None)
        if found.pursuit.solution is None:
            continue
        plan = extract_plan(workshop, found.pursuit.solution)
        breaking = Breaking.open(case.instance, case.scenario, stated, LIMITS, SolverDoor())
        for change in justified(changes_to(stated, plan, case.instance), stated, plan, breaking, LIMITS):
            if change.because == "rules":
                assert len(change.breaks) > 0, (seed, change)
                assert (change.breaks["missed"] > 0).all()
                reasons += 1
    assert reasons >= 3
