r"""Rows that cut off no plan but tighten the relaxation.

Enough places must be open for all students of a specialisation, and with the largest :math:`m` campuses too small
for them, more than :math:`m` are needed:

.. math::

    \sum_k \min(\mathrm{places}_k, \mathrm{demand}_s)\,\mathrm{offers}_{k,s} \ge \mathrm{demand}_s, \qquad
    \sum_k \mathrm{offers}_{k,s} \ge m_s + 1
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyomo.environ as pyo

if TYPE_CHECKING:
    from optimizer.model.build import ConsolidationModel


def add_strengthening(model: ConsolidationModel) -> None:
    """Add cover rows and the least number of sites, for specialisations whose students must all be placed."""
    m, index = model.pyomo, model.index
    demand = index.instance.demand_of
    bound = [s for s in index.campuses_by_specialisation if index.must_exist(s)]
    m.enough_places = pyo.Constraint(
        bound,
        rule=lambda m, s: (
            sum(index.most_enrolled[k, s] * m.offers[k, s] for k in index.campuses_by_specialisation[s]) >= demand[s]
        ),
    )
    m.enough_sites = pyo.Constraint(
        bound, rule=lambda m, s: model.number_of_sites(s) >= least_sites(model, s)
    )


def least_sites(model: ConsolidationModel, specialisation: str) -> int:
    """Return the fewest campuses whose places together hold all students of a specialisation."""
    index = model.index
    campuses = index.campuses_by_specialisation[specialisation]
    remaining = index.instance.demand_of[specialisation]
    for count, most in enumerate(sorted((index.most_enrolled[k, specialisation] for k in campuses), reverse=True), 1):
        remaining -= most
        if remaining <= 1e-6:
            return count
    return len(campuses)
