"""Seeks the plan that lies farthest from all plans found so far, within what may be given up."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.answers.distances import Sign
from optimizer.answers.widening import Row, cap, with_columns, with_rows
from optimizer.inputs.instance import Pair
from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.hierarchy import Pursuit, aims_of, pursue
from optimizer.solving.limits import Clock, GoalProgress
from optimizer.solving.requests import Outcome, Progress
from optimizer.solving.stage import Stage
from optimizer.solving.workshop import SLACK, Report, Workshop

SEARCH_SHARE = 0.7
"""Share of the time for the search of the farthest plan; the rest is for making that plan as good as it can be."""


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
    """

    near: Workshop
    told_apart: Sequence[Sign]
    plans: Sequence[Collection[Pair]]
    start: Vector

    def seek(self, clock: Clock) -> tuple[Pursuit | None, Outcome, Workshop]:
        """Return the farthest plan with its goals as good as its programmes allow; None if none differs at all."""
        near = self.near.holding(None, clock)
        wide, objective = self._measured(near)
        seconds = clock.remaining * SEARCH_SHARE
        most = float(len(self.told_apart))
        stage = Stage(wide, objective, (), self._started(), True, seconds, self._ear(clock), bound=-most)
        outcome = stage.minimise()
        if outcome.solution is None or outcome.value is None or outcome.value > -0.5:
            return None, outcome, near
        held = near.holding((near.offers, np.round(outcome.solution[near.offers])), clock)
        return pursue(held), outcome, held

    def _measured(self, near: Workshop) -> tuple[Workshop, Objective]:
        """Return the model with a column for each sign, and last one for how near the nearest plan is.

        The measure is the distance from it, negative: what is told of the gap is then told of the distance.
        """
        columns = near.model.columns_of(near.source.pyomo.offers)
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
                told = replace(state, value=value, bound=bound)
                clock.limits.on_progress(GoalProgress("distance", "", 1, 1, told))

        return report
