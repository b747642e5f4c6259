r"""Enrolled students times the distance to the nearest firm of the family; families without firms are left out.

.. math::

    \sum_{k,s} \mathrm{km}_{n(k),f(s)}\,\mathrm{enrolled}_{k,s}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    m, instance = model.pyomo, model.index.instance
    firms = instance.table("firm_travel")
    km = dict(zip(zip(firms["municipality_id"], firms["family_id"], strict=True), firms["km"], strict=True))
    near = {
        pair: km.get((instance.municipality_of[pair[0]], instance.family_of[pair[1]])) for pair in model.index.pairs
    }
    return pyo.quicksum(float(distance) * m.enrolled[pair] for pair, distance in near.items() if distance is not None)


TERM = Term(
    name="industry_distance",
    unit="student·km",
    label_nl="afstand tot bedrijven",
    label_en="distance to firms",
    expression=expression,
    doc=__doc__,
)
