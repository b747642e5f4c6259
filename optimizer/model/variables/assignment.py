r"""How students are assigned, where a scenario lets more decide than the goals.

With ``assignment = "nearest"`` nobody goes past a place: students of a zone go farther than a municipality that teaches
their specialisation (or stay without a place) only if every campus there that teaches it is full, expansion included.
Equal distances are not past each other. With :math:`\mathrm{most}_k` the places of a campus when fully expanded:

.. math::

    \sum_{n':\, \mathrm{km}_{z,n'} > \mathrm{km}_{z,n(k)}} \mathrm{students}_{z,n',s} + \mathrm{unplaced}_{z,s}
      &\le \mathrm{past}_{z,k,s}\,(1 - \mathrm{offers}_{k,s} + \mathrm{full}_k) \\
    \sum_s \mathrm{enrolled}_{k,s} &\ge \mathrm{most}_k\,\mathrm{full}_k \\
    \mathrm{expansion}_k &\ge (\mathrm{most}_k - \mathrm{places}_k)\,\mathrm{full}_k

where :math:`\mathrm{past}_{z,k,s}` is the lesser of the zone's demand and what the municipalities farther away can
hold.

With ``single_source`` the students of a zone and specialisation are not divided over municipalities:

.. math::

    \mathrm{students}_{z,n,s} \le \mathrm{demand}_{z,s}\,\mathrm{goes}_{z,n,s}, \qquad
    \sum_n \mathrm{goes}_{z,n,s} \le 1
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyomo.core as pyo

if TYPE_CHECKING:
    from optimizer.inputs.instance import Pair
    from optimizer.model.build import ConsolidationModel
    from optimizer.model.index import Index


def add_assignment(model: ConsolidationModel) -> None:
    """Add what the scenario's ``[students]`` asks for, besides places: ``full`` and ``goes`` with their rows."""
    students = model.index.scenario.students
    if students.assignment == "nearest":
        _add_full(model)
        _forbid_going_past(model)
    if students.single_source:
        _keep_together(model)


def can_be_full(index: Index) -> list[str]:
    """Return the campuses that the specialisations they may teach can fill, expansion included."""
    return [
        campus
        for campus, taught in index.specialisations_by_campus.items()
        if sum(index.most_enrolled[campus, s] for s in taught) >= index.most_places[campus]
    ]


def _add_full(model: ConsolidationModel) -> None:
    m, index = model.pyomo, model.index
    most, places = index.most_places, index.instance.places_of
    m.full = pyo.Var(can_be_full(index), domain=pyo.Binary)
    m.full_has_no_place_left = pyo.Constraint(
        list(m.full),
        rule=lambda m, k: (
            pyo.quicksum(m.enrolled[k, s] for s in index.specialisations_by_campus[k]) >= most[k] * m.full[k]
        ),
    )
    m.full_is_expanded = pyo.Constraint(
        [k for k in m.full if most[k] > places[k]],
        rule=lambda m, k: m.expansion[k] >= (most[k] - places[k]) * m.full[k],
    )


def past(index: Index) -> dict[tuple[str, str, str], list[str]]:
    """Return the municipalities farther from a zone than a campus, by (zone, campus, specialisation), where any are."""
    farther = {}
    for zone, s in index.instance.demand:
        km = {town: index.instance.km[zone, town] for town in index.municipalities_by_specialisation.get(s, [])}
        for campus in index.campuses_by_specialisation.get(s, []):
            here = km[index.instance.municipality_of[campus]]
            beyond = [town for town, distance in km.items() if distance > here]
            if beyond or index.scenario.students.unplaced_share > 0:
                farther[zone, campus, s] = beyond
    return farther


def _most_past(index: Index, origin: Pair, towns: list[str]) -> float:
    """Return the most students of a zone and specialisation who can go to some municipalities, or nowhere."""
    demand = index.instance.demand[origin]
    if index.scenario.students.unplaced_share > 0:
        return demand
    held = sum(index.most_enrolled[k, origin[1]] for town in towns for k in index.campuses_by_node[town, origin[1]])
    return min(demand, held)


def _forbid_going_past(model: ConsolidationModel) -> None:
    m, index = model.pyomo, model.index
    farther, full = past(index), dict(m.full.items())

    def nobody(m: pyo.ConcreteModel, zone: str, campus: str, s: str) -> Any:
        towns = farther[zone, campus, s]
        going = [m.students[zone, town, s] for town in towns]
        if (zone, s) in m.unplaced:
            going.append(m.unplaced[zone, s])
        return pyo.quicksum(going) <= _most_past(index, (zone, s), towns) * (
            1 - m.offers[campus, s] + full.get(campus, 0)
        )

    m.nobody_goes_past_a_place = pyo.Constraint(list(farther), rule=nobody)


def _keep_together(model: ConsolidationModel) -> None:
    m, index = model.pyomo, model.index
    demand = index.instance.demand
    towns = {origin: index.municipalities_by_specialisation.get(origin[1], []) for origin in demand}
    several = [origin for origin in demand if len(towns[origin]) > 1]
    m.goes = pyo.Var([(zone, town, s) for zone, s in several for town in towns[zone, s]], domain=pyo.Binary)
    m.students_go_together = pyo.Constraint(
        list(m.goes), rule=lambda m, zone, town, s: m.students[zone, town, s] <= demand[zone, s] * m.goes[zone, town, s]
    )
    m.to_one_municipality = pyo.Constraint(
        several, rule=lambda m, zone, s: pyo.quicksum(m.goes[zone, town, s] for town in towns[zone, s]) <= 1
    )
