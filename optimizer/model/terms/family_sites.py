r"""Campuses beyond the first that serve a family: comparable programmes in different places.

.. math::

    \sum_f \max\Bigl(0, \sum_k \mathrm{serves}_{k,f} - 1\Bigr), \qquad
    \mathrm{serves}_{k,f} \ge \mathrm{offers}_{k,s} \;\; \forall\, s \in f
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.index import grouped
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    m, index = model.pyomo, model.index
    families = index.instance.family_of
    served = grouped(sorted({(families[s], campus) for campus, s in index.pairs}))
    sites = [(campus, family) for family, campuses in served.items() for campus in campuses]
    m.serves = pyo.Var(sites, bounds=(0, 1))
    m.serves_if_offered = pyo.Constraint(
        index.pairs, rule=lambda m, campus, s: m.serves[campus, families[s]] >= m.offers[campus, s]
    )
    m.family_exists = pyo.Var(list(served), bounds=(0, 1))
    m.family_exists_if_served = pyo.Constraint(
        list(served),
        rule=lambda m, family: m.family_exists[family] <= sum(m.serves[campus, family] for campus in served[family]),
    )
    model.tighten(m.serves, 1.0)
    model.tighten(m.family_exists, -1.0)
    return pyo.quicksum(m.serves.values()) - pyo.quicksum(m.family_exists.values())


TERM = Term(
    name="family_sites",
    unit="sites",
    label_nl="vestigingen met verwante opleidingen",
    label_en="sites with comparable programmes",
    expression=expression,
    integral=True,
    doc=__doc__,
)
