"""Large neighbourhood search: free a few specialisations, hold all else, solve what remains.

Students, teachers and lead centres of specialisations that are held stay where they are too: what remains is as small
as the share of those that are free. Programmes that its linear programme hardly uses stay closed, as in relaxation
enforced neighbourhood search (Berthold, *Mathematical Programming Computation* 6, 2014), until nothing more is found.
Two searches may work on one goal; what both find is put together. The same seed and work give the same plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.solving.arrays import Vector
from optimizer.solving.belonging import NONE
from optimizer.solving.choices import Choice, as_they_are, joined, none_of
from optimizer.solving.draws import Group, NeighbourhoodSearch, kinds_of
from optimizer.solving.projection import INSTITUTE, TEACHERS
from optimizer.solving.requests import Outcome, ShouldStop, ignore, never
from optimizer.solving.starts import HARDLY_USED
from optimizer.solving.task import Task, is_less
from optimizer.solving.workshop import SLACK, Workshop

ROUND_SECONDS = 2.0
"""Most seconds of a run on a model of :data:`ROUND_COLUMNS`; without effect where work is limited instead."""

ROUND_COLUMNS = 50_000
"""Columns above which a run may take longer, in proportion: half a million students' ways are loaded in seconds."""

MANY_COLUMNS = 25_000
"""Columns above which, at first, only programmes open that a linear programme of the whole model used."""


def held_outside(task: Task, plan: Vector, freed: Group) -> Choice:
    """Return what is held while some programmes are free: the others, and all of specialisations that have none free.

    Only where the goal is the institute's, that is free for all, for it could not move as long as any of it is held.

    Parameters
    ----------
    task : Task
        The goal.
    plan : ndarray, shape (columns,)
        The plan to stay with.
    freed : ndarray of int
        Columns of ``offers``.
    """
    workshop = task.workshop
    belongs_to = workshop.specialisation_of_column
    others = (belongs_to != NONE) & ~np.isin(belongs_to, belongs_to[freed])
    others[np.setdiff1d(workshop.offers, freed)] = True
    if task.speaks_of(task.objective, INSTITUTE):
        others[workshop.columns_named(*INSTITUTE - TEACHERS)] = False
    return as_they_are(workshop.model, plan, np.flatnonzero(others))


def costly_in(task: Task, plan: Vector) -> Group:
    """Return the columns of ``offers`` of those specialisations that cost the goal something in a plan.

    Hardly any does once few teachers are scattered, or few lead centres are far from the institute.
    """
    offers, belongs_to = task.workshop.offers, task.workshop.specialisation_of_column
    costly = belongs_to[task.objective.coefficients * plan > SLACK]
    return offers[np.isin(belongs_to[offers], costly[costly != NONE])]


