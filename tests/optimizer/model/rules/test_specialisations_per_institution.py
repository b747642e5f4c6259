"""Rows and effect of `specialisations_per_institution`."""

from __future__ import annotations

import pytest

from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of

RULE = "specialisations_per_institution"


@pytest.mark.parametrize(("count", "subjects"), [("family", 4), ("specialisation", 6)])
def test_rows_link_what_is_counted_to_programmes(count: str, subjects: int) -> None:
    model = built(tiny_instance(), {RULE: {"count": count, "min": 1, "max": 2}})
    # one is of the tier core, two is not; both have a maximum
    assert rows_of(model, RULE) == {"taught_if_offered": 6, "offered_if_taught": subjects, "fewest": 1, "most": 2}


def test_the_minimum_counts_families() -> None:
    lower, coefficients, upper = row(built(tiny_instance(), {RULE: {"min": 2}}), RULE, "fewest", "one")
    assert (lower, upper) == (2.0, None)
    assert sorted(coefficients.values()) == [1.0, 1.0]


# Two teaches musical and sound alone, film and photo in bb. With three specialisations it gives up film
# (40·(40 - 5) km more) rather than photo (60·(40 - 5)); with two, both; one it cannot.
@pytest.mark.parametrize(("most", "travel"), [(None, 4340.0), (4, 4340.0), (3, 5740.0), (2, 7840.0), (1, None)])
def test_at_most_so_many_specialisations(most: int | None, travel: float | None) -> None:
    rules = {RULE: {"count": "specialisation", "max": most}}
    found = optimum(tiny_instance(), rules, "student_travel").value
    assert found == (None if travel is None else pytest.approx(travel))


# Photo at two-b alone leaves one at most film: one family, too few where the minimum of two binds institution one.
@pytest.mark.parametrize(("binding", "possible"), [(["core"], False), (["likely"], True), ([], True)])
def test_the_minimum_binds_the_tiers_that_are_named(binding: list[str], possible: bool) -> None:
    rules = {
        RULE: {"min": 2, "binding": binding},
        "locks": {"keep": ["two-b/photo-aba_ma"]},
        "sites_per_specialisation": {"max": 1},
    }
    assert (optimum(tiny_instance(), rules, "duplication").value == 0) == possible


def test_families_and_specialisations_are_told_apart() -> None:
    rules = {RULE: {"count": "family", "max": 2}}
    assert optimum(tiny_instance(), rules, "student_travel").value == pytest.approx(4340.0)
    assert optimum(tiny_instance(), {RULE: {"count": "family", "max": 1}}, "student_travel").value is None
