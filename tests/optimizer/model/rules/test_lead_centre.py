"""Rows and effect of `lead_centre`."""

from __future__ import annotations

import pytest

from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of


def test_one_lead_a_specialisation() -> None:
    model = built(tiny_instance())
    assert rows_of(model, "lead_centre") == {"one_lead": 4}
    leads = {"leads[one-a,film-pba]": 1.0, "leads[two-b,film-pba]": 1.0}
    assert row(model, "lead_centre", "one_lead", "film-pba") == (1.0, leads, 1.0)


def test_a_specialisation_that_may_vanish_has_a_lead_only_if_it_exists() -> None:
    model = built(tiny_instance(), unplaced_share=0.5)
    _, coefficients, _ = row(model, "lead_centre", "one_lead", "sound-pba")
    assert coefficients == {"leads[two-a,sound-pba]": 1.0, "exists[sound-pba]": -1.0}


def test_rows_of_the_size_of_lead_centres() -> None:
    model = built(tiny_instance(), {"lead_centre": {"student_share": 0.5, "top_fte": 2.5}})
    assert rows_of(model, "lead_centre") == {"one_lead": 4, "lead_has_students": 6, "lead_has_top_teachers": 6}
    assert row(model, "lead_centre", "lead_has_students", "one-a", "film-pba") == (
        None,
        {"leads[one-a,film-pba]": 50.0, "enrolled[one-a,film-pba]": -1.0},
        0.0,
    )
    _, film, _ = row(model, "lead_centre", "lead_has_top_teachers", "one-a", "film-pba")
    _, sound, _ = row(model, "lead_centre", "lead_has_top_teachers", "two-a", "sound-pba")
    assert (film["leads[one-a,film-pba]"], sound["leads[two-a,sound-pba]"]) == (2.5, 2.0)  # all top FTE: 3 and 2


# Least travel has 60 of 100 film students and 90 of 150 photo students at one-a. A lead with 70% takes 10 and 15 of the
# south there, 35 km farther each; a lead at two-b would take far more.
@pytest.mark.parametrize(
    ("share", "travel"), [(0.0, 4340.0), (0.6, 4340.0), (0.7, 4340.0 + 350.0 + 525.0), (1.0, 7840.0)]
)
def test_a_lead_has_its_share_of_students(share: float, travel: float) -> None:
    rules = {"lead_centre": {"student_share": share}}
    assert optimum(tiny_instance(), rules, "student_travel").value == pytest.approx(travel)


# Film has 2 top FTE at one-a and 1 at two-b, photo the same, 45 km apart; a lead that wants 2.5 moves 0.5 of each.
@pytest.mark.parametrize(("top_fte", "travel"), [(2.0, 0.0), (2.5, 45.0), (9.0, 90.0)])
def test_a_lead_has_its_top_teachers(top_fte: float, travel: float) -> None:
    rules = {"lead_centre": {"top_fte": top_fte}}
    assert optimum(tiny_instance(), rules, "staff_travel").value == pytest.approx(travel, abs=1e-6)