@dataclass(eq=False)
class Neighbourhood:
    """Plans around the best one.

    Attributes
    ----------
    task : Task
        The goal.
    best : ndarray, shape (columns,)
        The plan that it is around.
    freed : ndarray of int
        Columns of ``offers`` that are free.
    workshop : Workshop
        Whose door is used.
    seconds : float
        Most seconds of one run.
    enough : callable
        Asked now and then whether the search is of no more use.
    """

    task: Task
    best: Vector
    freed: Group
    workshop: Workshop
    seconds: float
    enough: ShouldStop
    fixed: Choice = field(init=False)
    _least: float = field(default=-np.inf, init=False)

    def __post_init__(self) -> None:
        self.fixed = held_outside(self.task, self.best, self.freed)

    def is_better(self, value: float | None) -> bool:
        """Whether a value is less than that of the plan, by more than the solver's tolerance."""
        return value is not None and is_less(value, self.task.objective.value(self.best))

    def narrow(self) -> Outcome:
        """Close what the linear programme hardly uses; return what came of it."""
        workshop, whole = self.workshop, self.task.workshop
        mine = workshop.programmes_in(self.best)
        if whole.known.size and workshop.model.columns > MANY_COLUMNS:
            self._close(np.setdiff1d(self.freed, np.union1d(whole.known, mine)))
        request = replace(self.task.request(self.seconds), fixed=self.fixed, relaxed=True, confirmed=False)
        relaxed = workshop.run(workshop.model, request, ignore, enough=self.enough)
        if relaxed.solution is not None and relaxed.value is not None:
            self._least = relaxed.value
            hardly = self.freed[relaxed.solution[self.freed] < HARDLY_USED]
            self._close(np.setdiff1d(hardly, mine))
        return relaxed

    def _close(self, programmes: Group) -> None:
        self.fixed = joined(self.fixed, none_of(np.setdiff1d(programmes, self.fixed[0], assume_unique=True)))

    def search(self) -> Outcome:
        """Look for a better plan; what another search has found since is put together with it.

        It ends early if that is better than any plan here.
        """
        task, workshop = self.task, self.workshop
        request = replace(task.request(self.seconds), fixed=self.fixed, start=self.best)
        request = replace(request, brief=True, confirmed=False, target=task.good_enough)
        found = workshop.run(workshop.model, request, task.report_value, enough=self._is_over)
        other = task.best
        task.keep_better(found.solution)
        if found.solution is not None and other is not None and other is not self.best and not self._is_over():
            self._put_together(found.solution, other)
        return found

    def _is_over(self) -> bool:
        return self.enough() or not self.task.is_bettered_by(self._least)

    def _put_together(self, found: Vector, other: Vector) -> None:
        """Take what was free here from one plan, and all else from another."""
        task, belongs_to = self.task, self.task.workshop.specialisation_of_column
        columns = np.flatnonzero(self.workshop.model.integer)
        is_mine = np.isin(belongs_to[columns], belongs_to[self.freed])
        values = np.where(is_mine, np.round(found[columns]), np.round(other[columns]))
        together = self.workshop.complete(task.objective, task.caps, (columns, values), self.seconds)
        task.keep_better(together.solution)


def search_neighbourhoods(
    task: Task,
    seconds: float,
    workshop: Workshop | None = None,
    enough: ShouldStop = never,
    after_round: Callable[[], None] = lambda: None,
) -> None:
    """Better a task's plan by freeing a few specialisations at a time.

    Parameters
    ----------
    task : Task
        The goal, with a plan to start from.
    seconds : float
        Time at hand.
    workshop : Workshop, optional
        Whose door is used, by default the task's own.
    enough : callable
        Asked now and then whether the search is of no more use.
    after_round : callable
        Called after each neighbourhood.
    """
    workshop = workshop or task.workshop
    clock, began, is_narrowed = workshop.clock, workshop.clock.seconds, True
    seed = [clock.limits.seed, len(task.caps), int(workshop is task.workshop)]
    search = NeighbourhoodSearch(kinds_of(task.workshop), seed)
    longest = ROUND_SECONDS * times_as_large(workshop)
    round_seconds = seconds if clock.limits.work_limit is not None else min(longest, seconds)
    while not (task.is_done or clock.is_over or enough() or clock.seconds - began > seconds):
        if search.is_exhausted and is_narrowed:
            is_narrowed = False
            search.start_again()
        best = task.best
        if best is None or search.is_exhausted:
            return
        around = Neighbourhood(task, best, search.draw(best, costly_in(task, best)), workshop, round_seconds, enough)
        outcome = around.narrow() if is_narrowed else None
        if outcome is None or around.is_better(outcome.value) or outcome.status == "infeasible":
            outcome = around.search()
        better = outcome.solution is not None and around.is_better(outcome.value)
        search.learn(better=better, solved=outcome.status == "optimal")
        after_round()


def times_as_large(workshop: Workshop) -> float:
    """Return how many times as large as :data:`ROUND_COLUMNS` a model is, at least once."""
    return max(1.0, workshop.model.columns / ROUND_COLUMNS)
