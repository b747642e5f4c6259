"""Goals one after the other: what each may cost the next, what is reported, and what is really held."""

from __future__ import annotations

import pytest

from optimizer.analysis.terms import compute_terms
from optimizer.inputs.scenario import Goal
from optimizer.solving.aims import Aim
from optimizer.solving.arrays import Objective
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import pursue
from optimizer.solving.limits import GoalProgress, Limits, PlanAtHand
from optimizer.solving.result import GoalReport
from tests.factory import PRICES, tiny_instance
from tests.optimizer.solving.workshops import workshop_of

NOTHING = Objective(coefficients=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("give_up", "give_up_abs", "integral", "value", "limit"),
    [
        (0.0, 0.0, False, 7.5, 7.5),
        (0.1, 0.0, False, 50.0, 55.0),
        (0.1, 2.0, False, 50.0, 57.0),
        (0.5, 0.0, True, 3.0, 4.0),  # 4.5 rounded down
        (0.1, 0.0, True, 10.0, 11.0),  # 11.000000000000002 is 11
        (0.3, 0.1, True, 3.0, 4.0),  # 3.9999999999999996 + 0 is 4
        (0.5, 0.0, False, 0.0, 0.0),  # a best value of 0 needs give_up_abs
        (0.0, 5.0, True, 0.0, 5.0),
    ],
)
def test_what_a_goal_may_rise_to(
    give_up: float, give_up_abs: float, integral: bool, value: float, limit: float
) -> None:
    aim = Aim("term", "unit", NOTHING, give_up, give_up_abs, integral)
    assert aim.limit(value) == pytest.approx(limit)


def reports_of(*goals: Goal, **changes: object) -> list[GoalReport]:
    return list(pursue(workshop_of(*goals, **changes)).reports)  # type: ignore[arg-type]


# Least travel is 4340 with film and photo twice; 1400 more lets film close in bb, 3500 more both.
@pytest.mark.parametrize(
    ("gives", "duplication"),
    [
        ({}, 2),
        ({"give_up": 0.32}, 2),
        ({"give_up": 0.33}, 1),
        ({"give_up_abs": 1400.0}, 1),
        ({"give_up_abs": 3499.0}, 1),
        ({"give_up": 0.5, "give_up_abs": 1330.0}, 0),
    ],
)
def test_what_is_given_up_is_what_later_goals_may_use(gives: dict[str, float], duplication: int) -> None:
    first, second = reports_of(Goal(term="student_travel", **gives), Goal(term="duplication"))
    assert (first.value, first.unit, first.status) == (pytest.approx(4340.0), "student·km", "optimal")
    share, amount = gives.get("give_up", 0.0), gives.get("give_up_abs", 0.0)
    assert first.limit == pytest.approx(4340.0 * (1 + share) + amount)
    assert (second.value, second.bound, second.gap, second.limit) == (duplication, duplication, 0, duplication)


def test_goals_are_held_in_the_finished_plan() -> None:
    goals = [
        Goal(term="duplication", give_up_abs=1),
        Goal(term="student_travel", give_up=0.05),
        Goal(term="teacher_scatter", give_up_abs=0.5),
        Goal(term="displaced"),
    ]
    workshop = workshop_of(*goals, rules={"institute": {"residents_total": 8}})
    pursuit = pursue(workshop)
    assert pursuit.solution is not None
    terms = compute_terms(extract_plan(workshop, pursuit.solution), tiny_instance(), PRICES)
    assert [report.term for report in pursuit.reports] == [goal.term for goal in goals]
    for report in pursuit.reports:
        assert report.limit is not None
        assert terms[report.term] <= report.limit + 2e-6 * max(1.0, report.limit) + 1e-6
    assert terms["displaced"] == pytest.approx(pursuit.reports[-1].value, abs=1e-4)
    assert pursuit.ties_broken


def test_later_goals_are_decided_within_earlier_ones() -> None:
    # with the least duplication film and photo come together at one-a; with the least travel both stay twice
    order = reports_of(Goal(term="duplication"), Goal(term="student_travel"))
    assert [report.value for report in order] == pytest.approx([0, 7840])
    order = reports_of(Goal(term="student_travel"), Goal(term="duplication"), Goal(term="displaced"))
    assert [report.value for report in order] == pytest.approx([4340, 2, 0])


def test_weighted_goals_are_one_goal_named_cost() -> None:
    priced = (Goal(term="duplication", price=1000.0), Goal(term="student_travel", price=2.0))
    (report,) = reports_of(*priced, mode="weighted")
    assert (report.term, report.unit, report.status) == ("cost", "EUR/year", "optimal")
    # both twice: 2·4340 + 2000; film once: 2·5740 + 1000; both once: 2·7840
    assert report.value == pytest.approx(10680.0)
    dear = (Goal(term="duplication", price=2801.0), Goal(term="student_travel", price=2.0))
    assert reports_of(*dear, mode="weighted")[0].value == pytest.approx(2 * 5740 + 2801)


def test_cost_needs_no_price() -> None:
    (report,) = reports_of(Goal(term="cost"), mode="weighted")
    assert (report.term, report.value) == ("cost", pytest.approx(125800.0))


def test_no_plan_is_infeasible_and_has_no_reports() -> None:
    pursuit = pursue(workshop_of(Goal(term="duplication"), rules={"minimum_enrolment": {"norm": 5000}}))
    assert (pursuit.ended, pursuit.solution, pursuit.reports) == ("infeasible", None, ())


def test_nothing_is_found_in_no_time() -> None:
    pursuit = pursue(workshop_of(Goal(term="duplication"), limits=Limits(time_limit=0.0)))
    assert (pursuit.ended, pursuit.solution) == ("limit", None)


def test_progress_names_the_goal_and_its_place() -> None:
    told: list[GoalProgress] = []
    pursue(workshop_of(Goal(term="duplication"), Goal(term="student_travel"), limits=Limits(on_progress=told.append)))
    assert {(state.goal, state.unit, state.position, state.of) for state in told} == {
        ("duplication", "programmes", 1, 2),
        ("student_travel", "student·km", 2, 2),
    }
    last = told[-1].state
    assert (last.value, last.bound) == (pytest.approx(7840), pytest.approx(7840))


def test_losses_at_two_levels_are_two_goals() -> None:
    rules = {"locks": {"close": ["two-b"]}}
    goals = (Goal(term="worst_loss", by="province"), Goal(term="worst_loss"))
    first, second = reports_of(*goals, rules=rules)
    assert (first.value, second.value) == (pytest.approx(1.0), pytest.approx(90 / 192))


def test_every_better_plan_is_shown_with_its_programmes_and_goals() -> None:
    shown: list[PlanAtHand] = []
    goals = Goal(term="duplication"), Goal(term="student_travel")
    pursuit = pursue(workshop_of(*goals, limits=Limits(on_plan=shown.append)))
    assert pursuit.solution is not None
    best = [report.value for report in pursuit.reports]
    assert [shown[-1].values[goal.key] for goal in goals] == pytest.approx(best)
    assert shown[-1].values["duplication"] == duplicates(shown[-1].programmes)
    assert [each.seconds for each in shown] == sorted(each.seconds for each in shown)


def duplicates(programmes: frozenset[tuple[str, str]]) -> int:
    return len(programmes) - len({specialisation for _, specialisation in programmes})
