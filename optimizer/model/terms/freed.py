r"""FTE no longer needed.

.. math::

    \sum_g \mathrm{freed}_g
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    return pyo.quicksum(model.pyomo.freed.values())


TERM = Term(
    name="freed",
    unit="FTE",
    label_nl="vrijgekomen docenten",
    label_en="freed teachers",
    expression=expression,
    doc=__doc__,
)
