"""From a relaxation's solution to a plan: with its choices, its programmes, or a search close by."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.solving.arrays import Vector
from optimizer.solving.choices import Choice, chosen_in, joined
from optimizer.solving.projection import INSTITUTE, Projection
from optimizer.solving.task import Task

CROSSING_SHARE = 0.2
"""Share of the time left for a search among the programmes in which a relaxation and the best plan differ."""


@dataclass(frozen=True, eq=False)
class Completion:
    """Turns one relaxation's solution into plans of a task.

    Attributes
    ----------
    task : Task
        The goal.
    projection : Projection
        The relaxation.
    solution : ndarray
        Its best solution.
    seconds : float
        Time that is left for the goal.
    """

    task: Task
    projection: Projection
    solution: Vector
    seconds: float

    def run(self) -> None:
        """Try one way after another, until the goal is proven."""
        task, chosen = self.task, self.projection.lift(self.solution, self.task.workshop.offers)
        for choices in (self._every_choice(), chosen):
            task.complete(choices, self.seconds * 2 * CROSSING_SHARE)
            if task.is_over:
                return
        self._cross(chosen)
        if task.speaks_of(task.objective, INSTITUTE) and not task.is_over:
            self._fit_institute()

    def _every_choice(self) -> Choice:
        """Return the relaxation's whole numbers, and the best plan's where the relaxation has none."""
        whole, best = np.flatnonzero(self.task.workshop.model.integer), self.task.best
        chosen = self.projection.lift(self.solution, whole)
        return chosen if best is None else joined(chosen, chosen_in(best, np.setdiff1d(whole, chosen[0])))

    def _cross(self, chosen: Choice) -> None:
        """Search among the programmes in which the relaxation and the best plan differ."""
        best, (columns, values) = self.task.best, chosen
        if best is None:
            return
        agreed = np.abs(best[columns] - values) < 0.5
        if agreed.all():
            return
        request = self.task.request(self.seconds * CROSSING_SHARE)
        self.task.look_for_better(replace(request, fixed=(columns[agreed], values[agreed]), start=best))

    def _fit_institute(self) -> None:
        """Look for programmes that go with the relaxation's institute."""
        workshop = self.task.workshop
        whole = np.flatnonzero(workshop.model.integer)
        institute = self.projection.lift(self.solution, np.intersect1d(whole, workshop.columns_named(*INSTITUTE)))
        request = self.task.request(self.seconds * CROSSING_SHARE)
        self.task.look_for_better(replace(request, fixed=institute, confirmed=False))
