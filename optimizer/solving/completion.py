"""From a relaxation's solution to a plan: with its choices, its programmes, or a search close by."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.solving.arrays import Vector
from optimizer.solving.choices import Choice, none_of
from optimizer.solving.kernel import used_by_linear_programme
from optimizer.solving.projection import INSTITUTE, STUDENTS, Projection
from optimizer.solving.requests import ignore
from optimizer.solving.task import Task

CROSSING_SHARE = 0.2
"""Share of the time left for a search among the programmes in which a relaxation and the best plan differ."""

KERNEL_SHARE = 0.5
"""Share of the time left for a search among the few programmes that relaxations use."""

LINEAR_SHARE = 0.2
"""Share of the time left for a relaxation's linear programme."""


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

    def run(self, *, kernel: bool) -> None:
        """Try one way after another, until the goal is proven.

        Parameters
        ----------
        kernel : bool
            Whether a kernel of programmes is searched: worth its while where many may open.
        """
        task, chosen = self.task, self.projection.lift(self.solution, self.task.workshop.offers)
        for choices in (self._every_choice(), chosen):
            task.complete(choices, self.seconds * 2 * CROSSING_SHARE)
            if self._is_over():
                return
        if kernel:
            self._search_kernel(chosen)
        else:
            self._cross(chosen)
        if task.speaks_of(task.objective, INSTITUTE) and not self._is_over():
            self._fit_institute()

    def _is_over(self) -> bool:
        return self.task.is_proven or self.task.workshop.clock.is_over

    def _every_choice(self) -> Choice:
        """Return the relaxation's whole numbers, and the best plan's where the relaxation has none."""
        whole, best = np.flatnonzero(self.task.workshop.model.integer), self.task.best
        columns, values = self.projection.lift(self.solution, whole)
        if best is None:
            return columns, values
        others = np.setdiff1d(whole, columns)
        return np.concatenate([columns, others]), np.concatenate([values, np.round(best[others])])

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

    def _search_kernel(self, chosen: Choice) -> None:
        """Search the small model of programmes that the relaxation or a linear programme uses.

        The search is first made without students' ways, whose part of the model is the largest: what it finds is then
        completed, crossed with the best plan, or looked for once more in the whole model. Once earlier goals set caps,
        few sets of programmes keep them: the best plan's programmes then belong to the kernel.
        """
        task, workshop = self.task, self.task.workshop
        kernel, start = chosen[0][chosen[1] > 0.5], task.best if task.caps else None
        if start is not None:
            kernel = np.union1d(kernel, workshop.programmes_in(start))
        smaller = workshop.projection(STUDENTS)
        smaller = smaller if smaller.keeps(task.objective) else self.projection
        used = used_by_linear_programme(task, smaller, self.seconds * LINEAR_SHARE)
        kernel = kernel if used is None else np.union1d(kernel, used)
        without = np.setdiff1d(workshop.offers, kernel)
        found = self._search_kernel_of(smaller, without, start)
        if found is not None:
            task.complete(found, self.seconds * CROSSING_SHARE)
            if not self._is_over():
                self._cross(found)
        if self._is_over() or task.caps:
            return
        request = replace(task.request(self.seconds * KERNEL_SHARE), fixed=none_of(without))
        task.look_for_better(replace(request, confirmed=False))

    def _search_kernel_of(
        self, projection: Projection, without: NDArray[np.int64], start: Vector | None
    ) -> Choice | None:
        """Return the programmes of a relaxation's best solution that does without some, if one was found."""
        task, workshop = self.task, self.task.workshop
        _, columns, _ = np.intersect1d(projection.kept, without, return_indices=True)
        request = replace(
            task.request_in(projection, self.seconds * KERNEL_SHARE),
            fixed=none_of(columns),
            start=None if start is None else start[projection.kept],
            brief=True,
            confirmed=False,
            target=task.good_enough,
        )
        solution = workshop.run(projection.model, request, ignore, enough=lambda: task.is_proven).solution
        return None if solution is None else projection.lift(solution, workshop.offers)
