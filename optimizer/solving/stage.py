"""Minimises one goal: relaxations first, each completed to a plan, the whole model last.

Where many programmes may open, bounds come from relaxations and better plans from a search of neighbourhoods: at the
same time where a second solver is at hand, in turns where not.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.choices import chosen_in, every_choice
from optimizer.solving.completion import Completion
from optimizer.solving.kernel import is_too_large, search_kernel
from optimizer.solving.meanwhile import meanwhile
from optimizer.solving.merging import Merged
from optimizer.solving.narrowing import narrow_down
from optimizer.solving.neighbourhoods import search_neighbourhoods
from optimizer.solving.projection import GOALS_LADDER, INSTITUTE, INSTITUTE_LADDER, STUDENTS, Projection
from optimizer.solving.relaxed_search import search_relaxed
from optimizer.solving.requests import Outcome, Request, ShouldStop
from optimizer.solving.starts import find_first_plan
from optimizer.solving.task import Task
from optimizer.solving.workshop import Cap, Report, Workshop

SEARCH_SHARE = 0.6
"""Share of the time left for the search of neighbourhoods, where it takes turns with bounds."""

RELAXED_SHARE = 0.5
"""Share of that for neighbourhoods in the smallest relaxation, before those of the whole model."""

RUNG_SHARE = 0.4
"""Share of a goal's time that one relaxation may take before the next, larger one has its turn; on large models those
after the smallest may take all that is left, for where one of them is not solved in time, no larger one is."""

SMALLEST_RUNG_SHARE = 0.4
"""The same for the smallest relaxation of large models: what it proves it proves soon."""

BOUND_SHARE = 0.2
"""The same where it leaves out what earlier goals ask of students, so that it gives a bound but hardly a plan."""

FEW_UNITS = 10
"""Units above its bound up to which a goal that is a whole number is asked for a lower value."""

NARROWING_SHARE = 0.9
"""Share of a goal's time for narrowing it down, where that applies: it mostly settles the goal."""

FIRST_SHARE = 0.4
"""Share of the time left for a first plan, where it takes turns with bounds."""

POLISHING_SHARE = 0.5
"""Share of a goal's time for the linear programme that brings it down with the start's choices."""

WAIT_SECONDS = 0.05


