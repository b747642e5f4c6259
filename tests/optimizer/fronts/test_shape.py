"""Dominance held against its definition, and the knee of fronts that bend where one can see it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.fronts.shape import knee, nearest, nondominated, normalised

ROWS = st.integers(2, 3).flatmap(
    lambda terms: st.lists(st.lists(st.integers(0, 6), min_size=terms, max_size=terms), min_size=1, max_size=12)
)


@given(ROWS)
def test_what_is_kept_is_not_dominated_and_what_is_left_out_is(rows: list[list[int]]) -> None:
    values = np.array(rows, dtype=float)
    kept = nondominated(values)
    for row in range(len(values)):
        equal_or_better = (values <= values[row]).all(axis=1)
        if row in kept:
            assert all((values[other] == values[row]).all() for other in np.flatnonzero(equal_or_better))
        else:
            assert equal_or_better[kept].any()
    assert len({tuple(values[row]) for row in kept}) == len(kept)


def test_differences_of_a_hair_are_none() -> None:
    values = np.array([[10.0, 600000.0], [10.0, 600000.5], [9.0, 700000.0]])
    assert nondominated(values) == [0, 2]


def test_the_knee_lies_farthest_below_the_chord() -> None:
    assert knee(np.array([[0, 100], [1, 30], [2, 20], [10, 0]], dtype=float)) == 1
    assert knee(np.array([[0, 100], [5, 50], [10, 0]], dtype=float)) is None
    assert knee(np.array([[0, 1], [1, 0]], dtype=float)) is None


def test_the_knee_of_three_terms_lies_farthest_below_the_plane() -> None:
    corners = [[0, 1, 1], [1, 0, 1], [1, 1, 0]]
    assert knee(np.array([*corners, [0.4, 0.4, 0.4], [0.9, 0.5, 0.5]], dtype=float)) == 3


def test_without_a_plane_the_least_sum_is_the_knee() -> None:
    assert knee(np.array([[0, 1, 0], [1, 0, 0.5], [0.2, 0.2, 1]], dtype=float)) in (0, 1, 2)


def test_nearest_is_measured_within_the_ranges() -> None:
    values = np.array([[0.0, 1000.0], [1.0, 500.0], [2.0, 0.0]])
    assert nearest(values, np.array([1.1, 900.0])) == 1
    assert normalised(values).max() == 1.0
    assert normalised(np.array([[3.0, 1.0], [3.0, 2.0]]))[:, 0] == pytest.approx([0.0, 0.0])
