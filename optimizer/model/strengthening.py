r"""Rows that cut off no plan but tighten the relaxation.

Enough places must be open for all students of a specialisation, and with the largest :math:`m` campuses too small
for them, more than :math:`m` are needed:

.. math::

    \sum_k \min(\mathrm{places}_k, \mathrm{demand}_s)\,\mathrm{offers}_{k,s} \ge \mathrm{demand}_s, \qquad
    \sum_k \mathrm{offers}_{k,s} \ge m_s + 1

Where many programmes are eligible, and searches begin in the smallest relaxation, that has to know more. A programme is
no fuller than the places of its campus and all that the campus adds:

.. math::

    \mathrm{enrolled}_{k,s} \le \mathrm{places}_k\,\mathrm{offers}_{k,s} + \mathrm{expansion}_k

A group of teachers within whose reach :math:`R_g` nothing of its specialisation is taught is freed, so that what may be
freed limits which programmes may close together. The institute takes some of the top ones as guests; where many
programmes are eligible, no more than residents of a specialisation, or of its family, need, and than are at its lead
centre:

.. math::

    \mathrm{unreached}_g \ge 1 - \sum_{k \in R_g} \mathrm{offers}_{k,s(g)}, \qquad
    \sum_g \mathrm{fte}_g\,\mathrm{unreached}_g \le \mathrm{freed\_share} \sum_g \mathrm{fte}_g
      + \sum_s \mathrm{spared}_s, \qquad
    \mathrm{spared}_s \le \mathrm{rate} \cdot \mathrm{fewer}_s, \qquad
    \mathrm{spared}_s \le \sum_{g \in \mathrm{top}(s)} \mathrm{fte}_g\,\mathrm{unreached}_g, \qquad
    \mathrm{spared}_s \le \sum_{g \in \mathrm{top}(s)} \mathrm{fte}_g\,(1 - \mathrm{unreached}_g), \qquad
    \sum_{s \in f} \mathrm{spared}_s \le \mathrm{rate}\,\lceil q_f \rceil
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyomo.core as pyo

from optimizer.model.catchment import add_catchments
from optimizer.model.index import grouped
from optimizer.model.institute_strengthening import fewer_residents, strengthen_institute

if TYPE_CHECKING:
    from optimizer.model.build import ConsolidationModel


def add_strengthening(model: ConsolidationModel) -> None:
    """Add cover rows, least sites, what each programme adds, what teachers reach, and what the nearest place draws."""
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
    if index.has_many:
        _expand_for_each(model)
    _keep_teachers_within_reach(model)
    strengthen_institute(model)
    add_catchments(model)


def _expand_for_each(model: ConsolidationModel) -> None:
    """Say for each programme that is larger than its campus what the campus must add: the sum over all says less."""
    m, index = model.pyomo, model.index
    places, demand = index.instance.places_of, index.instance.demand_of
    outgrow = [(k, s) for k, s in index.pairs if index.most_places[k] > places[k] < demand[s] and not index.crowded]
    m.programme_fits = pyo.Constraint(
        outgrow, rule=lambda m, k, s: m.enrolled[k, s] <= places[k] * m.offers[k, s] + m.expansion[k]
    )


def _keep_teachers_within_reach(model: ConsolidationModel) -> None:
    m, index = model.pyomo, model.index
    staffing, groups = index.scenario.rules.get("staffing"), index.group_of
    eligible, within = index.campuses_by_specialisation, grouped(p for p in index.postings if not m.staff[p].fixed)
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
    guests = _spared_guests(model, [g for g in bound if groups[g].top])
    m.few_unreached = pyo.ConstraintList()
    for share, members in limits:
        far = [g for g in members if g in m.unreached]
        if share < 1 and far:
            allowed = share * sum(groups[g].fte for g in members) + guests
            m.few_unreached.add(sum(groups[g].fte * m.unreached[g] for g in far) <= allowed)


def _spared_guests(model: ConsolidationModel, unreached: list[str]) -> Any:
    """Return the FTE that the institute can take of top teachers whom no programme reaches, with its rows."""
    m, index, parameters = model.pyomo, model.index, model.institute
    rate, most = getattr(parameters, "guest_fte_per_resident", 0.0), fewer_residents(model)
    if not index.has_many:
        return rate * getattr(parameters, "residents_total", 0)
    fte = {g: index.group_of[g].fte for g in unreached}
    led = [(index.group_of[g].specialisation, g) for g in fte]
    far = grouped((s, g) for s, g in led if s in most)
    m.spared = pyo.Var(list(far), bounds=lambda _, s: (0, rate * most[s]))
    lost = {s: sum(fte[g] * m.unreached[g] for g in members) for s, members in far.items()}
    m.spared_are_unreached = pyo.Constraint(list(far), rule=lambda m, s: m.spared[s] <= lost[s])
    m.spared_beside_others = pyo.Constraint(
        list(far), rule=lambda m, s: m.spared[s] <= index.fte_of(s, top=True) - lost[s]
    )
    families = grouped((index.instance.family_of[s], s) for s in far)
    shares = parameters.family_shares(index.instance) if far else {}
    m.few_spared = pyo.Constraint(
        list(families), rule=lambda m, f: sum(m.spared[s] for s in families[f]) <= rate * shares[f][1]
    )
    return pyo.quicksum(m.spared.values())


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
