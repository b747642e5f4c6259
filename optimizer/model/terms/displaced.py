r"""Students enrolled today in a programme that closes.

.. math::

    \sum_{(k,s) \in P} \mathrm{today}_{k,s}\,(1 - \mathrm{offers}_{k,s})
"""

from __future__ import annotations

from typing import Any

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    m, today = model.pyomo, model.index.today
    return sum(students * (1 - m.offers[pair] if pair in m.offers else 1) for pair, students in today.items())


TERM = Term(
    name="displaced",
    unit="students",
    label_nl="verplaatste studenten",
    label_en="displaced students",
    expression=expression,
    doc=__doc__,
)
