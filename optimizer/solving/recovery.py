"""A good plan within seconds, from that of another run: only what must change is freed, all goals at once.

What a planner changes in a scenario, one lock or one norm, leaves most of the plan as it is. The plan nearest to the
earlier one tells which programmes must change; around those, a plan is sought that exceeds what the earlier run let its
goals rise to as little as can be, an earlier goal counting far more than a later one. It is a plan to look at while the
proof goes on, and one from which the proof starts: nothing depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray

from optimizer.inputs.instance import Pair
from optimizer.solving.aims import aims_of
from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.projection import INSTITUTE, STUDENTS
from optimizer.solving.requests import ignore
from optimizer.solving.result import GoalReport
from optimizer.solving.standing import Standing
from optimizer.solving.tie_break import settle_flows
from optimizer.solving.widening import cap, with_columns, with_rows
from optimizer.solving.workshop import Cap, Workshop, with_slack

SECONDS = 10.0
"""Most seconds for all goals: whoever waits for a plan waits no longer."""

RUN_SECONDS = 2.0
"""Most seconds for one run with some programmes freed."""

WEIGHT = 10.0
"""How much more a share that a goal exceeds its limit by counts than the same share of the next goal."""

GAP = 1e-5
"""Gap of such a run: small enough for the last goal to count beside the first."""

NO_EXCESS = 1e-6
"""Weighted excess up to which all goals are within their limits."""


@dataclass(frozen=True)
class EarlierPlan:
    """What a recovery knows of another run.

    Attributes
    ----------
    programmes : frozenset of (campus, specialisation)
        What its plan teaches.
    limits : tuple of (str, float)
        The goals in their order, and what later goals could let each rise to; of the last goal its value.
    """

    programmes: frozenset[Pair]
    limits: tuple[tuple[str, float], ...]

    @classmethod
    def of(cls, programmes: Iterable[Pair], reports: Sequence[GoalReport]) -> EarlierPlan:
        """Return what is known of a run from its programmes and what came of its goals."""
        limits = [(report.term, report.value if report.limit is None else report.limit) for report in reports]
        if reports:
            limits[-1] = reports[-1].term, reports[-1].value
        return cls(frozenset(programmes), tuple(limits))


@dataclass(eq=False)
class Recovery:
    """Brings all goals back to their limits at once.

    Attributes
    ----------
    workshop : Workshop
        The changed question.
    goals : tuple of (Objective, float)
        The goals in their order, and what each may rise to.
    plan : ndarray
        The earlier plan's programmes: one value a column of ``workshop.offers``.
    bereft : ndarray of int
        Columns of specialisations of which a programme can no longer be there.
    """

    workshop: Workshop
    goals: tuple[Cap, ...]
    plan: Vector
    bereft: NDArray[np.int64]

    def __post_init__(self) -> None:
        self._began = self.workshop.clock.seconds

    @property
    def _seconds(self) -> float:
        left = SECONDS - (self.workshop.clock.seconds - self._began)
        return min(RUN_SECONDS, max(0.0, left))

    def run(self) -> Standing | None:
        """Return the plan with what it brought the goals to; None if none was found."""
        near, own = self._nearest(), self.workshop.model.columns
        touched = np.union1d(self.workshop.offers[np.abs(near - self.plan) > 0.5], self.bereft)
        wide, excess = self._measured()
        best: Vector | None = None
        for free in (touched, *self.workshop.around(touched)):
            reached = best is not None and excess.value(best) <= NO_EXCESS
            if reached or self.workshop.clock.is_over or not self._seconds:
                break
            best = self._least_excess(wide, excess, free, best)
        if best is None:
            return None
        solution = best[:own]
        held = tuple((goal, goal.value(solution)) for goal, _ in self.goals)
        expected = tuple((goal, max(limit, value)) for (goal, limit), (_, value) in zip(self.goals, held, strict=True))
        return Standing(settle_flows(self.workshop, solution, held, RUN_SECONDS), expected)

    def _measured(self) -> tuple[Workshop, Objective]:
        r"""Return the model with what each goal exceeds its limit by, and their weighted sum.

        .. math::

            \min \sum_i W^{n - i}\, e_i, \qquad \mathrm{goal}_i \le \mathrm{limit}_i + e_i \max(1, |\mathrm{limit}_i|)
        """
        model, count = self.workshop.model, len(self.goals)
        wide = with_columns(model, np.zeros(count), np.full(count, np.inf))
        rows, coefficients = [], np.zeros(wide.columns)
        for place, (goal, limit) in enumerate(with_slack(self.goals)):
            scale, column = max(1.0, abs(limit)), model.columns + place
            row = cap(Objective(goal.coefficients / scale, goal.constant / scale), limit / scale)
            rows.append(replace(row, coefficients={**row.coefficients, column: -1.0}))
            coefficients[column] = WEIGHT ** ((count - 1) / 2 - place)
        return self.workshop.on(with_rows(wide, rows)), Objective(coefficients)

    def _least_excess(
        self, wide: Workshop, excess: Objective, free: NDArray[np.int64], best: Vector | None
    ) -> Vector | None:
        """Return the plan that exceeds the limits least with some programmes free, or the best so far."""
        plan = self.plan if best is None else np.round(best[wide.offers])
        kept = ~np.isin(wide.offers, free)
        request = replace(
            wide.request(excess, (), self._seconds),
            fixed=(wide.offers[kept], plan[kept]),
            start=best,
            gap=GAP,
            brief=True,
            confirmed=False,
        )
        found = wide.run(wide.model, request, ignore).solution
        better = found is not None and (best is None or excess.value(found) < excess.value(best))
        return found if better else best

    def _nearest(self) -> Vector:
        """Return the programmes nearest to the earlier plan's that the rules allow, students left out of account."""
        workshop = self.workshop
        coefficients = np.zeros(workshop.model.columns)
        coefficients[workshop.offers] = 1 - 2 * self.plan
        for left_out in (STUDENTS | INSTITUTE, STUDENTS):
            projection = workshop.projection(left_out)
            changes = projection.restrict(Objective(coefficients, float(self.plan.sum())))
            request = replace(workshop.request(changes, (), self._seconds), brief=True)
            solution = workshop.run(projection.model, request, ignore).solution
            if solution is not None:
                return np.round(projection.lift(solution, workshop.offers)[1])
        return self.plan


