"""A good plan within seconds, from that of another run: only what must change is freed, goal by goal.

What a planner changes in a scenario, one lock or one norm, leaves most of the plan as it is. The plan nearest to the
earlier one tells which programmes must change; around those, each goal is brought back to what the earlier run let it
rise to. It is a plan to look at while the proof goes on, and one from which the proof starts: nothing depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.inputs.instance import Pair
from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.hierarchy import Aim, aims_of
from optimizer.solving.projection import INSTITUTE, STUDENTS
from optimizer.solving.requests import ignore
from optimizer.solving.result import GoalReport
from optimizer.solving.tie_break import settle_flows
from optimizer.solving.workshop import Cap, Standing, Workshop, with_slack

SECONDS = 10.0
"""Most seconds for all goals: whoever waits for a plan waits no longer."""

RUN_SECONDS = 2.0
"""Most seconds for one goal with some programmes freed."""


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
    """Brings goals back to their limits, one after the other.

    Attributes
    ----------
    workshop : Workshop
        The changed question.
    aims : list of Aim
        The goals in their order.
    limits : list of float
        What each may rise to.
    plan : ndarray
        The earlier plan's programmes: one value a column of ``workshop.offers``.
    best : ndarray or None
        The best plan so far.
    """

    workshop: Workshop
    aims: list[Aim]
    limits: list[float]
    plan: Vector
    best: Vector | None = field(default=None, init=False)
    goals: list[Cap] = field(init=False)
    _circles: list[NDArray[np.int64]] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.goals = [(aim.objective, limit) for aim, limit in zip(self.aims, self.limits, strict=True)]
        self._began = self.workshop.clock.seconds
        touched = self.workshop.offers[np.abs(self._nearest() - self.plan) > 0.5]
        self._circles = [touched, *self.workshop.around(touched)]

    @property
    def _left(self) -> float:
        return max(0.0, SECONDS - (self.workshop.clock.seconds - self._began))

    def run(self) -> Standing | None:
        """Return the plan with what it brought the goals to; None if none was found."""
        for position, aim in enumerate(self.aims):
            for free in self._circles_of(aim):
                if self._is_reached(position) or self.workshop.clock.is_over or not self._left:
                    break
                self._minimise(position, free)
            if self.best is None:
                return None
            goal, limit = self.goals[position]
            self.goals[position] = goal, max(limit, goal.value(self.best))
        if self.best is None:
            return None
        held = tuple((goal, goal.value(self.best)) for goal, _ in self.goals)
        return Standing(settle_flows(self.workshop, self.best, held, RUN_SECONDS), tuple(self.goals))

    def _circles_of(self, goal: Aim) -> Iterator[NDArray[np.int64]]:
        """Yield wider and wider groups of programmes to free; all of them for a goal that is a count.

        Other goals are mostly dearer in the changed scenario, and to search everything for what is not there takes
        longer than anybody waits.
        """
        yield from self._circles
        if goal.integral:
            yield self.workshop.offers

    def _is_reached(self, position: int) -> bool:
        goal, limit = with_slack((self.goals[position],))[0]
        return self.best is not None and goal.value(self.best) <= limit

    def _minimise(self, position: int, free: NDArray[np.int64]) -> None:
        """Bring a goal down to its limit with some programmes free, under the limits of the goals before it."""
        workshop, (goal, limit) = self.workshop, self.goals[position]
        plan = self.plan if self.best is None else np.round(self.best[workshop.offers])
        kept = ~np.isin(workshop.offers, free)
        request = replace(
            workshop.request(goal, with_slack(tuple(self.goals[:position])), min(RUN_SECONDS, self._left)),
            fixed=(workshop.offers[kept], plan[kept]),
            start=self.best,
            target=limit,
            brief=True,
            confirmed=False,
        )
        found = workshop.run(workshop.model, request, ignore).solution
        if found is not None and (self.best is None or goal.value(found) < goal.value(self.best)):
            self.best = found

    def _nearest(self) -> Vector:
        """Return the programmes nearest to the earlier plan's that the rules allow, students left out of account."""
        workshop = self.workshop
        coefficients = np.zeros(workshop.model.columns)
        coefficients[workshop.offers] = 1 - 2 * self.plan
        for left_out in (STUDENTS | INSTITUTE, STUDENTS):
            projection = workshop.projection(left_out)
            changes = projection.restrict(Objective(coefficients, float(self.plan.sum())))
            request = replace(workshop.request(changes, (), min(RUN_SECONDS, self._left)), brief=True)
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
    plan = np.isin(workshop.offers, taught).astype(float)
    return Recovery(workshop, aims, [limit for _, limit in earlier.limits], plan).run()
