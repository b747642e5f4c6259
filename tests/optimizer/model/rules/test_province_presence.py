"""Rows, effect and findings of `province_presence`."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.model.rules.province_presence import Parameters, findings
from tests.agreement import assert_agreement
from tests.factory import parameters, tiny_instance, tiny_plan
from tests.optimizer.analysis.breaking import changed, failed, without
from tests.optimizer.model.optimum import built, optimum, row, rows_of
from tests.place_cases import case_with

RULE = "province_presence"
SEEDS = (0, 12, 7, 48, 64, 67, 110)
"""Random cases; in all but the first two the rule makes the best plan worse."""


def test_what_a_province_teaches_is_a_sum_over_its_campuses() -> None:
    model = built(tiny_instance(), {RULE: {"min": 1}}, openings="anywhere")
    assert rows_of(model, RULE) == {"present_if_offered": 8, "fewest": 2}
    _, coefficients, upper = row(model, RULE, "present_if_offered", "north", "film-pba")
    assert upper == 0.0
    assert sorted(coefficients.values()) == [-1.0, -1.0, 1.0]
    assert {"offers[one-a,film-pba]", "offers[two-a,film-pba]"} < set(coefficients)


@pytest.mark.parametrize(("count", "subjects"), [("specialisation", 6), ("family", 4)])
def test_specialisations_and_families_are_told_apart(count: str, subjects: int) -> None:
    model = built(tiny_instance(), {RULE: {"count": count, "min": 2}})
    assert rows_of(model, RULE) == {"present_if_offered": subjects, "fewest": 2}
    lower, coefficients, upper = row(model, RULE, "fewest", "south")
    assert (lower, sorted(coefficients.values()), upper) == (2.0, [1.0, 1.0], None)


def test_lead_centres_are_counted_as_they_are() -> None:
    model = built(tiny_instance(), {RULE: {"count": "lead", "provinces": ["south"], "min": 2}})
    assert rows_of(model, RULE) == {"fewest": 1}
    leads = {"leads[two-b,film-pba]": 1.0, "leads[two-b,photo-aba_ma]": 1.0}
    assert row(model, RULE, "fewest", "south") == (2.0, leads, None)


# South is two-b, which holds at most 180 students: film (100) or photo (150) may come there alone, not both. To keep
# both there, one is taught twice. It teaches nothing else.
@pytest.mark.parametrize("count", ["specialisation", "family", "lead"])
@pytest.mark.parametrize(("least", "duplication"), [(0, 0.0), (1, 0.0), (2, 1.0), (3, None)])
def test_a_province_keeps_at_least_so_many(count: str, least: int, duplication: float | None) -> None:
    rules = {RULE: {"count": count, "provinces": ["south"], "min": least}}
    assert optimum(tiny_instance(), rules, "duplication").value == duplication


@pytest.mark.parametrize(("provinces", "possible"), [([], False), (["south"], False), (["north"], True)])
def test_every_province_that_teaches_today_is_bound_unless_some_are_named(provinces: list[str], possible: bool) -> None:
    rules = {RULE: {"provinces": provinces, "min": 1}, "locks": {"close": ["two-b"]}}
    assert (optimum(tiny_instance(), rules, "duplication").value == 0) == possible


def test_fewer_required_never_make_the_best_plan_worse() -> None:
    found = [optimum(tiny_instance(), {RULE: {"min": least}}, "duplication", "family").value for least in (2, 1, 0)]
    values = [value for value in found if value is not None]
    assert len(values) == 3
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_brute_force_agrees(seed: int) -> None:
    assert_agreement(case_with(RULE, seed))


def test_a_plan_that_empties_a_province_is_caught() -> None:
    plan = tiny_plan(programmes=without("programmes", campus_id="two-b"))
    assert (RULE, "south") in failed(plan, rules={RULE: parameters(RULE, min=1)})
    assert (RULE, "south") not in failed(plan, rules={RULE: parameters(RULE, min=1, provinces=["north"])})


def test_a_lead_centre_that_becomes_another_is_caught() -> None:
    rules = {RULE: parameters(RULE, count="lead", provinces=["north"], min=4)}
    plan = tiny_plan(programmes=changed("programmes", {"specialisation_id": "musical-ma"}, role="teach"))
    assert (RULE, "north") not in failed(tiny_plan(), rules=rules)
    assert (RULE, "north") in failed(plan, rules=rules)


FOUND: list[tuple[dict[str, Any], str, str, str | None]] = [
    ({"provinces": ("north", "sout")}, "provinces.1", "error", "south"),
    ({"min": 5}, "min", "error", None),
    ({"count": "family", "min": 3}, "min", "error", None),
    ({"count": "lead", "min": 3}, "min", "error", None),  # two provinces, four specialisations
    ({"min": 3}, "min", "warning", None),  # two in the south
]


@pytest.mark.parametrize(("values", "key", "severity", "nearest"), FOUND)
def test_what_does_not_fit_is_found(values: dict[str, Any], key: str, severity: str, nearest: str | None) -> None:
    (found,) = findings(tiny_instance(), Parameters(**values))
    assert (found.key, found.severity, found.nearest) == (key, severity, nearest)


def test_what_fits_is_not_reported() -> None:
    assert findings(tiny_instance(), Parameters(count="lead", min=2)) == []
