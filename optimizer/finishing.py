"""From goals pursued to a result: the plan is extracted, checked by second code, and set beside today."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import version

import pandas as pd

from optimizer.analysis.choice import students_choice
from optimizer.analysis.observed import observed_plan
from optimizer.analysis.terms import TERM_UNITS
from optimizer.analysis.verify import (
    LOSS,
    failures,
    loss_names,
    require_verified,
    terms_in,
    terms_under,
    verify,
    verify_today,
)
from optimizer.errors import SolverError, VerificationError
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Scenario
from optimizer.solving.arrays import Vector
from optimizer.solving.conflict import clashing_rules
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import Pursuit, pursue, reports_of
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.recovery import EarlierPlan, recover
from optimizer.solving.requests import Door, never
from optimizer.solving.result import GoalReport, Result, Status, StoppedBy, TermValues
from optimizer.solving.today import build_today, todays_of
from optimizer.solving.workshop import Workshop

log = logging.getLogger("bundel.finishing")

CONFLICT_SHARE = 0.5
TODAY_SECONDS = 120.0
"""Seconds in which students are placed in today's programmes, at least."""

TODAY_SHARE = 0.5
"""Share of the time limit that this may take on the largest data sets; it is done beside the search."""

LONGEST = 3600.0
"""Seconds beyond which a time limit gives this no more time."""

LIBRARIES = ("bundel", "pyomo", "highspy", "pandas", "numpy")


def finish(
    workshop: Workshop,
    pursuit: Pursuit,
    waiting: Future[tuple[Plan | None, Scenario]],
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
        Today reassigned, as :func:`place_today` gives it.
    warnings : sequence of str
        Warnings so far.
    began : float
        When the pursuit began, by ``time.perf_counter``.
    """
    clock, door = workshop.clock, workshop.door
    instance, scenario = workshop.source.index.instance, workshop.source.index.scenario
    seconds: dict[str, float] = {}
    today, as_placed = waiting.result()
    result = _result_of(workshop, status_of(pursuit), what_stopped(pursuit, clock), pursuit.reports)
    if pursuit.solution is None:
        seconds["solve"] = time.perf_counter() - began
        conflict = conflict_of(instance, scenario, door, clock) if result.status == "infeasible" else ()
        return replace(result, conflict=conflict, seconds=seconds, warnings=tuple(warnings))
    plan = extract_plan(workshop, pursuit.solution)
    seconds["solve"] = time.perf_counter() - began
    if today is None:
        raise SolverError("today's students do not fit into today's places, so that nothing can be compared with today")
    warnings = [*warnings, *_warnings(result, pursuit, as_placed)]
    began = time.perf_counter()
    checks = verify_today(today, instance, as_placed)
    require_verified(checks)
    result = _verified(result, plan, _measured_today(today, checks, workshop), workshop, pursuit.solution)
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
    with ThreadPoolExecutor(max_workers=1) as pool:
        waiting = pool.submit(_today_as_before, start.today, workshop) if on_result is not None else None
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


@dataclass(frozen=True, eq=False)
class _Today:
    """Today as the model places its students and as observed, each with its terms."""

    placed: Plan
    observed: Plan
    placed_terms: Mapping[str, float]
    observed_terms: Mapping[str, float]


def _today_as_before(today: Plan | None, workshop: Workshop) -> _Today | None:
    """Return an earlier result's today, if it holds under the new rules too."""
    instance, scenario = workshop.source.index.instance, workshop.source.index.scenario
    if today is None:
        return None
    for kept in todays_of(scenario):
        checks = verify_today(today, instance, kept)
        if failures(checks).empty:
            return _measured_today(today, checks, workshop)
    return None


def _measured_today(today: Plan, checks: pd.DataFrame, workshop: Workshop) -> _Today:
    instance, scenario = workshop.source.index.instance, workshop.source.index.scenario
    leads = today.programmes.loc[today.programmes["role"] == "lead"]
    lead_of = dict(zip(leads["specialisation_id"], leads["campus_id"], strict=True))
    observed = observed_plan(instance, lead_of, today.institute, staff=today.staff)
    return _Today(today, observed, terms_in(checks), terms_under(observed, instance, scenario))


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


def _warnings(result: Result, pursuit: Pursuit, as_placed: Scenario) -> Iterator[str]:
    """Yield what a reader of the result must know of today and of equally good plans."""
    if as_placed.rules.keys() != result.scenario.rules.keys():
        yield "Today has no room for an institute of this kind: today is shown without it."
    if as_placed.students != result.scenario.students:
        yield "Today's students cannot be assigned in this way: they are placed where the goals want them."
    if not pursuit.ties_broken:
        yield "Several plans may be equally good: the order between them was not settled within the limits."
    if result.stopped_by == "time":
        yield "A limit on time ended the search: another run may give another plan."


def place_today(instance: Instance, scenario: Scenario, limits: Limits, door: Door) -> tuple[Plan | None, Scenario]:
    """Return today reassigned and the scenario that it keeps, which is less than all where today has no room for it."""
    for kept in todays_of(scenario):
        today = solve_today(instance, kept, limits, door)
        if today is not None:
            return today, kept
    return None, scenario


def solve_today(instance: Instance, scenario: Scenario, limits: Limits, door: Door) -> Plan | None:
    """Return today's programmes with students placed as the scenario's goals place them ("reassigned").

    None if there is no such placement, or none was found in time.
    """
    seconds = max(TODAY_SECONDS, min(limits.time_limit, LONGEST) * TODAY_SHARE)
    limits = replace(limits, time_limit=seconds, on_progress=None, on_plan=None, should_stop=never)
    workshop = Workshop(build_today(instance, scenario), door, Clock(limits))
    pursuit = pursue(workshop)
    return None if pursuit.solution is None else extract_plan(workshop, pursuit.solution)


def _verified(result: Result, plan: Plan, today: _Today, workshop: Workshop, solution: Vector) -> Result:
    """Return a result with a plan that second code has checked, every term taken from it."""
    instance = result.instance
    checks = check_plan(plan, workshop, solution)
    measured = terms_in(checks)
    terms = {
        name: TermValues(unit, today.placed_terms[name], measured[name], today.observed_terms[name])
        for name, unit in TERM_UNITS.items()
    }
    choice = None if instance.table("today_flows").empty else students_choice(plan, instance)
    return replace(
        result, plan=plan, today=today.placed, observed=today.observed, checks=checks, terms=terms, choice=choice
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
