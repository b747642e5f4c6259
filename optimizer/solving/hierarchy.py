"""Goals one after the other: minimise each, hold it at what later goals may cost it, go on; then break ties."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from optimizer.solving.ahead import Ahead
from optimizer.solving.aims import Aim, aims_of
from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.earlier import Earlier
from optimizer.solving.limits import GoalProgress
from optimizer.solving.requests import Outcome, Progress
from optimizer.solving.result import GoalReport
from optimizer.solving.stage import Stage
from optimizer.solving.tie_break import break_ties
from optimizer.solving.workshop import Cap, Report, Workshop, with_slack

LEAST_SHARE = 0.4
"""Least share of the time left that a goal may take: the first goals weigh most, their plans start the next, and a
kernel gives nothing if it is cut short."""

ONLY_SHARE = 0.8
"""Share of an only goal: a proof is worth more than an order among equally good plans."""


@dataclass(eq=False)
class Pursuit:
    """What came of pursuing the goals.

    Attributes
    ----------
    solution : ndarray or None
        The plan, one value a column.
    reports : tuple of GoalReport
        One a goal.
    ended : {"optimal", "limit", "interrupted", "infeasible", "failed"}
        How the last stage ended.
    limit : str
        Which limit ended a stage, if one did.
    ties_broken : bool
        Whether the tie-break was proven.
    caps : tuple of (Objective, float)
        Every goal, and what later goals may let it rise to.
    plans : tuple of ndarray
        The best plan of each goal, from which a similar question starts.
    """

    solution: Vector | None = None
    reports: tuple[GoalReport, ...] = ()
    ended: str = "limit"
    limit: str = ""
    ties_broken: bool = False
    caps: tuple[Cap, ...] = field(default=(), repr=False)
    plans: tuple[Vector, ...] = field(default=(), repr=False)

    @property
    def earlier(self) -> Earlier | None:
        """Where a similar question may start; None without a plan."""
        if self.solution is None:
            return None
        bounds = tuple(report.bound or 0.0 for report in self.reports)
        return Earlier(self.caps, bounds, (*self.plans, self.solution))


def pursue(workshop: Workshop, *, settle_ties: bool = True, earlier: Earlier | None = None) -> Pursuit:
    """Pursue every goal in turn and break ties; stop early with the best plan so far.

    Parameters
    ----------
    workshop : Workshop
        Model and solver.
    settle_ties : bool
        Whether one of several equally good plans is settled upon; without it, any of them is as good.
    earlier : Earlier, optional
        What came of a similar question: its plans are where the search starts.

    Returns
    -------
    Pursuit
        Without a solution if the first goal found none: ``ended`` then says why.
    """
    pursuit = Pursuit()
    aims = aims_of(workshop)
    with Ahead(workshop, aims) as ahead:
        while len(pursuit.reports) < len(aims):
            if earlier is None and workshop.standing is None:
                ahead.look(pursuit.caps, pursuit.solution)
            if not pursue_next(workshop, pursuit, earlier, ahead=ahead):
                return pursuit
    if pursuit.solution is not None and settle_ties:
        pursued = list(zip(aims, pursuit.reports, strict=False))
        held = tuple(_held(aim, report, pursuit.solution) for aim, report in pursued)
        may_fall = [aim.give_up > 0 or aim.give_up_abs > 0 or report.status != "optimal" for aim, report in pursued]
        pursuit.solution, pursuit.ties_broken = break_ties(workshop, pursuit.solution, held, may_fall)
    return pursuit


def pursue_next(
    workshop: Workshop,
    pursuit: Pursuit,
    earlier: Earlier | None = None,
    most: float = math.inf,
    ahead: Ahead | None = None,
) -> bool:
    """Pursue the next goal of a pursuit, with the goals before it held.

    Parameters
    ----------
    workshop : Workshop
        Model and solver.
    pursuit : Pursuit
        What came of the goals so far; this goal is added to it.
    earlier : Earlier, optional
        What came of a similar question: its plans are where the search starts.
    most : float
        Largest value of the goal that is of any use.
    ahead : Ahead, optional
        What a second solver does before its turn.

    Returns
    -------
    bool
        Whether a plan was found; ``ended`` says why not: ``infeasible`` is proof that none is as low as `most`.
    """
    aims, clock, position = aims_of(workshop), workshop.clock, len(pursuit.reports)
    aim = aims[position]
    least = ONLY_SHARE if len(aims) == 1 else LEAST_SHARE
    share = clock.remaining * max(least, 1 / (len(aims) - position + 1))
    start, bound = pursuit.solution, 0.0
    if earlier is not None and not clock.is_over:
        start, bound = earlier.head_start(workshop, aim.objective, pursuit.caps, start)
    start = _best_start(workshop, aim.objective, pursuit.caps, start)
    if start is not None and start is not pursuit.solution:
        workshop.show(start)
    caps = pursuit.caps
    if most < math.inf:
        caps = (*caps, (aim.objective, most))
        start = start if start is not None and aim.objective.value(start) <= most else None
    hears = _ear(workshop, aim, (position + 1, len(aims)))
    stage = Stage(workshop, aim.objective, with_slack(caps), start, aim.integral, share, hears, bound)
    if ahead is not None:
        stage.answer_ahead = partial(ahead.answer, position)
    outcome = _pursue_one(stage)
    pursuit.ended = outcome.status
    pursuit.limit = pursuit.limit or outcome.limit
    if outcome.solution is None or outcome.value is None:
        return False
    value = aim.round(outcome.value)
    pursuit.solution = outcome.solution
    pursuit.caps = (*pursuit.caps, (aim.objective, aim.limit(value)))
    pursuit.plans = (*pursuit.plans, outcome.solution)
    pursuit.reports = (*pursuit.reports, _report(aim, value, outcome))
    return True


def reports_of(workshop: Workshop, solution: Vector) -> tuple[GoalReport, ...]:
    """Return what each goal comes to in a plan of which nothing is proven."""
    reports = []
    for aim in aims_of(workshop):
        value = aim.round(aim.objective.value(solution))
        reports.append(GoalReport(aim.name, aim.unit, value, None, None, None, "feasible", workshop.clock.seconds))
    return tuple(reports)


def _best_start(workshop: Workshop, objective: Objective, caps: tuple[Cap, ...], start: Vector | None) -> Vector | None:
    """Return the plan that stands before all goals where it is a better start than the one at hand."""
    if workshop.standing is None:
        return start
    plan = workshop.standing.solution
    if start is not None and objective.value(start) <= objective.value(plan):
        return start
    return plan if all(cap.value(plan) <= limit for cap, limit in with_slack(caps)) else start


def _held(aim: Aim, report: GoalReport, solution: Vector) -> Cap:
    """Return the goal at its final value, which the search's slack may have let past its limit."""
    value = aim.objective.value(solution)
    return aim.objective, value if report.limit is None else min(value, report.limit)


