r"""Students without a place.

.. math::

    \sum_{z,s} \mathrm{unplaced}_{z,s}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    return pyo.quicksum(model.pyomo.unplaced.values())


TERM = Term(
    name="unplaced",
    unit="students",
    label_nl="studenten zonder plaats",
    label_en="students without a place",
    expression=expression,
    doc=__doc__,
)
