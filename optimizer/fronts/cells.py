"""Solves one cell of the grid: terms one after the other, each held at its best value, under the cell's limits.

The second and third terms make the plan efficient: without them a plan might cost more of these than it has to. Every
bound holds for all plans under the cell's limits that keep the terms before at their values.
"""

from __future__ import annotations

import numpy as np

from optimizer.fronts.axes import Axes
from optimizer.fronts.grid import Cell
from optimizer.model.registry import discover_terms
from optimizer.solving.arrays import Objective
from optimizer.solving.hierarchy import Pursuit
from optimizer.solving.limits import GoalProgress
from optimizer.solving.requests import Outcome, Progress, relative_gap
from optimizer.solving.result import GoalReport
from optimizer.solving.stage import Stage
from optimizer.solving.tie_break import break_ties
from optimizer.solving.workshop import Cap, Workshop, with_slack


def solve_cell(workshop: Workshop, axes: Axes, cell: Cell) -> Pursuit:
    """Return what came of a cell: without a solution if no plan keeps its limits, or none was found in time.

    Parameters
    ----------
    workshop : Workshop
        Model, solver and clock; the start of every stage is built anew from relaxations.
    axes : Axes
        The terms.
    cell : Cell
        What is minimised, and under what limits.
    """
    pursuit, caps = Pursuit(), {term: (_objective(workshop, term), limit) for term, limit in cell.limits}
    for position, term in enumerate(cell.order, start=1):
        left = workshop.clock.remaining / (len(cell.order) - position + 2)
        stage = _stage(workshop, axes, term, tuple(caps.values()), pursuit, (position, len(cell.order)), left)
        outcome = stage.minimise()
        if outcome.solution is None and outcome.status == "limit" and not workshop.clock.is_over:
            stage.seconds = workshop.clock.remaining
            outcome = stage.minimise()
        pursuit.ended = outcome.status
        pursuit.limit = pursuit.limit or outcome.limit
        if outcome.solution is None or outcome.value is None:
            return pursuit if pursuit.solution is None else _settled(workshop, axes, pursuit, caps)
        value = round(outcome.value, 0 if axes.is_whole(term) else 9) + 0.0
        pursuit.solution = outcome.solution
        pursuit.reports = (*pursuit.reports, _report(axes, term, value, outcome, cell.limit(term)))
        caps[term] = (_objective(workshop, term), value)
    return _settled(workshop, axes, pursuit, caps)


def _settled(workshop: Workshop, axes: Axes, pursuit: Pursuit, caps: dict[str, Cap]) -> Pursuit:
    """Break ties, with every term held where it is; terms that were not reached any more have no bound but 0."""
    assert pursuit.solution is not None
    reached = {report.term for report in pursuit.reports}
    for term in axes.terms:
        if term not in reached:
            value = round(_objective(workshop, term).value(pursuit.solution), 9) + 0.0
            pursuit.reports = (*pursuit.reports, _report(axes, term, value, Outcome("limit", bound=0.0), np.inf))
    held = []
    for term in axes.terms:
        objective = _objective(workshop, term)
        value = objective.value(pursuit.solution)
        held.append((objective, min(value, caps[term][1]) if term in reached else value))
    pursuit.solution, pursuit.ties_broken = break_ties(workshop, pursuit.solution, tuple(held), [True] * len(held))
    return pursuit


def _stage(
    workshop: Workshop,
    axes: Axes,
    term: str,
    caps: tuple[Cap, ...],
    pursuit: Pursuit,
    place: tuple[int, int],
    seconds: float,
) -> Stage:
    limits, unit = workshop.clock.limits, discover_terms()[term].unit

    def report(state: Progress) -> None:
        if limits.on_progress is not None:
            limits.on_progress(GoalProgress(term, unit, *place, state))

    objective = _objective(workshop, term)
    return Stage(workshop, objective, with_slack(caps), pursuit.solution, axes.is_whole(term), seconds, report)


def _objective(workshop: Workshop, term: str) -> Objective:
    goals = workshop.source.index.scenario.goals.order
    return workshop.model.objectives[next(goal.key for goal in goals if goal.term == term)]


def _report(axes: Axes, term: str, value: float, outcome: Outcome, limit: float) -> GoalReport:
    bound = outcome.bound
    if bound is not None:
        bound = min(value, float(np.ceil(bound - 1e-6)) if axes.is_whole(term) else bound)
    return GoalReport(
        term=term,
        unit=discover_terms()[term].unit,
        value=value,
        bound=bound,
        gap=relative_gap(value, bound),
        limit=None if np.isinf(limit) else limit,
        status="optimal" if outcome.status == "optimal" else "feasible",
        seconds=outcome.seconds,
    )
