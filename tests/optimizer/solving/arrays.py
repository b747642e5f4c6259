"""Small models as arrays, made without Pyomo."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_array

from optimizer.solving.arrays import CompiledModel, Objective


def model_of(
    matrix: Any,
    row_upper: Any,
    *,
    row_lower: Any = None,
    column_upper: Any = 1.0,
    integer: bool = True,
    **objectives: Any,
) -> CompiledModel:
    """Return a model whose columns are at least 0; objectives are coefficients by name."""
    coefficients = np.atleast_2d(np.asarray(matrix, dtype=float))
    rows, columns = coefficients.shape
    lower = np.full(rows, -np.inf) if row_lower is None else np.broadcast_to(row_lower, rows).astype(float)
    return CompiledModel(
        matrix=csr_array(coefficients),
        row_lower=lower,
        row_upper=np.broadcast_to(row_upper, rows).astype(float),
        column_lower=np.zeros(columns),
        column_upper=np.broadcast_to(column_upper, columns).astype(float),
        integer=np.full(columns, integer),
        objectives={name: Objective(np.asarray(values, dtype=float)) for name, values in objectives.items()},
        column_of={},
    )


def hard_knapsack() -> CompiledModel:
    """Return a knapsack in ten dimensions: a plan at once, a proof only after very long."""
    random = np.random.default_rng(5)
    weights = random.integers(5, 100, size=(8, 60)).astype(float)
    return model_of(weights, weights.sum(axis=1) / 2, value=-weights.mean(axis=0) - random.integers(0, 20, size=60))
