"""Composes read, build, solve and verify: what commands, pages, notebooks and tests all call."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from optimizer.finishing import begin_from, finish
from optimizer.inputs.goals import require_order
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.model.build import build_model
from optimizer.reading import check_fit, fit_findings, load_instance, load_scenario
from optimizer.reassigning import place_today
from optimizer.solving.child import ChildDoor
from optimizer.solving.exporting import write_model
from optimizer.solving.hierarchy import pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.result import Result
from optimizer.solving.second_solver import SecondSolver
from optimizer.solving.workshop import Workshop

__all__ = ["check_fit", "export_model", "fit_findings", "load_instance", "load_scenario", "solve"]


def solve(
    instance: Instance,
    scenario: Scenario,
    limits: Limits | None = None,
    *,
    isolated: bool = False,
    start: Result | None = None,
) -> Result:
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
    start : Result, optional
        An earlier result on the same data set under much the same scenario: a plan near its own is sought first, in
        seconds, and the search starts from it. What is proven does not depend on it.

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
    # Children may work at the same time; in one process the solver's runs take turns, and Pyomo's building always does.
    # Those wait while a first plan is recovered, which needs the cores. Where many programmes may open, a third seeks
    # plans while today is placed; elsewhere that is soon done, and its solver looks ahead.
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(max_workers=1))
        door, beside = (
            stack.enter_context(closing(ChildDoor(ahead=start is None) if isolated else SolverDoor())) for _ in range(2)
        )
        began = time.perf_counter()
        source = build_model(instance, scenario, scenario.goals.order, strengthen=limits.methods.strengthening)
        third = stack.enter_context(closing(ChildDoor(ahead=False))) if source.index.has_many else beside
        second = SecondSolver(third, limits.time_limit) if isolated else None
        workshop = Workshop(source, door, clock, beside=second)
        build = time.perf_counter() - began
        began = time.perf_counter()
        if start is not None:
            begin_from(start, workshop)
        today = partial(place_today, instance, scenario, limits, beside)
        waiting = pool.submit(today) if second is None else pool.submit(second.after_first_plan, today)
        if not isolated:
            wait([waiting])
        result = finish(workshop, pursue(workshop), waiting, warnings, began)
    return replace(result, seconds={"build": build, **result.seconds})


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
