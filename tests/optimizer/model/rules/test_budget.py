"""Rows and effect of `budget`."""

from __future__ import annotations

import pytest

from optimizer.model.registry import discover_rules
from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of

FREE = dict.fromkeys(("eur_per_place", "eur_per_opening", "eur_per_fte_moved"), 0.0)


def test_rows_are_in_thousands_of_euros() -> None:
    model = built(tiny_instance(), {"budget": {"one_off": 5000, "yearly": -1000}}, openings="family")
    assert rows_of(model, "budget") == {"one_off": 1, "yearly": 1}
    _, once, most = row(model, "budget", "one_off")
    assert (once["expansion[one-a]"], once["offers[two-b,sound-pba]"], most) == (0.1, 2.0, 5.0)
    assert once["staff[film-one-a,two-b]"] == pytest.approx(0.1)
    assert "staff[film-one-a,one-a]" not in once
    assert "offers[two-b,film-pba]" not in once  # it exists today
    _, yearly, most = row(model, "budget", "yearly")
    assert (yearly["hired[one-a,film-pba]"], yearly["freed[film-one-a]"]) == (1.0, -1.0)
    # 200 km are paid for one km of distance: 100 days, both ways, at EUR 0.10
    assert yearly["staff[film-one-a,two-b]"] == pytest.approx(2 * 100 * 0.1 * 45 / 1000)
    # the 6 programmes of today cost 500 each
    assert (yearly["offers[two-b,film-pba]"], most) == (0.5, pytest.approx(-1.0 + 6 * 0.5))


def test_without_prices_there_is_nothing_to_limit() -> None:
    model = built(tiny_instance(), {"budget": {"one_off": 0}}, openings="family", prices=FREE)
    assert sum(rows_of(model, "budget").values()) == 0


# To open sound at two-b saves 40 students 35 km each; it costs 2000, and 100 for each of 20 places there (140 students
# on 120). With 1000 left for places, 10 students more go to aa.
@pytest.mark.parametrize(
    ("one_off", "travel"), [(None, 2940.0), (4000, 2940.0), (3000, 2940.0 + 10 * 35), (1999, 4340.0), (0, 4340.0)]
)
def test_what_is_spent_once_is_limited(one_off: float | None, travel: float) -> None:
    found = optimum(tiny_instance(), {"budget": {"one_off": one_off}}, "student_travel", "family")
    assert found.value == pytest.approx(travel)


# A programme costs 500 a year, and every teacher of today is needed. With film at one-a alone 40 students go 35 km
# farther, with photo 60.
@pytest.mark.parametrize(
    ("yearly", "travel"),
    [(500, 2940.0), (499, 4340.0), (0, 4340.0), (-500, 4340.0 + 1400), (-1000, 4340.0 + 1400 + 2100)],
)
def test_what_is_spent_in_a_year_is_limited(yearly: float, travel: float) -> None:
    found = optimum(tiny_instance(), {"budget": {"yearly": yearly}}, "student_travel", "family")
    assert found.value == pytest.approx(travel)


def test_more_cannot_be_saved_than_there_is() -> None:
    assert optimum(tiny_instance(), {"budget": {"yearly": -1e6}}, "duplication").plan is None


def test_twice_the_prices_and_twice_the_budget_are_the_same() -> None:
    prices = {name: 2 * price for name, price in tiny_instance().prices.items() if name.startswith("eur_")}
    once = optimum(tiny_instance(), {"budget": {"one_off": 3000, "yearly": 600}}, "student_travel", "family")
    twice = {"budget": {"one_off": 6000, "yearly": 1200}}
    again = optimum(tiny_instance(), twice, "student_travel", "family", prices=prices)
    assert once.value == pytest.approx(again.value)


def test_a_larger_budget_never_makes_the_best_plan_worse() -> None:
    travel = [
        optimum(tiny_instance(), {"budget": {"one_off": limit}}, "student_travel", "anywhere").value
        for limit in (0, 2000, 4000, 6000)
    ]
    assert travel == sorted(travel, reverse=True)
    assert travel[0] > travel[-1]


def test_a_budget_without_limits_is_a_warning() -> None:
    rule = discover_rules()["budget"]
    assert rule.findings is not None
    (finding,) = rule.findings(tiny_instance(), rule.parameters())
    assert finding.severity == "warning"
    assert rule.findings(tiny_instance(), rule.parameters(yearly=0.0)) == []
