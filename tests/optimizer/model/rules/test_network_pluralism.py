"""Rows, effect and findings of `network_pluralism`."""

from __future__ import annotations

from itertools import pairwise

import pytest

from optimizer.model.rules.network_pluralism import Parameters, findings
from tests.agreement import assert_agreement
from tests.factory import parameters, tiny_instance, tiny_plan
from tests.optimizer.analysis.breaking import changed, failed, without
from tests.optimizer.model.optimum import built, optimum, row, rows_of
from tests.place_cases import case_with

RULE = "network_pluralism"
SEEDS = (0, 2, 88, 110, 182, 237)
"""Random cases; in all but the first two the rule makes the best plan worse."""


def test_one_row_a_family_over_the_networks_that_may_teach_it() -> None:
    model = built(tiny_instance(), {RULE: {"min": 2}})
    assert rows_of(model, RULE) == {"present_if_offered": 4, "several": 2}
    lower, coefficients, upper = row(model, RULE, "several", "film")
    assert (lower, sorted(coefficients.values()), upper) == (2.0, [1.0, 1.0], None)
    _, links, _ = row(model, RULE, "present_if_offered", "film", "catholic")
    assert {"offers[two-a,sound-pba]", "offers[two-b,film-pba]"} < set(links)


def test_no_more_is_asked_than_today_has() -> None:
    model = built(tiny_instance(), {RULE: {"by": "association", "min": 3}}, openings="anywhere")
    assert row(model, RULE, "several", "film")[0] == 1.0
    assert rows_of(built(tiny_instance(), {RULE: {"min": 0}}), RULE) == {"present_if_offered": 0, "several": 0}


# One site each: film (100) at two-b and photo (150) at one-a need no new places. But musical and sound are taught by
# school two, so that school one has to keep photo and film for its network: 250 students on 180 places.
@pytest.mark.parametrize(
    ("by", "least", "expansion"),
    [("network", 0, 0.0), ("network", 1, 0.0), ("network", 2, 70.0), ("network", 9, 70.0), ("association", 2, 0.0)],
)
def test_a_family_stays_in_so_many_networks(by: str, least: int, expansion: float) -> None:
    rules = {RULE: {"by": by, "min": least}, "sites_per_specialisation": {"max": 1}}
    assert optimum(tiny_instance(), rules, "expansion").value == pytest.approx(expansion)


@pytest.mark.parametrize(("least", "possible"), [(2, False), (1, True)])
def test_a_lock_that_closes_a_network_leaves_no_plan(least: int, possible: bool) -> None:
    rules = {RULE: {"min": least}, "locks": {"close": ["one/film-pba"]}}
    assert (optimum(tiny_instance(), rules, "duplication").value is not None) == possible


def test_fewer_networks_never_make_the_best_plan_worse() -> None:
    rules = {"sites_per_specialisation": {"max": 1}}
    found = [optimum(tiny_instance(), {RULE: {"min": m}, **rules}, "expansion", "family").value for m in (3, 2, 1, 0)]
    values = [value for value in found if value is not None]
    assert len(values) == 4
    assert all(looser <= stricter + 1e-6 for stricter, looser in pairwise(values))


@pytest.mark.parametrize("seed", SEEDS)
def test_brute_force_agrees(seed: int) -> None:
    assert_agreement(case_with(RULE, seed))


def test_a_network_that_loses_a_family_is_caught() -> None:
    plan = tiny_plan(programmes=without("programmes", campus_id="one-a", specialisation_id="film-pba"))
    assert (RULE, "film") in failed(plan, rules={RULE: parameters(RULE, min=2)})
    assert (RULE, "film") not in failed(plan, rules={RULE: parameters(RULE, min=1)})


def test_a_programme_that_moves_to_another_network_is_caught() -> None:
    plan = tiny_plan(
        programmes=changed("programmes", {"campus_id": "one-a", "specialisation_id": "film-pba"}, campus_id="two-b")
    )
    assert (RULE, "film") in failed(plan)


def test_families_that_have_fewer_today_are_reported() -> None:
    (found,) = findings(tiny_instance(), Parameters(by="association", min=2))
    assert (found.key, found.severity) == ("min", "warning")
    assert found.message == "fewer than 2 associations teach these families today: arts (1), film (1)"
    assert findings(tiny_instance(), Parameters(min=2)) == []
