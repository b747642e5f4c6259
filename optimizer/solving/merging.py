r"""Relaxations without students' ways that know what rules ask of them: zones that no rule tells apart are one origin.

Early goals do not speak of where students come from, but rules may: so many at most go farther than so many km. With
all ways left out, programmes are found to which too many would go too far. Zones :math:`z` of a group :math:`g`, of
whose ways to a municipality every rule says the same, stay as one:

.. math::

    y_{g,n,s} = \sum_{z \in g} \mathrm{students}_{z,n,s}, \qquad
    \mathrm{students}_{z,n,s} = \frac{\mathrm{demand}_{z,s}}{\sum_{z' \in g} \mathrm{demand}_{z',s}}\, y_{g,n,s}

Either gives the other, so that nothing is lost but distances. A specialisation of whose students no rule speaks keeps
no ways at all: all of them enrol somewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import block_array, block_diag, coo_array, csr_array, vstack

from optimizer.solving.arrays import CompiledModel, Objective, Vector
from optimizer.solving.origins import Integers, Origins, origins_of
from optimizer.solving.projection import Projection

if TYPE_CHECKING:
    from optimizer.solving.workshop import Workshop

LARGEST_SHARE = 0.5
"""Share of all ways above which merged ones make no smaller model worth the name."""

MOST_WAYS = 30_000
"""Merged ways above which the relaxation is too large to give a bound soon."""


@dataclass(frozen=True, eq=False)
class Merged(Projection):
    """A relaxation whose last columns are the ways of merged zones.

    Attributes
    ----------
    members : csr_array, shape (ways, columns of the whole model)
        The ways of single zones that each stands for.
    """

    members: csr_array

    def restrict(self, objective: Objective) -> Objective:
        """Return an objective that does not speak of students' ways over the relaxation's columns."""
        kept = super().restrict(objective)
        return Objective(np.concatenate([kept.coefficients, np.zeros(self.members.shape[0])]), kept.constant)

    def start(self, plan: Vector) -> Vector:
        """Return a plan of the whole model in the relaxation's columns."""
        return np.concatenate([plan[self.kept], self.members @ plan])

    def shrink(self, numbers: Integers) -> Integers:
        """Return a number of each column of the whole model for the relaxation's columns; of a way one of its own."""
        return np.concatenate([numbers[self.kept], numbers[_examples(self.members)]])


def _examples(members: csr_array) -> Integers:
    """Return one of the single ways that each way stands for."""
    return np.asarray(members.indices[members.indptr[:-1]], dtype=np.int64)


@dataclass(frozen=True, eq=False)
class _Groups:
    """The origins of a specialisation by groups that no row tells apart.

    Attributes
    ----------
    origins : Origins
        The single ones.
    group_of : ndarray of int, shape (origins,)
        The number of each one's group.
    """

    origins: Origins
    group_of: Integers

    @property
    def demand(self) -> Vector:
        """Students of each group."""
        return np.bincount(self.group_of, weights=self.origins.demand).astype(float)

    @property
    def ways(self) -> Integers:
        """Numbers of the ways from each group to each municipality."""
        return np.arange(self.demand.size * self.origins.taught.size).reshape(self.demand.size, -1)

    def members(self, columns: int) -> csr_array:
        """Return the single ways that each way stands for."""
        flows = self.origins.flows
        entries = np.ones(flows.size), (self.ways[self.group_of].ravel(), flows.ravel())
        return coo_array(entries, shape=(self.ways.size, columns)).tocsr()

    def rows(self, base: Projection) -> tuple[csr_array, csr_array, Vector, Vector]:
        """Return what ways are, over the columns of a relaxation and over ways, and between what each row lies.

        One row for the students of each group, one a way for what is taught there, one for those who arrive in each
        municipality.
        """
        origins, demand, ways = self.origins, self.demand, self.ways
        groups, towns = ways.shape
        linked, arriving = groups + ways, groups + ways.size + np.arange(towns)
        taught, enrolled = (np.searchsorted(base.kept, columns) for columns in (origins.taught, origins.enrolled))
        shape = groups + ways.size + towns
        over_base = coo_array(
            (
                np.concatenate([np.repeat(-demand, towns), np.ones(enrolled.size)]),
                (
                    np.concatenate([linked.ravel(), arriving[origins.town_of]]),
                    np.concatenate([np.tile(taught, groups), enrolled]),
                ),
            ),
            shape=(shape, base.kept.size),
        )
        over_ways = coo_array(
            (
                np.repeat([1.0, 1.0, -1.0], ways.size),
                (
                    np.concatenate([np.repeat(np.arange(groups), towns), linked.ravel(), np.tile(arriving, groups)]),
                    np.tile(ways.ravel(), 3),
                ),
            ),
            shape=(shape, ways.size),
        )
        upper = np.concatenate([demand, np.zeros(ways.size + towns)])
        lower = np.concatenate([demand, np.full(ways.size, -np.inf), np.zeros(towns)])
        return over_base.tocsr(), over_ways.tocsr(), lower, upper


