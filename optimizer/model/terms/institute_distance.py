r"""Kilometres between the lead centres and the institute, times residents.

.. math::

    \sum_{k,s,h} \mathrm{km}_{k,h}\,\mathrm{feeds}_{k,s,h}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    if model.institute is None:
        return 0.0
    m, instance = model.pyomo, model.index.instance
    hosts = instance.table("institute_hosts")
    town_of = dict(zip(hosts["host_id"], hosts["municipality_id"], strict=True))

    def km(campus: str, host: str) -> float:
        start, end = instance.municipality_of[campus], town_of[host]
        return 0.0 if start == end else instance.km_between[start, end]

    return pyo.quicksum(km(campus, host) * m.feeds[campus, s, host] for campus, s, host in m.feeds)


TERM = Term(
    name="institute_distance",
    unit="resident·km",
    label_nl="afstand tot het instituut",
    label_en="distance to the institute",
    expression=expression,
    doc=__doc__,
)
