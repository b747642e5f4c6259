"""Neighbourhoods in the smallest relaxation: what they find there is completed to plans.

A better solution that has no completion ends the search, for the relaxation then knows too little of what plans must
keep. One that was found before, halfway, may have one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from optimizer.solving.arrays import Vector
from optimizer.solving.neighbourhoods import search_neighbourhoods, times_as_large
from optimizer.solving.projection import LADDER, Projection
from optimizer.solving.requests import ShouldStop, never
from optimizer.solving.task import Task
from optimizer.solving.workshop import Workshop

COMPLETING_SECONDS = 5.0
"""Seconds after which a better solution is completed, though a still better one may come, in a whole model of
:data:`~optimizer.solving.neighbourhoods.ROUND_COLUMNS`; where work is limited instead, only the last is."""

SEARCH_SHARE = 0.8
"""Share of the time for the search; the rest is for the completion of the last solution."""


def search_relaxed(task: Task, seconds: float, workshop: Workshop | None = None, enough: ShouldStop = never) -> None:
    """Better a task's plan in the smallest relaxation, if that keeps the goal and all caps, and complete it.

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
    """
    workshop, projection = workshop or task.workshop, task.workshop.projection(LADDER[0])
    measures = task.objective, *(cap for cap, _ in task.caps)
    if task.best is None or not all(projection.keeps(measure) for measure in measures):
        return
    search = _RelaxedSearch(task, task.within(projection), projection, workshop, seconds, enough)
    inside = search.relaxed.workshop.through(workshop.door)
    search_neighbourhoods(search.relaxed, seconds * SEARCH_SHARE, inside, search.is_over, search.take_note)
    search.complete()


@dataclass(eq=False)
class _RelaxedSearch:
    """The solutions found so far, and what came of their completions."""

    task: Task
    relaxed: Task
    projection: Projection
    workshop: Workshop
    seconds: float
    enough: ShouldStop
    _latest: Vector | None = field(init=False)
    _trail: list[Vector] = field(default_factory=list, init=False)
    _has_failed: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._latest = self.relaxed.best
        self._completed = self.workshop.clock.seconds
        self._ends = self._completed + self.seconds

    def take_note(self) -> None:
        """Keep what a round found, and complete it if the last completion is long ago."""
        found, clock = self.relaxed.best, self.workshop.clock
        if found is not None and found is not self._latest:
            self._latest = found
            self._trail.append(found)
        patience = COMPLETING_SECONDS * times_as_large(self.workshop)
        if clock.limits.work_limit is None and clock.seconds - self._completed > patience:
            self.complete()

    def complete(self) -> None:
        """Complete the last solution, if it betters the plan; as long as it cannot be, one halfway back."""
        task, trail = self.task, self._trail
        while trail and task.is_bettered_by(self.relaxed.objective.value(trail[-1])) and not self._is_interrupted():
            chosen = self.projection.lift(trail[-1], task.workshop.offers)
            left = self._ends - self.workshop.clock.seconds
            outcome = self.workshop.complete(task.objective, task.caps, chosen, left)
            self._completed = self.workshop.clock.seconds
            task.keep_better(outcome.solution)
            if outcome.status != "infeasible":
                trail.clear()
                return
            self._has_failed = True
            del trail[len(trail) // 2 :]

    def _is_interrupted(self) -> bool:
        return self.workshop.clock.is_over or self.enough()

    def is_over(self) -> bool:
        """Whether to search on is of no use."""
        if self.enough() or self.task.is_done or self._has_failed:
            return True
        return self.relaxed.value is not None and self.relaxed.value <= self.task.good_enough
