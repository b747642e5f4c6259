r"""A relaxation that knows how far students go, but not where: rings of municipalities around each origin.

Where a measure gives each student of an origin :math:`i` (a zone and a specialisation) a cost :math:`c_{i,n}` by
municipality, nobody costs less than the cheapest one that teaches. With its distinct costs
:math:`v_{i,0} < v_{i,1} < \dots` and :math:`B_{i,r}` the campuses that cost :math:`v_{i,r}`, students cost at least

.. math::

    \sum_i \mathrm{demand}_i \Bigl(v_{i,0} + \sum_r (v_{i,r+1} - v_{i,r})\,\mathrm{beyond}_{i,r}\Bigr), \qquad
    \mathrm{beyond}_{i,r} \ge \mathrm{beyond}_{i,r-1} - \sum_{k \in B_{i,r}} \mathrm{offers}_{k,s},
    \qquad \mathrm{beyond}_{i,-1} = 1

where :math:`\mathrm{beyond}_{i,r}` is the share that goes past ring :math:`r`. Municipalities of the same cost share a
ring, so that there are far fewer rings than flows, and the relaxation is as strong as the one with a link for each
flow (Cornuéjols, Nemhauser and Wolsey 1980, doi 10.1137/0601030; Elloumi 2010, doi 10.1007/s10878-008-9146-3). Where no
place can be full, the cheapest plan of the relaxation is the cheapest of the whole model.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_array, coo_array, csr_array

from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.origins import Integers, Origins
from optimizer.solving.projection import Projection

Booleans = NDArray[np.bool_]

ALIKE = 1e-9
"""Costs of one origin that differ by less, as a share of its largest, are one ring."""


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
        Whether a ring starts here to which somebody may have to go; never in the first place.
    ends : ndarray of bool, shape (origins,)
        Whether nobody goes past the last ring.
    teaches : csr_array, shape (municipalities, columns)
        Columns of ``offers`` by municipality.
    """

    flows: Integers
    order: Integers
    demand: Vector
    starts: Booleans
    ends: Booleans
    teaches: csr_array

    @cached_property
    def rings(self) -> tuple[Integers, Integers]:
        """Origin of each ring past which somebody may go, and the place where the next starts."""
        origins, places = np.nonzero(self.starts)
        return origins, places

    @property
    def count(self) -> int:
        """Number of rings past which somebody may go."""
        return int(self.rings[0].size)

    def steps(self, coefficients: Vector) -> tuple[Vector, float]:
        """Return what going past each ring costs on top, and what all cost who stay in the first.

        For a measure that does not rise from ring to ring, what it is at least farther out counts.
        """
        costs = np.where(self.flows < 0, np.inf, coefficients[self.flows]) * self.demand[:, None]
        least = np.minimum.accumulate(costs[:, ::-1], axis=1)[:, ::-1]
        origins, places = self.rings
        before = np.zeros_like(places)
        same = np.flatnonzero(origins[1:] == origins[:-1])
        before[same + 1] = places[same]
        return least[origins, places] - least[origins, before], float(least[:, 0].sum())

    def beyond(self, plan: Vector) -> Vector:
        """Return the share of each origin that goes past each ring in a plan."""
        passed = np.cumsum((self.teaches @ plan)[self.order], axis=1)
        origins, places = self.rings
        return np.asarray(np.maximum(0.0, 1.0 - passed[origins, places - 1]))

    def rows(self) -> tuple[csr_array, csr_array, Vector]:
        """Return the rows of the rings over the columns of the model, over ``beyond``, and their lower limits.

        One row a ring, then one for each last ring that holds all who go past the one before.
        """
        origins, _ = self.rings
        rings = np.bincount(origins, minlength=len(self.demand))
        last = np.flatnonzero(self.ends)
        ring = np.cumsum(self.starts, axis=1)
        row = (np.cumsum(rings) - rings)[:, None] + ring
        closing = self.count + np.arange(last.size)
        row[last] = np.where(ring[last] < rings[last][:, None], row[last], closing[:, None])
        inside = (ring < rings[:, None]) | (self.ends[:, None] & (self.flows >= 0))
        shape = self.count + last.size, self.teaches.shape[0]
        members = coo_array((np.ones(np.count_nonzero(inside)), (row[inside], self.order[inside])), shape=shape)
        own, later = np.arange(self.count), np.flatnonzero(origins[1:] == origins[:-1]) + 1
        follows = rings[last] > 0
        minus = np.concatenate([later, closing[follows]])
        before = np.concatenate([later - 1, (np.cumsum(rings)[last] - 1)[follows]])
        signs = np.concatenate([np.ones(own.size), -np.ones(minus.size)])
        places = np.concatenate([own, minus]), np.concatenate([own, before])
        lower = np.ones(shape[0])
        lower[minus] = 0.0
        beyond = coo_array((signs, places), shape=(shape[0], self.count))
        return csr_array(members.tocsr() @ self.teaches), beyond.tocsr(), lower


