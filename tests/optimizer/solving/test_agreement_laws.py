"""Brute force agrees with the solver where the rules of law, money and the user's own hold."""

from __future__ import annotations

import pytest

from tests.agreement import assert_agreement
from tests.random_laws import budget_case, language_case, linear_case


@pytest.mark.parametrize("seed", range(1, 7))
def test_own_rules_bind_as_brute_force_has_them(seed: int) -> None:
    assert_agreement(linear_case(seed))


@pytest.mark.parametrize("seed", range(1, 5))
def test_a_budget_binds_as_brute_force_has_it(seed: int) -> None:
    assert_agreement(budget_case(seed))


@pytest.mark.parametrize("seed", range(1, 7))
def test_the_language_law_binds_as_brute_force_has_it(seed: int) -> None:
    assert_agreement(language_case(seed))
