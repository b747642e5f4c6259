"""Who decides where students go: nobody passes a place, groups stay together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizer.analysis.verify import ASSIGNMENT, require_verified, verify
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Goal, Goals, Scenario, Students
from optimizer.model.build import ConsolidationModel, build_model
from tests.agreement import assert_agreement, pursued
from tests.factory import rows, tiny_instance
from tests.random_instances import Case, random_case, scenario_of

NEAREST = Students(assignment="nearest")
TOGETHER = Students(single_source=True)
FREE = Students()
TRAVEL = Goals(order=(Goal(term="student_travel"),))
KEEP = {"locks": {"keep": ["two-b/photo-aba_ma"]}}


def line(km_of_south: float = 9.0, **places: float) -> Instance:
    """Return a data set with one specialisation, photo, at one-a (aa) and two-b (bb).

    90 students of the north live 10 km from aa and 50 km from bb, 60 of the south `km_of_south` from aa and 5 from bb.
    """
    tiny = tiny_instance()
    photo = {name: tiny.table(name) for name in ("specialisations", "programmes", "teachers", "demand", "today_flows")}
    photo = {name: frame[frame["specialisation_id"] == "photo-aba_ma"] for name, frame in photo.items()}
    campuses = tiny.table("campuses").assign(expandable_share=0.5)
    campuses["places"] = campuses["campus_id"].map(places).fillna(campuses["places"])
    travel = tiny.table("travel")
    south = (travel["zone_id"] == "z-south") & (travel["municipality_id"] == "aa")
    return tiny_instance(**photo, campuses=campuses, travel=travel.assign(km=travel["km"].mask(south, km_of_south)))


def model_of(instance: Instance, students: Students, **changes: Any) -> ConsolidationModel:
    """Return the model of a way to assign students."""
    return build_model(instance, scenario_of(students=students, goals=TRAVEL, **changes), TRAVEL.order)


def plan_of(instance: Instance, students: Students, goals: Goals = TRAVEL, **rules: Any) -> tuple[list[float], Plan]:
    """Return the values of the goals, and the plan, which stands up to the second check."""
    scenario: Scenario = scenario_of(rules, students=students, goals=goals)
    pursuit, plan = pursued(instance, scenario)
    assert plan is not None
    checks = verify(plan, instance, scenario)
    require_verified(checks)
    assert (ASSIGNMENT in set(checks["name"])) is not students.are_free
    return [report.value for report in pursuit.reports], plan


def flows(plan: Plan) -> dict[tuple[str, str], float]:
    """Return students by zone and municipality."""
    frame = plan.students
    return {
        (zone, town): pytest.approx(count, abs=1e-4)
        for zone, town, count in zip(frame["zone_id"], frame["municipality_id"], frame["students"], strict=True)
    }


def test_rows_of_nearest() -> None:
    model = model_of(line(**{"one-a": 40.0, "two-b": 90.0}), NEAREST).pyomo
    # one-a can hold 60 and two-b 135 of 150 students: both can be full
    assert set(model.full) == {"one-a", "two-b"}
    assert set(model.nobody_goes_past_a_place) == {
        ("z-north", "one-a", "photo-aba_ma"),
        ("z-south", "two-b", "photo-aba_ma"),
    }
    expected = "students[z-south,aa,photo-aba_ma]  <=  60.0*(1 - offers[two-b,photo-aba_ma] + full[two-b])"
    assert str(model.nobody_goes_past_a_place["z-south", "two-b", "photo-aba_ma"].expr) == expected
    assert str(model.full_has_no_place_left["one-a"].expr) == "60.0*full[one-a]  <=  enrolled[one-a,photo-aba_ma]"


def test_what_lies_farther_bounds_the_students_who_can_pass() -> None:
    # all 90 of the north may want to pass one-a, but two-b can hold only 75
    row = model_of(line(**{"two-b": 50.0}), NEAREST).pyomo.nobody_goes_past_a_place["z-north", "one-a", "photo-aba_ma"]
    assert "75.0*(1 - offers[one-a,photo-aba_ma]" in str(row.expr)


def test_a_campus_that_cannot_be_filled_is_never_full() -> None:
    assert set(model_of(line(**{"one-a": 101.0, "two-b": 100.0}), NEAREST).pyomo.full) == {"two-b"}


def test_nothing_is_added_where_students_are_free() -> None:
    model = model_of(line(), FREE).pyomo
    assert [name for name in ("full", "goes") if model.component(name) is not None] == []


def test_equal_distances_are_not_past_each_other() -> None:
    rows_ = set(model_of(line(km_of_south=5.0), NEAREST).pyomo.nobody_goes_past_a_place)
    assert rows_ == {("z-north", "one-a", "photo-aba_ma")}


# The south lives nearer to bb. Free: nobody may cost a new place, so 20 of the south go 4 km farther, to aa.
# Nearest: 60 are at bb, whatever that costs.
def test_free_students_spare_places_and_choosing_ones_do_not() -> None:
    instance, goals = line(**{"one-a": 110.0, "two-b": 40.0}), Goals(order=(Goal(term="expansion"), *TRAVEL.order))
    free, plan = plan_of(instance, FREE, goals)
    assert free == pytest.approx([0.0, 900 + 40 * 5 + 20 * 9], rel=1e-5)
    assert flows(plan)["z-south", "aa"] == 20.0
    nearest, plan = plan_of(instance, NEAREST, goals)
    assert nearest == pytest.approx([20.0, 900 + 60 * 5], rel=1e-5)
    assert flows(plan) == {("z-north", "aa"): 90.0, ("z-south", "bb"): 60.0}


# bb has 20 places and can have 30: it is full only with 30, and then the other 30 of the south go on to aa.
def test_past_a_full_campus_students_go_on_once_it_is_expanded() -> None:
    goals = Goals(order=(Goal(term="expansion"),))
    values, plan = plan_of(line(**{"one-a": 150.0, "two-b": 20.0}), NEAREST, goals, **KEEP)
    assert values == pytest.approx([10.0])
    assert flows(plan) == {("z-north", "aa"): 90.0, ("z-south", "aa"): 30.0, ("z-south", "bb"): 30.0}


def test_the_share_that_every_campus_may_add_decides_what_is_full() -> None:
    instance = line(**{"one-a": 150.0, "two-b": 20.0})
    _, plan = plan_of(instance, NEAREST, campus_capacity={"expandable_share": 1.0}, **KEEP)
    assert flows(plan)["z-south", "bb"] == 40.0


def test_nobody_stays_without_a_place_where_there_is_one() -> None:
    # least travel would leave the south, 40 km from its only site, without a place
    instance, goals = line(40.0, **{"one-a": 150.0}), Goals(order=(Goal(term="student_travel"),))
    close = {"locks": {"close": ["two-b"]}}
    free, _ = plan_of(instance, Students(unplaced_share=0.5), goals, **close)
    nearest, plan = plan_of(instance, Students(assignment="nearest", unplaced_share=0.5), goals, **close)
    assert (free, nearest) == (pytest.approx([75 * 10.0]), pytest.approx([90 * 10.0 + 60 * 40.0]))
    assert flows(plan) == {("z-north", "aa"): 90.0, ("z-south", "aa"): 60.0}


# 60 of the south do not fit into bb (40 and no more), so together they all go to aa.
def test_a_group_that_stays_together_goes_where_there_is_room_for_all() -> None:
    instance = line(**{"one-a": 150.0, "two-b": 40.0})
    still = {"campus_capacity": {"expandable_share": 0.0}}
    free, plan = plan_of(instance, FREE, **still)
    assert flows(plan)["z-south", "bb"] == 40.0
    together, plan = plan_of(instance, TOGETHER, **still)
    assert flows(plan) == {("z-north", "aa"): 90.0, ("z-south", "aa"): 60.0}
    assert (free, together) == (pytest.approx([1280.0]), pytest.approx([1440.0]))


def test_one_choice_is_no_choice() -> None:
    model = model_of(tiny_instance(), TOGETHER).pyomo
    assert {s for _, _, s in model.goes} == {"film-pba", "photo-aba_ma"}


def test_students_without_a_place_do_not_divide_a_group() -> None:
    demand = rows("zone_id specialisation_id students", ("z-north", "photo-aba_ma", 90.0))
    instance = line(**{"one-a": 80.0, "two-b": 80.0}).replace(demand=tiny_instance(demand=demand).table("demand"))
    students = Students(single_source=True, unplaced_share=0.2)
    goals = Goals(order=(Goal(term="unplaced"),))
    values, plan = plan_of(instance, students, goals, campus_capacity={"expandable_share": 0.0})
    assert values == pytest.approx([10.0])
    assert sorted(plan.students["municipality_id"].map(bool)) == [False, True]


def passed(plan: Plan, instance: Instance, scenario: Scenario) -> list[tuple[str, str]]:
    """Return every zone and campus with room that students of its specialisation go past, one by one and by hand."""
    share = scenario.rules["campus_capacity"].expandable_share  # type: ignore[attr-defined]
    room = {k: n * (1 + (instance.expandable_of[k] if share is None else share)) for k, n in instance.places_of.items()}
    for row in plan.programmes.itertuples():
        room[row.campus_id] -= row.students
    return [
        (flow.zone_id, k)
        for flow in plan.students.itertuples()
        for k, s in plan.pairs
        if s == flow.specialisation_id and flow.students > 1e-3 and room[k] > 1e-3
        if not flow.municipality_id or flow.km > instance.km[flow.zone_id, instance.municipality_of[k]]
    ]


WAYS: dict[str, dict[str, Any]] = {
    "nearest": {"assignment": "nearest"},
    "together": {"single_source": True},
    "both": {"assignment": "nearest", "single_source": True},
}


# on most of these seeds, who decides where students go changes the best values
@pytest.mark.parametrize(
    ("way", "seed"), [*(("nearest", seed) for seed in (1, 8, 12, 14)), ("together", 109), ("both", 24)]
)
def test_the_solver_finds_what_brute_force_finds(seed: int, way: str) -> None:
    case = random_case(seed, most_pairs=6)
    students = case.scenario.students.model_copy(update=WAYS[way])
    assert_agreement(Case(case.instance, replace(case.scenario, students=students)))


@pytest.mark.parametrize("seed", [1, 12, 17, 32])
def test_nearest_is_nearest_and_free_students_never_travel_more(seed: int) -> None:
    case = random_case(seed, most_pairs=6)
    free = replace(case.scenario, goals=TRAVEL, students=FREE)
    nearest = replace(free, students=NEAREST)
    bound, _ = pursued(case.instance, free)
    chosen, plan = pursued(case.instance, nearest)
    assert plan is not None
    assert passed(plan, case.instance, nearest) == []
    assert bound.reports[0].value <= chosen.reports[0].value + 1e-3
