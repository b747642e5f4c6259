"""From goals pursued to a result: the plan is extracted, checked by second code, and set beside today."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from importlib.metadata import version

import pandas as pd

from optimizer.analysis.choice import students_choice
from optimizer.analysis.terms import TERM_UNITS
from optimizer.analysis.verify import (
    LOSS,
    loss_names,
    require_verified,
    terms_in,
    verify,
)
from optimizer.errors import VerificationError
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Scenario
from optimizer.reassigning import Today, measure_as_before, require_placed
from optimizer.solving.arrays import Vector
from optimizer.solving.conflict import clashing_rules
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import Pursuit, reports_of
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock
from optimizer.solving.recovery import EarlierPlan, recover
from optimizer.solving.requests import Door
from optimizer.solving.result import GoalReport, Result, Status, StoppedBy, TermValues
from optimizer.solving.workshop import Workshop

log = logging.getLogger("bundel.finishing")

CONFLICT_SHARE = 0.5

LIBRARIES = ("bundel", "pyomo", "highspy", "pandas", "numpy")


def finish(
    workshop: Workshop,
    pursuit: Pursuit,
    waiting: Future[Today | None],
    warnings: Sequence[str],
    began: float,
) -> Result:
    """Turn what came of pursuing goals into a result: extract the plan, check it by second code, set it beside today.

    Parameters
    ----------
    workshop : Workshop
        Model, solver and clock.
    pursuit : Pursuit
        What came of the goals.
    waiting : Future
        Today reassigned, as :func:`optimizer.reassigning.place_today` gives it.
    warnings : sequence of str
        Warnings so far.
    began : float
        When the pursuit began, by ``time.perf_counter``.
    """
    clock, door = workshop.clock, workshop.door
    instance, scenario = workshop.source.index.instance, workshop.source.index.scenario
    seconds: dict[str, float] = {}
    placed = waiting.result()
    result = _result_of(workshop, status_of(pursuit), what_stopped(pursuit, clock), pursuit.reports)
    if pursuit.solution is None:
        seconds["solve"] = time.perf_counter() - began
        conflict = conflict_of(instance, scenario, door, clock) if result.status == "infeasible" else ()
        return replace(result, conflict=conflict, seconds=seconds, warnings=tuple(warnings))
    plan = extract_plan(workshop, pursuit.solution)
    seconds["solve"] = time.perf_counter() - began
    today = require_placed(placed)
    warnings = [*warnings, *_warnings(result, pursuit, today.kept)]
    began = time.perf_counter()
    result = _verified(result, plan, today, workshop, pursuit.solution)
    seconds["verify"] = time.perf_counter() - began
    return replace(result, seconds=seconds, warnings=tuple(warnings))


def begin_from(start: Result, workshop: Workshop) -> None:
    """Let the goals start from a plan that is near an earlier result's and keeps the new rules, if one is found.

    It is checked by second code before anybody sees it, and left out if it does not stand up to that: a goal that was
    not brought all the way down may be less in the plan than the model's variables say. Under a limit of work nothing
    is done: what is found within seconds is not the same every time.
    """
    if start.plan is None or workshop.clock.limits.work_limit is not None:
        return
    on_result = workshop.clock.limits.on_result
    instance, scenario = workshop.source.index.instance, workshop.source.index.scenario
    with ThreadPoolExecutor(max_workers=1) as pool:
        waiting = None
        if on_result is not None and start.today is not None:
            waiting = pool.submit(measure_as_before, start.today, instance, scenario)
        with closing(SolverDoor()) as door:  # in this process: starting another takes as long as recovering a plan
            standing = recover(workshop.through(door), EarlierPlan.of(start.plan.pairs, start.goals))
        today = None if waiting is None else waiting.result()
    if standing is None:
        return
    solution, plan = standing.solution, extract_plan(workshop, standing.solution)
    result = None
    try:
        if today is None:
            check_plan(plan, workshop, solution)
        else:
            begun = _result_of(workshop, "feasible", "time", reports_of(workshop, solution))
            result = _verified(begun, plan, today, workshop, solution)
    except VerificationError as fault:
        log.warning("a plan near the earlier one is left out: %s", fault)
        return
    if on_result is not None and result is not None:
        on_result(result)
    workshop.stand(standing)


def _result_of(workshop: Workshop, status: Status, stopped_by: StoppedBy, goals: tuple[GoalReport, ...]) -> Result:
    """Return a result that has no plan yet."""
    index, limits = workshop.source.index, workshop.clock.limits
    return Result(
        index.instance,
        index.scenario,
        status=status,
        stopped_by=stopped_by,
        goals=goals,
        seed=limits.seed,
        threads=limits.threads,
        versions={library: version(library) for library in LIBRARIES},
        counts={
            "rows": workshop.model.matrix.shape[0],
            "columns": workshop.model.columns,
            "nonzeros": workshop.model.matrix.nnz,
            "eligible": len(index.pairs),
        },
    )


def _warnings(result: Result, pursuit: Pursuit, kept: Scenario) -> Iterator[str]:
    """Yield what a reader of the result must know of today and of equally good plans."""
    if kept.rules.keys() != result.scenario.rules.keys():
        yield "Today has no room for an institute of this kind: today is shown without it."
    if kept.students != result.scenario.students:
        yield "Today's students cannot be assigned in this way: they are placed where the goals want them."
    if not pursuit.ties_broken:
        yield "Several plans may be equally good: the order between them was not settled within the limits."
    if result.stopped_by == "time":
        yield "A limit on time ended the search: another run may give another plan."


def _verified(result: Result, plan: Plan, today: Today, workshop: Workshop, solution: Vector) -> Result:
    """Return a result with a plan that second code has checked, every term taken from it."""
    instance = result.instance
    checks = check_plan(plan, workshop, solution)
    measured = terms_in(checks)
    terms = {
        name: TermValues(unit, today.terms[name], measured[name], today.observed_terms[name])
        for name, unit in TERM_UNITS.items()
    }
    choice = None if instance.table("today_flows").empty else students_choice(plan, instance)
    return replace(
        result, plan=plan, today=today.plan, observed=today.observed, checks=checks, terms=terms, choice=choice
    )


def check_plan(plan: Plan, workshop: Workshop, solution: Vector) -> pd.DataFrame:
    """Check a plan by second code: every rule, and every goal against the value that the solver gives it.

    Raises
    ------
    VerificationError
        If the plan does not stand up to it.
    """
    instance, scenario = workshop.source.index.instance, workshop.source.index.scenario
    losses = loss_names(scenario)
    expected = {
        losses[goal.by] if goal.term == LOSS else goal.term: workshop.model.objectives[goal.key].value(solution)
        for goal in scenario.goals.order
    }
    checks = verify(plan, instance, scenario, expected_terms=expected)
    require_verified(checks)
    return checks


def conflict_of(instance: Instance, scenario: Scenario, door: Door, clock: Clock) -> tuple[str, ...]:
    """Return names of rules that cannot hold together, where no plan exists."""
    return clashing_rules(instance, scenario, door, min(60.0, clock.remaining * CONFLICT_SHARE))


def status_of(pursuit: Pursuit) -> Status:
    """Return how sure what came of pursuing goals is."""
    if pursuit.solution is not None:
        proven = pursuit.ended == "optimal" and all(report.status == "optimal" for report in pursuit.reports)
        return "optimal" if proven else "feasible"
    return {"infeasible": "infeasible", "failed": "failed"}.get(pursuit.ended, "no_plan")  # type: ignore[return-value]


def what_stopped(pursuit: Pursuit, clock: Clock) -> StoppedBy:
    """Return what ended the search."""
    if clock.interrupted:
        return "interrupt"
    if pursuit.limit in ("time", "work"):
        return pursuit.limit  # type: ignore[return-value]
    gaps = [report.gap for report in pursuit.reports]
    return "gap" if any(gap is not None and gap > 0 for gap in gaps) else "proof"
