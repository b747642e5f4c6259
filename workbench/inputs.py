"""Reads a scenario and its data set together, so that the faults of both are told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from optimizer.errors import Finding, InputError
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.reading import check_fit, load_instance, load_scenario


def read_inputs(
    scenario: str,
    changes: Sequence[str] | Mapping[str, Any],
    data: str | None,
    load: Callable[[str], Instance] = load_instance,
) -> tuple[Scenario, Instance]:
    """Return a scenario and the data set on which it is solved.

    Parameters
    ----------
    scenario : str
        Name of a shipped scenario, or a file.
    changes : sequence of str, or mapping
        ``KEY=VALUE``, or values by dotted key.
    data : str, optional
        Name or folder of the data set, in place of the scenario's own.
    load : callable
        Reads a data set.

    Raises
    ------
    InputError
        With every fault of both.
    """
    findings: list[Finding] = []
    settings, instance = None, None
    try:
        settings = load_scenario(scenario, changes)
    except InputError as fault:
        findings += fault.findings
    name = data or (settings.dataset if settings is not None else None)
    if name is not None:
        try:
            instance = load(name)
        except InputError as fault:
            findings += fault.findings
    if settings is None or instance is None:
        raise InputError(findings)
    check_fit(instance, settings)
    return settings, instance
