"""The tutorial from end to end: the plan and the figures that docs/tutorials/tutorial-by-hand.md derives."""

from __future__ import annotations

import pytest

from optimizer.analysis.verify import failures
from optimizer.run import load_instance, load_scenario, solve
from optimizer.solving.result import Result

BY_HAND = {
    ("at-dok", "game-pba"): 150.0,
    ("at-kaai", "animation-aba_ma"): 100.0,
    ("at-kaai", "visual_arts-aba_ma"): 150.0,
    ("lh-park", "graphic-pba"): 240.0,
    ("vk-sluis", "film_av-aba_ma"): 170.0,
    ("zp-plein", "graphic-pba"): 240.0,
}


@pytest.fixture(scope="module")
def result() -> Result:
    """The solved tutorial."""
    return solve(load_instance("tutorial"), load_scenario("tutorial"))


def test_it_is_proven_and_verified(result: Result) -> None:
    assert (result.status, result.stopped_by, result.gap, result.conflict) == ("optimal", "proof", 0.0, ())
    assert failures(result.checks).empty
    assert result.warnings == ()


def test_goals_have_the_values_of_the_hand_calculation(result: Result) -> None:
    values = {report.term: report.value for report in result.goals}
    assert list(values) == [goal.term for goal in result.scenario.goals.order]
    assert values["duplication"] == 1
    assert values["expansion"] == pytest.approx(0.0, abs=1e-6)
    assert values["student_travel"] == pytest.approx(20080.0)
    # closed: film at at-kaai, animation and games at vk-sluis, graphic design at at-dok, visual arts at zp-plein
    assert values["displaced"] == pytest.approx(110 + 40 + 100 + 100 + 70)
    assert result.terms["openings"].plan == 0


def test_the_plan_is_the_one_found_by_hand(result: Result) -> None:
    assert result.plan is not None
    students = dict(zip(result.plan.pairs, result.plan.programmes["students"], strict=True))
    assert students == pytest.approx(BY_HAND, abs=1e-3)


def test_graphic_design_is_shared_as_by_hand(result: Result) -> None:
    assert result.plan is not None
    flows = result.plan.students
    graphic = flows[flows["specialisation_id"] == "graphic-pba"]
    found = {(row.zone_id, row.municipality_id): row.students for row in graphic.itertuples()}
    towns = {town for _, town in found}
    assert towns == {"brugveld", "heidekerke"}
    at_park = sorted(students for (_, town), students in found.items() if town == "brugveld")
    assert at_park == pytest.approx([96, 144], abs=1e-3)
    at_plein = sorted(students for (_, town), students in found.items() if town == "heidekerke")
    assert at_plein == pytest.approx([12, 96, 132], abs=1e-3)


def test_students_who_pass_no_place_take_twelve_more_as_by_hand() -> None:
    result = solve(load_instance("tutorial"), load_scenario("tutorial", {"students.assignment": "nearest"}))
    assert result.plan is not None
    assert result.status == "optimal"
    students = dict(zip(result.plan.pairs, result.plan.programmes["students"], strict=True))
    assert set(students) == set(BY_HAND)
    assert students["lh-park", "graphic-pba"] == pytest.approx(252.0, abs=0.01)
    assert result.terms["expansion"].plan == pytest.approx(12.0, abs=0.01)
    assert result.terms["student_travel"].plan == pytest.approx(20080.0 - 12 * (40 - 5), rel=1e-5)


def test_terms_are_told_for_today_and_the_plan(result: Result) -> None:
    duplication = result.terms["duplication"]
    assert (duplication.today, duplication.plan, duplication.observed) == (6, 1, 6)
    travel = result.terms["student_travel"]
    assert travel.plan == pytest.approx(20080.0)
    assert travel.today < travel.plan
    assert travel.today <= travel.observed
