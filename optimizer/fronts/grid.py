"""The grid of a front: which limits are tried, and which of them are redundant.

A cell is one problem: a term is minimised, then the others in order, under limits on the outer and the inner term. Two
or three cells without limits give the payoff table and with it the ranges; the grid lies within them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.fronts.axes import Axes

LEVELS = 3
"""Levels of the inner term at every step of the outer one, where not every whole number can have its own step."""

CLOSE = 1e-5
"""Share of a value by which two values may differ and still count as the same."""


def tolerance(value: float) -> float:
    """Return how far from a value another one counts as the same."""
    return CLOSE * max(1.0, abs(value))


@dataclass(frozen=True)
class Cell:
    """One problem of the grid.

    Attributes
    ----------
    name : str
        Names the cell among all cells of a front.
    order : tuple of str
        Terms in the order in which they are minimised.
    limits : tuple of (str, float)
        What terms may be at most.
    """

    name: str
    order: tuple[str, ...]
    limits: tuple[tuple[str, float], ...] = ()

    def limit(self, term: str) -> float:
        """Return what a term may be at most; infinity without a limit."""
        return dict(self.limits).get(term, math.inf)

    def is_covered_by(self, other: Cell, values: Mapping[str, float]) -> bool:
        """Whether another cell's plan is this one's too: same order, looser limits, and within these limits."""
        return (
            other.order == self.order
            and other.name != self.name
            and all(other.limit(term) >= self.limit(term) for term in self.order)
            and any(other.limit(term) > self.limit(term) for term in self.order)
            and all(values[term] <= limit + tolerance(limit) for term, limit in self.limits)
        )


def payoff_cells(axes: Axes) -> dict[str, Cell]:
    """Return the cells of the payoff table by the term that comes first: no limits, terms one after the other."""
    first = {axes.primary: (axes.primary, axes.outer, axes.inner), axes.outer: (axes.outer, axes.primary, axes.inner)}
    if axes.inner is not None:
        first[axes.inner] = (axes.inner, axes.primary, axes.outer)
    return {term: Cell(f"best-{term}", tuple(name for name in first[term] if name is not None)) for term in axes.terms}


def even_choice(values: Sequence[float], wanted: int, always: Sequence[float] = ()) -> list[float]:
    """Return an even choice of sorted values that holds both ends, and those of `always` that occur."""
    if wanted >= len(values):
        return list(values)
    last = len(values) - 1
    places = {round(step * last / (wanted - 1)) for step in range(wanted)} if wanted > 1 else {last}
    for value in always:
        if value in values and values.index(value) not in places:
            place = list(values).index(value)
            inside = [each for each in places if 0 < each < last]
            if inside:
                places.remove(min(inside, key=lambda each: abs(each - place)))
            places.add(place)
    return [values[place] for place in sorted(places)]


def outer_levels(axes: Axes, low: float, high: float, points: int, today: float) -> list[float]:
    """Return the limits of the outer term, tightest first, both ends included.

    Parameters
    ----------
    axes : Axes
        The terms.
    low, high : float
        Range of the outer term in the payoff table.
    points : int
        Most points of the front.
    today : float
        The outer term today: always among the limits if it lies between the ends and is a whole number.
    """
    if high - low <= tolerance(high):
        return [low]
    if axes.inner is not None:
        points -= 1  # the best of the inner term is a point as well
    if axes.integral:
        counts = [float(count) for count in range(round(low), round(high) + 1)]
        if len(counts) <= points:
            return counts
        return even_choice(counts, max(2, points if axes.inner is None else (points + 1) // LEVELS), [today])
    steps = points if axes.inner is None else max(2, round(math.sqrt(points + 1)))
    return [low + (high - low) * step / (steps - 1) for step in range(steps)]


def outer_cells(axes: Axes, levels: Sequence[float]) -> list[Cell]:
    """Return the cells that minimise the primary term at every limit of the outer term, loosest first.

    The ends are in the payoff table already.
    """
    order = payoff_cells(axes)[axes.primary].order
    inside = list(enumerate(levels, start=1))[1:-1]
    return [Cell(f"outer-{place:03}", order, ((axes.outer, level),)) for place, level in reversed(inside)]


def levels_within(axes: Axes, levels: Sequence[float], points: int, inner_best_at: float) -> dict[float, int]:
    """Return how many levels the inner term has at each limit of the outer one, as far as the points reach.

    Beyond the limit at which the inner term is best without any limit, loosening gains nothing.
    """
    if axes.inner is None:
        return dict.fromkeys(levels, 1)
    count = dict.fromkeys(levels, points // len(levels))
    useful = [level for level in levels if level <= inner_best_at + tolerance(inner_best_at)] or [levels[0]]
    for level in even_choice(useful, points % len(levels)) if points % len(levels) else ():
        count[level] += 1
    return count


def inner_cells(axes: Axes, counts: Mapping[float, int], inner_best_at: float) -> list[Cell]:
    """Return the cells that minimise the inner term first, where there is more than one level, loosest first."""
    if axes.inner is None:
        return []
    order = payoff_cells(axes)[axes.inner].order
    chosen = [
        (place, level)
        for place, (level, count) in enumerate(counts.items(), start=1)
        if count > 1 and level < inner_best_at - tolerance(inner_best_at)
    ]
    return [Cell(f"inner-{place:03}", order, ((axes.outer, level),)) for place, level in reversed(chosen)]


def cells_between(
    axes: Axes, counts: Mapping[float, int], loosest: Mapping[float, float], tightest: Mapping[float, float]
) -> list[Cell]:
    """Return the cells at the levels of the inner term between its values at both ends of each step, loosest first."""
    if axes.inner is None:
        return []
    order = payoff_cells(axes)[axes.primary].order
    cells = []
    for place, (level, count) in enumerate(counts.items(), start=1):
        if count < 3 or loosest[level] - tightest[level] <= tolerance(loosest[level]):
            continue
        width = (loosest[level] - tightest[level]) / (count - 1)
        cells += [
            Cell(
                f"between-{place:03}-{step:03}",
                order,
                ((axes.outer, level), (axes.inner, tightest[level] + width * step)),
            )
            for step in range(count - 2, 0, -1)
        ]
    return cells
