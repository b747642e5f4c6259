"""Today reassigned: its programmes as they are, teachers at home, students placed as the goals place them."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.analysis.verify import require_verified, verify_today
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Goal, Goals, Scenario, Students
from optimizer.reading import load_instance, load_scenario
from optimizer.reassigning import place_today, solve_today
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Limits
from optimizer.solving.today import build_today, today_scenario, todays_of
from tests.factory import tiny_instance
from tests.random_instances import scenario_of

STRICT: dict[str, dict[str, Any]] = {
    "minimum_enrolment": {"norm": 5000},
    "sites_per_specialisation": {"max": 1},
    "locks": {"close": ["two-b"]},
    "lead_centre": {"student_share": 0.9, "top_fte": 9.0},
    "staffing": {"hired_fte": 0.0},
    "campus_capacity": {"expandable_share": 0.25},
    "institute": {"residents_total": 8},
}


def today_of(instance: Instance, scenario: Scenario) -> Plan:
    """Return today's plan."""
    return solve_today(instance, scenario, Limits(), SolverDoor())


def test_only_the_rules_that_today_keeps_remain() -> None:
    kept = today_scenario(scenario_of(STRICT, openings="anywhere"))
    assert set(kept.rules) == {"campus_capacity", "lead_centre", "institute"}
    assert kept.openings == "none"
    lead, capacity = kept.rules["lead_centre"], kept.rules["campus_capacity"]
    assert (lead.student_share, lead.top_fte, capacity.expandable_share) == (0.0, 0.0, 0.25)  # type: ignore[attr-defined]


def test_every_programme_of_today_is_offered_and_nothing_else_can_be() -> None:
    model = build_today(tiny_instance(), scenario_of(STRICT, openings="anywhere"))
    assert set(model.pyomo.offers) == set(model.index.today)
    assert all(offer.fixed and offer.value == 1 for offer in model.pyomo.offers.values())


def test_teachers_are_at_home_and_students_go_where_the_goals_send_them() -> None:
    instance = tiny_instance()
    scenario = scenario_of(STRICT, goals=Goals(order=(Goal(term="student_travel"),)))
    today = today_of(instance, scenario)
    require_verified(verify_today(today, instance, scenario))
    assert set(today.pairs) == set(instance.enrolled_today)
    assert (today.students["students"] * today.students["km"]).sum() == pytest.approx(4340.0)
    homes = dict(
        zip(instance.table("teachers")["teacher_group_id"], instance.table("teachers")["campus_id"], strict=True)
    )
    assert (today.staff["campus_id"] == today.staff["teacher_group_id"].map(homes)).all()
    assert today.staff["fte"].sum() == pytest.approx(36.0 - 1.6)
    assert today.institute["residents"].sum() == 8


def test_a_programme_of_today_may_be_below_its_floor() -> None:
    # least travel has 40 students of film at two-b and 60 at one-a
    specialisations = tiny_instance().table("specialisations").assign(floor=70.0)
    instance = tiny_instance(specialisations=specialisations)
    scenario = scenario_of(goals=Goals(order=(Goal(term="student_travel"),)))
    today = today_of(instance, scenario)
    assert today.programmes["students"].min() < 70.0
    require_verified(verify_today(today, instance, scenario))


def test_the_tutorials_today_is_verified() -> None:
    instance, scenario = load_instance("tutorial"), load_scenario("tutorial")
    today = today_of(instance, scenario)
    require_verified(verify_today(today, instance, scenario))
    assert len(today.pairs) == 11
    assert set(today.programmes["students_today"]) == set(instance.enrolled_today.values())


def test_where_students_choose_a_programme_of_today_may_be_empty() -> None:
    # both sites of photo are in aa and bb; with the south as near to aa as the north, nobody needs bb
    travel = tiny_instance().table("travel")
    travel = travel.assign(km=travel["km"].mask(travel["municipality_id"] == "aa", 1.0))
    instance = tiny_instance(travel=travel)
    scenario = scenario_of(goals=Goals(order=(Goal(term="expansion"),)), students=Students(assignment="nearest"))
    today = today_of(instance, scenario)
    assert today.programmes.loc[today.programmes["campus_id"] == "two-b", "students"].tolist() == [0.0, 0.0]
    require_verified(verify_today(today, instance, scenario))


def test_today_keeps_as_much_of_a_scenario_as_it_can() -> None:
    scenario = scenario_of({"institute": {}}, students=Students(single_source=True))
    kept = [("institute" in one.rules, one.students.are_free) for one in todays_of(scenario)]
    assert kept == [(True, False), (False, False), (True, True), (False, True)]
    assert list(todays_of(scenario_of())) == [scenario_of()]


def test_students_of_today_who_do_not_fit_as_they_would_go_are_placed_freely() -> None:
    # all 150 students of photo come from the north: too many for either site, unless they are divided
    campuses = tiny_instance().table("campuses").assign(places=130.0, expandable_share=0.0)
    demand = tiny_instance().table("demand").set_index(["zone_id", "specialisation_id"])
    demand.loc[[("z-north", "photo-aba_ma"), ("z-south", "photo-aba_ma")], "students"] = [150.0, 0.0]
    instance = tiny_instance(campuses=campuses, demand=demand.reset_index())
    scenario = scenario_of(goals=Goals(order=(Goal(term="duplication"),)), students=Students(single_source=True))
    today = place_today(instance, scenario, Limits(), SolverDoor())
    assert today is not None
    assert today.kept.students.are_free
