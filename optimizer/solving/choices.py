"""Columns that are held at a value: what a smaller model is made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.solving.arrays import CompiledModel, Vector

Choice = tuple[NDArray[np.int64], Vector]
"""Columns, and the value of each."""


NOTHING: NDArray[np.int64] = np.array([], dtype=np.int64)
"""No columns."""


def none_of(columns: NDArray[np.int64]) -> Choice:
    """Return columns that are held at 0, such as programmes that are not taught."""
    return columns, np.zeros(columns.size)


def chosen_in(solution: Vector, columns: NDArray[np.int64]) -> Choice:
    """Return whole columns as a solution has them."""
    return columns, np.round(solution[columns])


def as_they_are(model: CompiledModel, solution: Vector, columns: NDArray[np.int64]) -> Choice:
    """Return columns as a solution has them, whole ones without the solver's tolerance."""
    values = np.clip(solution[columns], model.column_lower[columns], model.column_upper[columns])
    return columns, np.where(model.integer[columns], np.round(values), values)


def joined(first: Choice, second: Choice) -> Choice:
    """Return two choices of different columns as one."""
    return np.concatenate([first[0], second[0]]), np.concatenate([first[1], second[1]])


def every_choice(model: CompiledModel, solution: Vector) -> Choice:
    """Return every whole number of a solution: what is left of the model is a linear programme."""
    return chosen_in(solution, np.flatnonzero(model.integer))