def recover(workshop: Workshop, earlier: EarlierPlan) -> Standing | None:
    """Return a plan that is near an earlier one and nearly as good; None if none was found within seconds.

    Parameters
    ----------
    workshop : Workshop
        The changed question.
    earlier : EarlierPlan
        A plan of much the same scenario on the same data set.

    Returns
    -------
    Standing or None
        A plan that keeps all rules and exceeds the earlier run's limits as little as was found.
    """
    aims = aims_of(workshop)
    if not workshop.offers.size or [aim.name for aim in aims] != [name for name, _ in earlier.limits]:
        return None
    taught = [column for pair, column in workshop.column_of_pair.items() if pair in earlier.programmes]
    goals = tuple((aim.objective, limit) for aim, (_, limit) in zip(aims, earlier.limits, strict=True))
    plan = np.isin(workshop.offers, taught).astype(float)
    return Recovery(workshop, goals, plan, _bereft(workshop, earlier.programmes)).run()


def _bereft(workshop: Workshop, programmes: frozenset[Pair]) -> NDArray[np.int64]:
    """Return the columns of specialisations that lose a programme which the scenario closes."""
    columns, offers = workshop.column_of_pair, workshop.source.pyomo.offers
    missing = [pair for pair in programmes if pair not in columns]
    lost = {pair[1] for pair in missing if pair not in offers or not pyo.value(offers[pair], exception=False)}
    return np.array(sorted(column for pair, column in columns.items() if pair[1] in lost), dtype=np.int64)
