"""Rows, effect and findings of `pole_balance`."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.model.rules.pole_balance import Parameters, findings
from tests.agreement import assert_agreement
from tests.factory import TINY, parameters, tiny_instance, tiny_plan
from tests.optimizer.analysis.breaking import changed, failed, without
from tests.optimizer.model.optimum import built, optimum, row, rows_of
from tests.place_cases import case_with

RULE = "pole_balance"
SEEDS = (1, 12, 9, 33, 52, 64, 68, 75)
"""Random cases; in all but the first two the rule makes the best plan worse."""


BOTH: dict[str, Any] = {"first": "harbour", "second": ["bb"]}


def test_one_range_over_the_difference() -> None:
    model = built(tiny_instance(), {RULE: {**BOTH, "max_difference": 2.5}})
    assert rows_of(model, RULE) == {"balanced": 1}
    signs = {"one-a": 1.0, "two-a": 1.0, "two-b": -1.0}
    leads = {f"leads[{campus},{s}]": signs[campus] for campus, s in model.index.pairs}
    assert row(model, RULE, "balanced") == (-2.0, leads, 2.0)


def test_students_may_differ_by_a_fraction() -> None:
    model = built(tiny_instance(), {RULE: {**BOTH, "count": "students", "max_difference": 2.5}})
    lower, coefficients, upper = row(model, RULE, "balanced")
    assert (lower, upper) == (-2.5, 2.5)
    assert coefficients["enrolled[two-b,film-pba]"] == -1.0


def test_no_row_where_nothing_is_counted() -> None:
    assert rows_of(built(tiny_instance(), {RULE: {"first": "nowhere", "second": "nowhere"}}), RULE) == {}


# Musical and sound lead in the harbour. If film and photo lead in bb, one of them is taught twice, as two-b is too
# small for both (250 students, 180 places). With four leads in all, a difference of 1 is one of 0.
@pytest.mark.parametrize(("most", "duplication"), [(0, 1.0), (1, 1.0), (1.9, 1.0), (2, 0.0), (4, 0.0)])
def test_lead_centres_are_balanced(most: float, duplication: float) -> None:
    rules = {RULE: {**BOTH, "max_difference": most}}
    assert optimum(tiny_instance(), rules, "duplication").value == duplication


# Travel is least (4340) with 252 students in the harbour and 100 in bb. Every student of the north who goes to bb
# travels 40 km more, and makes the difference smaller by 2.
@pytest.mark.parametrize(("most", "travel"), [(152, 4340.0), (151, 4360.0), (100, 5380.0), (0, 7380.0)])
@pytest.mark.parametrize("swapped", [False, True])
def test_students_are_balanced_whichever_pole_is_named_first(most: float, travel: float, swapped: bool) -> None:
    poles = {"first": ["bb"], "second": "harbour"} if swapped else BOTH
    rules = {RULE: {**poles, "count": "students", "max_difference": most}}
    assert optimum(tiny_instance(), rules, "student_travel").value == pytest.approx(travel)


def test_a_wider_margin_never_makes_the_best_plan_worse() -> None:
    found = [
        optimum(tiny_instance(), {RULE: {**BOTH, "max_difference": most}}, "student_travel", "family").value
        for most in (0, 1, 2, 4)
    ]
    values = [value for value in found if value is not None]
    assert len(values) == 4
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_brute_force_agrees(seed: int) -> None:
    assert_agreement(case_with(RULE, seed))


def test_a_plan_out_of_balance_is_caught() -> None:
    rules = {RULE: parameters(RULE, count="leads", max_difference=2)}
    two_in_bb = tiny_plan(programmes=changed("programmes", {"campus_id": "two-b"}, role="lead"))
    assert failed(tiny_plan(), rules=rules) == [(RULE, "harbour against bb")]
    assert (RULE, "harbour against bb") not in failed(two_in_bb, rules=rules)


def test_students_who_move_out_of_balance_are_caught() -> None:
    rules = {RULE: parameters(RULE, max_difference=150)}
    plan = tiny_plan(programmes=changed("programmes", {"campus_id": "one-a"}, students=100.0))
    assert (RULE, "harbour against bb") not in failed(tiny_plan(), rules=rules)
    assert (RULE, "harbour against bb") in failed(plan, rules=rules)
    assert failed(tiny_plan(programmes=without("programmes", campus_id="two-b")), rules=rules)


FOUND: list[tuple[dict[str, Any], str, str | None, str]] = [
    ({"first": "harbor", "second": ["bb"]}, "first", "harbour", 'Did you mean "harbour"?'),
    ({"first": "harbour", "second": "bb"}, "second", None, 'Write a list: ["bb"].'),
    ({"first": "harbour", "second": ["bbb"]}, "second.0", "bb", 'Did you mean "bb"?'),
    ({"first": "harbour", "second": []}, "second", None, "Name at least one municipality, or a pole."),
    ({"first": "harbour", "second": ["bb", "aa"]}, "second", None, "Name every municipality on one side only."),
    ({"first": "harbour", "second": ["cc"]}, "second", None, "Name municipalities with a campus."),
]


@pytest.mark.parametrize(("poles", "key", "nearest", "mend"), FOUND)
def test_what_does_not_fit_is_found(poles: dict[str, Any], key: str, nearest: str | None, mend: str) -> None:
    empty = {**TINY["municipalities"][1], "municipality_id": "cc"}
    instance = tiny_instance(municipalities=[*TINY["municipalities"], empty])
    (found,) = findings(instance, Parameters(**{name: _as_toml(pole) for name, pole in poles.items()}))
    assert (found.key, found.nearest, found.mend) == (key, nearest, mend)
    assert found.severity == ("warning" if "cc" in poles["second"] else "error")


def _as_toml(pole: Any) -> Any:
    return tuple(pole) if isinstance(pole, list) else pole


def test_a_data_set_without_poles_asks_for_lists() -> None:
    towns = [{**town, "pole": ""} for town in TINY["municipalities"]]
    found = findings(tiny_instance(municipalities=towns), Parameters())
    assert [finding.key for finding in found] == ["first", "second"]
    assert all("write a list of municipalities" in finding.mend for finding in found)


def test_poles_that_fit_are_not_reported() -> None:
    assert findings(tiny_instance(), Parameters(first="harbour", second=("bb",))) == []
