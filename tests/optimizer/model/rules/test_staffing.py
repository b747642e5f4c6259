"""Rows and effect of `staffing`."""

from __future__ import annotations

import pytest

from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of


def test_rows_hold_teaching_against_enrolment_and_what_is_freed_and_hired_against_limits() -> None:
    model = built(tiny_instance(), {"staffing": {"freed_share": 0.1, "hired_fte": 6.0}})
    assert rows_of(model, "staffing") == {"teaching_covers_enrolment": 6, "few_freed": 1, "few_hired": 1}
    _, coefficients, most = row(model, "staffing", "teaching_covers_enrolment", "two-a", "musical-ma")
    assert most == 0.0
    assert coefficients == {
        "enrolled[two-a,musical-ma]": pytest.approx(1 / 6),
        "staff[musical-two-a,two-a]": -1.0,
        "staff[musical-two-a-top,two-a]": -1.0,
        "hired[two-a,musical-ma]": -1.0,
    }
    _, freed, share = row(model, "staffing", "few_freed")
    assert (set(freed.values()), share) == ({1.0}, pytest.approx(3.6))  # 36 FTE


def test_only_teaching_is_held_when_nothing_is_limited() -> None:
    assert rows_of(built(tiny_instance()), "staffing") == {"teaching_covers_enrolment": 6}


# One site each at one-a: 4 FTE of film and 5 of photo come from two-b, 45 km; other choices move more.
# If all may be freed, others are hired at one-a and nobody travels; a quarter of 36 FTE is all 9 of them.
@pytest.mark.parametrize(("share", "travel"), [(1.0, 0.0), (0.25, 0.0), (0.0, 405.0), (2 / 36, 315.0)])
def test_who_may_not_be_freed_travels(share: float, travel: float) -> None:
    rules = {"staffing": {"freed_share": share}, "sites_per_specialisation": {"max": 1}}
    assert optimum(tiny_instance(), rules, "staff_travel").value == pytest.approx(travel, abs=1e-6)


# Teachers are as many as students need; the institute's 8 residents take 1.6 FTE of guests away.
@pytest.mark.parametrize(("most", "hired"), [(None, 1.6), (1.6, 1.6), (1.5, None)])
def test_no_more_are_hired_than_may_be(most: float | None, hired: float | None) -> None:
    rules = {"staffing": {"hired_fte": most}, "institute": {"residents_total": 8}}
    found = optimum(tiny_instance(), rules, "hired").value
    assert found == (None if hired is None else pytest.approx(hired))


# Without two-b and with a ban, its 9 FTE of film and photo are freed: 2 of the 9 top FTE.
@pytest.mark.parametrize(("share", "possible"), [(1.0, True), (2 / 9 + 1e-9, True), (0.2, False)])
def test_few_top_teachers_are_freed(share: float, possible: bool) -> None:
    rules = {
        "staffing": {"top_freed_share": share},
        "secondment": {"ban": True},
        "locks": {"close": ["two-b"]},
    }
    found = optimum(tiny_instance(), rules, "freed").value
    assert found == (pytest.approx(9.0) if possible else None)
