"""Which specialisation a column speaks of: itself, or by a teacher group."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray

from optimizer.model.build import ConsolidationModel

NONE = -1
"""Stands for no specialisation."""


def specialisations_of(source: ConsolidationModel, column_of: Mapping[int, int]) -> NDArray[np.int64]:
    """Return a number of the specialisation of each column, :data:`NONE` for one that speaks of none or of many.

    Parameters
    ----------
    source : ConsolidationModel
        What was compiled.
    column_of : mapping
        Column of each Pyomo variable, by ``id``.
    """
    index = source.index
    numbers = {name: number for number, name in enumerate(index.campuses_by_specialisation)}
    numbers = {name: numbers.get(group.specialisation, NONE) for name, group in index.group_of.items()} | numbers
    found = np.full(len(column_of), NONE, dtype=np.int64)
    for variable in source.pyomo.component_data_objects(pyo.Var):
        column = column_of.get(id(variable))
        if column is not None:
            key = variable.index()
            names = key[::-1] if isinstance(key, tuple) else (key,)
            found[column] = next((numbers[name] for name in names if name in numbers), NONE)
    return found
