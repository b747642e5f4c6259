"""The parts of a goal where programmes and the ways of students settle it: with rings, or with all ways."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from optimizer.solving.arrays import Vector
from optimizer.solving.ascent import Ascent
from optimizer.solving.components import can_bind, labels_of
from optimizer.solving.origins import Integers, Origins, least_sites, never_full, origins_of
from optimizer.solving.part import Part, with_closed
from optimizer.solving.projection import INSTITUTE, LEADS, STUDENTS, TEACHERS, Projection
from optimizer.solving.rings import Rings, add_rings, surroundings
from optimizer.solving.task import Task

LADDER = (TEACHERS | INSTITUTE | LEADS | {"enrolled"}, INSTITUTE, frozenset[str]())
"""Names of the variables, besides the ways of students, that a part may leave out, the cheapest first; who is enrolled
stays where places may be full."""

WAYS = (STUDENTS - {"taught"}) | {"goes"}
"""Names of the variables that say where students go."""

MANY_WAYS = 20_000
"""Ways of students from which on a model in which places may be full is narrowed down."""

WHOLE = 1e-9
"""Costs that are off a whole number by less, as a share of them, are one."""


@dataclass(eq=False)
class RingPart(Part):
    """A part in which nobody is ever turned away: rings stand for the ways of students."""

    may_be_full = False

    def model(self, closed: Integers) -> Rings | None:
        """Return the part with rings if some programmes are closed."""
        workshop = self.task.workshop
        least, around = least_sites(workshop.source.index), []
        for origins, far in zip(self.origins, self._too_far(), strict=True):
            left = origins.without(closed)
            drawn = None if left is None else surroundings(left, self.objective.coefficients, least, far)
            if drawn is None:
                return None
            around.append(drawn)
        return add_rings(with_closed(self.base, closed), tuple(around))

    @cached_property
    def is_whole(self) -> bool:
        """Whether every solution costs a whole number: an origin's students all go to one place here."""
        coefficients = self.objective.coefficients
        used = np.flatnonzero(coefficients[self.base.kept])
        if not self.base.model.integer[used].all():
            return False
        ways = [(coefficients[each.flows] * each.demand[:, None])[each.flows >= 0] for each in self.origins]
        costs = np.concatenate([coefficients[self.base.kept[used]], [self.objective.constant], *ways])
        return bool((np.abs(costs - np.round(costs)) <= WHOLE * np.maximum(1.0, np.abs(costs))).all())

    def _too_far(self) -> list[Vector]:
        """Return for each origin what going somewhere costs a student in no solution better than the best."""
        if self._ascent is None or self._proof is None or self.chosen is None:
            return [np.full(len(each.demand), np.inf) for each in self.origins]
        left = self.worth_finding - self._proof.bound
        worth = zip(self._ascent.worth(), self.origins, strict=True)
        return [prices + max(0.0, left) / origins.demand for prices, origins in worth]

    def _take_rounded(self, ascent: Ascent) -> None:
        value, solution = ascent.rounded
        if solution is None:
            return
        whole = solution[self.base.model.integer]
        if np.abs(whole - np.round(whole)).max(initial=0.0) < 1e-9:
            self.find(value, self._lifted(solution))

    def _lifted(self, solution: Vector) -> Vector:
        chosen = np.zeros(self.objective.coefficients.size)
        chosen[self.base.kept] = solution
        return chosen


@dataclass(eq=False)
class FlowPart(Part):
    """A part in which places may be full: its ways stay.

    Attributes
    ----------
    whole : Projection
        The part with its ways.
    """

    whole: Projection = field(kw_only=True)
    may_be_full = True
    is_whole = False

    def model(self, closed: Integers) -> Projection | None:
        """Return the part without closed programmes and the ways that lead to them."""
        gone = [closed]
        for origins in self.origins:
            left = origins.without(closed)
            if left is None:
                return None
            ways = np.setdiff1d(origins.flows, left.flows)
            gone.append(ways[ways >= 0])
        return _without(self.whole, np.concatenate(gone))

    def _take_rounded(self, ascent: Ascent) -> None:
        """Do nothing: places may not suffice."""


def _without(projection: Projection, columns: Integers) -> Projection:
    """Leave out columns that are 0, and rows in which nothing is left."""
    stays = ~np.isin(projection.kept, columns)
    rows = np.diff(csr_array(projection.model.matrix[:, stays]).indptr) > 0
    return Projection(projection.model.part(rows, stays), projection.kept[stays])


def parts_of(task: Task) -> list[Part]:
    """Return the parts of a goal; none where narrowing down does not apply, or is not worth its while.

    The goal has to speak of where students go, before any other goal sets a cap. Where places may be full, only large
    models have parts.
    """
    workshop, objective = task.workshop, task.objective
    students = workshop.columns_named("students")
    if task.caps or not objective.coefficients[students].any():
        return []
    index = workshop.source.index
    roomy = never_full(index)
    if not roomy and (students.size < MANY_WAYS or index.scenario.students.single_source):
        return []
    origins = origins_of(workshop)
    for dispensable in LADDER if origins is not None else ():
        left_out = dispensable if roomy else dispensable - {"enrolled"}
        base = workshop.projection(WAYS | left_out)
        others = objective.coefficients.copy()
        others[base.kept] = others[students] = 0.0
        if not others.any():
            return _split(task, workshop.projection(left_out - {"enrolled"}), base, origins or {}, roomy=roomy)
    return []


def settles_without_ways(task: Task) -> bool:
    """Whether a goal under caps may well be settled without the ways of students, of which it does not speak itself."""
    workshop = task.workshop
    base = workshop.projection(WAYS | {"enrolled"})
    return bool(task.caps) and never_full(workshop.source.index) and base.keeps(task.objective)


def _split(task: Task, whole: Projection, base: Projection, origins: dict[str, Origins], *, roomy: bool) -> list[Part]:
    """Return the parts between which no row runs; what has no students goes with the first."""
    labels = np.full(task.workshop.model.columns, -1)
    labels[whole.kept] = labels_of(whole.model.matrix, can_bind(whole.model))[1]
    by_label: dict[int, list[Origins]] = {}
    for each in origins.values():
        by_label.setdefault(int(labels[each.offers[0]]), []).append(each)
    parts: list[Part] = []
    for label, mine in by_label.items():
        others = [other for other in by_label if other != label]
        inside = labels == label if parts else ~np.isin(labels, others)
        objective = replace(task.objective, constant=0.0) if parts else task.objective
        arguments = task, objective, _inside(base, inside), tuple(mine)
        parts.append(RingPart(*arguments) if roomy else FlowPart(*arguments, whole=_inside(whole, inside)))
    return parts


def _inside(projection: Projection, inside: np.ndarray) -> Projection:
    """Return what of a relaxation lies inside some columns of the whole model."""
    columns = inside[projection.kept]
    if columns.all():
        return projection
    touched = np.diff(csr_array(projection.model.matrix[:, columns]).indptr) > 0
    return Projection(projection.model.part(can_bind(projection.model) & touched, columns), projection.kept[columns])
