r"""Where students go: from zones to municipalities, and within a municipality to campuses.

The campuses of one municipality share a travel node, so flows end there and lose nothing. The links of flows to
``taught`` are the strong ones (one for each zone):

.. math::

    \sum_n \mathrm{students}_{z,n,s} + \mathrm{unplaced}_{z,s} &= \mathrm{demand}_{z,s} \\
    \mathrm{students}_{z,n,s} &\le \mathrm{demand}_{z,s}\,\mathrm{taught}_{n,s} \\
    \sum_{k \in n} \mathrm{enrolled}_{k,s} &= \sum_z \mathrm{students}_{z,n,s} \\
    \min(\mathrm{floor}_s, \mathrm{demand}_s)\,\mathrm{offers}_{k,s}
      \le \mathrm{enrolled}_{k,s} &\le \min(\mathrm{places}_k, \mathrm{demand}_s)\,\mathrm{offers}_{k,s}
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyomo.core as pyo

from optimizer.model.variables.programmes import taught_in

if TYPE_CHECKING:
    from optimizer.inputs.instance import Pair
    from optimizer.model.build import ConsolidationModel


def add_students(model: ConsolidationModel) -> None:
    """Add ``students``, ``unplaced``, ``enrolled`` and ``expansion`` with the rows that define them."""
    m, index = model.pyomo, model.index
    demand = index.instance.demand
    m.students = pyo.Var(index.flows, bounds=lambda _, zone, town, s: (0, demand[zone, s]))
    _place_all_demand(model)
    m.students_go_where_it_is_taught = pyo.Constraint(
        index.flows,
        rule=lambda m, zone, town, s: m.students[zone, town, s] <= demand[zone, s] * taught_in(model, town, s),
    )

    m.enrolled = pyo.Var(index.pairs, bounds=lambda _, *pair: (0, index.most_enrolled[pair]))
    arrivals: dict[Pair, list[str]] = defaultdict(list)
    for zone, town, s in index.flows:
        arrivals[town, s].append(zone)
    m.arrivals_enrol = pyo.Constraint(
        list(index.campuses_by_node),
        rule=lambda m, town, s: (
            sum(m.enrolled[campus, s] for campus in index.campuses_by_node[town, s])
            == pyo.quicksum(m.students[zone, town, s] for zone in arrivals[town, s])
        ),
    )
    m.enrolled_if_offered = pyo.Constraint(
        index.pairs, rule=lambda m, *pair: m.enrolled[pair] <= index.most_enrolled[pair] * m.offers[pair]
    )
    m.no_empty_programme = pyo.Constraint(
        index.pairs, rule=lambda m, *pair: m.enrolled[pair] >= index.least_enrolled[pair] * m.offers[pair]
    )
    _enrol_all_students(model)
    places = index.instance.places_of
    m.expansion = pyo.Var(
        list(index.specialisations_by_campus),
        bounds=lambda _, campus: (0, index.most_places[campus] - places[campus]),
    )
    model.tighten(m.expansion, 1.0)


def _place_all_demand(model: ConsolidationModel) -> None:
    m, index = model.pyomo, model.index
    demand = index.instance.demand
    share = index.scenario.students.unplaced_share
    may_stay = list(demand) if share > 0 else []
    m.unplaced = pyo.Var(may_stay, bounds=lambda _, *origin: (0, demand[origin]))
    if may_stay:
        m.unplaced_limit = pyo.Constraint(expr=pyo.quicksum(m.unplaced.values()) <= share * sum(demand.values()))

    def placed(m: pyo.ConcreteModel, zone: str, s: str) -> object:
        towns = index.municipalities_by_specialisation.get(s, [])
        ways = [m.students[zone, town, s] for town in towns]
        if may_stay:
            ways.append(m.unplaced[zone, s])
        return pyo.quicksum(ways) == demand[zone, s] if ways else model.impossible()

    m.demand_is_placed = pyo.Constraint(list(demand), rule=placed)


def _enrol_all_students(model: ConsolidationModel) -> None:
    """Say for each specialisation as a whole what the flows imply: it keeps relaxations without flows tight."""
    m, index = model.pyomo, model.index
    bound = [s for s in index.campuses_by_specialisation if index.must_exist(s)]
    m.all_students_enrol = pyo.Constraint(bound, rule=lambda m, s: model.enrolled_in(s) == index.instance.demand_of[s])
