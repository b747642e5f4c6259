"""A part of a goal's model that shares no row with the others, and what is known of it."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.ascent import USED, Ascent
from optimizer.solving.choices import NOTHING
from optimizer.solving.duals import Proof
from optimizer.solving.origins import Integers, Origins, least_sites
from optimizer.solving.projection import Projection
from optimizer.solving.requests import Request
from optimizer.solving.task import Task

ROUNDING = 1e-6

KERNEL_FACTOR, LEAST_KERNEL = 1.3, 20
"""Programmes in a kernel, as a multiple of those that the relaxation uses, and at least."""


@dataclass(eq=False)
class Part(ABC):
    """A part of a goal's model that shares no row with the others, and what is known of it.

    Attributes
    ----------
    task : Task
        The goal.
    objective : Objective
        The goal over the whole model; its constant counts in one part only.
    base : Projection
        The part without the ways of students.
    origins : tuple of Origins
        Whose students are in it, one entry a specialisation.
    bound : float
        No solution of the part costs less.
    value : float
        Cost of the best solution seen.
    chosen : ndarray or None
        The best solution seen: programmes, in the columns of the whole model.
    closed : ndarray of int
        Columns of ``offers`` that are 0 in every solution better than the best seen.
    """

    task: Task
    objective: Objective
    base: Projection
    origins: tuple[Origins, ...]
    bound: float = field(default=-math.inf, init=False)
    value: float = field(default=math.inf, init=False)
    chosen: Vector | None = field(default=None, init=False)
    closed: Integers = field(default_factory=lambda: NOTHING, init=False)
    _ascent: Ascent | None = field(default=None, init=False)
    _proof: Proof | None = field(default=None, init=False)

    @property
    @abstractmethod
    def may_be_full(self) -> bool:
        """Whether places have a price."""

    @property
    @abstractmethod
    def is_whole(self) -> bool:
        """Whether every solution costs a whole number."""

    @abstractmethod
    def model(self, closed: Integers) -> Projection | None:
        """Return the part if some programmes are closed, without ways that no solution better than the best uses.

        Parameters
        ----------
        closed : ndarray of int
            Columns of ``offers`` that are 0.

        Returns
        -------
        Projection or None
            None if some students then cannot go anywhere.
        """

    def climb(self, seconds: float) -> None:
        """Look for prices: they give a bound, and say what no solution better than the best opens."""
        clock = self.task.workshop.clock
        ends = clock.seconds + seconds
        origins = tuple(each.without(self.closed) for each in self.origins)
        if any(each is None for each in origins):
            self.raise_bound(self.worth_finding)
            return
        left = tuple(each for each in origins if each is not None)
        base, before = with_closed(self.base, self.closed), self._ascent
        sites = least_sites(self.task.workshop.source.index)
        self._ascent = Ascent(base, self.objective, left, self.may_be_full, sites, clock.limits.seed)
        if before is not None:
            self._ascent.start_from(before)
        self._proof = self._ascent.climb(self.value, lambda: clock.is_over or clock.seconds > ends)
        if self._proof is not None:
            self.raise_bound(min(self._proof.bound, self.worth_finding) if self.closed.size else self._proof.bound)
            self._take_rounded(self._ascent)
            self._close()

    def kernel(self) -> Integers | None:
        """Return the programmes outside a kernel of those that the relaxation uses or nearly uses; None without one."""
        if self._ascent is None or self._proof is None:
            return None
        used = self._ascent.average[self.places] > USED
        order = np.argsort(np.where(used, -np.inf, self._proof.reduced[self.places]), kind="stable")
        count = max(int(np.count_nonzero(used) * KERNEL_FACTOR), LEAST_KERNEL)
        return np.union1d(self.closed, self.offers[order[count:]])

    def find(self, value: float, chosen: Vector) -> None:
        """Take over a solution of the part if it is no worse than the best."""
        if value <= self.value + 1e-9:
            self.value, self.chosen = value, chosen
            self._close()

    def raise_bound(self, bound: float) -> None:
        """Take over a valid bound if it is better."""
        if self.is_whole and math.isfinite(bound):
            bound = math.ceil(bound - ROUNDING)
        self.bound = max(self.bound, min(bound, self.value))

    def request(self, projection: Projection, seconds: float) -> Request:
        """Return a request for the part's goal in its model."""
        request = self.task.workshop.request(projection.restrict(self.objective), (), seconds)
        if self.chosen is not None:
            request = replace(request, start=projection.start(self.chosen))
        return replace(request, brief=True, confirmed=False)

    @cached_property
    def offers(self) -> Integers:
        """Columns of ``offers`` of the whole model that are in the part."""
        return np.intersect1d(self.base.kept, self.task.workshop.offers)

    @cached_property
    def places(self) -> Integers:
        """Where these columns stand in the base."""
        return np.searchsorted(self.base.kept, self.offers)

    @property
    def is_proven(self) -> bool:
        """Whether no solution is better than the best seen, within the gap."""
        return self.value - self.bound <= self._tolerance

    @property
    def worth_finding(self) -> float:
        """Cost from which on a solution is no better than the best seen."""
        return self.value - (1.0 - 2 * ROUNDING if self.is_whole else self._tolerance / 2)

    @property
    def _tolerance(self) -> float:
        gap = self.task.workshop.clock.limits.gap
        return gap * max(1.0, abs(self.value)) if math.isfinite(self.value) else 0.0

    def _close(self) -> None:
        """Close what no solution better than the best opens."""
        if self._proof is not None and self.chosen is not None:
            useless = self.offers[self._proof.useless(self.places, self.worth_finding)]
            self.closed = np.union1d(self.closed, useless)

    @abstractmethod
    def _take_rounded(self, ascent: Ascent) -> None:
        """Take over the best programmes seen on the way, where the part allows them as they are."""


def with_closed(projection: Projection, closed: Integers) -> Projection:
    """Return a relaxation in which some columns are 0."""
    if not closed.size:
        return projection
    upper = projection.model.column_upper.copy()
    upper[np.searchsorted(projection.kept, closed)] = 0.0
    return Projection(replace(projection.model, column_upper=upper), projection.kept)