@dataclass(eq=False)
class Stage:
    """One goal, under the caps of the goals before it.

    Attributes
    ----------
    objective : Objective
        What is minimised.
    caps : tuple of (Objective, float)
        Limits that earlier goals set.
    start : ndarray or None
        A plan that keeps the caps.
    integral : bool
        Whether the objective is a whole number in every plan.
    seconds : float
        Time of the stage.
    report : callable
        Hears of progress.
    bound : float
        A bound that is known before; terms are never negative, so 0 is one.
    answer_ahead : callable
        Returns the answer to a request of the first relaxation, if another solver was asked for it before.
    """

    workshop: Workshop
    objective: Objective
    caps: tuple[Cap, ...]
    start: Vector | None
    integral: bool
    seconds: float
    report: Report
    bound: float = 0.0
    answer_ahead: Callable[[Request, Report], Outcome | None] = lambda request, hears: None
    task: Task = field(init=False)
    _lacks_proof_only: bool = field(default=False, init=False)
    _kernel_is_searched: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        parts = self.workshop, self.objective, self.caps, self.integral, self.report
        self.task = Task(*parts, best=self.start, bound=self.bound)

    def minimise(self) -> Outcome:
        """Return the best plan found, and the best bound."""
        task, clock = self.task, self.workshop.clock
        began = clock.seconds
        if not task.is_done:
            self._polish_start()
        narrow_down(task, self.seconds * NARROWING_SHARE)
        with self._search_beside():
            last = self._climb(began)
        seconds = clock.seconds - began
        if last.status == "infeasible" or (last.status == "failed" and task.best is None):
            return replace(last, seconds=seconds)
        return task.outcome(seconds, last.limit)

    def _search_kernel(self, began: float) -> None:
        """Search a kernel, once, where the model is large: of a first goal while a first plan is sought beside."""
        if self.workshop.is_large and not self._kernel_is_searched:
            self._lacks_proof_only = search_kernel(self.task, self._left(began))
        self._kernel_is_searched = True

    def _left(self, began: float) -> float:
        return self.seconds - (self.workshop.clock.seconds - began)

    def _climb(self, began: float) -> Outcome:
        """Climb from the smallest relaxation to the whole model until the goal is proven; return how that ended.

        A kernel comes before any that does not know what rules ask of students, unless that gives no more than a bound.
        """
        task, limit = self.task, "time"
        for rung, relaxation in enumerate([*self._relaxations(), None]):
            if not (isinstance(relaxation, Merged) or self._only_bounds(relaxation)):
                self._search_kernel(began)
            if rung > 0:
                self._search_instead(relaxation, began)
            left = self._left(began)
            if task.is_over or left <= 0:
                break
            if relaxation is None or (rung == 1 and self.workshop.is_large):
                left = self._search_in_turn(began, left)
            outcome = self._run_whole(left) if relaxation is None else self._run_relaxed(relaxation, left)
            if outcome.status == "infeasible" or (outcome.status == "failed" and relaxation is None):
                return outcome
            limit = outcome.limit if outcome.limit in ("time", "work") else limit
        return Outcome("limit", limit=limit)

    def _search_instead(self, relaxation: Projection | None, began: float) -> None:
        """Search for better plans where a relaxation is too large to bound the goal higher in the time left."""
        workshop, left = self.workshop, self._left(began)
        model = workshop.model if relaxation is None else relaxation.model
        if workshop.is_large and is_too_large(model, left):
            search_neighbourhoods(self.task, left)

    @contextmanager
    def _search_beside(self) -> Iterator[None]:
        """Search for better plans with the second solver while bounds are sought, where the model is large."""
        workshop, beside = self.workshop, self.workshop.beside
        if beside is None or not self._searches_beside():
            if beside is not None:
                beside.begin()
            yield
            return
        search, ends = workshop.through(beside.door), workshop.clock.seconds + self.seconds

        def look(is_over: ShouldStop) -> None:
            find_first_plan(self.task, self.seconds, search, is_over)
            search_relaxed(self.task, (ends - workshop.clock.seconds) * RELAXED_SHARE, search, is_over)
            beside.begin()
            beside.await_today(is_over)
            while not is_over() and self._awaits_kernel():
                time.sleep(WAIT_SECONDS)
            if not self._lacks_proof_only:
                search_neighbourhoods(self.task, ends - workshop.clock.seconds, search, is_over)

        with meanwhile(look):
            yield

    def _awaits_kernel(self) -> bool:
        """Whether a first plan is still to come, or the first goal's kernel, which settles most."""
        if self.task.best is None:
            return True
        return not self.caps and not self._kernel_is_searched

    def _searches_beside(self) -> bool:
        return self.workshop.second is not None and self.workshop.is_large and not self.task.is_over

    def _search_in_turn(self, began: float, left: float) -> float:
        """Search for better plans, unless that is done beside; return the time that is left."""
        if self._searches_beside() or not self.workshop.offers.size:
            return left
        find_first_plan(self.task, left * FIRST_SHARE, self.workshop)
        if self.workshop.is_large:
            search_relaxed(self.task, left * SEARCH_SHARE * RELAXED_SHARE)
            search_neighbourhoods(self.task, self._left(began) * SEARCH_SHARE)
        return self._left(began)

    def _polish_start(self) -> None:
        """Bring the goal as low as the start's choices allow; on large models the institute's as its programmes do.

        A neighbourhood holds the lead centres of all that it does not free, and so cannot bring them near a host.
        """
        workshop, task = self.workshop, self.task
        if task.best is None or not workshop.offers.size or workshop.clock.is_over:
            return
        if workshop.is_large and task.speaks_of(self.objective, INSTITUTE):
            task.complete(chosen_in(task.best, workshop.offers), self.seconds * POLISHING_SHARE)
            return
        choices = every_choice(workshop.model, task.best)
        if np.delete(self.objective.coefficients, choices[0]).any():
            task.complete(choices, self.seconds * POLISHING_SHARE)

    def _relaxations(self) -> list[Projection]:
        """Return the relaxations that keep the objective.

        Once a cap speaks of students, those without them are of no more use, but for a quick bound where the model is
        large. With all programmes fixed the whole model is small enough.
        """
        workshop, task = self.workshop, self.task
        if not workshop.offers.size or not workshop.clock.limits.methods.relaxations:
            return []
        ladder = GOALS_LADDER
        if task.speaks_of(self.objective, INSTITUTE):
            ladder = INSTITUTE_LADDER
        elif self.task.is_held_to_students_ways:
            knowing = tuple(left_out for left_out in ladder if not left_out >= STUDENTS)
            ladder = (GOALS_LADDER[0], *knowing) if workshop.is_large else knowing
        projections = [workshop.projection(left_out) for left_out in ladder]
        return [projection for projection in projections if projection.keeps(self.objective)]

    def first_relaxation(self) -> Projection | None:
        """Return the smallest relaxation that may settle the goal; None if there is none."""
        return next(iter(self._relaxations()), None)

    def ask(self, projection: Projection, seconds: float) -> Request:
        """Return the request for the goal in a relaxation, from the best plan so far."""
        return replace(
            self.task.request_in(projection, seconds),
            start=None if self.task.best is None else projection.start(self.task.best),
            brief=not self.workshop.is_large,
            target=self.task.good_enough,
        )

    def _run_relaxed(self, projection: Projection, left: float) -> Outcome:
        workshop, task = self.workshop, self.task
        seconds = left if workshop.is_large else left * RUNG_SHARE
        if workshop.is_large and projection is workshop.projection(GOALS_LADDER[0]):
            seconds = min(left, self.seconds * (BOUND_SHARE if self._only_bounds(projection) else SMALLEST_RUNG_SHARE))
        request, value = self.ask(projection, seconds), task.value
        if workshop.is_large and task.integral and value is not None and value - task.bound <= FEW_UNITS:
            outcome = task.look_below(projection, request, value)
        else:
            known = self.answer_ahead(request, task.report_bound) if projection is self.first_relaxation() else None
            outcome = known or workshop.run(projection.model, request, task.report_bound, enough=lambda: task.is_done)
        task.learn(outcome)
        is_settled = task.is_over or not task.is_bettered_by(outcome.value)
        if outcome.solution is not None and not is_settled and not self._only_bounds(projection):
            Completion(task, projection, outcome.solution, left).run()
        return outcome

    def _only_bounds(self, relaxation: Projection | None) -> bool:
        """Whether a relaxation knows nothing of what caps ask of students, so that it hardly ever finds a plan."""
        is_smallest = relaxation is self.workshop.projection(GOALS_LADDER[0])
        return is_smallest and self.task.is_held_to_students_ways

    def _run_whole(self, left: float) -> Outcome:
        workshop, task = self.workshop, self.task
        request = replace(task.request(left), start=task.best, brief=not workshop.is_large)
        outcome = workshop.run(workshop.model, request, task.report_both, enough=lambda: task.is_done)
        task.learn(outcome)
        task.keep_better(outcome.solution)
        return outcome
