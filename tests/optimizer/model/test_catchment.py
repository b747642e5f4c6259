"""What a place draws, and that the rows which say so follow from the flows."""

from __future__ import annotations

import pytest

from optimizer.inputs.scenario import Students
from optimizer.model.build import build_model
from optimizer.model.catchment import catchments
from tests.agreement import is_close
from tests.factory import tiny_instance
from tests.optimizer.model.optimum import solved
from tests.random_instances import random_case, scenario_of

NEAREST = Students(assignment="nearest")


def test_a_place_draws_the_zones_that_are_nearest_and_more_where_rivals_close() -> None:
    scenario = scenario_of(students=NEAREST)
    index = build_model(tiny_instance(), scenario, scenario.goals.order).index
    # photo: 90 students of the north live nearer to aa, 60 of the south nearer to bb
    assert catchments(index, "aa", "photo-aba_ma") == [(90.0, {}), (150.0, {"bb": 60.0})]
    assert catchments(index, "bb", "photo-aba_ma") == [(60.0, {}), (150.0, {"aa": 90.0})]
    assert catchments(index, "aa", "sound-pba") == [(90.0, {})]


def test_an_equally_far_rival_may_take_students_too() -> None:
    travel = tiny_instance().table("travel").assign(km=10.0)
    scenario = scenario_of(students=NEAREST)
    index = build_model(tiny_instance(travel=travel), scenario, scenario.goals.order).index
    assert catchments(index, "aa", "photo-aba_ma") == [(150.0, {"bb": 150.0})]


def test_rows_speak_of_programmes_full_campuses_and_enrolment() -> None:
    scenario = scenario_of(students=NEAREST)
    model = build_model(tiny_instance(), scenario, scenario.goals.order).pyomo
    rows = [str(row.expr) for row in model.place_draws_students.values()]
    assert (
        "150.0*(offers[two-b,photo-aba_ma] - full[two-b]) - 90.0*offers[one-a,photo-aba_ma]  <=  "
        "enrolled[two-b,photo-aba_ma]"
    ) in rows
    free = scenario_of()
    assert build_model(tiny_instance(), free, free.goals.order).pyomo.component("place_draws_students") is None


@pytest.mark.parametrize("seed", [1, 8, 12, 64])
def test_they_leave_out_no_plan(seed: int) -> None:
    case = random_case(seed, most_pairs=6)
    students = case.scenario.students.model_copy(update={"assignment": "nearest"})
    scenario = scenario_of(students=students, openings=case.scenario.openings)
    (goal, *_) = case.scenario.goals.order
    values = [
        solved(build_model(case.instance, scenario, (goal,), strengthen=strengthen), goal.key).value
        for strengthen in (True, False)
    ]
    assert all(value is not None for value in values)
    assert is_close(values[0], values[1])
