r"""Programmes that do not exist today.

.. math::

    \sum_{(k,s) \in A \setminus P} \mathrm{offers}_{k,s}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    return pyo.quicksum(model.pyomo.offers[pair] for pair in model.index.new_pairs)


TERM = Term(
    name="openings",
    unit="programmes",
    label_nl="nieuwe opleidingen",
    label_en="new programmes",
    expression=expression,
    integral=True,
    doc=__doc__,
)
