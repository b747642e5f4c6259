"""Plans in which students go past a place, or groups are divided, are found."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.analysis.verify import ASSIGNMENT
from optimizer.inputs.scenario import Students
from tests.factory import altered, parameters, tiny_plan
from tests.optimizer.analysis.breaking import added, changed, failed

NEAREST = Students(assignment="nearest", unplaced_share=0.01)
TOGETHER = Students(single_source=True, unplaced_share=0.01)


def found(students: Students, plan: dict[str, Any] | None = None, **changes: Any) -> list[str]:
    """Return the subjects of `[students]` that fail."""
    subjects = failed(tiny_plan(**(plan or {})), students=students, **changes)
    return [subject for name, subject in subjects if name == ASSIGNMENT]


# film is taught at one-a alone, which has 188 of 270 students; 2 of the south stay without a place
def test_staying_without_a_place_is_going_past_all() -> None:
    assert found(NEAREST) == ["go past a place: z-south past one-a/film-pba"]


def test_a_full_campus_may_be_passed() -> None:
    full = {"rules": {"campus_capacity": parameters("campus_capacity", expandable_share=188 / 180 - 1)}}
    assert found(NEAREST, **full) == []


def test_room_that_only_expansion_gives_is_room() -> None:
    assert found(NEAREST, campuses=altered("campuses", "one-a", places=188.0, expandable_share=0.0)) == []
    assert found(NEAREST, campuses=altered("campuses", "one-a", places=188.0, expandable_share=0.01)) != []


def test_going_to_the_farther_of_two_is_found_and_equally_far_is_not() -> None:
    plan = {"students": changed("students", {"specialisation_id": "sound-pba", "zone_id": "z-south"})}
    for row in plan["students"]:
        if row["specialisation_id"] == "sound-pba" and row["zone_id"] == "z-south":
            row |= {"municipality_id": "aa", "km": 40.0}
    past = "go past a place: z-south past two-b/sound-pba"
    assert past in found(NEAREST, plan)
    travel = [
        {"zone_id": zone, "municipality_id": town, "km": km, "minutes": 10.0}
        for zone, town, km in (
            ("z-north", "aa", 10.0),
            ("z-north", "bb", 50.0),
            ("z-south", "aa", 5.0),
            ("z-south", "bb", 5.0),
        )
    ]
    assert past not in found(NEAREST, plan, travel=travel)


@pytest.mark.parametrize("amount", [1e-7, 1.0])
def test_a_divided_group_is_found_but_not_its_rounding(amount: float) -> None:
    plan = {"students": added("students", "z-south", "photo-aba_ma", "aa", amount, 40.0)}
    expected = ["go together: z-south/photo-aba_ma"] if amount == 1.0 else []
    assert found(TOGETHER, plan) == expected


def test_students_without_a_place_do_not_divide_a_group() -> None:
    assert found(TOGETHER) == []


def test_nothing_is_asked_of_free_students() -> None:
    assert found(Students(unplaced_share=0.01)) == []
