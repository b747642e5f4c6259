"""What a sweep is made of: every combination of its parameters' values, and the cells that come of it."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from optimizer.errors import Finding, InputError
from optimizer.inputs.goals import require_order
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.reading import load_scenario
from optimizer.sweeps.settings import Robustness, Sample, Samples
from optimizer.sweeps.variation import DATASET, SEED, sample_changes, scenario_changes

FORMAT = 1
Parameters = Mapping[str, Any]


class ChangedError(InputError):
    """A scenario that is not what it was when its sweep began."""


@dataclass(frozen=True)
class CellLimits:
    """What bounds the solve of one cell.

    Attributes
    ----------
    gap : float
        Gap at which a goal counts as proven, as a share.
    work : int or None
        Most branch-and-bound nodes of each run.
    seconds : float or None
        Time for one cell; cells that it cuts short may differ from run to run.
    seed : int
        Random seed of the solver, unless the sweep varies it.
    """

    gap: float = 1e-4
    work: int | None = None
    seconds: float | None = None
    seed: int = 0


@dataclass(frozen=True)
class Cell:
    """One problem of a sweep.

    Attributes
    ----------
    name : str
        SHA-256 of all that decides its answer.
    parameters : mapping
        A value for every key that the sweep varies.
    sample : Sample or None
        The draw of demand and prices; None if the sweep has no samples.
    seed : int
        Seed of the solver.
    """

    name: str
    parameters: Parameters
    sample: Sample | None
    seed: int


@dataclass(frozen=True, eq=False)
class SweepDefinition:
    """A sweep that has been read and checked.

    Attributes
    ----------
    name, file : str
        Name of the sweep, and of its file.
    titles : mapping
        ``title``, ``title_nl``, ``description``, ``description_nl``.
    scenario_file : Path
        The scenario.
    settings : mapping
        Keys of the scenario that are changed in all cells alike.
    parameters : mapping of str to tuple
        The values of every key that varies.
    samples : Samples or None
        The draws.
    exclude : tuple of mapping
        Combinations that are left out: those that agree with one of these in all its keys.
    robustness : Robustness
        What plans are held against.
    limits : CellLimits
        What bounds every cell.
    data : str or None
        Data set in place of the scenario's own.
    instances : mapping of str to Instance
        The data sets, by the names that scenarios call them.
    files : mapping of str to str
        SHA-256 of the scenario's files.
    digests : mapping of (str, str) to str
        SHA-256 behind values that name a file, by key and value as JSON.
    """

    name: str
    file: str
    titles: Mapping[str, str]
    scenario_file: Path
    settings: Mapping[str, Any]
    parameters: Mapping[str, tuple[Any, ...]]
    samples: Samples | None
    exclude: tuple[Parameters, ...]
    robustness: Robustness
    limits: CellLimits
    data: str | None
    instances: Mapping[str, Instance]
    files: Mapping[str, str]
    digests: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def question(self) -> dict[str, Any]:
        """All that decides the cells: a folder that answers it is continued."""
        return {
            "format": FORMAT,
            "bundel": version("bundel"),
            "scenario": self.scenario_file.stem,
            "files": dict(self.files),
            "data": [[each.name, dict(each.hashes)] for _, each in sorted(self.instances.items())],
            "set": dict(self.settings),
            "parameters": {key: list(values) for key, values in sorted(self.parameters.items())},
            "samples": None if self.samples is None else self.samples.model_dump(),
            "exclude": [dict(each) for each in self.exclude],
            "gap": self.limits.gap,
            "work": self.limits.work,
            "seconds": self.limits.seconds,
            "seed": self.limits.seed,
        }

    @cached_property
    def _base(self) -> str:
        parts = ("format", "bundel", "files", "set", "gap", "work", "seconds")
        common = {part: self.question[part] for part in parts}
        if DATASET not in self.parameters:
            common["data"] = self.question["data"]
        return digest_of(common)

    def combinations(self) -> Iterator[dict[str, Any]]:
        """Yield every combination of values that is not left out."""
        return combinations_of(self.parameters, self.exclude)

    @cached_property
    def cell_count(self) -> int:
        """Number of cells."""
        if self.exclude:
            count = sum(1 for _ in self.combinations())
        else:
            count = math.prod(len(values) for values in self.parameters.values())
        return count * (1 if self.samples is None else len(self.samples.numbers))

    def cells(self) -> Iterator[Cell]:
        """Yield every cell, the samples of one combination after each other."""
        for parameters in self.combinations():
            yield from self.cells_of(parameters)

    def cells_of(self, parameters: Parameters) -> Iterator[Cell]:
        """Yield the cells of one combination: one, or one a sample."""
        seed = int(parameters.get(SEED, self.limits.seed))
        digests = {key: self.digests.get((key, as_json(value))) for key, value in parameters.items()}
        identity: dict[str, Any] = {
            "base": self._base,
            "parameters": dict(parameters),
            "digests": {key: digest for key, digest in digests.items() if digest is not None},
            "seed": seed,
        }
        if self.samples is None:
            yield Cell(digest_of(identity), parameters, None, seed)
            return
        drawn = self.samples.model_copy(update=sample_changes(parameters))
        for number in self.samples.numbers:
            sample = Sample(number, drawn.seed, float(drawn.demand_noise), float(drawn.price_noise))
            yield Cell(digest_of({**identity, "sample": vars(sample)}), parameters, sample, seed)

    def scenario(self, parameters: Parameters) -> Scenario:
        """Return the scenario of a combination.

        Raises
        ------
        ChangedError
            If its files have changed since the sweep was read.
        InputError
            If it is faulty.
        """
        scenario = load_scenario(self.scenario_file, {**self.settings, **scenario_changes(parameters)})
        require_order(scenario)
        known = scenario.hashes or {}
        changed = sorted(file for file, digest in self.files.items() if known.get(file) != digest)
        if changed:
            message = "the file has changed since the sweep began"
            mend = "Begin the sweep again, in another folder."
            raise ChangedError([Finding(file, message, mend) for file in changed])
        return scenario

    def dataset_of(self, scenario: Scenario) -> str:
        """Return the name, among the instances, of the data set on which a scenario is solved."""
        return self.data or scenario.dataset

    @property
    def choices(self) -> tuple[str, ...]:
        """The parameters that somebody chooses: plans are compared where these agree."""
        uncertain = self.circumstances
        return tuple(key for key in self.parameters if key not in uncertain)

    @property
    def circumstances(self) -> tuple[str, ...]:
        """The parameters that nobody chooses: those named, or all of them if nothing is named and nothing drawn."""
        if self.robustness.circumstances or self.samples is not None:
            return self.robustness.circumstances
        return tuple(self.parameters)


def combinations_of(
    parameters: Mapping[str, tuple[Any, ...]], exclude: tuple[Parameters, ...] = ()
) -> Iterator[dict[str, Any]]:
    """Yield every combination of values that does not agree with one of those left out."""
    keys = tuple(parameters)
    for values in itertools.product(*parameters.values()):
        combination = dict(zip(keys, values, strict=True))
        if not any(agrees(combination, each) for each in exclude):
            yield combination


def agrees(combination: Parameters, part: Parameters) -> bool:
    """Whether a combination has the values of a part of one."""
    return all(as_json(combination[key]) == as_json(value) for key, value in part.items())


def canonical(value: Any) -> Any:
    """Return a value in the one form that counts: 80.0 is 80."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list | tuple):
        return [canonical(part) for part in value]
    if isinstance(value, dict):
        return {str(key): canonical(part) for key, part in value.items()}
    return value


def as_json(value: Any) -> str:
    """Return a value as the one text that stands for it."""
    return json.dumps(canonical(value), sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def digest_of(content: Any) -> str:
    """Return the SHA-256 of plain values."""
    return hashlib.sha256(as_json(content).encode("utf-8")).hexdigest()
