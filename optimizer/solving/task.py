"""One goal at hand: what is minimised under what caps, the best plan so far and the best bound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock

import numpy as np

from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.choices import Choice
from optimizer.solving.projection import INSTITUTE, STUDENTS, Projection
from optimizer.solving.requests import Outcome, OutcomeStatus, Progress, Request, ignore, relative_gap
from optimizer.solving.workshop import SLACK, Cap, Report, Workshop, with_slack

NEXT_TO_NOTHING = 0.1
"""Units between plan and bound that are not worth the rest of a goal's time: a tenth of a teacher's post, say."""


def is_less(value: float, other: float) -> bool:
    """Whether a value is less than another, by more than the solver's tolerance."""
    return value < other - SLACK * max(1.0, abs(other))


@dataclass(eq=False)
class Task:
    """One goal, under the caps of the goals before it; two searches may work on it at once.

    Attributes
    ----------
    workshop : Workshop
        Model, solver and clock.
    objective : Objective
        What is minimised.
    caps : tuple of (Objective, float)
        Limits that earlier goals set.
    integral : bool
        Whether the objective is a whole number in every plan.
    report : callable
        Hears of progress.
    best : ndarray or None
        The best plan so far, which keeps the caps.
    bound : float
        No plan is better than this.
    is_relaxed : bool
        Whether its plans are those of a relaxation, which nobody is shown.
    nodes : int
        Branch-and-bound nodes of the runs that gave bounds.
    """

    workshop: Workshop
    objective: Objective
    caps: tuple[Cap, ...]
    integral: bool
    report: Report
    best: Vector | None = None
    bound: float = 0.0
    is_relaxed: bool = False
    nodes: int = field(default=0, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)
    _valued: tuple[Vector | None, float | None] = field(default=(None, None), init=False)

    @property
    def value(self) -> float | None:
        """The objective's value in the best plan, which is asked for many times a second."""
        best, (plan, value) = self.best, self._valued
        if plan is not best:
            value = None if best is None else self.objective.value(best)
            self._valued = best, value
        return value

    @property
    def is_proven(self) -> bool:
        """Whether the best plan is as good as any, within the gap asked for."""
        gap = relative_gap(self.value, self.bound)
        return gap is not None and gap <= self.workshop.clock.limits.gap

    @property
    def is_done(self) -> bool:
        """Whether more is not worth its time: it is proven, or later goals of a large model need the time more."""
        value, workshop = self.value, self.workshop
        hurries = workshop.is_large and workshop.clock.limits.time_limit < np.inf
        return self.is_proven or (hurries and value is not None and value - self.bound < NEXT_TO_NOTHING)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done for it: it is done, or time is up."""
        return self.is_done or self.workshop.clock.is_over

    @property
    def good_enough(self) -> float:
        """The value at which the goal is proven."""
        return self.bound + 0.9 * self.workshop.clock.limits.gap * max(abs(self.bound), 1.0)

    def outcome(self, seconds: float, limit: str) -> Outcome:
        """Return what came of the goal after so many seconds; `limit` ended it, unless it is proven or interrupted."""
        interrupted, value = self.workshop.clock.interrupted, self.value
        bound = self.bound if value is None else min(self.bound, value)
        status: OutcomeStatus = "optimal" if self.is_proven else "interrupted" if interrupted else "limit"
        return Outcome(status, self.best, value, bound, seconds, self.nodes, limit if status == "limit" else "")

    def speaks_of(self, objective: Objective, names: frozenset[str]) -> bool:
        """Whether an objective has a term in one of some variables."""
        return bool(np.any(objective.coefficients[self.workshop.columns_named(*names)] != 0))

    @property
    def is_settled_by_programmes(self) -> bool:
        """Whether the goal speaks neither of students nor of the institute: mostly programmes settle it."""
        return not self.speaks_of(self.objective, STUDENTS | INSTITUTE | {"enrolled"})

    @property
    def is_held_to_students_ways(self) -> bool:
        """Whether a goal before it limits students' ways."""
        return any(self.speaks_of(cap, STUDENTS) for cap, _ in self.caps)

    def request(self, seconds: float) -> Request:
        """Return a request for the goal under its caps."""
        return self.workshop.request(self.objective, self.caps, seconds)

    def within(self, projection: Projection) -> Task:
        """Return the goal in a relaxation that keeps it, from the same plan."""
        workshop = self.workshop.within(projection)
        objective, caps = projection.restrict(self.objective), self.caps_in(projection)
        best = None if self.best is None else projection.start(self.best)
        return Task(workshop, objective, caps, self.integral, ignore, best, self.bound, is_relaxed=True)

    def caps_in(self, projection: Projection) -> tuple[Cap, ...]:
        """Return the caps that a relaxation keeps."""
        return tuple((projection.restrict(cap), limit) for cap, limit in self.caps if projection.keeps(cap))

    def request_in(self, projection: Projection, seconds: float, objective: Objective | None = None) -> Request:
        """Return a request for the goal, or for something else, in a relaxation, under the caps that it keeps."""
        return self.workshop.request(
            projection.restrict(objective or self.objective), self.caps_in(projection), seconds
        )

    def look_for_better(
        self,
        request: Request,
        workshop: Workshop | None = None,
        enough: Callable[[], bool] | None = None,
        *,
        brief: bool = True,
    ) -> Outcome:
        """Run a request on a part of the whole model and keep its plan if it is better; its bound says nothing.

        Parameters
        ----------
        request : Request
            With some columns fixed.
        workshop : Workshop, optional
            Whose door is used, by default the task's own.
        enough : callable, optional
            Asked now and then whether the run is of no more use.
        brief : bool
            Whether it is one of many small ones.
        """
        workshop = workshop or self.workshop
        request = replace(request, brief=brief, target=self.good_enough)
        outcome = workshop.run(workshop.model, request, self.report_value, enough=enough)
        self.keep_better(outcome.solution)
        return outcome

    def look_below(self, projection: Projection, request: Request, value: float) -> Outcome:
        """Look in a relaxation for less than a whole number: that there is nothing often shows at the root.

        Parameters
        ----------
        projection : Projection
            The relaxation.
        request : Request
            The goal in it.
        value : float
            That of the best plan, which the outcome's bound does not exceed.
        """
        lower = projection.restrict(self.objective), round(value) - 1.0
        request = replace(request, caps=(*request.caps, *with_slack((lower,))), start=None, confirmed=False)

        def report(state: Progress) -> None:
            self.report_bound(replace(state, bound=None if state.bound is None else min(state.bound, value)))

        outcome = self.workshop.run(projection.model, request, report, enough=lambda: self.is_done)
        if outcome.status == "infeasible":
            return replace(outcome, status="optimal", bound=value)
        return replace(outcome, bound=None if outcome.bound is None else min(outcome.bound, value))

    def complete(self, chosen: Choice, seconds: float) -> None:
        """Keep the best plan with some columns fixed, mostly a linear programme, if it is better."""
        self.keep_better(self.workshop.complete(self.objective, self.caps, chosen, seconds).solution)

    def is_bettered_by(self, value: float | None) -> bool:
        """Whether a value is less than that of the best plan, by more than the solver's tolerance."""
        best = self.value
        return value is not None and (best is None or is_less(value, best))

    def keep_better(self, solution: Vector | None) -> None:
        """Keep a plan if it is better than the best."""
        if solution is None:
            return
        with self._lock:
            value = self.value
            if value is None or self.objective.value(solution) < value:
                self.best = solution
                if not self.is_relaxed:
                    self.workshop.show(solution)

    def learn(self, outcome: Outcome) -> None:
        """Take over the bound of a run of the whole model, or of a relaxation of it."""
        self.nodes += outcome.nodes
        self.raise_bound(outcome.bound)

    def raise_bound(self, bound: float | None) -> None:
        """Take over a valid bound if it is better."""
        if bound is None:
            return
        with self._lock:
            self.bound = max(self.bound, float(np.ceil(bound - 1e-6)) if self.integral else bound)

    def report_bound(self, state: Progress) -> None:
        """Report a relaxation's bound beside the best plan: its own solutions are not plans yet."""
        self.raise_bound(state.bound)
        self._tell(self.value)

    def report_value(self, state: Progress) -> None:
        """Report a better plan, but not the bound of a search that leaves most programmes as they are."""
        self._tell(state.value if state.value is not None else self.value)

    def report_both(self, state: Progress) -> None:
        """Report plan and bound of the whole model."""
        self.raise_bound(state.bound)
        self.report_value(state)

    def _tell(self, value: float | None) -> None:
        self.report(Progress(value, self.bound, relative_gap(value, self.bound), self.workshop.clock.seconds))
