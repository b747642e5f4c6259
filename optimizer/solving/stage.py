"""Minimises one goal: relaxations first, each completed to a plan, the whole model last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.model.build import ConsolidationModel
from optimizer.solving.arrays import CompiledModel, Objective, Vector
from optimizer.solving.compiling import compile_model
from optimizer.solving.limits import Clock
from optimizer.solving.projection import (
    INSTITUTE,
    INSTITUTE_LADDER,
    LADDER,
    STUDENTS,
    Projection,
    columns_named,
    project,
)
from optimizer.solving.requests import Door, Outcome, Progress, Request, relative_gap
from optimizer.solving.starts import find_start

Cap = tuple[Objective, float]
Choice = tuple[NDArray[np.int64], Vector]
Report = Callable[[Progress], None]
CROSSING_SHARE = 0.2
"""Share of a goal's time for a search among the programmes in which a relaxation and the best plan differ."""

SLACK = 1e-6
"""Relative slack of a held goal: the solver's own tolerance, so that the plan that set the limit keeps it."""

RUNG_SHARE = 0.4
"""Share of a goal's time that one relaxation may take before the next, larger one has its turn."""


def with_slack(caps: tuple[Cap, ...]) -> tuple[Cap, ...]:
    """Return caps with the slack that the search needs."""
    return tuple((objective, limit + SLACK * max(1.0, abs(limit))) for objective, limit in caps)


@dataclass(eq=False)
class Workshop:
    """A compiled model with its relaxations, and the door to the solver.

    Attributes
    ----------
    source : ConsolidationModel
        What was compiled.
    door : Door
        Runs requests.
    clock : Clock
        Limits of the whole solve.
    """

    source: ConsolidationModel
    door: Door
    clock: Clock
    model: CompiledModel = field(init=False)
    offers: NDArray[np.int64] = field(init=False)
    _projections: dict[frozenset[str], Projection] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.model = compile_model(self.source.pyomo)
        self.offers = self.columns_named("offers")

    def columns_named(self, *names: str) -> NDArray[np.int64]:
        """Return the columns of the model's variables by name."""
        return columns_named(self.model, self.source.pyomo, names)

    def projection(self, left_out: frozenset[str]) -> Projection:
        """Return the relaxation without some variables, made once."""
        if left_out not in self._projections:
            self._projections[left_out] = project(self.model, self.columns_named(*left_out))
        return self._projections[left_out]

    def request(self, objective: Objective, caps: tuple[Cap, ...], seconds: float) -> Request:
        """Return a request under the limits of the whole solve."""
        limits = self.clock.limits
        return Request(
            objective,
            caps,
            time_limit=min(seconds, self.clock.remaining),
            work_limit=limits.work_limit,
            gap=limits.gap,
            seed=limits.seed,
            threads=limits.threads,
        )

    def run(self, model: CompiledModel, request: Request, report: Report) -> Outcome:
        """Run a request, and remember which limit ended it."""
        outcome = self.door.run(model, request, report, self.clock.should_stop)
        if outcome.status == "interrupted":
            self.clock.interrupted = True
        return outcome

    def complete(
        self,
        objective: Objective,
        caps: tuple[Cap, ...],
        chosen: Choice,
        seconds: float,
    ) -> Outcome:
        """Return the best plan with some columns fixed: mostly a linear programme."""
        request = replace(self.request(objective, caps, seconds), fixed=chosen, neighbourhoods=False)
        return self.run(self.model, request, lambda _: None)


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
    """

    workshop: Workshop
    objective: Objective
    caps: tuple[Cap, ...]
    start: Vector | None
    integral: bool
    seconds: float
    report: Report
    best: Vector | None = field(default=None, init=False)
    bound: float = field(default=0.0, init=False)
    nodes: int = field(default=0, init=False)

    def minimise(self) -> Outcome:
        """Return the best plan found, and the best bound; terms are never negative, so 0 is one."""
        clock = self.workshop.clock
        began, self.best = clock.seconds, self.start
        self._polish_start()
        status, limit = "limit", "time"
        for relaxation in [*self._relaxations(), None]:
            left = self.seconds - (clock.seconds - began)
            if self._is_proven() or clock.is_over or left <= 0:
                break
            outcome = self._run_whole(left) if relaxation is None else self._run_relaxed(relaxation, left)
            if outcome.status == "infeasible":
                return replace(outcome, seconds=clock.seconds - began)
            if outcome.status == "failed" and relaxation is None and self.best is None:
                return replace(outcome, seconds=clock.seconds - began)
            limit = outcome.limit or limit
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
        """Bring the goal as low as the start's programmes allow: a better start, for next to nothing."""
        workshop = self.workshop
        if self.best is None or not workshop.offers.size or workshop.clock.is_over:
            return
        programmes = workshop.offers, np.round(self.best[workshop.offers])
        self._keep_better(workshop.complete(self.objective, self.caps, programmes, self.seconds * CROSSING_SHARE))

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
            neighbourhoods=False,
            target=self._good_enough() if self.bound > 0 else None,
        )
        outcome = workshop.run(projection.model, request, self._report_bound)
        self._learn(outcome)
        if outcome.solution is not None and not workshop.clock.is_over:
            self._complete(projection.lift(outcome.solution, workshop.offers), left)
        return outcome

    def _complete(self, chosen: Choice, left: float) -> None:
        """Turn a relaxation's programmes into a plan: with exactly those, or else with those and the best plan's."""
        workshop = self.workshop
        self._keep_better(workshop.complete(self.objective, self.caps, chosen, left * RUNG_SHARE))
        if self.best is None or self._is_proven() or workshop.clock.is_over:
            return
        columns, values = chosen
        agreed = np.abs(self.best[columns] - values) < 0.5
        request = workshop.request(self.objective, self.caps, left * CROSSING_SHARE)
        request = replace(request, fixed=(columns[agreed], values[agreed]), start=self.best, target=self._good_enough())
        self._keep_better(workshop.run(workshop.model, request, self._report_whole_only))

    def _good_enough(self) -> float:
        """Return the value at which the goal is proven."""
        return self.bound + 0.9 * self.workshop.clock.limits.gap * max(abs(self.bound), 1.0)

    def _run_whole(self, left: float) -> Outcome:
        workshop = self.workshop
        request = workshop.request(self.objective, self.caps, left)
        if self.best is None:
            start = find_start(workshop.door, workshop.model, request, workshop.offers, workshop.clock.should_stop)
            if start is not None and start.solution is not None:
                self._keep_better(start)
        outcome = workshop.run(workshop.model, replace(request, start=self.best), self._report_whole)
        self._learn(outcome)
        self._keep_better(outcome)
        return outcome

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
