"""What remains of a model once most of its columns are held: without them it is loaded and presolved in less time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.solving.arrays import CompiledModel, Objective, Vector
from optimizer.solving.requests import Outcome, Request

MOST = 0.5
"""Share of the columns above which those that are held are taken out."""

FEW_COLUMNS = 40_000
"""Columns up to which that saves too little to be worth a thought."""

ROUNDING = 1e-6
"""By how much held columns may break a row that has no other: the solver's own tolerance."""


@dataclass(frozen=True, eq=False)
class Remainder:
    """A model and a request without the columns that are held.

    Attributes
    ----------
    model : CompiledModel
        Its free columns, and the rows in which they are.
    request : Request
        The same of the free columns, with what the others add to measures as constants.
    held : ndarray, shape (columns,)
        Values of the held columns of the whole model; 0 for the others.
    free : ndarray of int
        Which columns of the whole model are free.
    rows : ndarray of int
        Which of its rows remain.
    rows_before : int
        How many it has.
    """

    model: CompiledModel
    request: Request
    held: Vector
    free: NDArray[np.int64]
    rows: NDArray[np.int64]
    rows_before: int

    def whole(self, solution: Vector) -> Vector:
        """Return a solution with the held columns."""
        whole = self.held.copy()
        whole[self.free] = solution
        return whole

    def outcome(self, found: Outcome) -> Outcome:
        """Return what came of the remainder as what came of the whole; rows that were left out have a dual of 0."""
        solution = None if found.solution is None else self.whole(found.solution)
        duals = None if found.duals is None else self._whole_duals(found.duals)
        return replace(found, solution=solution, duals=duals)

    def _whole_duals(self, duals: Vector) -> Vector:
        of_rows, of_caps = np.split(duals, [self.rows.size])
        whole = np.zeros(self.rows_before)
        whole[self.rows] = of_rows
        return np.concatenate([whole, of_caps])


def remainder_of(model: CompiledModel, request: Request) -> Remainder | None:
    """Return what remains of a large model if most columns, but not all, are held; None otherwise.

    Parameters
    ----------
    model : CompiledModel
        The model.
    request : Request
        What to minimise, with what is held.

    Returns
    -------
    Remainder or None
        A row that only held columns are in stays if they break it, so that the solver finds it cannot be kept.
    """
    if request.fixed is None or not request.without_held or model.columns <= FEW_COLUMNS:
        return None
    columns, values = request.fixed
    held, is_free = np.zeros(model.columns), np.ones(model.columns, dtype=bool)
    held[columns], is_free[columns] = values, False
    free = np.flatnonzero(is_free)
    if not 0 < free.size < (1 - MOST) * model.columns:
        return None
    used = model.matrix @ held
    lower, upper = model.row_lower - used, model.row_upper - used
    is_broken = (lower > ROUNDING) | (upper < -ROUNDING)
    rows = np.flatnonzero((abs(model.matrix) @ is_free > 0) | is_broken)

    def rest(measure: Objective) -> Objective:
        return Objective(measure.coefficients[free], measure.constant + float(measure.coefficients @ held))

    remaining = replace(model.part(rows, free), row_lower=lower[rows], row_upper=upper[rows])
    asked = replace(
        request,
        objective=rest(request.objective),
        caps=tuple((rest(cap), limit) for cap, limit in request.caps),
        fixed=None,
        start=None if request.start is None else request.start[free],
    )
    return Remainder(remaining, asked, held, free, rows, model.row_lower.size)
