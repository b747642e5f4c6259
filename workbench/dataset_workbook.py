"""A data set as one Excel file, to be filled in and sent back: a sheet a table, with notes and validation."""

from __future__ import annotations

import csv
import io
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from optimizer.inputs.locating import DATASET_FILE
from optimizer.inputs.schema import PRICES, TABLES, Column, Table
from optimizer.inputs.templates import new_dataset
from optimizer.inputs.workbooks import SETTINGS_HEADER, SETTINGS_SHEET, settings_rows
from workbench.dataset_messages import MEANINGS, UNITS
from workbench.messages import Language, say
from workbench.workbook import NO_TIME

SPARE_ROWS = 1000
"""Rows below the data in which lists and limits still help."""

WIDEST = 44
_ABOUT = {"nl": "uitleg", "en": "about"}
_BOOLEANS = ("true", "false")


def template_workbook(name: str, lang: Language) -> bytes:
    """Return a workbook with every table and one example row in each: what ``bundel new data`` writes, as one file.

    Raises
    ------
    InputError
        If the name is not an identifier.
    """
    with tempfile.TemporaryDirectory() as folder:
        return dataset_workbook(new_dataset(name, Path(folder)), lang)


def dataset_workbook(folder: Path, lang: Language) -> bytes:
    """Return the data set of a folder as the bytes of a workbook that reads back as the same data set.

    Parameters
    ----------
    folder : Path
        A data set without faults.
    lang : {"nl", "en"}
        Language of the explanation and of the notes; headers are those of the CSV files.
    """
    import xlsxwriter

    settings = tomllib.loads((folder / DATASET_FILE).read_text(encoding="utf-8"))
    tables = {name: _rows(folder / table.file) for name, table in TABLES.items() if (folder / table.file).is_file()}
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": say(lang, "book_title"), "created": NO_TIME, "author": "Bundel"})
    writer = _Writer(book, tables, lang)
    writer.explain(settings)
    for name in tables:
        writer.write(TABLES[name])
    book.close()
    return stream.getvalue()


