"""Reading the first sheet of an Excel file as text, whatever the file holds."""

from __future__ import annotations

import io
import warnings
import zipfile

import openpyxl

from optimizer.inputs.gathering import Gathering
from optimizer.inputs.table_files import Records

ZIP_START = b"PK\x03\x04"
OLD_EXCEL_START = b"\xd0\xcf\x11\xe0"

LARGEST_UNPACKED = 128 * 1024 * 1024
"""Bytes of a spreadsheet when unpacked; more is refused before it is unpacked."""

_DAMAGED = ("is a damaged Excel file", "Open it in Excel and save it again, or save it as CSV.")

MOST_ROWS = 200_000
MOST_COLUMNS = 100


def read_spreadsheet(content: bytes, file: str, gathering: Gathering) -> Records | None:
    """Return the rows of the first sheet, or None with a finding. Formulas are text, and are never computed."""
    if not _is_safe(content, file, gathering):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows = _rows(content)
    except Exception:  # a damaged file makes openpyxl and the parsers below it raise almost anything
        gathering.error("excel", file, *_DAMAGED)
        return None
    if len(rows) > MOST_ROWS:
        message = f"the first sheet has more than {MOST_ROWS:,} rows"
        gathering.error("excel", file, message, "Remove the rows that are not part of it.")
        return None
    filled = [(line, row) for line, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    if not filled:
        gathering.error("empty", file, "the first sheet is empty", "Put the table on the first sheet.", row=1)
        return None
    (_, header), *rest = filled
    return Records(header, [row for _, row in rest], [line for line, _ in rest])


def _is_safe(content: bytes, file: str, gathering: Gathering) -> bool:
    """Whether the file is small when unpacked; its parts are counted, not unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        gathering.error("excel", file, *_DAMAGED)
        return False
    if unpacked > LARGEST_UNPACKED:
        message = f"has {unpacked / 1024**2:.0f} MB when unpacked, more than {LARGEST_UNPACKED // 1024**2} MB"
        gathering.error("excel", file, message, "It was not unpacked. Copy the table into a new file.")
        return False
    return True


def _rows(content: bytes) -> list[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
        return [[_text(cell) for cell in row] for row in rows]
    finally:
        book.close()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
