r"""Top FTE kept in service that does not work at the lead centre of its specialisation.

Guest hours at the institute are not scattered: they come from the lead centre's teachers.

.. math::

    \sum_{g \in \mathrm{top},\,k} \mathrm{staff}_{g,k} - \sum_{g,k} \mathrm{concentrated}_{g,k}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    m, groups = model.pyomo, model.index.group_of
    teaching = pyo.quicksum(m.staff[posting] for posting in model.index.postings if groups[posting[0]].top)
    return teaching - pyo.quicksum(m.concentrated.values())


TERM = Term(
    name="teacher_scatter",
    unit="FTE",
    label_nl="verspreide topdocenten",
    label_en="scattered top teachers",
    expression=expression,
    doc=__doc__,
)
