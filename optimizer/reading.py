"""Reads a data set and a scenario, and holds them against each other: all that comes before a model is built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from optimizer.errors import Finding, InputError
from optimizer.inputs.instance import Instance
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.scenario import Scenario
from optimizer.inputs.scenario_fit import check_scenario_against
from optimizer.inputs.scenario_reading import read_scenario
from optimizer.model.registry import discover_rules, discover_terms, rule_findings


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
