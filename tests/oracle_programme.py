"""A small mixed-integer programme in words: columns have names, sums are dictionaries, scipy solves."""

from __future__ import annotations

from collections import defaultdict
from math import inf
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Sum = dict[Any, float]


def add(*sums: Sum) -> Sum:
    """Return a sum of sums."""
    total: Sum = defaultdict(float)
    for part in sums:
        for name, value in part.items():
            total[name] += value
    return total


def times(factor: float, part: Sum) -> Sum:
    """Return a multiple of a sum."""
    return {name: factor * value for name, value in part.items()}


class SmallProgramme:
    """Columns of at least 0 and ranges of sums."""

    def __init__(self) -> None:
        self.column: dict[Any, int] = {}
        self.bounds: list[tuple[float, float, int]] = []
        self.rows: list[tuple[Sum, float, float]] = []

    def column_sum(self, *name: Any, high: float = inf, whole: bool = False) -> Sum:
        """Add a column and return it as a sum."""
        self.column[name] = len(self.column)
        self.bounds.append((0.0, high, int(whole)))
        return {name: 1.0}

    def named(self, *kinds: str) -> Sum:
        """Return the sum of all columns of some kinds."""
        return {name: 1.0 for name in self.column if name[0] in kinds}

    def hold(self, part: Sum, low: float, high: float) -> None:
        """Keep a sum within a range."""
        self.rows.append((part, low, high))

    def least(self, objective: Sum, caps: list[tuple[Sum, float]]) -> float | None:
        """Return the least value of a sum under caps on others, or None if nothing keeps all ranges."""
        rows = [*self.rows, *((part, -inf, limit) for part, limit in caps)]
        if any(not part and (low > 1e-9 or high < -1e-9) for part, low, high in rows):
            return None
        matrix = np.zeros((len(rows), len(self.column)))
        for number, (part, _, _) in enumerate(rows):
            for name, value in part.items():
                matrix[number, self.column[name]] = value
        price = np.zeros(len(self.column))
        for name, value in objective.items():
            price[self.column[name]] = value
        low, high, whole = zip(*self.bounds, strict=True)
        limits = LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows])
        answer = milp(
            price, integrality=whole, bounds=Bounds(low, high), constraints=limits, options={"mip_rel_gap": 0.0}
        )
        if answer.status == 2:
            return None
        assert answer.status == 0, answer.message
        return float(answer.fun)
