"""Brute force over every plan of small random cases finds what the solver finds."""

from __future__ import annotations

import pytest

from tests.agreement import assert_agreement
from tests.random_instances import random_case


@pytest.mark.parametrize("seed", range(25))
def test_the_solver_finds_what_brute_force_finds(seed: int) -> None:
    assert_agreement(random_case(seed))
