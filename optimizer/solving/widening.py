"""A compiled model with more to it: tighter bounds, further rows and columns, copies that share programmes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from optimizer.solving.arrays import CompiledModel, Objective, Vector

Columns = NDArray[np.int64]


@dataclass(frozen=True)
class Row:
    """A row: coefficients by column, and what it lies between."""

    coefficients: Mapping[int, float]
    lower: float = -np.inf
    upper: float = np.inf


def with_upper(model: CompiledModel, columns: Columns, upper: Vector) -> CompiledModel:
    """Return a model in which some columns may not exceed a value."""
    bounds = model.column_upper.copy()
    bounds[columns] = np.minimum(bounds[columns], upper)
    return replace(model, column_upper=bounds)


def with_columns(model: CompiledModel, lower: Vector, upper: Vector) -> CompiledModel:
    """Return a model with further columns after its own, none of them whole."""
    more = lower.size
    matrix = csr_array(
        (model.matrix.data, model.matrix.indices, model.matrix.indptr),
        shape=(model.matrix.shape[0], model.columns + more),
    )
    return replace(
        model,
        matrix=matrix,
        column_lower=np.concatenate([model.column_lower, lower]),
        column_upper=np.concatenate([model.column_upper, upper]),
        integer=np.concatenate([model.integer, np.zeros(more, dtype=bool)]),
        objectives={name: padded(objective, more) for name, objective in model.objectives.items()},
    )


def with_rows(model: CompiledModel, rows: Sequence[Row]) -> CompiledModel:
    """Return a model with further rows after its own."""
    if not rows:
        return model
    entries = [(number, column, value) for number, row in enumerate(rows) for column, value in row.coefficients.items()]
    numbers, columns, values = (np.array(part) for part in zip(*entries, strict=True))
    added = csr_array((values.astype(float), (numbers, columns)), shape=(len(rows), model.columns))
    return replace(
        model,
        matrix=csr_array(vstack([model.matrix, added], format="csr")),
        row_lower=np.concatenate([model.row_lower, [row.lower for row in rows]]),
        row_upper=np.concatenate([model.row_upper, [row.upper for row in rows]]),
    )


def cap(objective: Objective, limit: float) -> Row:
    """Return the row that keeps a measure within a limit."""
    used = np.flatnonzero(objective.coefficients)
    coefficients = {int(column): float(objective.coefficients[column]) for column in used}
    return Row(coefficients, upper=limit - objective.constant)


def padded(objective: Objective, more: int) -> Objective:
    """Return an objective that takes no notice of so many further columns."""
    return Objective(np.concatenate([objective.coefficients, np.zeros(more)]), objective.constant)


def with_copy(
    model: CompiledModel, other: CompiledModel, shared: Columns, numbers: Columns | None = None
) -> CompiledModel:
    """Return a model with all of another beside it, some columns of which are columns of its own.

    Parameters
    ----------
    model : CompiledModel
        What stays as it is.
    other : CompiledModel
        The model beside it; its columns that are not shared are put after those of `model`.
    shared : ndarray of int
        Columns of `model` that the two have in common.
    numbers : ndarray of int, optional
        Which column of `model` each column of `other` stands for; by default the one of the same number.
    """
    place = np.arange(other.columns) if numbers is None else numbers.copy()
    own = np.flatnonzero(~np.isin(place, shared))
    place[own] = model.columns + np.arange(own.size)
    wider = with_columns(model, other.column_lower[own], other.column_upper[own])
    integer = wider.integer.copy()
    integer[model.columns :] = other.integer[own]
    moved = csr_array(
        (other.matrix.data, place[other.matrix.indices], other.matrix.indptr),
        shape=(other.matrix.shape[0], wider.columns),
    )
    moved.sort_indices()
    return replace(
        wider,
        matrix=csr_array(vstack([wider.matrix, moved], format="csr")),
        row_lower=np.concatenate([wider.row_lower, other.row_lower]),
        row_upper=np.concatenate([wider.row_upper, other.row_upper]),
        integer=integer,
    )
