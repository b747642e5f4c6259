"""Parsing CSV text into rows of text with their line numbers, whatever the dialect."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from optimizer.inputs.gathering import Gathering, nearest_mend, shown

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}


@dataclass(frozen=True)
class Expected:
    """What a table should look like.

    Attributes
    ----------
    file : str
        Name of the file in findings.
    columns : sequence of str
        Its columns.
    optional : collection of str
        Columns that may be missing.
    others_allowed : bool
        Whether further columns are ignored with a warning instead of being errors.
    """

    file: str
    columns: Sequence[str]
    optional: Collection[str] = ()
    others_allowed: bool = False


@dataclass(frozen=True)
class Records:
    """The rows of a table that are not blank, and the line on which each starts.

    Whether semicolons part the cells tells how decimal commas are meant; what comes after a fault may be missing.
    """

    header: list[str]
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    semicolons: bool = False
    complete: bool = True


@dataclass(frozen=True)
class RawTable:
    """A table as text: the cells of every expected column that is there, and the line of every row."""

    columns: dict[str, Sequence[str]]
    lines: Sequence[int]
    semicolons: bool = False
    complete: bool = True


def parse_records(text: str, file: str, columns: Sequence[str], gathering: Gathering) -> Records | None:
    """Return the rows of a CSV text whose columns are parted by commas, semicolons or tabs.

    Parameters
    ----------
    text : str
        Contents of the file.
    file : str
        Name of the file in findings.
    columns : sequence of str
        Expected columns, by which the separator is recognised.
    gathering : Gathering
        Receives the findings.
    """
    if not text.strip():
        gathering.error("empty", file, "is empty", f"Its first line must be {','.join(columns)}", row=1)
        return None
    delimiter = _delimiter(text, columns)
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start, complete = 1, True
    try:
        for row in reader:
            if row and (row[0] or any(row)):
                rows.append(row)
                lines.append(start)
            start = reader.line_num + 1
    except csv.Error:
        complete = False
        message = "has quotes that do not pair up; the file was read up to here"
        mend = 'Put cells that hold quotes or line ends between quotes, and double the quotes inside: "a ""b"" c".'
        gathering.error("quotes", file, message, mend, row=start)
    if not rows:
        return None
    if delimiter != ",":
        message = f"has {_DELIMITERS[delimiter]} between its columns, which was accepted"
        gathering.warning("separator", file, message, "Write commas to silence this.", row=1)
    return Records(rows[0], rows[1:], lines[1:], delimiter == ";", complete)


def arrange(records: Records, expected: Expected, gathering: Gathering) -> RawTable | None:
    """Return the rows by column, or None if the header names none of the expected columns."""
    header = [name.strip() for name in records.header]
    while header and not header[-1]:
        header.pop()
    if not _check_header(header, expected, gathering):
        return None
    width = len(header)
    for row, line in zip(records.rows, records.lines, strict=True):
        if len(row) != width and (len(row) < width or any(row[width:])):
            message = f"has {len(row)} cells, the header has {width}"
            mend = "Give one cell a column; put text that holds the separator between quotes."
            gathering.error("cells", expected.file, message, mend, row=line)
    even = [row if len(row) == width else [*row[:width], *[""] * (width - len(row))] for row in records.rows]
    cells: list[Sequence[str]] = list(zip(*even, strict=True)) if even else [()] * width
    columns = {name: column for name, column in zip(header, cells, strict=True) if name in expected.columns}
    return RawTable(columns, records.lines, records.semicolons, records.complete)


def _delimiter(text: str, columns: Sequence[str]) -> str:
    """Return the separator that gives the most expected column names."""
    first = text.lstrip("\r\n").splitlines()[0]
    names = set(columns)
    return max(_DELIMITERS, key=lambda sign: len(names & {name.strip(' "') for name in first.split(sign)}))


def _check_header(header: Sequence[str], expected: Expected, gathering: Gathering) -> bool:
    """Report missing, doubled and further columns; return whether any expected column is there."""
    file, columns = expected.file, expected.columns
    missing = [name for name in columns if name not in header]
    others = [name for name in dict.fromkeys(header) if name not in columns]
    if len(missing) == len(columns):
        message = "has none of the columns of this table in its first line"
        gathering.error("header", file, message, f"The first line must be {','.join(columns)}", row=1)
        return False
    for name in columns:
        if header.count(name) > 1:
            message = f"column {shown(name)} stands there {header.count(name)} times"
            gathering.error("header", file, message, "Keep one of them.", row=1, column=name)
    for name in others:
        mend, nearest = nearest_mend(name, missing) if missing else ("Remove it.", None)
        message = f"{shown(name)} is not a column of this table"
        report = gathering.warning if expected.others_allowed and nearest is None else gathering.error
        report("header", file, message, mend, row=1, column=name, nearest=nearest)
    for name in missing:
        if name in expected.optional:
            if not expected.others_allowed:
                message, mend = "is missing, and taken as empty", f"Add the column {name}."
                gathering.warning("header", file, message, mend, row=1, column=name)
            continue
        _, nearest = nearest_mend(name, others)
        mend = f"Rename {shown(nearest)} to {name}." if nearest else f"Add the column {name}."
        gathering.error("header", file, "the column is missing", mend, row=1, column=name, nearest=nearest)
    return True
