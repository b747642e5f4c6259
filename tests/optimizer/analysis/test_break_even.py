"""Bills, and the prices at which plans cost as much as doing nothing."""

from __future__ import annotations

import pytest

from optimizer.analysis.break_even import LINEAR_PRICES, Bill, bill_of, unpaid_interval, unpaid_region
from optimizer.analysis.terms import compute_terms
from tests.factory import PRICES, tiny_instance, tiny_plan

FIXED, KM = "eur_per_programme_year", "eur_per_km"
NOW = {**dict.fromkeys(LINEAR_PRICES, 0.0), FIXED: 100.0, KM: 1.0}


def bill(programmes: float, km: float, fte: float = 0.0) -> Bill:
    return Bill({**dict.fromkeys(LINEAR_PRICES, 0.0), FIXED: programmes, KM: km, "eur_per_fte_year": fte})


def numbers(corners: list[tuple[float, float]]) -> list[float]:
    return [value for corner in sorted(corners) for value in corner]


TODAY = bill(10, 1000)
FEW, SOME = bill(4, 2200), bill(8, 1100)
"""FEW saves 6 programmes for 1200 km, SOME saves 2 for 100 km: at a km of 1 they break even at 200 and at 50."""


def test_bill_adds_up_to_the_cost() -> None:
    bill_of_tiny = bill_of(tiny_plan(), tiny_instance(), PRICES)
    assert bill_of_tiny.cost(PRICES) == pytest.approx(compute_terms(tiny_plan(), tiny_instance(), PRICES)["cost"])
    # tests/optimizer/analysis/test_terms.py: 4557 km, 36 - 1 + 3 FTE, a tenth of 8 places, 1 opening, 6.6 FTE moved
    assert bill_of_tiny.quantities == pytest.approx(
        {
            FIXED: 6.0,
            KM: 200.0 * 4557.0,
            "eur_per_fte_year": 38.0,
            "eur_per_place": 0.8,
            "eur_per_opening": 0.1,
            "eur_per_fte_moved": 0.66,
        }
    )


@pytest.mark.parametrize(
    ("plan", "parameter", "expected"),
    [
        (FEW, FIXED, (200.0, "above")),
        (FEW, KM, (0.5, "below")),
        (SOME, FIXED, (50.0, "above")),
        (SOME, KM, (2.0, "below")),
        (bill(12, 900), KM, (2.0, "above")),
        (bill(12, 900), FIXED, (50.0, "below")),
        (bill(9, 900), FIXED, (None, "always")),
        (bill(11, 1100), KM, (None, "never")),
        (bill(10, 900), FIXED, (None, "always")),
        (bill(10, 1100), FIXED, (None, "never")),
        (TODAY, FIXED, (None, "never")),
    ],
)
def test_break_even_of_a_fixed_plan(plan: Bill, parameter: str, expected: tuple[float | None, str]) -> None:
    value, pays = plan.break_even(TODAY, NOW, parameter)
    assert (value, pays) == expected
    if value is not None:
        there = {**NOW, parameter: value}
        assert plan.saving(TODAY, there) == pytest.approx(0.0)
        beyond = {**NOW, parameter: value * (1.01 if pays == "above" else 0.99)}
        assert plan.saving(TODAY, beyond) > 0


def test_interval_is_that_of_the_best_plan() -> None:
    assert unpaid_interval([FEW], TODAY, NOW, FIXED, 1000.0) == (0.0, 200.0)
    assert unpaid_interval([FEW, SOME], TODAY, NOW, FIXED, 1000.0) == (0.0, 50.0)
    assert unpaid_interval([FEW, SOME, bill(12, 900)], TODAY, NOW, FIXED, 1000.0) == (50.0, 50.0)
    assert unpaid_interval([FEW, bill(12, 900)], TODAY, NOW, KM, 1000.0) == (0.5, 2.0)
    assert unpaid_interval([bill(9, 900)], TODAY, NOW, KM, 1000.0) is None
    assert unpaid_interval([bill(10, 900)], TODAY, NOW, FIXED, 1000.0) is None
    assert unpaid_interval([], TODAY, NOW, FIXED, 1000.0) == (0.0, 1000.0)


def test_region_is_cut_by_every_plan() -> None:
    box = (400.0, 2.0)
    assert unpaid_region([], TODAY, NOW, (FIXED, KM), box) == [(0.0, 0.0), (400.0, 0.0), (400.0, 2.0), (0.0, 2.0)]
    # FEW: 6 X <= 1200 Y, from the origin to (400, 2): the upper triangle
    assert set(unpaid_region([FEW], TODAY, NOW, (FIXED, KM), box)) == {(0.0, 0.0), (400.0, 2.0), (0.0, 2.0)}
    # SOME: 2 X <= 100 Y, to (100, 2)
    region = unpaid_region([FEW, SOME], TODAY, NOW, (FIXED, KM), box)
    assert numbers(region) == pytest.approx(numbers([(0.0, 0.0), (0.0, 2.0), (100.0, 2.0)]))
    # 5 FTE fewer, at 10 each: every price saves 50 more
    cheaper = Bill({**FEW.quantities, "eur_per_fte_year": -5.0})
    prices = {**NOW, "eur_per_fte_year": 10.0}
    for corner in unpaid_region([cheaper], TODAY, prices, (FIXED, KM), box):
        assert cheaper.saving(TODAY, {**prices, FIXED: corner[0], KM: corner[1]}) <= 1e-9
    assert unpaid_region([bill(10, 1000, -5.0)], TODAY, prices, (FIXED, KM), box) == []
