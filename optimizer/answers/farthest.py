"""Seeks the plan that lies farthest from all plans found so far, within what may be given up.

The whole model is solved at once, in a brief run. Relaxations, which serve the goals so well, are of little use here:
what keeps plans from lying farther apart are rules and caps that only the whole model has, so that its tree is small
(some hundred nodes for 67 programmes) while the bound of any relaxation, and of the root, is three times too large.

Two things more make it fast. The distance from the nearest plan can only fall from one alternative to the next, since
there is one plan more to be far from: the bound of the one before holds, and mostly ends the run. And where a second
solver is at hand, it works on the bound from another side; where programmes are many, it searches neighbourhoods. The
plan is that of the first solver whenever it gets to the proven distance itself, so that equal input gives equal plans.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from optimizer.answers.distances import DIFFERENCES, DISTANCE, Sign
from optimizer.inputs.instance import Pair
from optimizer.solving.aims import aims_of
from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.choices import chosen_in
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.limits import Clock, GoalProgress
from optimizer.solving.meanwhile import meanwhile
from optimizer.solving.neighbourhoods import search_neighbourhoods
from optimizer.solving.requests import Door, Outcome, Progress, ShouldStop
from optimizer.solving.task import Task
from optimizer.solving.widening import Row, cap, with_columns, with_rows
from optimizer.solving.workshop import SLACK, Report, Workshop

SEARCH_SHARE = 0.8
"""Share of the time for the search of the farthest plan; the rest is for making that plan as good as it can be."""

TURN_SHARE = 0.4
"""Share of that for neighbourhoods, where programmes are many and no second solver is at hand."""


def within_reach(workshop: Workshop, solution: Vector, within: float) -> Workshop:
    """Return a workshop in which every goal stays within a share of its value in a plan.

    A goal whose value is 0 stays 0, and whole numbers are rounded down.
    """
    rows = []
    for aim in aims_of(workshop):
        value = aim.objective.value(solution)
        limit = value + within * abs(value)
        limit = math.floor(limit + 1e-6) if aim.integral else limit
        rows.append(cap(aim.objective, limit + SLACK * max(1.0, abs(limit))))
    return workshop.on(with_rows(workshop.model, rows))


@dataclass(eq=False)
class Farthest:
    """The farthest plan from some plans.

    Attributes
    ----------
    near : Workshop
        The model, with every goal within what may be given up.
    told_apart : sequence of Sign
        What is counted.
    plans : sequence of collections of (campus, specialisation)
        The plans found so far, the scenario's own first.
    start : ndarray
        The scenario's own plan.
    most : float
        A distance that is known not to be exceeded; as many as there are signs, unless one is given.
    beside : Door, optional
        A second solver.
    """

    near: Workshop
    told_apart: Sequence[Sign]
    plans: Sequence[Collection[Pair]]
    start: Vector
    most: float = math.inf
    beside: Door | None = None

    def seek(self, clock: Clock) -> tuple[Pursuit | None, Outcome, Workshop]:
        """Return the farthest plan with its goals as good as its programmes allow; None if none differs at all."""
        near = self.near.holding(None, clock)
        wide, objective = self._measured(near)
        bound = -min(self.most, float(len(self.told_apart)))
        task = Task(wide, objective, (), True, self._ear(clock), best=self._started(), bound=bound)
        outcome = self._search(task, clock.remaining * SEARCH_SHARE)
        if outcome.solution is None or outcome.value is None or outcome.value > -0.5:
            return None, outcome, near
        held = near.holding(chosen_in(outcome.solution, near.offers), clock)
        return pursue(held), outcome, held

    def _search(self, task: Task, seconds: float) -> Outcome:
        """Solve the whole model, with help from beside, until a plan lies as far as any can."""
        workshop, clock, began = task.workshop, task.workshop.clock, task.workshop.clock.seconds
        reached = [0.0]

        def hear(state: Progress) -> None:
            if state.value is not None:
                reached[0] = min(reached[0], state.value)
            task.report_both(state)

        if workshop.is_large and not self._works_beside(task):
            search_neighbourhoods(task, seconds * TURN_SHARE)
        request = task.request(seconds - (clock.seconds - began))
        request = replace(request, start=task.best, brief=True, target=task.good_enough)
        with self._help(task, seconds):
            outcome = workshop.run(workshop.model, request, hear, enough=lambda: reached[0] < task.bound + 0.5)
            task.learn(outcome)
            if outcome.value is not None and outcome.value < task.bound + 0.5:
                task.best = outcome.solution
            task.keep_better(outcome.solution)
        return task.outcome(clock.seconds - began, outcome.limit or "time")

    def _works_beside(self, task: Task) -> bool:
        return self.beside is not None and task.workshop.clock.limits.allow_two

    @contextmanager
    def _help(self, task: Task, seconds: float) -> Iterator[None]:
        """Let the second solver work on the bound, or on better plans where programmes are many."""
        if not self._works_beside(task) or task.is_proven or task.workshop.clock.is_over:
            yield
            return
        assert self.beside is not None
        other = task.workshop.through(self.beside)

        def help_out(is_over: ShouldStop) -> None:
            if other.is_large:
                search_neighbourhoods(task, seconds, other, is_over)
                return
            whole = task.workshop.model.integer.copy()
            whole[-1] = True
            lower = task.workshop.model.column_lower.copy()
            lower[-1] = len(self.told_apart) + task.bound
            model = replace(task.workshop.model, integer=whole, column_lower=lower)
            request = replace(task.request(seconds), brief=True, target=task.good_enough, seed=1 + task.request(0).seed)
            outcome = other.run(model, request, task.report_bound, enough=lambda: is_over() or task.is_proven)
            task.learn(outcome)
            task.keep_better(outcome.solution)

        with meanwhile(help_out):
            yield

    def _measured(self, near: Workshop) -> tuple[Workshop, Objective]:
        """Return the model with a column for each sign, and last one for how near the nearest plan is.

        The measure is the distance from it, negative: what is told of the gap is then told of the distance.
        """
        columns = near.column_of_pair
        first, signs = near.model.columns, len(self.told_apart)
        model = with_columns(near.model, np.zeros(signs + 1), np.append(np.ones(signs), float(signs)))
        rows: list[Row] = []
        for number, sign in enumerate(self.told_apart):
            mine, direction = first + number, -1.0 if sign.negated else 1.0
            own = [columns[pair] for pair in sign.pairs]
            constant = 1.0 if sign.negated else 0.0
            rows += [Row({mine: 1.0, column: -direction}, lower=constant) for column in own]
            rows.append(Row({mine: 1.0, **dict.fromkeys(own, -direction)}, upper=constant * len(own)))
        for plan in self.plans:  # nearness is at least the number of signs in which the two agree
            has = [sign.holds(plan) for sign in self.told_apart]
            agreed = {first + number: -1.0 if there else 1.0 for number, there in enumerate(has)}
            rows.append(Row({first + signs: 1.0, **agreed}, lower=float(has.count(False))))
        wide = near.on(with_rows(model, rows))
        coefficients = np.zeros(wide.model.columns)
        coefficients[first + signs] = 1.0
        return wide, Objective(coefficients, -float(signs))

    def _started(self) -> Vector:
        own = set(self.plans[0])
        values = [float(sign.holds(own)) for sign in self.told_apart]
        return np.concatenate([self.start, values, [float(len(self.told_apart))]])

    @staticmethod
    def _ear(clock: Clock) -> Report:
        """Return who hears of the search: of the distance, and of the most that it may be."""

        def report(state: Progress) -> None:
            if clock.limits.on_progress is not None:
                value = None if state.value is None else 0.0 - state.value
                bound = None if state.bound is None else 0.0 - state.bound
                told = replace(state, value=value, bound=bound, gap=None)
                clock.limits.on_progress(GoalProgress(DISTANCE, DIFFERENCES, 1, 1, told))

        return report