def meaning(words: str, lang: Language) -> str:
    """Return what a table or column holds."""
    return MEANINGS[words] if lang == "nl" else words


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, tables: Mapping[str, Sequence[Sequence[str]]], lang: Language) -> None:
        self._book, self._tables, self._lang = book, tables, lang
        self._head = book.add_format({"bold": True, "bg_color": "#16425B", "font_color": "#FFFFFF", "valign": "top"})
        self._soft = book.add_format({"bold": True, "bg_color": "#D5E3EA", "font_color": "#16425B", "valign": "top"})
        self._title = book.add_format({"bold": True, "font_size": 15, "font_color": "#16425B"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._bold = book.add_format({"bold": True, "valign": "top"})
        self._number = book.add_format({"num_format": "General"})

    def explain(self, settings: Mapping[str, Any]) -> None:
        """Write the sheet that explains and the sheet of settings."""
        lang = self._lang
        sheet = self._book.add_worksheet(_ABOUT[lang])
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 96)
        sheet.write_string(0, 0, say(lang, "book_title"), self._title)
        row = 2
        for key in ("book_start", "book_upload", "book_derived"):
            sheet.write_string(row, 1, say(lang, key), self._wrapped)
            row += 1
        row += 1
        sheet.write_url(row, 0, f"internal:'{SETTINGS_SHEET}'!A1", string=SETTINGS_SHEET)
        sheet.write_string(row, 1, say(lang, "book_settings"), self._wrapped)
        for name in self._tables:
            row += 1
            table = TABLES[name]
            sheet.write_url(row, 0, f"internal:'{name}'!A1", string=name)
            told = meaning(table.meaning, lang)
            if table.optional:
                may_miss = say(lang, "book_optional_table")
                told = f"{told} ({may_miss})"
            sheet.write_string(row, 1, told, self._wrapped)
        self._settings(settings)

    def _settings(self, settings: Mapping[str, Any]) -> None:
        sheet = self._book.add_worksheet(SETTINGS_SHEET)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, 2, 60)
        sheet.freeze_panes(1, 1)
        for place, header in enumerate(SETTINGS_HEADER):
            sheet.write_string(0, place, header, self._head)
        for row, (key, value) in enumerate(settings_rows(settings), start=1):
            sheet.write_string(row, 0, key, self._bold)
            if isinstance(value, bool):
                sheet.write_string(row, 1, str(value).lower(), self._wrapped)
            elif isinstance(value, int | float):
                sheet.write_number(row, 1, value, self._number)
            else:
                sheet.write_string(row, 1, str(value), self._wrapped)
            price = PRICES.get(key.removeprefix("prices."))
            if price is not None:
                sheet.write_string(row, 2, f"{price[0]}: {meaning(price[1], self._lang)}", self._wrapped)

    def write(self, table: Table) -> None:
        """Write a table: its head with notes, its rows, and what its cells may hold."""
        header, *rows = self._tables[table.name]
        columns = {column.name: column for column in table.columns}
        sheet = self._book.add_worksheet(table.name)
        sheet.freeze_panes(1, len(table.key))
        sheet.set_landscape()
        sheet.set_paper(9)
        for place, name in enumerate(header):
            column = columns[name]
            cells = [row[place] for row in rows]
            sheet.write_string(0, place, name, self._soft if column.optional else self._head)
            options = {"author": "Bundel", "x_scale": 1.8, "font_size": 9}
            sheet.write_comment(0, place, self._note(column), options)
            longest = max((len(cell) for cell in cells), default=0)
            sheet.set_column(place, place, min(WIDEST, max(len(name) + 3, longest + 2)))
            for row, cell in enumerate(cells, start=1):
                self._write(sheet, row, place, cell, column)
            self._validate(sheet, place, column, len(rows) + SPARE_ROWS)
        sheet.autofilter(0, 0, max(1, len(rows)), len(header) - 1)

    def _write(self, sheet: Any, row: int, place: int, cell: str, column: Column) -> None:
        if not cell:
            return
        if column.kind in {"number", "integer"}:
            sheet.write_number(row, place, float(cell), self._number)
        else:
            sheet.write_string(row, place, cell)

    def _note(self, column: Column) -> str:
        """Return what a column holds, its unit, whether it may be empty, and its limits."""
        lang = self._lang
        what = meaning(column.meaning, lang)
        unit = (UNITS[column.unit] if lang == "nl" else column.unit) if column.unit else ""
        lines = [f"{what} ({unit})" if unit else what]
        lines.append(say(lang, "book_optional" if column.optional else "book_required"))
        if column.choices:
            lines.append(say(lang, "book_choices", choices=", ".join(column.choices)))
        if column.kind == "boolean":
            lines.append(say(lang, "book_choices", choices=", ".join(_BOOLEANS)))
        if column.low is not None:
            lines.append(say(lang, "book_least", value=f"{column.low:g}"))
        if column.high is not None:
            lines.append(say(lang, "book_most", value=f"{column.high:g}"))
        if column.refers_to is not None:
            lines.append(say(lang, "book_refers", sheet=column.refers_to))
        return "\n".join(lines)

    def _validate(self, sheet: Any, place: int, column: Column, last: int) -> None:
        rule = self._rule(column, last)
        if rule is not None:
            told = {"error_type": "stop", "error_title": say(self._lang, "book_wrong")}
            sheet.data_validation(1, place, last, place, {**rule, **told, "error_message": self._note(column)[:255]})

    def _rule(self, column: Column, last: int) -> dict[str, Any] | None:
        if column.choices or column.kind == "boolean":
            return {"validate": "list", "source": list(column.choices or _BOOLEANS)}
        if column.refers_to in self._tables:
            target = str(column.refers_to)
            key = self._tables[target][0].index(TABLES[target].key[0])
            end = len(self._tables[target]) + SPARE_ROWS
            return {"validate": "list", "source": f"='{target}'!${chr(65 + key)}$2:${chr(65 + key)}${end}"}
        if column.kind not in {"number", "integer"}:
            return None
        least, most = column.low, column.high
        if least is not None and most is not None:
            return {"validate": "decimal", "criteria": "between", "minimum": least, "maximum": most}
        if least is not None:
            return {"validate": "decimal", "criteria": ">=", "value": least}
        return {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12}
