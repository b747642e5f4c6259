"""The sample of near-optimal plans: legal, within the give-ups, all different, the same for the same seed."""

from __future__ import annotations

import pytest

from optimizer import load_instance, load_scenario
from optimizer.analysis.terms import compute_terms
from optimizer.analysis.verify import require_verified, verify
from optimizer.evaluation.sampling import near_optimal_plans
from optimizer.model.build import build_model
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.workshop import Workshop


@pytest.fixture(scope="module")
def solved() -> tuple[Workshop, Pursuit]:
    order = [{"term": "duplication", "give_up_abs": 2}, {"term": "student_travel", "give_up": 0.3}]
    changes = {"goals.order": order, "rules.minimum_enrolment.norm": 60, "rules.institute.present": False}
    scenario = load_scenario("tutorial", changes)
    model = build_model(load_instance("tutorial"), scenario, scenario.goals.order)
    workshop = Workshop(model, SolverDoor(), Clock(Limits()))
    return workshop, pursue(workshop)


def test_plans_are_legal_different_and_within_what_may_be_given_up(solved: tuple[Workshop, Pursuit]) -> None:
    workshop, answer = solved
    index = workshop.source.index
    plans = near_optimal_plans(workshop, answer, 4, Limits())
    assert len(plans) >= 2
    assert len({frozenset(plan.pairs) for plan in plans}) == len(plans)
    prices = index.instance.prices_with(index.scenario.prices)
    for plan in plans:
        require_verified(verify(plan, index.instance, index.scenario))
        terms = compute_terms(plan, index.instance, prices)
        for report in answer.reports:
            assert terms[report.term] <= report.limit * (1 + 1e-5) + 1e-3


def test_the_seed_decides(solved: tuple[Workshop, Pursuit]) -> None:
    workshop, answer = solved
    first, again = (near_optimal_plans(workshop, answer, 3, Limits(seed=1)) for _ in range(2))
    assert [plan.pairs for plan in first] == [plan.pairs for plan in again]


def test_no_time_no_plans(solved: tuple[Workshop, Pursuit]) -> None:
    assert near_optimal_plans(*solved, 3, Limits(time_limit=0.0)) == []