def merge_zones(workshop: Workshop, left_out: frozenset[str]) -> Merged | None:
    """Return a relaxation in which zones that no rule tells apart are one origin; None if that is of no use.

    Parameters
    ----------
    workshop : Workshop
        The model.
    left_out : frozenset of str
        Names of the variables that the relaxation leaves out, the ways of students among them.
    """
    model, students = workshop.model, workshop.columns_named("students")
    origins, rows = origins_of(workshop), _telling_rows(workshop)
    if origins is None or not rows.size or any((each.flows < 0).any() for each in origins.values()):
        return None
    telling = csr_array(model.matrix[rows])
    grouped = [(each, group_origins(each, telling)) for each in origins.values()]
    told = [_Groups(each, group_of) for each, group_of in grouped if group_of is not None]
    if sum(each.ways.size for each in told) > min(MOST_WAYS, LARGEST_SHARE * students.size):
        return None
    base = workshop.projection(left_out - {"taught"})
    members = csr_array(vstack([each.members(model.columns) for each in told], format="csr"))
    known = np.isin(np.arange(model.columns), np.concatenate([base.kept, students]))
    stay = np.diff(csr_array(telling[:, ~known]).indptr) == 0
    telling, rows = csr_array(telling[stay]), rows[stay]
    said = telling[:, base.kept], telling[:, _examples(members)], model.row_lower[rows], model.row_upper[rows]
    most = np.concatenate([np.repeat(each.demand, each.origins.taught.size) for each in told])
    return Merged(_widened(base.model, most, [each.rows(base) for each in told], said), base.kept, members)


def _telling_rows(workshop: Workshop) -> Integers:
    """Return the rows that speak of students' ways, besides those that say what ways are."""
    source, model = workshop.source.pyomo, workshop.model
    what_ways_are = source.demand_is_placed, source.students_go_where_it_is_taught, source.arrivals_enrol
    own = [row for rows in what_ways_are for entry in rows.values() for row in model.rows_of.get(id(entry), ())]
    speak = np.unique(model.matrix.tocsc()[:, workshop.columns_named("students")].indices)
    return np.setdiff1d(speak, own)


def group_origins(origins: Origins, telling: csr_array) -> Integers | None:
    """Return a number of the group of each origin; None if no row speaks of any.

    Parameters
    ----------
    origins : Origins
        Where students of a specialisation come from and may go.
    telling : csr_array, shape (rows, columns of the whole model)
        Rows that may tell them apart.
    """
    count, towns = origins.flows.shape
    said = telling[:, origins.flows.ravel()].tocoo()
    if not said.nnz:
        return None
    rows, (origin, town) = said.coords[0], np.divmod(said.coords[1], towns)
    shape = count, towns * telling.shape[0]
    by_origin = coo_array((said.data, (origin, town * telling.shape[0] + rows)), shape=shape).tocsr()
    by_origin.sort_indices()
    words = [
        (by_origin.indices[first:last].tobytes(), by_origin.data[first:last].tobytes())
        for first, last in pairwise(by_origin.indptr)
    ]
    numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
    return np.array([numbers[word] for word in words], dtype=np.int64)


Rows = tuple[csr_array, csr_array, Vector, Vector]
"""Rows over the columns of a relaxation, the same over ways, and between what each row lies."""


def _widened(base: CompiledModel, most: Vector, ways: list[Rows], said: Rows) -> CompiledModel:
    """Return a relaxation with ways after its own columns: what they are, and what rules say of them."""
    over_base, over_ways, lower, upper = zip(*ways, strict=True)
    together = [[base.matrix, None], [vstack(over_base), block_diag(over_ways)], [said[0], said[1]]]
    return replace(
        base,
        matrix=csr_array(block_array(together, format="csr")),
        row_lower=np.concatenate([base.row_lower, *lower, said[2]]),
        row_upper=np.concatenate([base.row_upper, *upper, said[3]]),
        column_lower=np.concatenate([base.column_lower, np.zeros(most.size)]),
        column_upper=np.concatenate([base.column_upper, most]),
        integer=np.concatenate([base.integer, np.zeros(most.size, dtype=bool)]),
    )
