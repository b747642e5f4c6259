"""Losses from the largest to the least: the sum of the largest few of them as a linear measure of a plan.

The sum of the k largest of some losses is the least of k·t + Σ_j max(0, loss_j - t) over t, so that columns t and
excess_j >= loss_j - t make it linear (Ogryczak and Śliwiński, On solving linear programs with the ordered weighted
averaging objective, European Journal of Operational Research 148, 2003). Minimising the sum of the largest, then with
that held the sum of the two largest, and so on, gives the plan whose losses, in descending order, are lexicographically
least (Ogryczak, Pióro and Tomaszewski, Journal of Telecommunications and Information Technology 3, 2005), whatever the
set of plans is: nothing here needs it to be convex.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.inputs.instance import Pair
from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.limits import Clock
from optimizer.solving.widening import Row, cap, with_columns, with_rows
from optimizer.solving.workshop import Cap, Workshop, with_slack

POINTS = 100.0
"""Measures are in percentage points, so that the solver's tolerances are far less than a student."""


@dataclass(frozen=True, eq=False)
class OrderedLosses:
    """What each body loses in a plan of a model, and the sums of the largest losses.

    Attributes
    ----------
    workshop : Workshop
        The scenario's own model.
    bodies : tuple of str
        Institutions, associations or provinces that have students today.
    kept : tuple of Objective
        The share of today's students that each of them has in a plan.
    """

    workshop: Workshop
    bodies: tuple[str, ...]
    kept: tuple[Objective, ...]

    @classmethod
    def at(cls, workshop: Workshop, level: str) -> OrderedLosses:
        """Return the losses at a level: ``institution``, ``association`` or ``province``."""
        index, model = workshop.source.index, workshop.model
        body_of = index.instance.bodies(level)
        today: dict[str, float] = {}
        for (campus, _), students in index.today.items():
            today[body_of[campus]] = today.get(body_of[campus], 0.0) + students
        bodies = tuple(sorted(body for body, students in today.items() if students > 0))
        coefficients = {body: np.zeros(model.columns) for body in bodies}
        constants = dict.fromkeys(bodies, 0.0)
        columns = model.columns_of(workshop.source.pyomo.enrolled)
        for pair, students in model.values_of(workshop.source.pyomo.enrolled, np.zeros(model.columns)).items():
            body = body_of[pair[0]]
            if body not in constants:
                continue
            if pair in columns:
                coefficients[body][columns[pair]] += 1 / today[body]
            else:
                constants[body] += students / today[body]
        return cls(workshop, bodies, tuple(Objective(coefficients[body], constants[body]) for body in bodies))

    def of(self, solution: Vector) -> Vector:
        """Return the loss of every body in a plan, as a share of its students today."""
        own = solution[: self.workshop.model.columns]
        return np.array([max(0.0, 1.0 - kept.value(own)) for kept in self.kept])

    def sum_of_largest(self, count: int, solution: Vector) -> float:
        """Return the sum of the so many largest losses of a plan."""
        return float(np.sort(self.of(solution))[::-1][:count].sum())

    def measured(self, ranks: int) -> tuple[Workshop, tuple[Objective, ...]]:
        """Return the model with the sums of the largest, of the two largest, and so on, in percentage points.

        A rank adds a column for its threshold and one a body for what its loss exceeds it by.
        """
        model, size = self.workshop.model, len(self.bodies)
        first, width = model.columns, 1 + size
        upper = np.full(ranks * width, POINTS)
        upper[1:width] = 0.0  # the largest loss is its own threshold,
        if ranks == size > 1:
            upper[-width] = 0.0  # and all losses together need none
        wide = with_columns(model, np.zeros(ranks * width), upper)
        rows: list[Row] = []
        objectives = []
        for rank in range(1, ranks + 1):
            threshold = first + (rank - 1) * width
            for place, kept in enumerate(self.kept, 1):
                used = {
                    int(column): POINTS * float(kept.coefficients[column])
                    for column in np.flatnonzero(kept.coefficients)
                }
                exceeds = {threshold: 1.0, threshold + place: 1.0}
                rows.append(Row({**used, **exceeds}, lower=POINTS * (1.0 - kept.constant)))
            coefficients = np.zeros(wide.columns)
            coefficients[threshold] = float(rank)
            coefficients[threshold + 1 : threshold + width] = 1.0
            objectives.append(Objective(coefficients))
        return self.workshop.on(with_rows(wide, rows)), tuple(objectives)

    def started(self, ranks: int, solution: Vector) -> Vector:
        """Return a plan of the scenario's model as one of the model with so many sums."""
        own, losses = solution[: self.workshop.model.columns], self.of(solution)
        ordered = np.sort(losses)[::-1]
        parts = [own]
        for rank in range(1, ranks + 1):
            threshold = 0.0 if rank == len(losses) > 1 else float(ordered[rank - 1])
            parts += [POINTS * np.array([threshold]), POINTS * np.maximum(0.0, losses - threshold)]
        return np.concatenate(parts)

    def completed(self, taught: Collection[Pair], sums: Sequence[float], clock: Clock) -> Vector | None:
        """Return a plan with these programmes and no larger sums of the largest losses; None if none came."""
        wide, objectives = self.measured(len(sums))
        chosen = wide.choice_of({pair: pair in taught for pair in wide.column_of_pair})
        outcome = wide.holding(None, clock).complete(objectives[-1], caps_of(objectives, sums), chosen, clock.remaining)
        return None if outcome.solution is None else outcome.solution[: self.workshop.model.columns]

    def held(self, sums: Sequence[float]) -> Workshop:
        """Return the model of the plans in which the sums of the largest losses are no more than these."""
        wide, objectives = self.measured(len(sums))
        rows = [cap(*each) for each in caps_of(objectives, sums)]
        return wide.on(with_rows(wide.model, rows))


def caps_of(objectives: Sequence[Objective], sums: Sequence[float]) -> tuple[Cap, ...]:
    """Return what keeps the sums of the largest losses at no more than these shares, with the slack of the search."""
    return with_slack(tuple((objective, POINTS * limit) for objective, limit in zip(objectives, sums, strict=False)))
