r"""How many students a place draws where they pass no place: what nearest assignment implies without the flows.

Let :math:`B_z` be the municipalities that are no farther from zone :math:`z` than municipality :math:`n`. If :math:`n`
teaches :math:`s` with room left, and none of :math:`B_z` teaches it, all students of the zone go to :math:`n`. Summed
over the zones whose :math:`B_z` lies within a set of rivals :math:`R`, for every small :math:`R`:

.. math::

    \sum_{k' \in n} \mathrm{enrolled}_{k',s} \ge \sum_{z:\, B_z \subseteq R} \mathrm{demand}_{z,s}
      \Bigl(\mathrm{offers}_{k,s} - \mathrm{full}_k - \sum_{k' \in B_z} \mathrm{offers}_{k',s}\Bigr)

These rows follow from those of the flows. They speak of programmes and enrolment alone, so that relaxations without
flows, which settle early goals, know where students go.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pyomo.core as pyo

if TYPE_CHECKING:
    from optimizer.inputs.instance import Pair
    from optimizer.model.build import ConsolidationModel
    from optimizer.model.index import Index

MOST_RIVALS = 3
"""Most rivals in a set: nearly all there is to know, and few rows."""

Catchment = tuple[float, dict[str, float]]
"""Students of the zones in it, and of those the students for whom a rival is no farther, by rival."""


def add_catchments(model: ConsolidationModel) -> None:
    """Add the rows, where students go to the nearest place."""
    m, index = model.pyomo, model.index
    if index.scenario.students.assignment != "nearest":
        return
    rows = [
        (campus, s, catchment)
        for (town, s), campuses in index.campuses_by_node.items()
        for catchment in catchments(index, town, s)
        for campus in campuses
    ]
    full = dict(m.full.items())

    def draws(m: pyo.ConcreteModel, row: int) -> Any:
        campus, s, (drawn, lost_to) = rows[row]
        here = index.campuses_by_node[index.instance.municipality_of[campus], s]
        rivals = ((lost, k) for town, lost in lost_to.items() for k in index.campuses_by_node[town, s])
        return pyo.quicksum(m.enrolled[k, s] for k in here) >= (
            drawn * (m.offers[campus, s] - full.get(campus, 0)) - sum(lost * m.offers[k, s] for lost, k in rivals)
        )

    m.place_draws_students = pyo.Constraint(range(len(rows)), rule=draws)


def catchments(index: Index, town: str, specialisation: str) -> list[Catchment]:
    """Return what a municipality draws against every set of few rivals that matters."""
    nearer = _nearer(index, (town, specialisation))
    rivals = sorted(set().union(*nearer.values()))
    demand = index.instance.demand
    found: dict[frozenset[str], Catchment] = {}
    for size in range(min(len(rivals), MOST_RIVALS) + 1):
        for against in combinations(rivals, size):
            zones = [zone for zone, before in nearer.items() if before <= set(against)]
            if not zones or frozenset(zones) in found:
                continue
            lost = {
                rival: sum(demand[zone, specialisation] for zone in zones if rival in nearer[zone]) for rival in against
            }
            found[frozenset(zones)] = (sum(demand[zone, specialisation] for zone in zones), lost)
    return list(found.values())


def _nearer(index: Index, node: Pair) -> dict[str, set[str]]:
    """Return for each zone the other municipalities that may teach a specialisation and are no farther than one."""
    town, specialisation = node
    km = index.instance.km
    towns = index.municipalities_by_specialisation[specialisation]
    return {
        zone: {other for other in towns if other != town and km[zone, other] <= km[zone, town]}
        for zone, s in index.instance.demand
        if s == specialisation
    }
