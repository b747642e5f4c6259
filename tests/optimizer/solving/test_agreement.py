"""Brute force over every plan of small random cases finds what the solver finds."""

from __future__ import annotations

import pytest

from tests.agreement import assert_agreement
from tests.random_instances import random_case
from tests.thrift import first

LOST_STARTS = (94, 118, 172)
"""Seeds of cases on which the solver, given a start, once claimed a value that its solution did not have."""


@pytest.mark.parametrize("seed", first(12, [*LOST_STARTS, *range(25)]))
def test_the_solver_finds_what_brute_force_finds(seed: int) -> None:
    assert_agreement(random_case(seed))
