"""The grid: which limits are tried, and which are passed over."""

from __future__ import annotations

from itertools import pairwise

import pytest

from optimizer.fronts.axes import Axes
from optimizer.fronts.grid import (
    Cell,
    cells_between,
    even_choice,
    inner_cells,
    levels_within,
    outer_cells,
    outer_levels,
    payoff_cells,
)

TWO = Axes.of(("duplication", "student_travel"))
THREE = Axes.of(("duplication", "student_travel", "teacher_scatter"))
COUNTS = [float(count) for count in range(10, 35)]


@pytest.mark.parametrize("wanted", range(2, 12))
@pytest.mark.parametrize("always", [10, 17, 18, 34])
def test_an_even_choice_holds_both_ends_and_what_must_be_there(wanted: int, always: int) -> None:
    chosen = even_choice(COUNTS, wanted, [float(always)])
    assert {10.0, 34.0, float(always)} <= set(chosen)
    assert chosen == sorted(set(chosen))
    assert len(chosen) <= max(3, wanted)
    if wanted > 3:
        assert max(b - a for a, b in pairwise(chosen)) <= 2 * 24 / (wanted - 1) + 1


def test_every_number_of_programmes_has_its_own_limit_where_the_points_reach() -> None:
    assert outer_levels(TWO, 10, 34, 25, 69) == COUNTS
    assert outer_levels(THREE, 10, 34, 26, 69) == COUNTS
    assert len(outer_levels(THREE, 10, 34, 25, 69)) < 25
    few = outer_levels(TWO, 10, 34, 5, 20)
    assert (few[0], few[-1], len(few), 20.0 in few) == (10, 34, 5, True)


def test_other_terms_are_limited_evenly() -> None:
    axes = Axes.of(("cost", "student_travel"))
    assert outer_levels(axes, 100.0, 200.0, 5, 0.0) == [100.0, 125.0, 150.0, 175.0, 200.0]
    assert outer_levels(axes, 100.0, 100.0, 5, 0.0) == [100.0]


@pytest.mark.parametrize("points", [26, 30, 60, 100])
def test_cells_with_two_terms_or_three_are_no_more_than_the_points(points: int) -> None:
    levels = outer_levels(THREE, 10, 34, points, 20)
    counts = levels_within(THREE, levels, points, 31.0)
    outer, inner = outer_cells(THREE, levels), inner_cells(THREE, counts, 31.0)
    between = cells_between(THREE, counts, dict.fromkeys(levels, 20.0), dict.fromkeys(levels, 4.0))
    assert len(payoff_cells(THREE)) + len(outer) + len(inner) + len(between) <= points
    names = [cell.name for cell in (*outer, *inner, *between)]
    assert len(set(names)) == len(names)


def test_ends_of_the_range_are_not_solved_twice() -> None:
    assert [cell.limit("duplication") for cell in outer_cells(TWO, [1.0, 2.0, 3.0, 4.0])] == [3.0, 2.0]


def test_a_plan_within_a_tighter_limit_makes_that_limit_redundant() -> None:
    order = ("student_travel", "duplication")
    loose = Cell("a", order, (("duplication", 9.0),))
    tight = Cell("b", order, (("duplication", 7.0),))
    assert tight.is_covered_by(loose, {"student_travel": 5.0, "duplication": 7.0})
    assert not tight.is_covered_by(loose, {"student_travel": 5.0, "duplication": 8.0})
    assert not loose.is_covered_by(tight, {"student_travel": 5.0, "duplication": 7.0})
    assert not tight.is_covered_by(Cell("c", order[::-1]), {"student_travel": 5.0, "duplication": 7.0})
