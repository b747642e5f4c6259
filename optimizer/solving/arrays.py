"""A mixed-integer model as arrays: all that the solver needs, and nothing of Pyomo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Vector = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Objective:
    """A linear measure over the columns: coefficients (one a column) and a constant."""

    coefficients: Vector
    constant: float = 0.0

    def value(self, solution: Vector) -> float:
        """Return the measure's value at a solution."""
        return float(self.coefficients @ solution) + self.constant

    @staticmethod
    def weighted(parts: list[tuple[float, Objective]]) -> Objective:
        """Return a sum of objectives, each times its weight."""
        return Objective(
            np.sum([weight * part.coefficients for weight, part in parts], axis=0),
            sum(weight * part.constant for weight, part in parts),
        )


@dataclass(frozen=True, eq=False)
class CompiledModel:
    """A mixed-integer model as arrays.

    Attributes
    ----------
    matrix : csr_array, shape (rows, columns)
        Coefficients.
    row_lower, row_upper : ndarray, shape (rows,)
        Ranges of the rows.
    column_lower, column_upper : ndarray, shape (columns,)
        Bounds of the columns.
    integer : ndarray of bool, shape (columns,)
        Which columns are integer.
    objectives : mapping of str to Objective
        One objective a goal.
    column_of : mapping
        Column of each Pyomo variable, by ``id``; one that is fixed or occurs nowhere has none.
    rows_of : mapping
        Rows of each Pyomo constraint, by ``id``.
    """

    matrix: csr_array
    row_lower: Vector
    row_upper: Vector
    column_lower: Vector
    column_upper: Vector
    integer: NDArray[np.bool_]
    objectives: Mapping[str, Objective]
    column_of: Mapping[int, int]
    rows_of: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def columns(self) -> int:
        """Number of columns."""
        return int(self.column_lower.size)

    def part(self, rows: NDArray[Any], columns: NDArray[Any]) -> CompiledModel:
        """Return what is left of some rows and columns, told by number or by truth; it has no objectives or names."""
        return replace(
            self,
            matrix=csr_array(self.matrix[rows][:, columns]),
            row_lower=self.row_lower[rows],
            row_upper=self.row_upper[rows],
            column_lower=self.column_lower[columns],
            column_upper=self.column_upper[columns],
            integer=self.integer[columns],
            objectives={},
            column_of={},
            rows_of={},
        )

    def columns_of(self, variable: Any) -> dict[Any, int]:
        """Return the columns of an indexed Pyomo variable, by its index."""
        return {index: self.column_of[id(entry)] for index, entry in variable.items() if id(entry) in self.column_of}

    def values_of(self, variable: Any, solution: Vector) -> dict[Any, float]:
        """Return the values of an indexed Pyomo variable; one without a column is fixed, or at its lower bound."""
        values = {}
        for index, entry in variable.items():
            column = self.column_of.get(id(entry))
            without = entry.value if entry.fixed else entry.lb or 0.0
            values[index] = float(without if column is None else solution[column])
        return values
