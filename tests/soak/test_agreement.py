"""Brute force against the solver, many times, on larger cases than the fast tests."""

from __future__ import annotations

import pytest

from tests.agreement import assert_agreement
from tests.random_instances import random_case

pytestmark = pytest.mark.soak


@pytest.mark.parametrize("seed", range(1000, 1500))
def test_the_solver_finds_what_brute_force_finds(seed: int) -> None:
    assert_agreement(random_case(seed, most_pairs=10 if seed % 10 else 12))
