"""A part of a goal's model that shares no row with the others, and what is known of it."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.duals import Proof
from optimizer.solving.landscape import NOTHING, Integers, Landscape
from optimizer.solving.projection import Projection
from optimizer.solving.requests import Request, ignore
from optimizer.solving.task import Task

ROUNDING = 1e-6


@dataclass(eq=False)
class Part(ABC):
    """A part of a goal's model that shares no row with the others, and what is known of it.

    Attributes
    ----------
    task : Task
        The goal.
    landscape : Landscape
        What it makes students cost.
    objective : Objective
        The goal over the whole model; its constant counts in one part only.
    base : Projection
        The part without students.
    specialisations : tuple of str
        Whose students are in it.
    bound : float
        No solution of the part costs less.
    value : float
        Cost of the best solution seen.
    chosen : ndarray or None
        The best solution at hand, in the columns of the whole model.
    relaxed : ndarray or None
        A solution of its linear relaxation, about, in the base's columns.
    proof : Proof or None
        What duals of its linear relaxation prove; reduced costs of the base's columns come first.
    is_whole : bool
        Whether every solution costs a whole number.
    """

    task: Task
    landscape: Landscape
    objective: Objective
    base: Projection
    specialisations: tuple[str, ...]
    bound: float = field(default=-math.inf, init=False)
    value: float = field(default=math.inf, init=False)
    chosen: Vector | None = field(default=None, init=False)
    relaxed: Vector | None = field(default=None, init=False)
    proof: Proof | None = field(default=None, init=False)
    is_whole: bool = field(default=False, init=False)

    @abstractmethod
    def relax(self, seconds: float) -> None:
        """Learn `relaxed`, `proof` and `bound` from the linear relaxation."""

    @abstractmethod
    def model(self, closed: Integers, *, narrow: bool = False) -> tuple[Projection, float] | None:
        """Return the part if some programmes are closed, and what solutions cost at least that it leaves out besides.

        Parameters
        ----------
        closed : ndarray of int
            Columns of ``offers`` that are 0.
        narrow : bool
            Whether ways are left out that nobody goes in a solution better than the best.

        Returns
        -------
        (Projection, float) or None
            None if some students then cannot go anywhere.
        """

    def settle_without_students(self, seconds: float) -> None:
        """Learn a bound from the part without students: all there is to know where the goal hardly needs them."""
        outcome = self.task.workshop.run(self.base.model, self.request(self.base, seconds), ignore)
        if outcome.bound is not None:
            self.raise_bound(outcome.bound)

    @cached_property
    def offers(self) -> Integers:
        """Columns of ``offers`` of the whole model that are in the part."""
        return np.intersect1d(self.base.kept, self.landscape.workshop.offers)

    @cached_property
    def places(self) -> Integers:
        """Where these columns stand in the base."""
        return np.searchsorted(self.base.kept, self.offers)

    @property
    def is_proven(self) -> bool:
        """Whether no solution is better than the best seen, within the gap."""
        return self.value - self.bound <= self._tolerance

    @property
    def _tolerance(self) -> float:
        gap = self.task.workshop.clock.limits.gap
        return gap * max(1.0, abs(self.value)) if math.isfinite(self.value) else 0.0

    @property
    def worth_finding(self) -> float:
        """Cost from which on a solution is no better than the best seen."""
        return self.value - (1.0 - ROUNDING if self.is_whole else self._tolerance / 2)

    def raise_bound(self, bound: float) -> None:
        """Take over a valid bound if it is better."""
        if self.is_whole and math.isfinite(bound):
            bound = math.ceil(bound - ROUNDING)
        self.bound = max(self.bound, min(bound, self.value))

    def least_with(self, columns: Integers) -> float:
        """Return what a solution costs at least that opens any of some programmes."""
        if not columns.size:
            return math.inf
        if self.proof is None:
            return -math.inf
        return self.proof.bound + float(self.proof.reduced[np.searchsorted(self.base.kept, columns)].min())

    def useless(self) -> Integers:
        """Return the programmes that no solution better than the best opens."""
        if self.proof is None or self.chosen is None:
            return NOTHING
        return self.offers[self.proof.useless(self.places, self.worth_finding)]

    def request(self, projection: Projection, seconds: float) -> Request:
        """Return a request for the part's goal, under the goal's caps, in a relaxation."""
        task = self.task
        caps = tuple((projection.restrict(cap), limit) for cap, limit in task.caps if projection.keeps(cap))
        request = task.workshop.request(projection.restrict(self.objective), caps, seconds)
        return replace(request, brief=True, confirmed=False)
