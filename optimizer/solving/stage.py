"""Minimises one goal: relaxations first, each completed to a plan, the whole model last."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.neighbourhoods import ROUND_SECONDS, NeighbourhoodSearch
from optimizer.solving.projection import INSTITUTE, INSTITUTE_LADDER, LADDER, STUDENTS, Projection
from optimizer.solving.requests import Outcome, Progress, ignore, relative_gap
from optimizer.solving.starts import find_start
from optimizer.solving.workshop import Cap, Choice, Report, Workshop

SEARCH_SHARE = 0.7
"""Share of the time left after the relaxations for the search of neighbourhoods; the whole model has the rest."""

CROSSING_SHARE = 0.2
"""Share of a goal's time for a search among the programmes in which a relaxation and the best plan differ."""

RUNG_SHARE = 0.4
"""Share of a goal's time that one relaxation may take before the next, larger one has its turn."""


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
    """

    workshop: Workshop
    objective: Objective
    caps: tuple[Cap, ...]
    start: Vector | None
    integral: bool
    seconds: float
    report: Report
    bound: float = 0.0
    best: Vector | None = field(default=None, init=False)
    nodes: int = field(default=0, init=False)

    def minimise(self) -> Outcome:
        """Return the best plan found, and the best bound."""
        clock = self.workshop.clock
        began, self.best = clock.seconds, self.start
        if not self._is_proven():
            self._polish_start()
        status, limit = "limit", "time"
        for relaxation in [*self._relaxations(), None]:
            left = self.seconds - (clock.seconds - began)
            if self._is_proven() or clock.is_over or left <= 0:
                break
            if relaxation is None:
                self._search_neighbourhoods(left * SEARCH_SHARE)
                left = self.seconds - (clock.seconds - began)
            outcome = self._run_whole(left) if relaxation is None else self._run_relaxed(relaxation, left)
            if outcome.status == "infeasible":
                return replace(outcome, seconds=clock.seconds - began)
            if outcome.status == "failed" and relaxation is None and self.best is None:
                return replace(outcome, seconds=clock.seconds - began)
            limit = outcome.limit if outcome.limit in ("time", "work") else limit
        if self._is_proven():
            status = "optimal"
        elif clock.interrupted:
            status = "interrupted"
        value = self._value()
        return Outcome(
            status,  # type: ignore[arg-type]
            self.best,
            value,
            self.bound if value is None else min(self.bound, value),
            clock.seconds - began,
            self.nodes,
            limit if status == "limit" else "",
        )

    def _polish_start(self) -> None:
        """Bring the goal as low as the start's choices allow, or find a first plan that opens nothing."""
        workshop = self.workshop
        if not workshop.offers.size or workshop.clock.is_over:
            return
        if self.best is None:
            if workshop.openings.size:
                closed = workshop.openings, np.zeros(workshop.openings.size)
                request = workshop.request(self.objective, self.caps, self.seconds * RUNG_SHARE)
                self._keep_better(workshop.run(workshop.model, replace(request, fixed=closed), self._report_whole_only))
            return
        choices = np.flatnonzero(workshop.model.integer)
        if np.delete(self.objective.coefficients, choices).any():
            chosen = choices, np.round(self.best[choices])
            self._keep_better(workshop.complete(self.objective, self.caps, chosen, self.seconds * CROSSING_SHARE))

    def _relaxations(self) -> list[Projection]:
        """Return the relaxations that keep the objective.

        Once a cap speaks of students, those without them are of no more use. With all programmes fixed the whole model
        is small enough.
        """
        workshop = self.workshop
        if not workshop.offers.size:
            return []
        ladder = LADDER
        if self._speaks_of(self.objective, INSTITUTE):
            ladder = INSTITUTE_LADDER
        elif any(self._speaks_of(cap, STUDENTS) for cap, _ in self.caps):
            ladder = tuple(left_out for left_out in LADDER if not left_out >= STUDENTS)
        projections = [workshop.projection(left_out) for left_out in ladder]
        return [projection for projection in projections if projection.keeps(self.objective)]

    def _speaks_of(self, objective: Objective, names: frozenset[str]) -> bool:
        return bool(np.any(objective.coefficients[self.workshop.columns_named(*names)] != 0))

    def _run_relaxed(self, projection: Projection, left: float) -> Outcome:
        workshop = self.workshop
        caps = tuple((projection.restrict(cap), limit) for cap, limit in self.caps if projection.keeps(cap))
        request = replace(
            workshop.request(projection.restrict(self.objective), caps, left * RUNG_SHARE),
            start=None if self.best is None else self.best[projection.kept],
            brief=True,
            target=self._good_enough() if self.bound > 0 else None,
        )
        outcome = workshop.run(projection.model, request, self._report_bound)
        self._learn(outcome)
        if outcome.solution is not None and not workshop.clock.is_over:
            self._complete(projection, outcome.solution, left)
        return outcome

    def _complete(self, projection: Projection, solution: Vector, left: float) -> None:
        """Turn a relaxation's solution into a plan: with its choices, its programmes, or those and the best plan's."""
        workshop = self.workshop
        chosen = projection.lift(solution, workshop.offers)
        for choices in (self._every_choice(projection, solution), chosen):
            self._keep_better(workshop.complete(self.objective, self.caps, choices, left * RUNG_SHARE))
            if self._is_proven() or workshop.clock.is_over:
                return
        if self.best is None:
            return
        self._cross(chosen, left)
        if self._speaks_of(self.objective, INSTITUTE) and not self._is_proven():
            self._fit_institute(projection, solution, left)

    def _cross(self, chosen: Choice, left: float) -> None:
        """Search among the programmes in which a relaxation and the best plan differ."""
        workshop = self.workshop
        columns, values = chosen
        assert self.best is not None
        agreed = np.abs(self.best[columns] - values) < 0.5
        if agreed.all():
            return
        request = workshop.request(self.objective, self.caps, left * CROSSING_SHARE)
        fixed = columns[agreed], values[agreed]
        request = replace(request, fixed=fixed, start=self.best, brief=True, target=self._good_enough())
        self._keep_better(workshop.run(workshop.model, request, self._report_whole_only))

    def _fit_institute(self, projection: Projection, solution: Vector, left: float) -> None:
        """Look for programmes that go with a relaxation's institute."""
        workshop = self.workshop
        if workshop.clock.is_over:
            return
        whole = np.flatnonzero(workshop.model.integer)
        institute = projection.lift(solution, np.intersect1d(whole, workshop.columns_named(*INSTITUTE)))
        request = workshop.request(self.objective, self.caps, left * CROSSING_SHARE)
        request = replace(request, fixed=institute, brief=True, confirmed=False, target=self._good_enough())
        self._keep_better(workshop.run(workshop.model, request, self._report_whole_only))

    def _every_choice(self, projection: Projection, solution: Vector) -> Choice:
        """Return a relaxation's whole numbers, and the best plan's where the relaxation has none."""
        whole = np.flatnonzero(self.workshop.model.integer)
        columns, values = projection.lift(solution, whole)
        if self.best is None:
            return columns, values
        others = np.setdiff1d(whole, columns)
        return np.concatenate([columns, others]), np.concatenate([values, np.round(self.best[others])])

    def _good_enough(self) -> float:
        """Return the value at which the goal is proven."""
        return self.bound + 0.9 * self.workshop.clock.limits.gap * max(abs(self.bound), 1.0)

    def _run_whole(self, left: float) -> Outcome:
        workshop = self.workshop
        request = workshop.request(self.objective, self.caps, left)
        if self.best is None:
            start = find_start(lambda asked: workshop.run(workshop.model, asked, ignore), request, workshop.offers)
            if start is not None and start.solution is not None:
                self._keep_better(start)
        outcome = workshop.run(workshop.model, replace(request, start=self.best), self._report_whole)
        self._learn(outcome)
        self._keep_better(outcome)
        return outcome

    def _search_neighbourhoods(self, seconds: float) -> None:
        """Better the plan by freeing a few specialisations at a time."""
        workshop, clock = self.workshop, self.workshop.clock
        if self.best is None or not workshop.offers.size:
            return
        began, limits = clock.seconds, clock.limits
        search = NeighbourhoodSearch(workshop.columns_by_specialisation(), limits.seed)
        while not (search.is_exhausted or self._is_proven() or clock.is_over or clock.seconds - began > seconds):
            held = np.setdiff1d(workshop.offers, search.draw())
            round_seconds = seconds if limits.work_limit is not None else min(ROUND_SECONDS, seconds)
            request = workshop.request(self.objective, self.caps, round_seconds)
            fixed = held, np.round(self.best[held])
            request = replace(request, fixed=fixed, start=self.best, brief=True, target=self._good_enough())
            before = self._value()
            outcome = workshop.run(workshop.model, request, self._report_whole_only)
            self._keep_better(outcome)
            after = self._value()
            better = before is not None and after is not None and after < before - 1e-6 * max(1.0, abs(before))
            search.learn(better=better, solved=outcome.status == "optimal")

    def _learn(self, outcome: Outcome) -> None:
        self.nodes += outcome.nodes
        if outcome.bound is not None:
            bound = np.ceil(outcome.bound - 1e-6) if self.integral else outcome.bound
            self.bound = max(self.bound, float(bound))

    def _keep_better(self, outcome: Outcome) -> None:
        value = self._value()
        if outcome.solution is not None and (value is None or self.objective.value(outcome.solution) < value):
            self.best = outcome.solution

    def _value(self) -> float | None:
        return None if self.best is None else self.objective.value(self.best)

    def _is_proven(self) -> bool:
        gap = relative_gap(self._value(), self.bound)
        return gap is not None and gap <= self.workshop.clock.limits.gap

    def _report_bound(self, state: Progress) -> None:
        """Report a relaxation's bound beside the best plan: its own solutions are not plans yet."""
        self._tell(self._value(), state.bound)

    def _report_whole_only(self, state: Progress) -> None:
        """Report a better plan, but not the bound of a search that leaves most programmes as they are."""
        self._tell(state.value if state.value is not None else self._value(), None)

    def _report_whole(self, state: Progress) -> None:
        self._tell(state.value if state.value is not None else self._value(), state.bound)

    def _tell(self, value: float | None, bound: float | None) -> None:
        bound = self.bound if bound is None else max(bound, self.bound)
        self.report(Progress(value, bound, relative_gap(value, bound), self.workshop.clock.seconds))
