r"""Kilometres of all placed students, one way.

.. math::

    \sum_{z,n,s} \mathrm{km}_{z,n}\,\mathrm{students}_{z,n,s}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    m, km = model.pyomo, model.index.instance.km
    return pyo.quicksum(km[zone, town] * m.students[zone, town, s] for zone, town, s in model.index.flows)


TERM = Term(
    name="student_travel",
    unit="student·km",
    label_nl="reizen van studenten",
    label_en="student travel",
    expression=expression,
    doc=__doc__,
)
