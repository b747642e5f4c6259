r"""A relaxation that knows how far students go, but not where: rings of municipalities around each origin.

Where a measure gives each student of an origin :math:`i` (a zone and a specialisation) a cost :math:`c_{i,n}` by
municipality, nobody costs less than the cheapest one that teaches. With its distinct costs
:math:`v_{i,0} < v_{i,1} < \dots` and :math:`B_{i,r}` the campuses that cost :math:`v_{i,r}`, students spend at least

.. math::

    \sum_i \mathrm{demand}_i \Bigl(v_{i,0} + \sum_r (v_{i,r+1} - v_{i,r})\,\mathrm{beyond}_{i,r}\Bigr), \qquad
    \mathrm{beyond}_{i,r} \ge \mathrm{beyond}_{i,r-1} - \sum_{k \in B_{i,r}} \mathrm{offers}_{k,s},
    \qquad \mathrm{beyond}_{i,-1} = 1

where :math:`\mathrm{beyond}_{i,r}` is the share that goes past ring :math:`r`. Municipalities at the same cost share a
ring, so that there are far fewer rings than flows, and the relaxation is as strong as the one with a link for each
flow (Cornuéjols, Nemhauser and Wolsey 1980; Elloumi 2010, doi 10.1007/s10878-008-9146-3). Where no place can be full,
the cheapest plan of the relaxation is the cheapest of the whole model.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, coo_array, csr_array

from optimizer.model.index import Index
from optimizer.solving.arrays import CompiledModel, Objective, Vector
from optimizer.solving.projection import INSTITUTE, LEADS, STUDENTS, TEACHERS, Projection
from optimizer.solving.workshop import Cap, Workshop

Integers = NDArray[np.int64]

LADDER = (STUDENTS | TEACHERS | INSTITUTE | LEADS, STUDENTS | INSTITUTE, STUDENTS)
"""Names of the variables that the relaxation may leave out besides, the cheapest first."""

ALIKE = 1e-9
"""Costs of the students of one origin that differ by less, as a share of its largest, are one ring."""


def never_full(index: Index) -> bool:
    """Whether every campus has places for all students who could come, so that nobody is ever turned away."""
    demand = index.instance.demand_of
    return all(
        sum(demand[specialisation] for specialisation in taught) <= index.most_places[campus] + 1e-9
        for campus, taught in index.specialisations_by_campus.items()
    )


@dataclass(frozen=True, eq=False)
class Surroundings:
    """Municipalities around the origins of one specialisation, in the order of what they cost.

    Attributes
    ----------
    flows : ndarray of int, shape (origins, municipalities)
        Columns of ``students``, cheapest first; -1 where nobody can go, last.
    order : ndarray of int, shape (origins, municipalities)
        The same as positions of municipalities.
    demand : ndarray, shape (origins,)
        Students of each origin.
    starts : ndarray of bool, shape (origins, municipalities)
        Whether a ring starts here past which somebody may go: the first ring starts before all.
    teaches : csr_array, shape (municipalities, columns)
        Columns of ``offers`` by municipality.
    """

    flows: Integers
    order: Integers
    demand: Vector
    starts: NDArray[np.bool_]
    teaches: csr_array

    @property
    def rings(self) -> int:
        """Number of rings past which somebody may go."""
        return int(np.count_nonzero(self.starts))

    def least(self, coefficients: Vector) -> Vector:
        """Return what the students of an origin cost at least if they go this far or farther."""
        costs = np.where(self.flows < 0, np.inf, coefficients[self.flows]) * self.demand[:, None]
        least: Vector = np.minimum.accumulate(costs[:, ::-1], axis=1)[:, ::-1]
        return least

    def steps(self, coefficients: Vector) -> tuple[Vector, float]:
        """Return what going past each ring costs on top, and what all cost who stay in the first."""
        least = self.least(coefficients)
        origins, places = np.nonzero(self.starts)
        before = np.zeros(len(origins), dtype=np.int64)
        same = origins[1:] == origins[:-1]
        before[1:][same] = places[:-1][same]
        return least[origins, places] - least[origins, before], float(least[:, 0].sum())

    def beyond(self, plan: Vector) -> Vector:
        """Return the share of each origin that goes past each ring in a plan."""
        taught = np.minimum(self.teaches @ plan, 1.0)
        passed = np.cumsum(taught[self.order], axis=1)
        origins, places = np.nonzero(self.starts)
        return np.maximum(0.0, 1.0 - passed[origins, places - 1])

    def rows(self) -> tuple[csr_array, csr_array, Vector]:
        """Return the rows of the rings over the columns of the model, over ``beyond``, and their lower limits."""
        origins, _ = np.nonzero(self.starts)
        of_origin = np.bincount(origins, minlength=len(self.demand))
        ring = np.cumsum(self.starts, axis=1)
        inside = ring < of_origin[:, None]
        first = np.concatenate([[0], np.cumsum(of_origin)[:-1]])
        row = (first[:, None] + ring)[inside]
        members = coo_array((np.ones(row.size), (row, self.order[inside])), shape=(self.rings, self.teaches.shape[0]))
        later = np.flatnonzero(np.concatenate([[False], origins[1:] == origins[:-1]]))
        own = np.arange(self.rings)
        beyond = coo_array(
            (
                np.concatenate([np.ones(self.rings), -np.ones(later.size)]),
                (np.concatenate([own, later]), np.concatenate([own, later - 1])),
            ),
            shape=(self.rings, self.rings),
        )
        lower = np.ones(self.rings)
        lower[later] = 0.0
        return csr_array(members.tocsr() @ self.teaches), beyond.tocsr(), lower


@dataclass(frozen=True, eq=False)
class Rings(Projection):
    """A relaxation whose last columns are ``beyond``, in the order of `surroundings`.

    Attributes
    ----------
    students : ndarray of int
        Columns of the whole model for which rings stand.
    surroundings : tuple of Surroundings
        The rings, one entry a specialisation.
    """

    students: Integers
    surroundings: tuple[Surroundings, ...]

    def restrict(self, objective: Objective) -> Objective:
        """Return what a measure of the whole model is at least, over the relaxation's columns."""
        kept = super().restrict(objective)
        if not objective.coefficients[self.students].any():
            rings = sum(around.rings for around in self.surroundings)
            return Objective(np.concatenate([kept.coefficients, np.zeros(rings)]), kept.constant)
        steps, constants = zip(*(around.steps(objective.coefficients) for around in self.surroundings), strict=True)
        return Objective(np.concatenate([kept.coefficients, *steps]), kept.constant + sum(constants))

    def keeps(self, objective: Objective) -> bool:
        """Whether a measure speaks of kept columns and of where students go only."""
        others = objective.coefficients.copy()
        others[self.kept] = 0.0
        others[self.students] = 0.0
        return not others.any()

    def start(self, plan: Vector) -> Vector:
        """Return a plan of the whole model in the relaxation's columns."""
        return np.concatenate([super().start(plan), *(around.beyond(plan) for around in self.surroundings)])


