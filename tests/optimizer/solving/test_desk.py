"""A model that stays loaded gives the same answers as one built anew with the question as a lock."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.errors import SolverError
from optimizer.inputs.scenario import Goal
from optimizer.reading import load_instance, load_scenario
from optimizer.solving.arrays import CompiledModel
from optimizer.solving.desk import Desk, asks_for_more
from optimizer.solving.hierarchy import pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Limits
from optimizer.solving.requests import Outcome, Request
from optimizer.solving.workshop import Workshop
from tests.agreement import is_close
from tests.optimizer.solving.workshops import workshop_of
from tests.random_instances import random_case
from tests.thrift import first

GOALS = (Goal(term="duplication", give_up_abs=1), Goal(term="student_travel", give_up=0.1), Goal(term="displaced"))
EXACT = Limits(gap=1e-7)


class CountingDoor(SolverDoor):
    """Counts runs that hold no programmes: they prove something."""

    proofs = 0

    def run(self, model: CompiledModel, request: Request, *others: Any, **options: Any) -> Outcome:
        self.proofs += request.fixed is None
        return super().run(model, request, *others, **options)


def desk_of(workshop: Workshop) -> Desk:
    return Desk(workshop, pursue(workshop))


@pytest.mark.parametrize("openings", first(1, ["none", "family"]))
def test_every_question_has_the_answer_of_a_model_built_with_the_lock(openings: str) -> None:
    desk = desk_of(workshop_of(*GOALS, openings=openings))
    assert desk.answer.solution is not None
    for pair in sorted(desk.eligible):
        for taught in (True, False):
            lock = {
                ("keep" if pair in desk.workshop.source.index.today else "open") if taught else "close": [
                    "/".join(pair)
                ]
            }
            anew = pursue(workshop_of(*GOALS, openings=openings, rules={"locks": lock}))
            answer = desk.ask({pair: taught}, EXACT)
            assert [round(report.value, 4) for report in answer.reports] == pytest.approx(
                [report.value for report in anew.reports], rel=1e-5, abs=1e-4
            ), (pair, taught)


@pytest.mark.parametrize("seed", range(12))
def test_bounds_of_answers_are_valid_on_random_instances(seed: int) -> None:
    case = random_case(seed)
    desk = Desk.open(case.instance, case.scenario, EXACT, SolverDoor())
    if desk.answer.solution is None:
        assert desk.answer.ended == "infeasible"
        return
    for pair in sorted(desk.eligible)[:4]:
        answer = desk.ask({pair: True}, EXACT)
        cold = pursue(desk.workshop.holding(desk.workshop.choice_of({pair: True}), desk.workshop.clock))
        assert (answer.solution is None) == (cold.solution is None)
        for warm, anew in zip(answer.reports, cold.reports, strict=True):
            assert warm.bound is not None
            assert warm.bound <= anew.value + 1e-4 * max(1.0, abs(anew.value))
            assert is_close(warm.value, anew.value) or abs(warm.value - anew.value) < 1e-3


def test_two_desks_share_a_model_and_its_answer() -> None:
    desk = desk_of(workshop_of(*GOALS))
    other = desk.beside(SolverDoor())
    pair = min(desk.eligible)
    assert other.workshop.model is desk.workshop.model
    assert [each.value for each in other.ask({pair: True}, EXACT).reports] == [
        each.value for each in desk.ask({pair: True}, EXACT).reports
    ]


def test_a_pair_without_a_choice_is_named() -> None:
    desk = desk_of(workshop_of(*GOALS))
    with pytest.raises(SolverError, match="nowhere/nothing"):
        desk.ask({("nowhere", "nothing"): True}, EXACT)


@pytest.mark.parametrize("norm", [0.0, 45.0, 80.0])
def test_a_changed_norm_has_the_answer_of_a_model_solved_from_scratch(norm: float) -> None:
    desk = desk_of(workshop_of(*GOALS, openings="family", rules={"minimum_enrolment": {"norm": 20.0}}))
    changed = workshop_of(*GOALS, openings="family", rules={"minimum_enrolment": {"norm": norm}})
    anew = pursue(changed)
    again = desk.changed(changed.source.index.scenario, EXACT)
    assert again.answer.ended == anew.ended
    assert [report.value for report in again.answer.reports] == pytest.approx(
        [report.value for report in anew.reports], rel=1e-5, abs=1e-4
    )


def test_a_scenario_with_other_columns_is_solved_from_scratch() -> None:
    desk = desk_of(workshop_of(*GOALS))
    changed = workshop_of(*GOALS, openings="family")
    again = desk.changed(changed.source.index.scenario, EXACT)
    assert again.eligible > desk.eligible
    assert [report.value for report in again.answer.reports] == pytest.approx(
        [report.value for report in pursue(changed).reports], rel=1e-5, abs=1e-4
    )


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ({}, True),
        ({"rules.minimum_enrolment.norm": 90}, True),
        ({"rules.minimum_enrolment.norm": 70}, False),
        ({"rules.minimum_enrolment.count": "campus"}, False),
        ({"rules.reach.km": 80}, True),
        ({"rules.reach.km": 120}, False),
        ({"rules.reach.enabled": False}, False),
        ({"rules.reach.km": 80, "rules.minimum_enrolment.norm": 70}, False),
        ({"openings": "family"}, False),
        ({"prices.eur_per_km": 1.0}, False),
        ({"students.unplaced_share": 0.1}, False),
    ],
)
def test_a_scenario_asks_for_more_if_no_rule_asks_for_less(changes: dict[str, object], more: bool) -> None:
    assert asks_for_more(load_scenario("reference", changes), load_scenario("reference")) is more
    if changes and more:
        assert not asks_for_more(load_scenario("reference"), load_scenario("reference", changes))


def test_a_norm_that_the_plan_keeps_leaves_nothing_to_prove() -> None:
    desk = Desk.open(load_instance("tutorial"), load_scenario("tutorial"), EXACT, door := CountingDoor())
    assert door.proofs > 1
    door.proofs = 0
    again = desk.changed(load_scenario("tutorial", {"rules.minimum_enrolment.norm": 81}), EXACT)
    assert [report.value for report in again.answer.reports] == [report.value for report in desk.answer.reports]
    assert all(report.status == "optimal" for report in again.answer.reports)
    assert door.proofs == 1  # that no plan with fewer changes is as good
