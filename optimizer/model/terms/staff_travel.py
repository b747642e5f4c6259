r"""Staff that works in another municipality than its home, times the distance one way.

.. math::

    \sum_{g,k} \mathrm{km}_{g,k}\,\mathrm{staff}_{g,k}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    m, index = model.pyomo, model.index
    return pyo.quicksum(index.km_posting(*posting) * m.staff[posting] for posting in index.postings)


TERM = Term(
    name="staff_travel",
    unit="FTE·km",
    label_nl="reizen van docenten",
    label_en="staff travel",
    expression=expression,
    doc=__doc__,
)
