r"""How much farther students travel, on average for each origin and specialisation, than to the nearest place of today.

.. math::

    \sum_{z,s} \max\Bigl(0, \sum_n (\mathrm{km}_{z,n} - \mathrm{nearest}_{z,s})\,\mathrm{students}_{z,n,s}\Bigr)
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.instance import Pair
from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def nearest_today(model: ConsolidationModel) -> dict[Pair, float]:
    """Return, by (zone, specialisation), the km to the nearest municipality that teaches it today."""
    instance = model.index.instance
    towns: dict[str, set[str]] = {}
    for campus, specialisation in instance.enrolled_today:
        towns.setdefault(specialisation, set()).add(instance.municipality_of[campus])
    return {(zone, s): min(instance.km[zone, town] for town in towns[s]) for zone, s in instance.demand if s in towns}


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    m, index = model.pyomo, model.index
    nearest = nearest_today(model)
    towns = index.municipalities_by_specialisation
    origins = [origin for origin in index.instance.demand if origin in nearest and origin[1] in towns]
    m.extra = pyo.Var(origins, domain=pyo.NonNegativeReals)
    m.extra_is_beyond_nearest = pyo.Constraint(
        origins,
        rule=lambda m, zone, s: (
            m.extra[zone, s]
            >= sum((index.instance.km[zone, town] - nearest[zone, s]) * m.students[zone, town, s] for town in towns[s])
        ),
    )
    model.tighten(m.extra, 1.0)
    return pyo.quicksum(m.extra.values())


TERM = Term(
    name="extra_travel",
    unit="student·km",
    label_nl="extra reizen van studenten",
    label_en="extra student travel",
    expression=expression,
    doc=__doc__,
)
