"""What a sweep tells: while it is at work, and at its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from optimizer.sweeps.definition import SweepDefinition
from optimizer.sweeps.folder import SweepFolder
from optimizer.sweeps.report import RobustnessReport

Phase = Literal["cells", "plans"]
EndedBy = Literal["", "time", "interrupt", "failures"]


@dataclass(frozen=True)
class SweepProgress:
    """Progress of a sweep.

    Attributes
    ----------
    phase : {"cells", "plans"}
        Whether cells are solved, or plans held against them.
    finished, of : int
        How many are finished, of how many.
    before : int
        How many an earlier run had finished.
    seconds : float
        Time since this run began with the phase.
    """

    phase: Phase
    finished: int
    of: int
    before: int
    seconds: float

    @property
    def seconds_left(self) -> float | None:
        """Time that the phase still takes at the pace of this run; None while nothing is finished."""
        done = self.finished - self.before
        return None if done <= 0 else self.seconds / done * (self.of - self.finished)


@dataclass(frozen=True)
class Failure:
    """A cell of which nothing came: the next run tries it again."""

    cell: str
    parameters: Mapping[str, Any]
    sample: int | None
    error: str


@dataclass(frozen=True, eq=False)
class Sweep:
    """Outcome of :func:`sweep`.

    Attributes
    ----------
    folder : Path
        Where the cells are.
    definition : SweepDefinition
        What was asked.
    finished : int
        Finished cells.
    ended_by : {"", "time", "interrupt", "failures"}
        What ended it early; empty if everything is finished.
    statuses : mapping of str to int
        Finished cells by status; without the sample in which figures are as they are.
    failures : tuple of Failure
        Cells of which nothing came.
    report : RobustnessReport or None
        What holds in all circumstances; None unless every cell is finished.
    """

    folder: Path
    definition: SweepDefinition
    finished: int
    ended_by: EndedBy
    statuses: Mapping[str, int]
    failures: tuple[Failure, ...] = ()
    report: RobustnessReport | None = None

    @property
    def complete(self) -> bool:
        """Whether every cell is finished."""
        return self.finished == self.definition.cell_count

    def table(self) -> pd.DataFrame:
        """Return the finished cells: status, parameters (``p_KEY``) and terms, one row a cell."""
        return SweepFolder(self.folder, self.definition).table()
