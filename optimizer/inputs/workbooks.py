"""A data set as one Excel file: a sheet a table, and a sheet of keys and values in place of ``dataset.toml``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import tomlkit

from optimizer.errors import Finding
from optimizer.inputs.gathering import Gathering, nearest_mend, shown
from optimizer.inputs.locating import DATASET_FILE
from optimizer.inputs.schema import TABLES
from optimizer.inputs.spreadsheets import MOST_ROWS, Sheet, read_sheets

SETTINGS_SHEET = "dataset"
SETTINGS_HEADER = ("key", "value")
NOTES_SHEETS = frozenset({"about", "uitleg", "readme", "leesmij"})
"""Sheets that explain, and are not read."""

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
_WHOLE = re.compile(r"[+-]?\d+")


@dataclass
class DatasetSheets:
    """The files that a workbook stands for.

    Attributes
    ----------
    files : dict of str to bytes
        Contents by the file's name in a data set's folder; the lines of a table are the rows of its sheet.
    sheets : dict of str to str
        Sheet of each file.
    keys : dict of str to int
        Row of each key on the sheet of settings.
    formulas : list of Finding
        Cells that hold formulas in place of values.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    formulas: list[Finding] = field(default_factory=list)


def read_dataset_workbook(content: bytes, file: str, gathering: Gathering) -> DatasetSheets:
    """Return the tables and settings that a workbook holds; what is wrong with the workbook goes to `gathering`.

    Parameters
    ----------
    content : bytes
        An .xlsx file.
    file : str
        Its name in findings about the whole workbook; those of cells carry the name of the table's file.
    gathering : Gathering
        Receives the findings. The values are checked later, when the files are read as a data set.
    """
    found = DatasetSheets()
    for sheet in read_sheets(content, file, gathering):
        name = sheet.name.strip().lower().removesuffix(".csv")
        if name in NOTES_SHEETS:
            continue
        target = DATASET_FILE if name in {SETTINGS_SHEET, DATASET_FILE} else f"{name}.csv"
        if name not in TABLES and target != DATASET_FILE:
            mend, nearest = nearest_mend(name, [*TABLES, SETTINGS_SHEET])
            message = f"sheet {shown(sheet.name)} is not a table of a data set, and was not read"
            gathering.warning("sheet", file, message, mend, nearest=nearest)
            continue
        if target in found.files:
            gathering.error("sheet", file, f"has two sheets for {name}", "Keep one of them.")
            continue
        if not sheet.complete:
            message = f"sheet {shown(sheet.name)} has more than {MOST_ROWS:,} rows"
            gathering.error("sheet", file, message, "Remove the rows that are not part of it.")
            continue
        found.sheets[target] = sheet.name
        found.formulas += _formulas(sheet, target)
        found.files[target] = _settings(sheet, found.keys) if target == DATASET_FILE else _table(sheet)
    if not found.files and not gathering.has_errors:
        mend = "Start from the template: a sheet a table, named after it, such as programmes."
        gathering.error("sheet", file, "has no sheet that is a table of a data set", mend)
    return found


def _table(sheet: Sheet) -> bytes:
    """Return a sheet as CSV, one line a row, so that lines and rows have the same numbers."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    width = max((place + 1 for row in sheet.rows for place, cell in enumerate(row) if cell), default=0)
    for row in sheet.rows:
        cells = [re.sub(r"[\r\n]+", " ", cell) for cell in row[:width]]
        if any(cells):
            writer.writerow([*cells, *[""] * (width - len(cells))])
        else:
            out.write("\n")
    return out.getvalue().encode("utf-8")


def _formulas(sheet: Sheet, file: str) -> list[Finding]:
    records = sheet.records()
    header = [] if records is None else records.header
    findings = []
    for row, place in sorted(sheet.formulas):
        column = header[place].strip() if place < len(header) else None
        message = f"{shown(sheet.rows[row][place])} is a formula; it was not computed"
        findings.append(Finding(file, message, "Paste its value in its place.", row=row + 1, column=column or None))
    return findings


def _settings(sheet: Sheet, keys: dict[str, int]) -> bytes:
    """Return the sheet of keys and values as TOML, and note the row of each key."""
    values: dict[str, Any] = {}
    for number, row in enumerate(sheet.rows, start=1):
        key, value = (*(cell.strip() for cell in row[:2]), "", "")[:2]
        if not key or not value or (key, value) == SETTINGS_HEADER:
            continue
        keys[key] = number
        _put(values, key.split("."), _value(key, value))
    return tomlkit.dumps(values).encode("utf-8")


def _put(values: dict[str, Any], path: list[str], value: Any) -> None:
    *parents, last = path
    for part in parents:
        inner = values.setdefault(part, {})
        if not isinstance(inner, dict):
            return
        values = inner
    values[last] = value


def _value(key: str, text: str) -> Any:
    """Return a number where the key wants one and the cell holds one, else the text."""
    wants_number = key == "year" or key.startswith(("prices.", "calibration.")) or key.endswith(".value")
    if not wants_number or not _NUMBER.fullmatch(text):
        return text
    return int(text) if _WHOLE.fullmatch(text) else float(text.replace(",", "."))


def settings_rows(settings: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the contents of ``dataset.toml`` as rows of dotted key and value, for the sheet of settings."""

    def walk(value: Any, key: str) -> list[tuple[str, Any]]:
        if isinstance(value, Mapping):
            return [row for part, inner in value.items() for row in walk(inner, f"{key}.{part}" if key else str(part))]
        return [(key, value)]

    return walk(settings, "")