def add_rings(projection: Projection, students: Integers, surroundings: tuple[Surroundings, ...]) -> Rings:
    """Add rings to a relaxation that leaves ``students`` out."""
    base = projection.model
    rows = [around.rows() for around in surroundings]
    count = sum(around.rings for around in surroundings)
    over_kept = [of_model[:, projection.kept] for of_model, _, _ in rows]
    blocks: list[list[csr_array | None]] = [[base.matrix, *([None] * len(rows))]]
    for position, (_, over_beyond, _) in enumerate(rows):
        others: list[csr_array | None] = [None] * len(rows)
        others[position] = over_beyond
        blocks.append([over_kept[position], *others])
    model = replace(
        base,
        matrix=csr_array(block_array(blocks, format="csr")),
        row_lower=np.concatenate([base.row_lower, *(lower for _, _, lower in rows)]),
        row_upper=np.concatenate([base.row_upper, np.full(count, np.inf)]),
        column_lower=np.concatenate([base.column_lower, np.zeros(count)]),
        column_upper=np.concatenate([base.column_upper, np.ones(count)]),
        integer=np.concatenate([base.integer, np.zeros(count, dtype=bool)]),
    )
    return Rings(model, projection.kept, students, surroundings)


def surroundings_of(
    index: Index, flows: dict[tuple[str, str, str], int], offers: dict[tuple[str, str], int], measure: Objective
) -> tuple[Surroundings, ...]:
    """Return the rings that a measure draws around the origins of every specialisation.

    Parameters
    ----------
    index : Index
        Sets of the model.
    flows, offers : dict
        Columns of ``students`` and ``offers``; one that is fixed has none.
    measure : Objective
        What students cost, by flow.
    """
    zones: dict[str, list[str]] = defaultdict(list)
    for zone, specialisation in index.instance.demand:
        zones[specialisation].append(zone)
    return tuple(_around(index, flows, offers, measure, specialisation, zones[specialisation]) for specialisation in zones)


