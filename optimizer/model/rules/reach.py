r"""Few students travel far.

.. math::

    \sum_{(z,n,s):\, \mathrm{km}_{z,n} > \mathrm{km}} \mathrm{students}_{z,n,s}
      \le \mathrm{share} \sum_{z,s} \mathrm{demand}_{z,s}

A hard limit for every student together with a size norm is impossible at once, so the limit binds a share.
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import FARTHEST_KM, higher
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `reach`."""

    km: float = parameter(
        90, "Distance one way beyond which travel is far, in km", eases=higher(1.0, FARTHEST_KM), ge=0
    )
    share: float = parameter(0.1, "Share of all students who may travel farther", eases=higher(0.001, 1.0), ge=0, le=1)


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row over all flows that go farther."""
    m, index = model.pyomo, model.index
    far = [flow for flow in index.flows if index.instance.km[flow[0], flow[1]] > parameters.km]
    if far:
        allowed = parameters.share * sum(index.instance.demand.values())
        block.few_travel_far = pyo.Constraint(expr=pyo.quicksum(m.students[flow] for flow in far) <= allowed)


RULE = Rule(
    name="reach",
    sentence_nl="Hoogstens {share} van alle studenten reist meer dan {km} km enkele rit.",
    sentence_en="No more than {share} of all students travel farther than {km} km one way.",
    parameters=Parameters,
    add_rows=add_rows,
    subjects={"few_travel_far": ()},
    doc=__doc__,
)
