"""From a Pyomo model to arrays: compiled once, handed to the solver whole, with the map from variables to columns."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.repn import generate_standard_repn
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler
from scipy.sparse import csr_array

from optimizer.solving.arrays import CompiledModel, Objective


def compile_model(model: pyo.ConcreteModel) -> CompiledModel:
    """Compile a linear Pyomo model; every active objective becomes one entry of ``objectives``."""
    form = LinearStandardFormCompiler().write(model, mixed_form=True)
    kind = np.array([row.bound_type for row in form.rows])
    rhs = np.asarray(form.rhs, dtype=float)
    columns = form.columns
    lower, upper = zip(*(variable.bounds for variable in columns), strict=True)
    objective_rows = csr_array(form.c)
    rows_of: dict[int, list[int]] = defaultdict(list)
    for row, entry in enumerate(form.rows):
        rows_of[id(entry.constraint)].append(row)
    return CompiledModel(
        matrix=csr_array(form.A),
        row_lower=np.where(kind == 1, -np.inf, rhs),
        row_upper=np.where(kind == -1, np.inf, rhs),
        column_lower=np.array([-np.inf if bound is None else bound for bound in lower], dtype=float),
        column_upper=np.array([np.inf if bound is None else bound for bound in upper], dtype=float),
        integer=np.array([variable.is_integer() or variable.is_binary() for variable in columns]),
        objectives={
            objective.local_name: Objective(objective_rows[[row]].toarray().ravel(), float(form.c_offset[row]))
            for row, objective in enumerate(form.objectives)
        },
        column_of={id(variable): column for column, variable in enumerate(columns)},
        rows_of={constraint: tuple(rows) for constraint, rows in rows_of.items()},
    )


def compile_measure(model: CompiledModel, expression: Any) -> Objective:
    """Return a linear expression over the variables of a compiled model as an objective."""
    repn = generate_standard_repn(expression)
    if not repn.is_linear():
        raise ValueError("only a linear expression can be minimised")
    coefficients, constant = np.zeros(model.columns), float(repn.constant)
    for variable, coefficient in zip(repn.linear_vars, repn.linear_coefs, strict=True):
        column = model.column_of.get(id(variable))
        if column is None:
            constant += float(coefficient) * float(variable.lb or 0.0)
        else:
            coefficients[column] += float(coefficient)
    return Objective(coefficients, constant)
