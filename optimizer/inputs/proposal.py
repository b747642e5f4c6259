"""Reading a proposal: a plan that somebody else made, as CSV or Excel, complete or as a list of actions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from optimizer.errors import Finding, InputError
from optimizer.inputs.gathering import Gathering, nearest_mend, shown
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import PLAN_COLUMNS, PLAN_EXTRAS, PLAN_NAMES
from optimizer.inputs.spreadsheets import OLD_EXCEL_START, ZIP_START, read_spreadsheet
from optimizer.inputs.table_files import Expected, RawTable, Records, arrange, parse_records
from optimizer.inputs.text_files import decode, read_bytes

PROGRAMMES = ("campus_id", "specialisation_id", "role")
ACTIONS = ("action", "campus_id", "specialisation_id")
ROLES = ("lead", "teach")
ACTION_NAMES = ("keep", "close", "open", "lead")
LARGEST_PROPOSAL = 16 * 1024 * 1024

_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, eq=False)
class Proposal:
    """A proposal that names only what the data set has.

    Attributes
    ----------
    name : str
        Name of the file, without suffix.
    form : {"programmes", "actions"}
        Whether it lists everything that is taught, or what to keep, close, open and lead.
    table : DataFrame
        campus_id, specialisation_id, role (``lead``, ``teach`` or empty); or action, campus_id, specialisation_id
        (empty: the whole campus). Sorted by these columns.
    notes : tuple of Finding
        Warnings.
    sha256 : str
        SHA-256 of the file.
    """

    name: str
    form: Literal["programmes", "actions"]
    table: pd.DataFrame
    notes: tuple[Finding, ...] = ()
    sha256: str = ""


def read_proposal(path: str | Path, instance: Instance) -> Proposal:
    """Read and check a proposal.

    Parameters
    ----------
    path : str or Path
        A CSV file (commas or semicolons, UTF-8) or an Excel file (.xlsx, first sheet).
    instance : Instance
        The data set whose campuses and specialisations it names.

    Raises
    ------
    InputError
        With every fault of the file. Whether the proposal keeps the rules is judged later.
    """
    path = Path(path)
    gathering = Gathering()
    content = read_bytes(path, path.name, gathering, LARGEST_PROPOSAL)
    records = None if content is None else _records(content, path.name, gathering)
    if content is None or records is None:
        raise InputError(gathering.findings())
    actions = "action" in [name.strip() for name in records.header]
    columns = ACTIONS if actions else PROGRAMMES
    plan = (*PLAN_COLUMNS["programmes"], *PLAN_EXTRAS["programmes"], *PLAN_NAMES)
    optional = () if actions else ("role", *(name for name in plan if name not in PROGRAMMES))
    expected = Expected(path.name, tuple(dict.fromkeys((*columns, *optional))), optional, others_allowed=True)
    raw = arrange(records, expected, gathering)
    if raw is None or not set(columns) <= {*raw.columns, *optional}:
        raise InputError(gathering.findings())
    rows = _Rows(raw, columns, path.name)
    if not raw.lines:
        gathering.error("empty", path.name, "has a header but no rows", "Add one row for every programme.", row=1)
    gathering.extend("names", rows.unknown_names(instance, actions=actions))
    gathering.extend("choices", rows.wrong_choices(actions=actions))
    gathering.extend("repeated", rows.repeated(actions=actions))
    if actions:
        gathering.extend("today", rows.idle_actions(instance))
    gathering.raise_errors()
    sha256 = hashlib.sha256(content).hexdigest()
    notes = tuple(gathering.findings())
    return Proposal(path.stem, "actions" if actions else "programmes", rows.table(), notes, sha256)


def _records(content: bytes, file: str, gathering: Gathering) -> Records | None:
    if content.startswith(OLD_EXCEL_START):
        message = "is an old or an encrypted Excel file"
        gathering.error("excel", file, message, "Save it as .xlsx without a password, or as CSV.")
        return None
    if content.startswith(ZIP_START):
        return read_spreadsheet(content, file, gathering)
    text = decode(content, file, gathering)
    return None if text is None else parse_records(text, file, (*PROGRAMMES, "action"), gathering)


class _Rows:
    """The rows of a proposal, and what can be wrong with them."""

    def __init__(self, raw: RawTable, columns: Sequence[str], file: str) -> None:
        blank = [""] * len(raw.lines)
        self._cells = {name: [cell.strip() for cell in raw.columns.get(name, blank)] for name in columns}
        self._lines = raw.lines
        self._file = file

    def table(self) -> pd.DataFrame:
        """Return the rows as a sorted table."""
        frame = pd.DataFrame({name: pd.Series(cells, dtype="str") for name, cells in self._cells.items()})
        return frame.sort_values(list(self._cells), kind="stable", ignore_index=True)

    def _rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        for line, cells in zip(self._lines, zip(*self._cells.values(), strict=True), strict=True):
            yield line, dict(zip(self._cells, cells, strict=True))

    def unknown_names(self, instance: Instance, *, actions: bool) -> Iterator[Finding]:
        """Yield every campus and specialisation that the data set lacks."""
        campuses, specialisations = frozenset(instance.campuses), frozenset(instance.specialisations)
        remedies: dict[tuple[str, str], tuple[str, str, str | None]] = {}
        for line, row in self._rows():
            for column, valid in (("campus_id", campuses), ("specialisation_id", specialisations)):
                name = row[column]
                whole_campus = actions and column == "specialisation_id" and not name
                if name in valid or whole_campus:
                    continue
                if (column, name) not in remedies:
                    # Comparing names is slow, and only the first findings are listed.
                    near = valid if len(remedies) < 100 else frozenset()
                    remedies[column, name] = _unknown(name, column, near, instance)
                message, mend, nearest = remedies[column, name]
                yield Finding(self._file, message, mend, line, column, nearest=nearest)

    def wrong_choices(self, *, actions: bool) -> Iterator[Finding]:
        """Yield every role or action that does not exist."""
        column, choices = ("action", ACTION_NAMES) if actions else ("role", ROLES)
        for line, row in self._rows():
            word = row[column]
            if word in choices or (not word and not actions):
                continue
            mend, nearest = nearest_mend(word, choices)
            message = f"{shown(word)} is not a known {column}" if word else f"the {column} is missing"
            yield Finding(self._file, message, mend, line, column, nearest=nearest)

    def repeated(self, *, actions: bool) -> Iterator[Finding]:
        """Yield every programme that is named twice, and every action that contradicts an earlier one."""
        first: dict[tuple[str, str], list[tuple[int, str]]] = {}
        closed = {row["campus_id"]: line for line, row in self._rows() if self._closes_campus(row)}
        for line, row in self._rows():
            if row["campus_id"] in closed and row.get("action") != "close":
                message = f"row {closed[row['campus_id']]} closes the whole campus"
                yield Finding(self._file, message, "Remove one of the two rows.", line, "action")
                continue
            pair = (row["campus_id"], row["specialisation_id"])
            action = row.get("action", "")
            for earlier, other in first.get(pair, []):
                if not actions or action == other:
                    message = f"{shown('/'.join(pair).rstrip('/'))} stands in row {earlier} already"
                    yield Finding(self._file, message, "Remove one of the two rows.", line, "specialisation_id")
                elif "close" in {action, other}:
                    message = f"{shown('/'.join(pair).rstrip('/'))} is to {action}, but row {earlier} says {other}"
                    yield Finding(self._file, message, "Remove one of the two rows.", line, "action")
                else:
                    continue
                break
            else:
                first.setdefault(pair, []).append((line, action))

    @staticmethod
    def _closes_campus(row: dict[str, str]) -> bool:
        return row.get("action") == "close" and not row["specialisation_id"]

    def idle_actions(self, instance: Instance) -> Iterator[Finding]:
        """Yield warnings for actions on a programme that do not fit today."""
        today = instance.enrolled_today
        for line, row in self._rows():
            pair = (row["campus_id"], row["specialisation_id"])
            if not pair[1]:
                continue
            taught = pair in today
            wanted = {"keep": True, "close": True, "open": False}.get(row["action"], taught)
            if taught != wanted:
                message = f"{row['action']}: {'/'.join(pair)} is {'taught already' if taught else 'not taught today'}"
                mend = "Check the names; write keep for what exists and open for what is new."
                yield Finding(self._file, message, mend, line, "action", severity="warning")


def _unknown(name: str, column: str, valid: frozenset[str], instance: Instance) -> tuple[str, str, str | None]:
    """Return what is wrong with a name, the remedy and the nearest valid name."""
    what = column.removesuffix("_id")
    if not name:
        return f"the {what} is missing", f"Give the {what}.", None
    if name in instance.institutions:
        own = [campus for campus in instance.campuses if instance.institution_of[campus] == name]
        return f"{shown(name)} is an institution", "Name one of its campuses: " + ", ".join(own) + ".", None
    if name.startswith(_FORMULA_SIGNS):
        return f"{shown(name)} looks like a formula; it was not computed", f"Write the {what} itself.", None
    mend, nearest = nearest_mend(name, valid) if valid else ("Check the name.", None)
    return f"there is no {what} {shown(name)}", mend, nearest
