"""Rows, effect and findings of `industry_proximity`."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from optimizer.model.rules.industry_proximity import Parameters, findings
from tests.agreement import assert_agreement
from tests.factory import TINY_PLAN, parameters, tiny_instance, tiny_plan
from tests.optimizer.analysis.breaking import failed, without
from tests.optimizer.model.optimum import built, optimum, row, rows_of
from tests.place_cases import case_with

RULE = "industry_proximity"
SEEDS = (1, 10, 75, 106, 109)
"""Random cases; in all but the first two the rule makes the best plan worse."""


@pytest.mark.parametrize(
    ("km", "campuses"), [(20, {}), (19.9, {"film-pba": 1}), (2.9, {"film-pba": 2, "sound-pba": 1})]
)
def test_one_row_a_specialisation_over_the_campuses_too_far(km: float, campuses: dict[str, int]) -> None:
    model = built(tiny_instance(), {RULE: {"km": km}})
    assert rows_of(model, RULE) == {"none_far": len(campuses)}
    assert {s: len(row(model, RULE, "none_far", s)[1]) for s in campuses} == campuses


def test_the_row_keeps_leads_away() -> None:
    model = built(tiny_instance(), {RULE: {"km": 10}})
    assert row(model, RULE, "none_far", "film-pba") == (0.0, {"leads[two-b,film-pba]": 1.0}, 0.0)


# All students are at the lead centre. Film (100) at two-b and photo (150) at one-a need no new places. If film leads
# near its firms, at one-a, then photo comes to two-b, which has 120 places. Sound is 3 km from firms and cannot move.
@pytest.mark.parametrize(
    ("values", "expansion"),
    [
        ({"km": 20}, 0.0),
        ({"km": 19.9}, 30.0),
        ({"km": 3}, 30.0),
        ({"km": 2.9}, None),
        ({"km": 0, "families": ["arts"]}, 0.0),
        ({"km": 19.9, "families": ["film", "arts"]}, 30.0),
    ],
)
def test_lead_centres_are_near_firms(values: dict[str, Any], expansion: float | None) -> None:
    rules = {RULE: values, "lead_centre": {"student_share": 1.0}}
    found = optimum(tiny_instance(), rules, "expansion").value
    assert found == (None if expansion is None else pytest.approx(expansion))


def test_a_longer_distance_never_makes_the_best_plan_worse() -> None:
    lead = {"lead_centre": {"student_share": 1.0}}
    found = [
        optimum(tiny_instance(), {RULE: {"km": km}, **lead}, "expansion", "family").value for km in (3, 10, 20, 50)
    ]
    values = [value for value in found if value is not None]
    assert len(values) == 4
    assert all(looser <= stricter + 1e-6 for stricter, looser in pairwise(values))


@pytest.mark.parametrize("seed", SEEDS)
def test_brute_force_agrees(seed: int) -> None:
    assert_agreement(case_with(RULE, seed))


def test_a_lead_centre_far_from_firms_is_caught() -> None:
    rules = {RULE: parameters(RULE, km=3)}
    roles = {"two-a": "teach", "two-b": "lead"}
    swapped = [
        {**line, "role": roles[line["campus_id"]]} if line["specialisation_id"] == "sound-pba" else line
        for line in TINY_PLAN["programmes"]
    ]
    assert (RULE, "one-a/film-pba") not in failed(tiny_plan(), rules=rules)
    assert (RULE, "two-b/sound-pba") in failed(tiny_plan(programmes=swapped), rules=rules)


def test_a_programme_that_only_teaches_may_be_far() -> None:
    plan = tiny_plan(programmes=without("programmes", campus_id="two-b", specialisation_id="photo-aba_ma"))
    assert RULE not in {name for name, _ in failed(plan, rules={RULE: parameters(RULE, km=3)})}


def found_keys(**values: Any) -> list[tuple[str | None, str, str | None]]:
    """Return key, severity and nearest name of what is found."""
    found = findings(tiny_instance(), Parameters(**values))
    return [(finding.key, finding.severity, finding.nearest) for finding in found]


def test_families_without_firms_are_left_out_and_reported() -> None:
    (found,) = findings(tiny_instance(), Parameters(km=20))
    assert (found.key, found.severity) == ("families", "warning")
    assert found.message == "families without firms in firm_travel.csv are left out: arts"
    assert found_keys(families=("film",)) == []
    assert found_keys(families=("arts",)) == [("families", "warning", None)]


def test_an_unknown_family_is_an_error() -> None:
    assert found_keys(families=("film", "flim")) == [("families.1", "error", "film")]


def test_a_distance_that_no_campus_of_today_keeps_is_reported() -> None:
    assert found_keys(families=("film",), km=3) == []
    assert found_keys(families=("film",), km=2.9) == [("km", "warning", None)]


def test_a_data_set_without_firms_leaves_everything_out() -> None:
    instance = tiny_instance(firm_travel=[])
    assert [finding.key for finding in findings(instance, Parameters())] == ["families"]
    assert rows_of(built(instance, {RULE: {"km": 0}}), RULE) == {"none_far": 0}
