"""Composes read, build, solve and verify: what commands, pages, notebooks and tests all call."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from optimizer.analysis.observed import observed_plan
from optimizer.analysis.terms import TERM_UNITS, compute_terms
from optimizer.analysis.verify import require_verified, verify, verify_today
from optimizer.errors import Finding, InputError, SolverError
from optimizer.inputs.goals import require_order
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.scenario import Scenario
from optimizer.inputs.scenario_fit import check_scenario_against
from optimizer.inputs.scenario_reading import read_scenario
from optimizer.model.build import build_model
from optimizer.model.registry import discover_rules, discover_terms
from optimizer.solving.child import ChildDoor
from optimizer.solving.conflict import clashing_rules
from optimizer.solving.exporting import write_model
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Door, never
from optimizer.solving.result import Result, Status, StoppedBy, TermValues
from optimizer.solving.today import build_today
from optimizer.solving.workshop import Workshop

LIBRARIES = ("bundel", "pyomo", "highspy", "pandas", "numpy")
TODAY_SECONDS = 120.0
CONFLICT_SHARE = 0.5


def load_instance(name_or_path: str | Path) -> Instance:
    """Read and check a data set.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped data set, or a folder.

    Returns
    -------
    Instance
        The frozen data set; its warnings are in ``notes``.

    Raises
    ------
    InputError
        With every fault at once.
    """
    return read_dataset(name_or_path)


def load_scenario(name_or_path: str | Path, overrides: Mapping[str, Any] | Sequence[str] = ()) -> Scenario:
    """Read and check a scenario.

    Parameters
    ----------
    name_or_path : str or Path
        Name of a shipped scenario, or a TOML file.
    overrides : mapping or sequence of str
        Changes by dotted key: ``{"rules.minimum_enrolment.norm": 115}`` or ``["rules.minimum_enrolment.norm=115"]``.

    Returns
    -------
    Scenario
        The scenario, its changed keys logged.

    Raises
    ------
    InputError
        With every fault at once.
    """
    rules = discover_rules()
    return read_scenario(
        name_or_path,
        overrides,
        parameter_models={name: rule.parameters for name, rule in rules.items()},
        always_on={name for name, rule in rules.items() if rule.always_on},
        term_names=set(discover_terms()),
    )


def check_fit(instance: Instance, scenario: Scenario) -> list[Finding]:
    """Return warnings about a scenario on a data set.

    Raises
    ------
    InputError
        If the scenario names what the data set does not have, or contradicts itself.
    """
    findings = check_scenario_against(instance, scenario)
    if any(finding.severity == "error" for finding in findings):
        raise InputError(findings)
    return findings


def solve(instance: Instance, scenario: Scenario, limits: Limits | None = None, *, isolated: bool = False) -> Result:
    """Find the best plan of a scenario, prove it, and check it by second code.

    Parameters
    ----------
    instance : Instance
        The data set.
    scenario : Scenario
        Rules and goals.
    limits : Limits, optional
        Time, work, gap, seed, threads, progress, and who may stop it.
    isolated : bool
        Whether the solver runs in a child process, which can be ended when it does not listen.

    Returns
    -------
    Result
        With a plan if one was found; ``status`` tells.

    Raises
    ------
    InputError
        If the scenario does not fit the data set.
    SolverError
        If the solver fails.
    VerificationError
        If a plan does not stand up to the second check.
    """
    limits = limits or Limits()
    require_order(scenario)
    warnings = [str(finding) for finding in (*instance.notes, *check_fit(instance, scenario))]
    clock = Clock(limits)
    door, beside = (ChildDoor(), ChildDoor()) if isolated else (SolverDoor(), SolverDoor())
    # Two children may work at once; in one process the solver's runs take turns, and Pyomo's building always does.
    with ThreadPoolExecutor(max_workers=1) as pool, closing(door), closing(beside):
        began = time.perf_counter()
        workshop = Workshop(build_model(instance, scenario, scenario.goals.order), door, clock)
        build = time.perf_counter() - began
        waiting = pool.submit(place_today, instance, scenario, limits, beside)
        if not isolated:
            wait([waiting])
        began = time.perf_counter()
        result = finish(workshop, pursue(workshop), waiting, warnings, began)
    return replace(result, seconds={"build": build, **result.seconds})


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
    clock, door, warnings = workshop.clock, workshop.door, list(warnings)
    instance, scenario = workshop.source.index.instance, workshop.source.index.scenario
    seconds: dict[str, float] = {}
    today, as_placed = waiting.result()
    result = Result(
        instance,
        scenario,
        status=_status(pursuit),
        stopped_by=_stopped_by(pursuit, clock),
        goals=pursuit.reports,
        seed=clock.limits.seed,
        threads=clock.limits.threads,
        versions={library: version(library) for library in LIBRARIES},
        counts={
            "rows": workshop.model.matrix.shape[0],
            "columns": workshop.model.columns,
            "nonzeros": workshop.model.matrix.nnz,
            "eligible": len(workshop.source.index.pairs),
        },
    )
    if pursuit.solution is None:
        seconds["solve"] = time.perf_counter() - began
        conflict = _conflict(instance, scenario, door, clock) if result.status == "infeasible" else ()
        return replace(result, conflict=conflict, seconds=seconds, warnings=tuple(warnings))
    plan = extract_plan(workshop, pursuit.solution)
    seconds["solve"] = time.perf_counter() - began
    if today is None:
        raise SolverError("today's students do not fit into today's places, so that nothing can be compared with today")
    if as_placed is not scenario:
        warnings.append("Today has no room for an institute of this kind: today is shown without it.")
    if not pursuit.ties_broken:
        warnings.append("Several plans may be equally good: the order between them was not settled within the limits.")
    if result.stopped_by == "time":
        warnings.append("A limit on time ended the search: another run may give another plan.")
    began = time.perf_counter()
    require_verified(verify_today(today, instance, as_placed))
    result = _verified(replace(result, plan=plan, today=today), workshop, pursuit)
    seconds["verify"] = time.perf_counter() - began
    return replace(result, seconds=seconds, warnings=tuple(warnings))


def place_today(instance: Instance, scenario: Scenario, limits: Limits, door: Door) -> tuple[Plan | None, Scenario]:
    """Return today reassigned and the scenario that it keeps: without institute where today has no room for one."""
    today = solve_today(instance, scenario, limits, door)
    if today is None and "institute" in scenario.rules:
        rules = {name: parameters for name, parameters in scenario.rules.items() if name != "institute"}
        scenario = replace(scenario, rules=rules)
        today = solve_today(instance, scenario, limits, door)
    return today, scenario


def solve_today(instance: Instance, scenario: Scenario, limits: Limits, door: Door) -> Plan | None:
    """Return today's programmes with students placed as the scenario's goals place them ("reassigned").

    None if there is no such placement, or none was found in time.
    """
    limits = replace(limits, time_limit=TODAY_SECONDS, on_progress=None, should_stop=never)
    workshop = Workshop(build_today(instance, scenario), door, Clock(limits))
    pursuit = pursue(workshop)
    return None if pursuit.solution is None else extract_plan(workshop, pursuit.solution)


def _verified(result: Result, workshop: Workshop, pursuit: Pursuit) -> Result:
    """Check both plans by second code and take every term from it."""
    plan, today, instance, scenario = result.plan, result.today, result.instance, result.scenario
    assert plan is not None
    assert today is not None
    assert pursuit.solution is not None
    level = next((goal.by for goal in scenario.goals.order if goal.term == "worst_loss"), "institution")
    expected = {
        goal.term: workshop.model.objectives[goal.key].value(pursuit.solution)
        for goal in reversed(scenario.goals.order)
    }
    prices = {**instance.prices, **scenario.prices}
    checks = verify(plan, instance, scenario, expected_terms=expected)
    require_verified(checks)
    leads = today.programmes.loc[today.programmes["role"] == "lead"]
    lead_of = dict(zip(leads["specialisation_id"], leads["campus_id"], strict=True))
    observed = observed_plan(instance, lead_of, today.institute, staff=today.staff)
    measured = [compute_terms(each, instance, prices, level) for each in (today, plan, observed)]
    terms = {
        name: TermValues(unit, measured[0][name], measured[1][name], measured[2][name])
        for name, unit in TERM_UNITS.items()
    }
    return replace(result, observed=observed, checks=checks, terms=terms)


def _conflict(instance: Instance, scenario: Scenario, door: Door, clock: Clock) -> tuple[str, ...]:
    return clashing_rules(instance, scenario, door, min(60.0, clock.remaining * CONFLICT_SHARE))


def _status(pursuit: Pursuit) -> Status:
    if pursuit.solution is not None:
        proven = pursuit.ended == "optimal" and all(report.status == "optimal" for report in pursuit.reports)
        return "optimal" if proven else "feasible"
    return {"infeasible": "infeasible", "failed": "failed"}.get(pursuit.ended, "no_plan")  # type: ignore[return-value]


def _stopped_by(pursuit: Pursuit, clock: Clock) -> StoppedBy:
    if clock.interrupted:
        return "interrupt"
    if pursuit.limit in ("time", "work"):
        return pursuit.limit  # type: ignore[return-value]
    gaps = [report.gap for report in pursuit.reports]
    return "gap" if any(gap is not None and gap > 0 for gap in gaps) else "proof"


def export_model(instance: Instance, scenario: Scenario, path: Path) -> None:
    """Write a scenario's model as ``.mps`` or ``.lp``: its first goal, or all of them weighted.

    Raises
    ------
    InputError
        If the file's name ends otherwise, or the scenario does not fit the data set.
    """
    require_order(scenario)
    check_fit(instance, scenario)
    write_model(build_model(instance, scenario, scenario.goals.order), path)
