"""Gathering findings: everything that reads adds to one gathering, and raises it once at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from optimizer.errors import Finding, InputError, Severity, did_you_mean

LISTED = 50
"""Findings of one kind in one file and column that are listed; the rest is counted."""

_LONGEST_SHOWN = 60
_LONGEST_COMPARED = 100


def shown(value: object) -> str:
    """Return `value` in quotes, on one line and not too long, for use in a message."""
    text = value if isinstance(value, str) else repr(value)
    if len(text) > _LONGEST_SHOWN:
        text = text[: _LONGEST_SHOWN - 1] + "…"
    text = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)
    return f'"{text}"'


def nearest_mend(name: str, valid: Iterable[str]) -> tuple[str, str | None]:
    """Return a remedy and the nearest valid name, also for a name too long to be compared."""
    return did_you_mean(name[:_LONGEST_COMPARED], valid)


def unknown_names(key: str, names: Iterable[str], valid: Iterable[str], what: str) -> list[Finding]:
    """Return an error for every name of a list that is not valid; the scenario's file is put before them later.

    Parameters
    ----------
    key : str
        Key of the list, inside its rule.
    names, valid : iterable of str
        The names that stand there, and those that may.
    what : str
        What they name, such as ``"province"``.
    """
    options, findings = set(valid), []
    for position, name in enumerate(names):
        if name not in options:
            mend, nearest = nearest_mend(name, options)
            message = f"there is no {what} {shown(name)} in the data set"
            findings.append(Finding("", message, mend, key=f"{key}.{position}", nearest=nearest))
    return findings


class Gathering:
    """Findings gathered while reading; of each kind in each place the first few are listed and the rest counted.

    Parameters
    ----------
    listed : int
        How many findings of one kind in one file and column are listed.
    """

    def __init__(self, listed: int = LISTED) -> None:
        self._listed = listed
        self._findings: list[Finding] = []
        self._seen: dict[tuple[str, str, str | None], int] = defaultdict(int)
        self._severity: dict[tuple[str, str, str | None], Severity] = {}
        self._faulty: set[tuple[str, str | None]] = set()

    def add(self, kind: str, finding: Finding) -> None:
        """Add one finding; `kind` names the check that made it."""
        place = (kind, finding.file, finding.column)
        self._note(place, finding.severity, 1)
        if self._seen[place] <= self._listed:
            self._findings.append(finding)

    def error(self, kind: str, file: str, message: str, mend: str, **place: Any) -> None:
        """Add an error; `place` holds row, column, key and nearest."""
        self.add(kind, Finding(file, message, mend, **place))

    def warning(self, kind: str, file: str, message: str, mend: str, **place: Any) -> None:
        """Add a warning; `place` holds row, column, key and nearest."""
        self.add(kind, Finding(file, message, mend, severity="warning", **place))

    def extend(self, kind: str, findings: Iterable[Finding]) -> None:
        """Add findings of one kind."""
        for finding in findings:
            self.add(kind, finding)

    def each(
        self, kind: str, file: str, column: str | None, positions: Sequence[int], build: Callable[[int], Finding]
    ) -> None:
        """Add an error for every position; only those that are listed are built."""
        if not len(positions):
            return
        place = (kind, file, column)
        room = max(0, self._listed - self._seen[place])
        self._note(place, "error", len(positions))
        self._findings.extend(build(int(position)) for position in positions[:room])

    def _note(self, place: tuple[str, str, str | None], severity: Severity, count: int) -> None:
        _, file, column = place
        self._seen[place] += count
        if severity == "error":
            self._faulty.add((file, column))
        if self._severity.get(place) != "error":
            self._severity[place] = severity

    def is_faulty(self, file: str, columns: Iterable[str] = ()) -> bool:
        """Whether `file` as a whole, or one of its `columns`, has an error so far."""
        return any((file, column) in self._faulty for column in (None, *columns))

    @property
    def has_errors(self) -> bool:
        """Whether anything gathered is an error."""
        return bool(self._faulty)

    def findings(self) -> list[Finding]:
        """Return what was gathered, by file in the order of reading, then by row; what is left out is counted."""
        complete, left_out = self._findings, []
        for place, seen in self._seen.items():
            if seen > self._listed:
                _, file, column = place
                rest = seen - self._listed
                message = f"{rest} more findings like those of this column are not listed ({seen} in all)"
                mend = "Mend the listed ones first: the others often have the same cause."
                left_out.append(Finding(file, message, mend, column=column, severity=self._severity[place]))
        order = {file: rank for rank, file in enumerate(dict.fromkeys(finding.file for finding in complete))}

        def rank(finding: Finding) -> tuple[Any, ...]:
            return order[finding.file], finding.row or 0, finding.column or "", finding.key or ""

        return sorted(complete, key=rank) + left_out

    def raise_errors(self) -> None:
        """Raise everything gathered as one `InputError`, if any of it is an error."""
        if self.has_errors:
            raise InputError(self.findings())
