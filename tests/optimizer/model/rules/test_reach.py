"""Rows and effect of `reach`."""

from __future__ import annotations

import pytest

from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of


def test_one_row_over_all_flows_that_go_farther() -> None:
    model = built(tiny_instance(), {"reach": {"km": 40, "share": 0.25}})
    # south to aa is 40 km and not farther; north to bb is 50 km
    assert rows_of(model, "reach") == {"few_travel_far": 1}
    far = {"students[z-north,bb,film-pba]": 1.0, "students[z-north,bb,photo-aba_ma]": 1.0}
    assert row(model, "reach", "few_travel_far") == (None, far, 0.25 * 352)


def test_no_row_where_nobody_travels_far() -> None:
    assert rows_of(built(tiny_instance(), {"reach": {"km": 50}}), "reach") == {}


# Beyond 39 km: musical (4) and sound (40) of the south, who have no choice: 44 of 352 students. One site of film at
# one-a adds 40, one of photo 60: 144 with no duplicates, 84 with photo twice, 44 with both twice.
@pytest.mark.parametrize(("far", "duplication"), [(144, 0.0), (143, 1.0), (84, 1.0), (83, 2.0), (44, 2.0), (43, None)])
def test_few_travel_far(far: float, duplication: float | None) -> None:
    rules = {"reach": {"km": 39, "share": far / 352 + 1e-9}}
    assert optimum(tiny_instance(), rules, "duplication").value == duplication


def test_a_longer_reach_never_makes_the_best_plan_worse() -> None:
    found = [
        optimum(tiny_instance(), {"reach": {"km": km, "share": 0.15}}, "family_sites", "family")
        for km in (4, 10, 39, 40, 50)
    ]
    assert found[0].value is None  # nobody lives within 4 km
    sites = [plan.value for plan in found[1:]]
    assert sites == sorted(sites, reverse=True)
    assert sites[-1] == 0
