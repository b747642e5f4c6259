r"""Rows that cut off no plan but tighten the relaxation.

Enough places must be open for all students of a specialisation, and with the largest :math:`m` campuses too small
for them, more than :math:`m` are needed:

.. math::

    \sum_k \min(\mathrm{places}_k, \mathrm{demand}_s)\,\mathrm{offers}_{k,s} \ge \mathrm{demand}_s, \qquad
    \sum_k \mathrm{offers}_{k,s} \ge m_s + 1

A group of teachers within whose reach :math:`R_g` nothing of its specialisation is taught is freed, so that what may be
freed (and what the institute takes as guests) limits which programmes may close together:

.. math::

    \mathrm{unreached}_g \ge 1 - \sum_{k \in R_g} \mathrm{offers}_{k,s(g)}, \qquad
    \sum_g \mathrm{fte}_g\,\mathrm{unreached}_g \le \mathrm{freed\_share} \sum_g \mathrm{fte}_g + \mathrm{guests}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyomo.core as pyo

from optimizer.model.catchment import add_catchments
from optimizer.model.index import grouped
from optimizer.model.institute_strengthening import strengthen_institute

if TYPE_CHECKING:
    from optimizer.model.build import ConsolidationModel


def add_strengthening(model: ConsolidationModel) -> None:
    """Add cover rows, the least number of sites, what teachers can reach, and what the nearest place draws."""
    m, index = model.pyomo, model.index
    demand = index.instance.demand_of
    bound = [s for s in index.campuses_by_specialisation if index.must_exist(s)]
    m.enough_places = pyo.Constraint(
        bound,
        rule=lambda m, s: (
            sum(index.most_enrolled[k, s] * m.offers[k, s] for k in index.campuses_by_specialisation[s]) >= demand[s]
            if any(index.most_enrolled[k, s] > 0 for k in index.campuses_by_specialisation[s])
            else model.impossible()
        ),
    )
    m.enough_sites = pyo.Constraint(bound, rule=lambda m, s: model.number_of_sites(s) >= least_sites(model, s))
    _keep_teachers_within_reach(model)
    strengthen_institute(model)
    add_catchments(model)


def _keep_teachers_within_reach(model: ConsolidationModel) -> None:
    m, index = model.pyomo, model.index
    staffing, institute = index.scenario.rules.get("staffing"), model.institute
    guests = institute.guest_fte_per_resident * institute.residents_total if institute else 0.0
    groups, eligible = index.group_of, index.campuses_by_specialisation
    within = grouped(posting for posting in index.postings if not m.staff[posting].fixed)
    bound = [g for g in groups if len(within.get(g, [])) < len(eligible.get(groups[g].specialisation, []))]
    limits = [
        (getattr(staffing, "freed_share", 1.0), list(groups)),
        (getattr(staffing, "top_freed_share", 1.0), [g for g in groups if groups[g].top]),
    ]
    if not bound or all(share >= 1 for share, _ in limits):
        return
    m.unreached = pyo.Var(bound, bounds=(0, 1))
    m.unreached_if_none_near = pyo.Constraint(
        bound,
        rule=lambda m, g: (
            m.unreached[g] >= 1 - sum(m.offers[campus, groups[g].specialisation] for campus in within.get(g, []))
        ),
    )
    m.few_unreached = pyo.ConstraintList()
    for share, members in limits:
        far = [g for g in members if g in m.unreached]
        if share < 1 and far:
            allowed = share * sum(groups[g].fte for g in members) + guests
            m.few_unreached.add(sum(groups[g].fte * m.unreached[g] for g in far) <= allowed)


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
