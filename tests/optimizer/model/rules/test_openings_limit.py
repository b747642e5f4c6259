"""Rows and effect of `openings_limit`."""

from __future__ import annotations

import pytest

from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of


def test_rows_count_what_is_not_taught_today() -> None:
    model = built(tiny_instance(), {"openings_limit": {"total": 1, "per_institution": 0}}, openings="family")
    assert rows_of(model, "openings_limit") == {"in_all": 1, "per_institution": 2}
    assert row(model, "openings_limit", "per_institution", "one") == (None, {"offers[one-a,sound-pba]": 1.0}, 0.0)
    _, coefficients, most = row(model, "openings_limit", "in_all")
    assert (len(coefficients), most) == (5, 1.0)


def test_without_openings_there_is_nothing_to_limit() -> None:
    model = built(tiny_instance(), {"openings_limit": {"total": 0, "per_institution": 0}})
    assert sum(rows_of(model, "openings_limit").values()) == 0


# Sound at two-b is the one opening that saves travel: 40 students of the south, 35 km each.
@pytest.mark.parametrize(
    ("limits", "travel"),
    [({}, 2940.0), ({"total": 1}, 2940.0), ({"total": 0}, 4340.0), ({"per_institution": 0}, 4340.0)],
)
def test_few_are_opened(limits: dict[str, int], travel: float) -> None:
    rules = {"openings_limit": limits}
    assert optimum(tiny_instance(), rules, "student_travel", "family").value == pytest.approx(travel)


def test_a_higher_limit_never_makes_the_best_plan_worse() -> None:
    sites = [
        optimum(tiny_instance(), {"openings_limit": {"total": total}}, "family_sites", "anywhere").value
        for total in range(5)
    ]
    assert sites == sorted(sites, reverse=True)
    assert sites[0] == 2  # sound and musical are at two-a alone, film and photo are not
