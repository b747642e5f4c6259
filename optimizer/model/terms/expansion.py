r"""Places added.

.. math::

    \sum_k \mathrm{expansion}_k
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    return pyo.quicksum(model.pyomo.expansion.values())


TERM = Term(
    name="expansion",
    unit="places",
    label_nl="extra plaatsen",
    label_en="added places",
    expression=expression,
    doc=__doc__,
)