def _ear(workshop: Workshop, aim: Aim, place: tuple[int, int]) -> Report:
    """Return who hears of a goal's progress."""
    on_progress = workshop.clock.limits.on_progress

    def report(state: Progress) -> None:
        if on_progress is not None:
            on_progress(GoalProgress(aim.name, aim.unit, *place, state))

    return report


def _pursue_one(stage: Stage) -> Outcome:
    clock = stage.workshop.clock
    outcome = stage.minimise()
    if outcome.solution is None and outcome.status == "limit" and not clock.is_over:
        stage.seconds = clock.remaining
        outcome = stage.minimise()
    stage.report(Progress(outcome.value, outcome.bound, outcome.gap, clock.seconds))
    return outcome


def _report(aim: Aim, value: float, outcome: Outcome) -> GoalReport:
    bound = outcome.bound
    if aim.integral and bound is not None:
        bound = min(value, float(np.ceil(bound - 1e-6)))
    if bound is not None and round(bound, 9) == value:
        bound = value
    gap = None if bound is None else max(0.0, value - bound) / max(abs(value), 1.0)
    proven = outcome.status == "optimal"
    limit = round(aim.limit(value), 9)
    return GoalReport(
        aim.name, aim.unit, value, bound, gap, limit, "optimal" if proven else "feasible", outcome.seconds
    )
