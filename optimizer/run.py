"""Composes read, build, solve and verify: what commands, pages, notebooks and tests all call."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimizer.errors import Finding, InputError
from optimizer.finishing import begin_from, finish, place_today
from optimizer.inputs.goals import require_order
from optimizer.inputs.instance import Instance
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.scenario import Scenario
from optimizer.inputs.scenario_fit import check_scenario_against
from optimizer.inputs.scenario_reading import read_scenario
from optimizer.model.build import build_model
from optimizer.model.registry import discover_rules, discover_terms, rule_findings
from optimizer.solving.child import ChildDoor
from optimizer.solving.exporting import write_model
from optimizer.solving.hierarchy import pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.result import Result
from optimizer.solving.workshop import Workshop


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


def fit_findings(instance: Instance, scenario: Scenario) -> list[Finding]:
    """Return everything that does not fit between a scenario and a data set, what its rules find included."""
    return [*check_scenario_against(instance, scenario), *rule_findings(instance, scenario)]


def check_fit(instance: Instance, scenario: Scenario) -> list[Finding]:
    """Return warnings about a scenario on a data set.

    Raises
    ------
    InputError
        If the scenario names what the data set does not have, or contradicts itself.
    """
    findings = fit_findings(instance, scenario)
    if any(finding.severity == "error" for finding in findings):
        raise InputError(findings)
    return findings


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
    with ExitStack() as stack:
        pool = stack.enter_context(ThreadPoolExecutor(max_workers=1))
        door, beside, *others = [
            stack.enter_context(closing(each))
            for each in ([ChildDoor(), ChildDoor(), ChildDoor()] if isolated else [SolverDoor(), SolverDoor()])
        ]
        began = time.perf_counter()
        source = build_model(instance, scenario, scenario.goals.order, strengthen=limits.methods.strengthening)
        workshop = Workshop(source, door, clock, beside=others[0] if others else None)
        build = time.perf_counter() - began
        began = time.perf_counter()
        if start is not None:
            begin_from(start, workshop)
        waiting = pool.submit(place_today, instance, scenario, limits, beside)
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