def surroundings(origins: Origins, coefficients: Vector, least_sites: int, too_far: Vector) -> Surroundings | None:
    """Return the rings around a specialisation's origins.

    Parameters
    ----------
    origins : Origins
        Where students come from and may go.
    coefficients : ndarray
        What a student costs, by column of the model.
    least_sites : int
        How many campuses teach the specialisation in every plan.
    too_far : ndarray, shape (origins,)
        What going somewhere costs a student who does not go there; infinite without a limit.

    Returns
    -------
    Surroundings or None
        None if the students of an origin cannot go anywhere.
    """
    towns = origins.taught.size
    offers = np.bincount(origins.town_of, minlength=towns)
    costs = np.where(origins.flows < 0, np.inf, coefficients[origins.flows])
    near = costs < too_far[:, None]
    ends: Booleans = np.any(~near & (origins.flows >= 0), axis=1)
    flows, costs = np.where(near, origins.flows, -1), np.where(near, costs, np.inf)
    order = np.argsort(costs, axis=1, kind="stable")
    flows, costs = np.take_along_axis(flows, order, axis=1), np.take_along_axis(costs, order, axis=1)
    if (flows[:, 0] < 0).any():
        return None
    passed = np.cumsum(offers[order], axis=1) - offers[order]
    may_go = passed <= origins.offers.size - least_sites
    largest = np.abs(np.where(flows < 0, 0.0, costs)).max(axis=1, keepdims=True)
    starts = np.zeros(flows.shape, dtype=bool)
    with np.errstate(invalid="ignore"):
        starts[:, 1:] = np.diff(costs, axis=1) > ALIKE * np.maximum(largest, 1e-300)
    entries = np.ones(origins.offers.size), (origins.town_of, origins.offers)
    teaches = coo_array(entries, shape=(towns, coefficients.size)).tocsr()
    return Surroundings(flows, order, origins.demand, starts & may_go & (flows >= 0), ends, teaches)


@dataclass(frozen=True, eq=False)
class Rings(Projection):
    """A relaxation whose last columns are ``beyond``, in the order of `around`.

    Attributes
    ----------
    around : tuple of Surroundings
        The rings, one entry a specialisation.
    """

    around: tuple[Surroundings, ...]

    def restrict(self, objective: Objective) -> Objective:
        """Return what a measure of the whole model is at least, over the relaxation's columns."""
        kept = super().restrict(objective)
        steps, constants = zip(*(around.steps(objective.coefficients) for around in self.around), strict=True)
        return Objective(np.concatenate([kept.coefficients, *steps]), kept.constant + sum(constants))

    def start(self, plan: Vector) -> Vector:
        """Return a plan of the whole model in the relaxation's columns."""
        return np.concatenate([plan[self.kept], *(around.beyond(plan) for around in self.around)])


def add_rings(projection: Projection, around: tuple[Surroundings, ...]) -> Rings:
    """Add rings to a relaxation that leaves the ways of students out."""
    base, rows = projection.model, [each.rows() for each in around]
    count, lower = sum(each.count for each in around), [limits for _, _, limits in rows]
    blocks: list[list[csr_array | None]] = [[base.matrix, *([None] * len(rows))]]
    for place, (over_model, over_beyond, _) in enumerate(rows):
        others: list[csr_array | None] = [None] * len(rows)
        others[place] = over_beyond
        blocks.append([csr_array(over_model[:, projection.kept]), *others])
    model = replace(
        base,
        matrix=csr_array(block_array(blocks, format="csr")),
        row_lower=np.concatenate([base.row_lower, *lower]),
        row_upper=np.concatenate([base.row_upper, *(np.full(limits.size, np.inf) for limits in lower)]),
        column_lower=np.concatenate([base.column_lower, np.zeros(count)]),
        column_upper=np.concatenate([base.column_upper, np.ones(count)]),
        integer=np.concatenate([base.integer, np.zeros(count, dtype=bool)]),
    )
    return Rings(model, projection.kept, around)
