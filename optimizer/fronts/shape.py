"""The shape of a front: which points are not dominated, and where it bends most."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.fronts.grid import CLOSE

Values = NDArray[np.float64]


def normalised(values: Values) -> Values:
    """Return every column from 0 (its least value) to 1 (its largest); a column of one value is 0."""
    low, high = values.min(axis=0), values.max(axis=0)
    width = high - low
    return np.asarray((values - low) / np.where(width > CLOSE * np.maximum(1.0, np.abs(high)), width, np.inf))


def nondominated(values: Values) -> list[int]:
    """Return the rows that no other row equals or betters in every column, each value alike but for a hair's breadth.

    Parameters
    ----------
    values : ndarray, shape (points, terms)
        Less is better.
    """
    kept: list[int] = []
    for row in np.lexsort((*values.T[::-1], normalised(values).sum(axis=1))):
        slack = CLOSE * np.maximum(1.0, np.abs(values[row]))
        if not any((values[other] <= values[row] + slack).all() for other in kept):
            kept.append(int(row))
    return sorted(kept)


def knee(values: Values) -> int | None:
    """Return the row that lies farthest below the chord through the ends of the front; None if none does.

    The chord is the line (with three terms: the plane) through the best point of each term, in normalised values. Where
    these points do not span it, the point with the least sum of normalised values is taken.
    """
    if len(values) < 3:
        return None
    scaled = normalised(values)
    ends = scaled[[int(np.lexsort((scaled.sum(axis=1), scaled[:, term]))[0]) for term in range(scaled.shape[1])]]
    if abs(np.linalg.det(ends)) > 1e-9:
        weights = np.linalg.solve(ends, np.ones(len(ends)))
        if (weights > 0).all():
            below = 1.0 - scaled @ weights
            best = int(np.argmax(below))
            return best if below[best] > 1e-6 else None
    return int(np.argmin(scaled.sum(axis=1)))


def nearest(values: Values, to: Values) -> int:
    """Return the row that comes nearest to a point, in normalised values."""
    scaled = normalised(np.vstack([values, to]))
    return int(np.argmin(np.linalg.norm(scaled[:-1] - scaled[-1], axis=1)))
