"""From a solution to tables: everything accounted for, sorted, typed, and as the second code wants it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from optimizer.analysis.verify import require_verified, verify
from optimizer.inputs.plan import PLAN_COLUMNS, PLAN_KEYS, Plan
from optimizer.inputs.scenario import Goal, Students
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import pursue
from optimizer.solving.workshop import Workshop
from tests.factory import TINY, tiny_instance
from tests.optimizer.solving.workshops import workshop_of


def solved(**changes: Any) -> tuple[Workshop, Plan]:
    """Return a workshop over the tiny data set and its best plan by travel."""
    workshop = workshop_of(Goal(term="student_travel"), **changes)
    pursuit = pursue(workshop)
    assert pursuit.solution is not None
    return workshop, extract_plan(workshop, pursuit.solution)


@pytest.fixture(scope="module")
def plan() -> Plan:
    """A plan with an institute."""
    return solved(rules={"institute": {"residents_total": 8}})[1]


@pytest.mark.parametrize("name", PLAN_COLUMNS)
def test_tables_have_their_columns_sorted_by_their_keys(plan: Plan, name: str) -> None:
    frame = getattr(plan, name)
    assert tuple(frame.columns) == PLAN_COLUMNS[name]
    assert not frame.empty
    keys = list(PLAN_KEYS[name])
    pd.testing.assert_frame_equal(frame, frame.sort_values(keys, ignore_index=True))
    assert not frame.duplicated(keys).any()
    for column in frame.columns:
        text = column.endswith("_id") or column == "role"
        assert pd.api.types.is_string_dtype(frame[column]) == text
        assert pd.api.types.is_float_dtype(frame[column]) != text


def test_programmes_tell_todays_students_and_the_teaching(plan: Plan) -> None:
    film = plan.programmes.set_index(["campus_id", "specialisation_id"]).loc[("one-a", "film-pba")]
    # least travel: the north's 60 students, who need 6 FTE
    assert (film["students_today"], film["students"]) == (60.0, pytest.approx(60.0))
    assert film["fte"] >= 6.0 - 1e-6
    assert plan.programmes.groupby("specialisation_id")["role"].apply(lambda roles: (roles == "lead").sum()).eq(1).all()


def test_every_teacher_and_student_is_somewhere(plan: Plan) -> None:
    students = plan.students.groupby("specialisation_id")["students"].sum()
    demand = pd.DataFrame(TINY["demand"]).groupby("specialisation_id")["students"].sum()
    assert students.to_dict() == pytest.approx(demand.to_dict())
    fte = sum(row["fte"] for row in TINY["teachers"])
    assert plan.staff["fte"].sum() + plan.institute["guest_fte"].sum() == pytest.approx(fte)


def test_the_institute_has_whole_residents_and_distances(plan: Plan) -> None:
    institute = plan.institute
    assert institute["residents"].sum() == 8
    assert (institute["residents"] % 1 == 0).all()
    assert set(institute["host_id"]) == {"hall"}
    leads = set(zip(plan.programmes["campus_id"], plan.programmes["specialisation_id"], strict=True))
    assert set(zip(institute["lead_campus_id"], institute["specialisation_id"], strict=True)) <= leads
    assert institute["km"].isin([0.0, 45.0]).all()


def test_without_an_institute_there_are_columns_only() -> None:
    _, plan = solved()
    assert plan.institute.empty
    assert tuple(plan.institute.columns) == PLAN_COLUMNS["institute"]


def test_who_stays_without_a_place_is_said() -> None:
    workshop, plan = solved(students=Students(unplaced_share=0.1))
    unplaced = plan.students[plan.students["municipality_id"] == ""]
    # a tenth of 352 students stay away where that saves most: the south's, 40 km from aa
    assert unplaced["students"].sum() == pytest.approx(35.2)
    assert set(unplaced["zone_id"]) == {"z-south"}
    assert unplaced["km"].isna().all()
    require_verified(verify(plan, workshop.source.index.instance, workshop.source.index.scenario))


def test_what_is_freed_has_no_campus() -> None:
    rules = {"locks": {"close": ["two-b"]}, "secondment": {"ban": True}}
    _, plan = solved(rules=rules, instance=tiny_instance())
    freed = plan.staff[plan.staff["campus_id"] == ""]
    assert freed["fte"].sum() == pytest.approx(9.0)
    assert set(freed["teacher_group_id"]) == {"film-two-b", "film-two-b-top", "photo-two-b", "photo-two-b-top"}
    assert freed["km"].isna().all()
