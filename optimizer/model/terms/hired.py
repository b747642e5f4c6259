r"""FTE newly needed.

.. math::

    \sum_{k,s} \mathrm{hired}_{k,s}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    return pyo.quicksum(model.pyomo.hired.values())


TERM = Term(
    name="hired",
    unit="FTE",
    label_nl="aan te werven docenten",
    label_en="hired teachers",
    expression=expression,
    doc=__doc__,
)
