"""A plan within seconds from another run's: it keeps the rules, the goals may start from it, and no optimum moves."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from optimizer import finishing
from optimizer.errors import VerificationError
from optimizer.inputs.locating import shipped_results
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Goal
from optimizer.run import load_instance, load_scenario, solve
from optimizer.solving.arrays import Vector
from optimizer.solving.desk import Desk
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import pursue
from optimizer.solving.limits import Limits, PlanAtHand
from optimizer.solving.loading import load_result
from optimizer.solving.recovery import EarlierPlan, Recovery, recover
from optimizer.solving.result import Result
from optimizer.solving.standing import Standing
from optimizer.solving.workshop import Workshop
from tests.optimizer.solving.workshops import workshop_of
from tests.random_instances import random_case
from tests.thrift import first

GOALS = (Goal(term="duplication", give_up_abs=1), Goal(term="student_travel", give_up=0.1), Goal(term="displaced"))
EXACT = Limits(gap=1e-7)


def earlier_of(workshop: Workshop) -> EarlierPlan:
    pursuit = pursue(workshop)
    assert pursuit.solution is not None
    return EarlierPlan.of(workshop.taught(pursuit.solution), pursuit.reports)


def recovered(workshop: Workshop, earlier: EarlierPlan) -> Standing:
    standing = recover(workshop, earlier)
    assert standing is not None
    return standing


def test_without_a_change_the_plan_is_recovered_with_every_goal_within_its_limit() -> None:
    workshop = workshop_of(*GOALS, openings="family")
    earlier = earlier_of(workshop)
    standing = recovered(workshop, earlier)
    for (goal, limit), (_, expected) in zip(standing.goals, earlier.limits, strict=True):
        assert goal.value(standing.solution) <= expected + 1e-5 * max(1.0, abs(expected))
        assert limit == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("openings", ["none", "family"])
def test_a_plan_near_the_earlier_one_keeps_what_was_asked(openings: str) -> None:
    workshop = workshop_of(*GOALS, openings=openings)
    desk = Desk(workshop, pursue(workshop))
    assert desk.answer.solution is not None
    seen: list[PlanAtHand] = []
    for pair in sorted(desk.eligible):
        taught = bool(desk.answer.solution[desk.workshop.column_of_pair[pair]] > 0.5)
        seen.clear()
        answer = desk.ask({pair: not taught}, replace(EXACT, on_plan=seen.append), at_once=True)
        plain = desk.ask({pair: not taught}, EXACT)
        assert answer.ended == plain.ended
        assert [each.value for each in answer.reports] == pytest.approx([each.value for each in plain.reports])
        assert all((pair in plan.programmes) == (not taught) for plan in seen)
        assert bool(seen) == (answer.solution is not None)


@pytest.mark.parametrize("seed", first(1, range(5)))
def test_no_optimum_moves_on_random_instances(seed: int) -> None:
    case = random_case(seed)
    plain = solve(case.instance, case.scenario, EXACT)
    again = solve(case.instance, case.scenario, EXACT, start=plain)
    assert again.status == plain.status
    assert [each.value for each in again.goals] == pytest.approx([each.value for each in plain.goals], abs=1e-6)
    if plain.plan is not None:
        assert again.plan is not None
        assert again.plan.programmes.equals(plain.plan.programmes)


def test_the_first_result_is_whole_and_verified() -> None:
    scenario = load_scenario("tutorial")
    instance = load_instance(scenario.dataset)
    plain = solve(instance, scenario)
    assert plain.plan is not None
    closed = "/".join(plain.plan.programmes[["campus_id", "specialisation_id"]].iloc[0])
    changed = load_scenario("tutorial", {"rules.locks.close": [closed]})
    first: list[Result] = []
    proven = solve(instance, changed, Limits(on_result=first.append), start=plain)
    (result,) = first
    assert result.plan is not None
    assert result.checks is not None
    assert result.checks["ok"].fillna(value=True).all()
    assert closed not in {"/".join(pair) for pair in result.plan.programmes.iloc[:, :2].itertuples(index=False)}
    assert [each.term for each in result.goals] == [each.term for each in proven.goals]
    assert all(each.bound is None and each.status == "feasible" for each in result.goals)
    assert proven.status == "optimal"


def test_under_a_limit_of_work_nothing_is_recovered() -> None:
    scenario = load_scenario("tutorial")
    instance = load_instance(scenario.dataset)
    plain = solve(instance, scenario)
    first: list[Result] = []
    solve(instance, scenario, Limits(work_limit=100, on_result=first.append), start=plain)
    assert not first


def test_other_goals_recover_nothing() -> None:
    earlier = earlier_of(workshop_of(*GOALS))
    assert recover(workshop_of(*GOALS[:2]), earlier) is None


def test_programmes_that_are_no_longer_eligible_are_left_out() -> None:
    earlier = earlier_of(workshop_of(*GOALS))
    stranger = replace(earlier, programmes=earlier.programmes | {("nowhere", "nothing")})
    workshop = workshop_of(*GOALS)
    assert np.array_equal(recovered(workshop, stranger).solution, recovered(workshop, earlier).solution)


def test_no_plan_is_recovered_where_none_exists() -> None:
    earlier = earlier_of(workshop_of(*GOALS))
    assert recover(workshop_of(*GOALS, rules={"minimum_enrolment": {"norm": 9_999}}), earlier) is None


def test_no_worse_plan_is_shown_after_a_better_one() -> None:
    workshop = workshop_of(*GOALS, openings="family")
    standing = recovered(workshop, earlier_of(workshop))
    everything = np.ones(workshop.model.columns) * 100
    assert standing.admits(standing.solution)
    assert not standing.admits(standing.solution)
    assert not standing.admits(everything)


def test_a_first_plan_that_second_code_refuses_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load_scenario("tutorial")
    instance = load_instance(scenario.dataset)
    earlier = solve(instance, scenario)
    check, shown, calls = finishing.check_plan, [], []

    def refuse_once(plan: Plan, workshop: Workshop, solution: Vector) -> pd.DataFrame:
        calls.append(plan)
        if len(calls) == 1:
            raise VerificationError("The plan fails 1 of 9 checks.")
        return check(plan, workshop, solution)

    monkeypatch.setattr(finishing, "check_plan", refuse_once)
    again = solve(instance, scenario, Limits(on_result=shown.append), start=earlier)
    assert len(calls) == 2
    assert shown == []
    assert again.status == "optimal"
    assert again.plan is not None
    assert earlier.plan is not None
    assert again.plan.pairs == earlier.plan.pairs


def test_what_a_goal_only_measures_is_at_its_true_value(monkeypatch: pytest.MonkeyPatch) -> None:
    goals = (Goal(term="duplication"), Goal(term="teacher_scatter", give_up_abs=99), Goal(term="student_travel"))
    workshop = workshop_of(*goals, openings="family", rules={"secondment": {}})
    earlier, measuring, found = earlier_of(workshop), workshop.columns_named("concentrated"), Recovery._least_excess

    def find_loosely(self: Recovery, *arguments: Any) -> Vector | None:
        best = found(self, *arguments)
        assert best is not None
        best[measuring] = 0.0
        return best

    monkeypatch.setattr(Recovery, "_least_excess", find_loosely)
    solution = recovered(workshop, earlier).solution
    assert solution[measuring].sum() > 0
    finishing.check_plan(extract_plan(workshop, solution), workshop, solution)


@pytest.mark.soak
@pytest.mark.parametrize(
    "closed", ["ah-hoo/comms-pba", "ar-con/drama-aba_ma", "eh-rit/docu_tv-aba_ma", "wk-arb/architecture-aba_ma"]
)
def test_a_closed_programme_of_the_reference_has_a_first_plan(closed: str) -> None:
    earlier = load_result(shipped_results()["reference"])
    changed = load_scenario("reference", {"rules.locks.close": [closed]})
    first: list[Result] = []
    limits = Limits(on_result=first.append, should_stop=lambda: bool(first))
    solve(load_instance(changed.dataset), changed, limits, start=earlier)
    (result,) = first
    assert result.plan is not None
    assert tuple(closed.split("/")) not in result.plan.pairs
