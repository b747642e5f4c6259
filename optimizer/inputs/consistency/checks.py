"""What a consistency check is, and what it sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from optimizer.errors import Finding, Severity
from optimizer.inputs.gathering import Gathering
from optimizer.inputs.schema import TABLES


@dataclass(frozen=True)
class DataUnderCheck:
    """The tables that were read, in the order of their rows, with the line of every row."""

    frames: Mapping[str, pd.DataFrame]
    lines: Mapping[str, Sequence[int]]
    boundaries: Mapping[str, Any]

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.frames[table]

    def finding(
        self,
        table: str,
        position: int | None,
        column: str | None,
        message: str,
        mend: str,
        *,
        nearest: str | None = None,
        severity: Severity = "error",
    ) -> Finding:
        """Return a finding at row number `position` of a table (None: the table as a whole)."""
        row = None if position is None else self.lines[table][position]
        return Finding(TABLES[table].file, message, mend, row, column, nearest=nearest, severity=severity)


Needs = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ConsistencyCheck:
    """A named check, and the columns of the tables that must be faultless before it makes sense."""

    run: Callable[[DataUnderCheck], Iterable[Finding]]
    needs: Needs

    @property
    def name(self) -> str:
        """Name of the check."""
        return self.run.__name__

    def can_run(self, data: DataUnderCheck, gathering: Gathering) -> bool:
        """Whether all tables that the check needs are there and faultless where it looks."""
        return all(
            table in data.frames and not gathering.is_faulty(TABLES[table].file, columns)
            for table, columns in self.needs.items()
        )


def needing(
    **needs: tuple[str, ...],
) -> Callable[[Callable[[DataUnderCheck], Iterable[Finding]]], ConsistencyCheck]:
    """Make a check of a function that yields findings; `needs` names the columns it reads, by table."""

    def decorate(run: Callable[[DataUnderCheck], Iterable[Finding]]) -> ConsistencyCheck:
        return ConsistencyCheck(run, needs)

    return decorate
