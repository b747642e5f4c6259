"""Checking whatever a user points at: a shipped name, a scenario, a data set or a proposal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimizer.errors import Finding, InputError
from optimizer.inputs.gathering import nearest_mend, shown
from optimizer.inputs.instance import Instance
from optimizer.inputs.locating import DATASET_FILE, locate_dataset, shipped_datasets, shipped_scenarios
from optimizer.inputs.proposal import read_proposal
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.scenario import RuleParameters, Scenario
from optimizer.inputs.scenario_fit import check_scenario_against
from optimizer.inputs.scenario_reading import read_scenario
from optimizer.inputs.schema import TABLES

PROPOSAL_SUFFIXES = (".csv", ".xlsx")
DEFAULT_DATASET = "flanders-2010"

Fit = Callable[[Instance, Scenario], list[Finding]]


def check_target(
    target: str | Path,
    *,
    parameter_models: Mapping[str, type[RuleParameters]],
    always_on: Collection[str],
    term_names: Collection[str],
    data: str | Path | None = None,
    overrides: Mapping[str, Any] | Sequence[str] = (),
    fit: Fit = check_scenario_against,
) -> list[Finding]:
    """Return every finding about `target`, errors and warnings.

    Parameters
    ----------
    target : str or Path
        Name of a shipped scenario or data set; a scenario file; the folder or a file of a data set; or a proposal.
    parameter_models, always_on, term_names
        What rules and terms there are, as in :func:`optimizer.inputs.scenario_reading.read_scenario`.
    data : str or Path, optional
        Data set against which a scenario or a proposal is checked; default: the scenario's own, for a proposal
        ``flanders-2010``.
    overrides : mapping, or sequence of str
        Changes to a scenario.
    fit : callable
        What checks a scenario against its data set; :func:`optimizer.reading.fit_findings` asks the rules too.
    """
    name, path = str(target), Path(target)
    try:
        if name in shipped_datasets():
            return list(read_dataset(name).notes)
        if name in shipped_scenarios() or (path.suffix == ".toml" and path.name != DATASET_FILE and path.is_file()):
            scenario = read_scenario(
                name, overrides, parameter_models=parameter_models, always_on=always_on, term_names=term_names
            )
            return _check_scenario(scenario, data, fit)
        folder = _dataset_folder(path)
        if folder is not None:
            return list(read_dataset(folder).notes)
        if path.suffix.lower() in PROPOSAL_SUFFIXES and path.is_file():
            return list(read_proposal(path, read_dataset(data or DEFAULT_DATASET)).notes)
    except InputError as error:
        return list(error.findings)
    return [_unknown_target(name, path)]


def _check_scenario(scenario: Scenario, data: str | Path | None, fit: Fit) -> list[Finding]:
    try:
        folder = locate_dataset(data or scenario.dataset)
    except InputError as error:
        if data:
            raise
        return [replace(finding, file=f"{scenario.name}.toml", key="dataset") for finding in error.findings]
    instance = read_dataset(folder)
    return [*fit(instance, scenario), *instance.notes]


def _dataset_folder(path: Path) -> Path | None:
    """Return the folder of the data set that `path` is, or is a file of."""
    try:
        if path.is_dir():
            own = any((path / file).exists() for file in (DATASET_FILE, *(table.file for table in TABLES.values())))
            return path if own else None
        in_dataset = path.is_file() and (path.parent / DATASET_FILE).exists()
    except (OSError, ValueError):
        return None
    known = path.name == DATASET_FILE or path.name in {table.file for table in TABLES.values()}
    return path.parent if in_dataset and known else None


def _unknown_target(name: str, path: Path) -> Finding:
    try:
        exists = path.exists()
    except (OSError, ValueError):
        exists = False
    if exists:
        message = f"{shown(name)} is neither a scenario, a data set nor a proposal"
        mend = "Give a .toml file, a folder with dataset.toml, or a .csv or .xlsx file."
        return Finding(name, message, mend)
    mend, nearest = nearest_mend(name, {*shipped_datasets(), *shipped_scenarios()})
    return Finding(name, f"there is no {shown(name)}: neither a shipped name nor a file", mend, nearest=nearest)
