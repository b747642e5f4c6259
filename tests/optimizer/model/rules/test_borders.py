"""Rows and effect of `borders`."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.agreement import assert_agreement
from tests.factory import parameters, tiny_instance, tiny_plan
from tests.optimizer.analysis.breaking import failed, without
from tests.optimizer.model.optimum import built, optimum, row, rows_of
from tests.place_cases import case_with

RULE = "borders"


def test_one_row_a_group_and_specialisation_of_today() -> None:
    model = built(tiny_instance(), {RULE: {"by": "network"}}, openings="anywhere")
    assert rows_of(model, RULE) == {"keeps_its_students": 6}
    lower, coefficients, upper = row(model, RULE, "keeps_its_students", "catholic", "film-pba")
    assert (lower, upper) == (None, 0.0)
    expected = {"enrolled[one-a,film-pba]": 0.4, "enrolled[two-a,film-pba]": -0.6, "enrolled[two-b,film-pba]": -0.6}
    assert coefficients == pytest.approx(expected)


# The north teaches 60 of 100 film students and 100 of 150 photo students, the south the rest: both must go on with
# both. One association has everything, so that nothing is asked.
@pytest.mark.parametrize(
    ("by", "share", "duplication"),
    [("province", 1.0, 2.0), ("network", 1.0, 2.0), ("association", 1.0, 0.0), ("province", 0.0, 0.0)],
)
def test_groups_that_plan_alone_keep_what_others_teach_too(by: str, share: float, duplication: float) -> None:
    assert optimum(tiny_instance(), {RULE: {"by": by, "share": share}}, "duplication").value == duplication


def test_a_smaller_share_never_makes_the_best_plan_worse() -> None:
    found = [
        optimum(tiny_instance(), {RULE: {"by": "province", "share": share}}, "student_travel", "family").value
        for share in (1.0, 0.8, 0.4, 0.0)
    ]
    values = [value for value in found if value is not None]
    assert len(values) == 4
    assert all(looser <= stricter + 1e-6 for stricter, looser in pairwise(values))


@pytest.mark.parametrize("seed", range(4))
def test_brute_force_agrees(seed: int) -> None:
    assert_agreement(case_with(RULE, seed))


def test_what_nobody_may_teach_any_more_asks_for_nothing() -> None:
    rules = {RULE: {"by": "province"}, "locks": {"close": ["*/musical-ma"]}}
    groups = rows_of(built(tiny_instance(), rules), RULE)
    assert groups == {"keeps_its_students": 5}


def test_a_group_that_loses_a_specialisation_is_caught() -> None:
    plan = tiny_plan(programmes=without("programmes", campus_id="one-a", specialisation_id="photo-aba_ma"))
    assert (RULE, "community/photo-aba_ma") in failed(plan, rules={RULE: parameters(RULE, by="network")})
