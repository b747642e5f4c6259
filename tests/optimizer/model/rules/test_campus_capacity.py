"""Rows and effect of `campus_capacity`."""

from __future__ import annotations

import pytest

from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of


def test_one_row_a_campus_holds_its_students_against_places_and_expansion() -> None:
    model = built(tiny_instance())
    assert rows_of(model, "campus_capacity") == {"students_fit": 3}
    assert row(model, "campus_capacity", "students_fit", "one-a") == (
        None,
        {"enrolled[one-a,film-pba]": 1.0, "enrolled[one-a,photo-aba_ma]": 1.0, "expansion[one-a]": -1.0},
        180.0,
    )


# One site each: film and photo both at one-a (250 students) close 40 + 50 at two-b, if one-a may grow from 180 to 250
# places (share 70/180). Else photo at one-a and film at two-b close 60 + 50; photo (150) at two-b (120) does not fit.
@pytest.mark.parametrize(("share", "displaced"), [(None, 90.0), (70 / 180, 90.0), (69 / 180, 110.0), (0.0, 110.0)])
def test_a_campus_grows_no_more_than_it_may(share: float | None, displaced: float) -> None:
    rules = {"campus_capacity": {"expandable_share": share}, "sites_per_specialisation": {"max": 1}}
    assert optimum(tiny_instance(), rules, "displaced").value == pytest.approx(displaced)


def test_there_is_no_plan_without_enough_places() -> None:
    # two-a alone teaches sound (90) and musical (12); it has 130 places, here 100
    campuses = tiny_instance().table("campuses").assign(places=100.0)
    assert (
        optimum(tiny_instance(campuses=campuses), {"campus_capacity": {"expandable_share": 0.0}}, "unplaced").value
        is None
    )
    assert (
        optimum(tiny_instance(campuses=campuses), {"campus_capacity": {"expandable_share": 0.5}}, "unplaced").value == 0
    )
