"""The parts of a goal where programmes and the ways of students settle it: with rings, or with prices of places."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.sparse import csr_array

from optimizer.solving.arrays import CompiledModel, Objective, Vector
from optimizer.solving.ascent import Ascent
from optimizer.solving.components import can_bind, labels_of, only
from optimizer.solving.duals import Proof, prove
from optimizer.solving.landscape import NOTHING, Integers, landscape_of, never_full
from optimizer.solving.part import Part
from optimizer.solving.projection import INSTITUTE, LEADS, STUDENTS, TEACHERS, Projection
from optimizer.solving.requests import ignore
from optimizer.solving.rings import Rings, add_rings, surroundings
from optimizer.solving.task import Task

LADDER = (TEACHERS | INSTITUTE | LEADS, INSTITUTE, frozenset[str]())
"""Names of the variables, besides those of students, that a part may leave out, the cheapest first."""

WAYS = STUDENTS | {"goes"}
"""Names of the variables that say where students go."""

MANY_WAYS = 20_000
"""Ways of students from which on a model in which places may be full is narrowed down."""

OFTEN_USED = 0.1
"""Average part of a programme in the last steps of an ascent above which the relaxation is said to use it."""


@dataclass(eq=False)
class RingPart(Part):
    """A part in which nobody is ever turned away: rings stand for the ways of students."""

    _drawn: Rings | None = field(default=None, init=False)

    def relax(self, seconds: float) -> None:
        """Solve the linear relaxation with rings."""
        found = self.model(NOTHING)
        assert found is not None
        rings = self._drawn = found[0]
        request = replace(self.request(rings, seconds), relaxed=True)
        self.is_whole = _costs_whole_numbers(rings, request.objective)
        outcome = self.task.workshop.run(rings.model, request, ignore)
        if outcome.solution is None or outcome.duals is None:
            return
        self.relaxed = outcome.solution[: rings.kept.size]
        self.proof = prove(rings.model, request.objective, outcome.duals, request.caps)
        if self.proof is not None:
            self.raise_bound(self.proof.bound)

    def model(self, closed: Integers, *, narrow: bool = False) -> tuple[Rings, float] | None:
        """Return the part with rings if some programmes are closed."""
        limits: dict[str, Vector] = {}
        least = math.inf
        if narrow and self._drawn is not None and self.proof is not None:
            limits, least = self._too_far(self._drawn, self.proof)
        around = [surroundings(self.landscape, name, closed, limits.get(name)) for name in self.specialisations]
        drawn = tuple(each for each in around if each is not None)
        if len(drawn) < len(around):
            return None
        return add_rings(_with_closed(self.base, closed), self.landscape.students, drawn), least

    def _too_far(self, rings: Rings, proof: Proof) -> tuple[dict[str, Vector], float]:
        """Return how far nobody goes in a better solution, and what solutions cost at least in which somebody does.

        Distances are what going somewhere costs a student, by specialisation and origin.
        """
        limits, least, first = {}, math.inf, rings.kept.size
        for name, around in zip(self.specialisations, rings.around, strict=True):
            costs = proof.bound + proof.reduced[first : first + around.count]
            first += around.count
            never = costs >= self.worth_finding
            least = min(least, float(costs[never].min(initial=math.inf)))
            limit = np.full(len(around.demand), math.inf)
            reached = around.costs(self.landscape.measure.coefficients)
            np.minimum.at(limit, around.rings[0][never], reached[never])
            limits[name] = limit
        return limits, least


@dataclass(eq=False)
class FlowPart(Part):
    """A part in which places may be full: its ways stay, and prices of students and places take the place of duals.

    Attributes
    ----------
    whole : Projection
        The part with its flows.
    """

    whole: Projection = field(kw_only=True)

    def relax(self, seconds: float) -> None:
        """Seek prices of students and places."""
        workshop = self.task.workshop
        clock, ends = workshop.clock, workshop.clock.seconds + seconds
        ascent = Ascent(self.landscape, self.base, self.objective, self.specialisations, clock.limits.seed)
        self.proof = ascent.climb(lambda: clock.is_over or clock.seconds > ends)
        if self.proof is not None:
            self.relaxed = np.where(ascent.average > OFTEN_USED, ascent.average, 0.0)
            self.raise_bound(self.proof.bound)

    def model(self, closed: Integers, *, narrow: bool = False) -> tuple[Projection, float] | None:
        """Return the part without closed programmes and the ways that lead to them."""
        gone = [closed]
        for name in self.specialisations:
            origins = self.landscape.origins[name]
            open_ones = ~np.isin(origins.offers, closed)
            offers = np.bincount(origins.town_of[open_ones], minlength=origins.taught.size)
            if not offers.any():
                return None
            ways = origins.flows[:, offers == 0].ravel()
            gone.append(ways[ways >= 0])
        return _without(self.whole, np.concatenate(gone)), math.inf


def _without(projection: Projection, columns: Integers) -> Projection:
    """Leave out columns that are 0, and rows in which nothing is left."""
    stays = ~np.isin(projection.kept, columns)
    rows = np.diff(csr_array(projection.model.matrix[:, stays]).indptr) > 0
    return Projection(only(projection.model, rows, stays), projection.kept[stays])


def _costs_whole_numbers(rings: Rings, objective: Objective) -> bool:
    """Whether every solution costs a whole number: going past a ring is all or nothing there."""
    used = np.flatnonzero(objective.coefficients)
    certain = rings.model.integer[used] | (used >= rings.kept.size)
    costs = np.append(objective.coefficients[used], objective.constant)
    off = np.abs(costs - np.round(costs))
    return bool(certain.all() and (off <= 1e-9 * np.maximum(1.0, np.abs(costs))).all())


def _with_closed(projection: Projection, closed: Integers) -> Projection:
    """Return a relaxation in which some columns are 0."""
    if not closed.size:
        return projection
    upper = projection.model.column_upper.copy()
    upper[np.searchsorted(projection.kept, closed)] = 0.0
    return Projection(replace(projection.model, column_upper=upper), projection.kept)


def parts_of(task: Task) -> list[Part]:
    """Return the parts of a goal; none where narrowing down does not apply, or is not worth its while.

    What students cost is that of the objective, or of the first cap that speaks of where they go. Caps make one part of
    all. Where places may be full, only a large model without caps has parts.
    """
    workshop = task.workshop
    landscape = landscape_of(workshop, (task.objective, *(cap for cap, _ in task.caps)))
    if landscape is None:
        return []
    roomy = never_full(workshop.source.index)
    if not roomy and (task.caps or landscape.ways < MANY_WAYS or workshop.source.index.scenario.students.single_source):
        return []
    for left_out in LADDER:
        base = workshop.projection((WAYS if roomy else WAYS - {"taught"}) | left_out)
        others = task.objective.coefficients.copy()
        others[base.kept] = others[landscape.students] = 0.0
        if others.any():
            continue
        names = tuple(landscape.origins)
        if not roomy:
            return [FlowPart(task, landscape, task.objective, base, names, whole=workshop.projection(left_out))]
        whole = RingPart(task, landscape, task.objective, base, names)
        found = whole.model(NOTHING)
        return [] if found is None else [whole] if task.caps else _split(whole, found[0].model)
    return []


def _split(whole: RingPart, model: CompiledModel) -> list[Part]:
    """Return the parts between which no row runs; what has no students goes with the first."""
    rows, columns = labels_of(model.matrix, can_bind(model))
    rows, columns = rows[: whole.base.model.matrix.shape[0]], columns[: whole.base.kept.size]
    by_label: dict[int, list[str]] = {}
    for name, origins in whole.landscape.origins.items():
        first = np.searchsorted(whole.base.kept, origins.offers[0])
        by_label.setdefault(int(columns[first]), []).append(name)
    parts: list[Part] = []
    for label, names in by_label.items():
        others = [other for other in by_label if other != label]
        mine, of_mine = (
            (columns == label, rows == label) if parts else (~np.isin(columns, others), ~np.isin(rows, [-1, *others]))
        )
        base = Projection(only(whole.base.model, of_mine, mine), whole.base.kept[mine])
        objective = replace(whole.objective, constant=0.0) if parts else whole.objective
        parts.append(RingPart(whole.task, whole.landscape, objective, base, tuple(names)))
    return parts