def _around(
    index: Index,
    flows: dict[tuple[str, str, str], int],
    offers: dict[tuple[str, str], int],
    measure: Objective,
    specialisation: str,
    zones: list[str],
) -> Surroundings:
    towns = index.municipalities_by_specialisation[specialisation]
    demand = np.array([index.instance.demand[zone, specialisation] for zone in zones])
    columns = np.array([[flows.get((zone, town, specialisation), -1) for town in towns] for zone in zones])
    costs = np.where(columns < 0, np.inf, measure.coefficients[columns])
    order = np.argsort(costs, axis=1, kind="stable")
    costs = np.take_along_axis(costs, order, axis=1)
    columns = np.take_along_axis(columns, order, axis=1)
    pairs = [
        (position, offers[campus, specialisation])
        for position, town in enumerate(towns)
        for campus in index.campuses_by_node[town, specialisation]
    ]
    rows, taught = np.array(pairs, dtype=np.int64).T
    teaches = coo_array((np.ones(rows.size), (rows, taught)), shape=(len(towns), measure.coefficients.size)).tocsr()
    largest = np.max(np.where(columns < 0, 0.0, np.abs(costs)), axis=1, keepdims=True)
    starts = np.zeros(columns.shape, dtype=bool)
    with np.errstate(invalid="ignore"):
        starts[:, 1:] = (np.diff(costs, axis=1) > ALIKE * np.maximum(largest, 1e-300)) & (columns[:, 1:] >= 0)
    return Surroundings(columns, order, demand, starts & _may_go_past(index, specialisation, teaches, order), teaches)


def _may_go_past(index: Index, specialisation: str, teaches: csr_array, order: Integers) -> NDArray[np.bool_]:
    """Return whether all campuses that are cheaper may be closed, with as many open as must be."""
    campuses = len(index.campuses_by_specialisation[specialisation])
    least = getattr(index.scenario.rules.get("sites_per_specialisation"), "min", 0)
    cheaper = np.cumsum(np.diff(teaches.indptr)[order], axis=1)
    passed = np.concatenate([np.zeros((len(order), 1), dtype=cheaper.dtype), cheaper[:, :-1]], axis=1)
    return np.asarray(passed <= campuses - max(1, least))


def ring_relaxation(workshop: Workshop, objective: Objective, caps: tuple[Cap, ...]) -> list[Rings]:
    """Return the relaxation with rings for a goal under caps; none where places may be full or students left out.

    The rings are those of the objective, or of the first cap that speaks of where students go.
    """
    index, source = workshop.source.index, workshop.source.pyomo
    students = workshop.columns_named("students")
    measures = (objective, *(cap for cap, _ in caps))
    measure = next((each for each in measures if each.coefficients[students].any()), None)
    if measure is None or index.scenario.students.unplaced_share > 0 or not never_full(index):
        return []
    flows, offers = workshop.model.columns_of(source.students), workshop.model.columns_of(source.offers)
    if len(offers) < len(index.pairs):
        return []
    surroundings = surroundings_of(index, flows, offers, measure)
    if any((around.flows[:, 0] < 0).any() for around in surroundings):
        return []
    for left_out in LADDER:
        rings = add_rings(workshop.projection(left_out), students, surroundings)
        if rings.keeps(objective):
            return [rings]
    return []
