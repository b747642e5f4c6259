"""A plan that is known before: what is shown after it is better, by the first goal that rises further than expected."""

from __future__ import annotations

import numpy as np

from optimizer.solving.arrays import Objective
from optimizer.solving.standing import Standing

FIRST, SECOND = Objective(np.array([1.0, 0.0])), Objective(np.array([0.0, 1.0]))


def standing_at(first: float, second: float) -> Standing:
    return Standing(np.array([first, second]), ((FIRST, 10.0), (SECOND, 100.0)))


def test_the_first_goal_decides() -> None:
    standing = standing_at(12.0, 100.0)
    assert standing.admits(np.array([12.0, 100.0]))
    assert not standing.admits(np.array([13.0, 0.0]))
    assert standing.admits(np.array([11.0, 900.0]))


def test_below_what_is_expected_only_the_last_goal_counts() -> None:
    standing = standing_at(10.0, 90.0)
    assert standing.admits(np.array([10.0, 90.0]))
    assert not standing.admits(np.array([2.0, 90.0]))
    assert standing.admits(np.array([10.0, 80.0]))
