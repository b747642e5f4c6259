"""Reading the sheets of an Excel file as text, whatever the file holds."""

from __future__ import annotations

import io
import warnings
import xml.parsers.expat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import openpyxl

from optimizer.inputs.archives import ArchiveLimits, open_archive
from optimizer.inputs.gathering import Gathering
from optimizer.inputs.table_files import Records

ZIP_START = b"PK\x03\x04"
OLD_EXCEL_START = b"\xd0\xcf\x11\xe0"

LARGEST_UNPACKED = 128 * 1024 * 1024
"""Bytes of a spreadsheet when unpacked; more is refused before it is unpacked."""

MOST_ROWS = 200_000
MOST_COLUMNS = 100
MOST_SHEETS = 60

_DAMAGED = ("is a damaged Excel file", "Open it in Excel and save it again, or save it as CSV.")
_XML = (".xml", ".rels")


@dataclass(frozen=True)
class Sheet:
    """A sheet as text.

    Attributes
    ----------
    name : str
        As the file names it.
    rows : list of list of str
        Its cells from the first row on. A formula is its text: it is never computed.
    formulas : set of (int, int)
        Row and column, counted from 0, of the cells that hold formulas.
    complete : bool
        Whether the sheet ends within the limit of rows.
    """

    name: str
    rows: list[list[str]]
    formulas: set[tuple[int, int]] = field(default_factory=set)
    complete: bool = True

    def records(self) -> Records | None:
        """Return the rows that are not blank, or None if all are."""
        filled = [(line, row) for line, row in enumerate(self.rows, start=1) if any(cell.strip() for cell in row)]
        if not filled:
            return None
        (_, header), *rest = filled
        return Records(header, [row for _, row in rest], [line for line, _ in rest])


def read_spreadsheet(content: bytes, file: str, gathering: Gathering) -> Records | None:
    """Return the rows of the first sheet, or None with a finding. Formulas are text, and are never computed."""
    sheets = read_sheets(content, file, gathering, first_only=True)
    if not sheets:
        return None
    sheet = sheets[0]
    if not sheet.complete:
        message = f"the first sheet has more than {MOST_ROWS:,} rows"
        gathering.error("excel", file, message, "Remove the rows that are not part of it.")
        return None
    records = sheet.records()
    if records is None:
        gathering.error("empty", file, "the first sheet is empty", "Put the table on the first sheet.", row=1)
    return records


def read_sheets(content: bytes, file: str, gathering: Gathering, *, first_only: bool = False) -> list[Sheet]:
    """Return the sheets of an Excel file in their order; none, with a finding, if it cannot be trusted or read."""
    if not _is_safe(content, file, gathering):
        return []
    try:
        with _workbook(content) as book:
            chosen = book.worksheets[:1] if first_only else book.worksheets[:MOST_SHEETS]
            return [_sheet(sheet) for sheet in chosen]
    except Exception:  # a damaged file makes openpyxl and the parsers below it raise almost anything
        gathering.error("excel", file, *_DAMAGED)
        return []


@contextmanager
def _workbook(content: bytes) -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            yield book
        finally:
            book.close()


def _is_safe(content: bytes, file: str, gathering: Gathering) -> bool:
    """Whether the file is small when unpacked and its parts define no entities; what it links to is not followed."""
    archive = open_archive(content, file, gathering, _DAMAGED, ArchiveLimits(unpacked=LARGEST_UNPACKED))
    if archive is None:
        return False
    with archive:
        names = [part.filename for part in archive.infolist()]
        try:
            defining = next((name for name in names if name.endswith(_XML) and _defines_entities(archive, name)), None)
        except Exception:  # a damaged part makes the parsers below raise almost anything
            gathering.error("excel", file, *_DAMAGED)
            return False
    if defining is not None:
        message = "defines entities, which no spreadsheet program writes"
        gathering.error("excel", file, message, "It was not read. Copy the table into a new file.")
        return False
    if any("externalLinks/" in name for name in names):
        message = "holds links to other files, which were not followed"
        gathering.warning("excel", file, message, "Paste the values in place of the links.")
    if any(name.endswith("vbaProject.bin") for name in names):
        gathering.warning("excel", file, "holds macros, which were not run", "Save it as .xlsx without macros.")
    return True


class _RootReachedError(Exception):
    """The document's own elements begin: no definitions can follow."""


def _defines_entities(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a part of the file has a document type, where entities are defined; nothing after it is parsed."""
    found: list[bool] = []

    def stop(*_: Any) -> None:
        raise _RootReachedError

    def note(*_: Any) -> None:
        found.append(True)
        stop()

    parser = xml.parsers.expat.ParserCreate()
    parser.StartDoctypeDeclHandler = note
    parser.StartElementHandler = stop
    try:
        with archive.open(name) as part:
            parser.ParseFile(part)
    except _RootReachedError:
        return bool(found)
    return False


def _sheet(sheet: Any) -> Sheet:
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    formulas: set[tuple[int, int]] = set()
    for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)):
        cells: list[str] = []
        for place, cell in enumerate(row):
            kind = cell.data_type
            cells.append(_text(cell.value))
            if kind == "f":
                formulas.add((number, place))
        while cells and not cells[-1]:
            cells.pop()
        rows.append(cells)
    complete = len(rows) <= MOST_ROWS
    return Sheet(str(sheet.title), rows, formulas, complete)


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    formula = getattr(cell, "text", None)
    return str(formula) if formula is not None and not isinstance(cell, str) else str(cell)
