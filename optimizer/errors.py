"""Findings, and the errors that carry them.

A finding is one problem in data, in a scenario or in a plan: where it is, what is wrong, how to mend it.
Everything that reads gathers findings and raises them together, once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Finding:
    """One problem, with its place and its remedy.

    Attributes
    ----------
    file : str
        The file's name as the user knows it.
    row : int or None
        Line in the file; the header is line 1.
    column : str or None
        Column of a table.
    key : str or None
        Dotted key of a TOML file, such as ``rules.minimum_enrolment.norm``.
    message : str
        What is wrong, one sentence without a full stop.
    mend : str
        How to mend it.
    nearest : str or None
        Nearest valid name, if the value looks like a typing error.
    severity : {"error", "warning"}
        Only errors stop the work.
    """

    file: str
    message: str
    mend: str
    row: int | None = None
    column: str | None = None
    key: str | None = None
    nearest: str | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        place = self.key or self.column or ""
        row = "" if self.row is None else str(self.row)
        return f"{self.file}:{row}:{place}: {self.severity}: {self.message}. {self.mend}"

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the finding in the form of ``bundel check --json``."""
        return asdict(self)


class BundelError(Exception):
    """Base of all errors that are a message to the user, not a fault of Bundel."""

    exit_code = 4


class InputError(BundelError):
    """Faulty data, scenario or proposal; carries every finding at once (exit code 1)."""

    exit_code = 1

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        errors = [finding for finding in self.findings if finding.severity == "error"]
        super().__init__("\n".join(str(finding) for finding in errors))


class SolverError(BundelError):
    """The solver failed, or gave an answer that cannot be trusted (exit code 4)."""


class VerificationError(BundelError):
    """A plan broke a rule or a term when it was recomputed by other code (exit code 4)."""


def nearest_name(name: str, valid: Iterable[str]) -> str | None:
    """Return the valid name that `name` looks like, or None if none comes close."""
    candidates = {option.lower(): option for option in valid}
    matches = difflib.get_close_matches(name.lower(), list(candidates), n=1, cutoff=0.6)
    return candidates[matches[0]] if matches else None


def did_you_mean(name: str, valid: Iterable[str]) -> tuple[str, str | None]:
    """Return a remedy that names the nearest valid name, or all valid names if they are few."""
    options = sorted(valid)
    nearest = nearest_name(name, options)
    if nearest is not None:
        return f'Did you mean "{nearest}"?', nearest
    if 0 < len(options) <= 25:
        return "Use one of: " + ", ".join(options) + ".", None
    return f"It must be one of the {len(options)} known names.", None
