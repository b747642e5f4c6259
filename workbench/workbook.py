"""A result as one Excel workbook: the tables of its folder, formatted and filtered; the first sheet is a proposal.

Equal results give equal files: the workbook carries no time. What looks like a formula in a name stays text.
"""

from __future__ import annotations

import io
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from workbench.messages import MESSAGES, Language, say
from workbench.summary import quality_lines, status_sentence, titles, warning_lines
from workbench.tables import CHOICES, ResultTable, folder_tables, goals_table, kind_of, terms_table

if TYPE_CHECKING:
    from optimizer.inputs.instance import Instance
    from optimizer.solving.result import Result

WORKBOOK = "plan.xlsx"
NO_TIME = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
SPARE_ROWS = 300
"""Rows below the proposal in which the lists of names still help."""

PROPOSAL = "t_plan"
WIDEST = 46
FORMATS = {"share": "0.0%", "few": "#,##0.00", "whole": "#,##0"}
NAMES = {
    "campus_id": ("campuses", "campus"),
    "lead_campus_id": ("campuses", "campus"),
    "specialisation_id": ("specialisations", "specialisation"),
}
"""Identifiers that are written out beside a table: the sheet that names them, and the column there."""


def write_workbook(result: Result, path: str | Path, lang: Language) -> Path:
    """Write a result as an Excel workbook.

    Parameters
    ----------
    result : Result
        A result with a plan.
    path : str or Path
        The file, whole or not at all.
    lang : {"nl", "en"}
        Language of the sheet that explains, and of names; identifiers and headers are those of the CSV files.

    Raises
    ------
    ValueError
        If the result has no plan.
    """
    content = workbook_bytes(result, lang)
    target = Path(path)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as workplace:
        partial = Path(workplace) / "new"
        partial.write_bytes(content)
        os.replace(partial, target)  # noqa: PTH105 - replaces on every system
    return target


def workbook_bytes(result: Result, lang: Language) -> bytes:
    """Return a result as the bytes of an Excel workbook (see :func:`write_workbook`)."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    title = titles(result, lang)[0]
    book.set_properties({"title": title, "created": NO_TIME, "author": "Bundel", "comments": titles(result, lang)[1]})
    names = {"campuses": campuses_of(result.instance, lang), "specialisations": specialisations_of(result, lang)}
    tables = [*folder_tables(result), terms_table(result, lang), goals_table(result)]
    tables += [ResultTable(name, "", frame, ()) for name, frame in names.items()]
    writer = _Writer(book, names)
    for table in tables:
        writer.write(table)
    writer.help_with_proposal(tables[0], lang)
    writer.explain(_explanation(result, tables, lang), say(lang, "about"))
    book.close()
    return stream.getvalue()


def campuses_of(instance: Instance, lang: Language) -> pd.DataFrame:
    """Return every campus with the names of its institution and municipality, and its places."""
    frame = instance.table("campuses").sort_values("campus_id", ignore_index=True)
    institutions = instance.table("institutions").set_index("institution_id")["name"]
    municipalities = instance.table("municipalities").set_index("municipality_id")[f"name_{lang}"]
    return pd.DataFrame(
        {
            "campus_id": frame["campus_id"],
            "campus": frame["name"],
            "institution": frame["institution_id"].map(institutions),
            "municipality": frame["municipality_id"].map(municipalities),
            "places": frame["places"].astype("float64"),
        }
    )


def specialisations_of(result: Result, lang: Language) -> pd.DataFrame:
    """Return every specialisation with its name, degree and family."""
    frame = result.instance.table("specialisations").sort_values("specialisation_id", ignore_index=True)
    families = result.instance.table("families").set_index("family_id")[f"name_{lang}"]
    return pd.DataFrame(
        {
            "specialisation_id": frame["specialisation_id"],
            "specialisation": frame[f"name_{lang}"],
            "degree": frame["degree"],
            "family": frame["family_id"].map(families),
        }
    )


class _Writer:
    """Writes tables as sheets of one workbook."""

    def __init__(self, book: Any, names: dict[str, pd.DataFrame]) -> None:
        self.book = book
        self.names = names
        self.known = {
            sheet: dict(zip(frame.iloc[:, 0], frame.iloc[:, 1], strict=True)) for sheet, frame in names.items()
        }
        self.head = book.add_format({"bold": True, "bg_color": "#16425B", "font_color": "#FFFFFF", "valign": "top"})
        self.named = book.add_format({"font_color": "#52606B"})
        self.numbers = {name: book.add_format({"num_format": text}) for name, text in FORMATS.items()}
        self.plain = book.add_format({})
        self.bold = book.add_format({"bold": True, "font_size": 13})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.sheets: dict[str, Any] = {}

    def write(self, table: ResultTable) -> None:
        """Write a table: a frozen head, a filter, and beside identifiers what they stand for."""
        sheet = self.book.add_worksheet(table.name)
        self.sheets[table.name] = sheet
        frame = table.frame
        named = [column for column in frame.columns if column in NAMES and table.name not in self.names]
        headers = [*frame.columns, *(column.removesuffix("_id") for column in named)]
        for place, column in enumerate(frame.columns):
            self._write_column(sheet, place, column, frame[column].tolist())
            sheet.set_column(place, place, _width(column, frame[column].tolist()))
        for place, column in enumerate(named, start=len(frame.columns)):
            self._write_names(sheet, place, column, table, list(frame.columns).index(column))
        self._head(sheet, headers, table, len(frame))
        sheet.freeze_panes(1, len(table.key))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&F – &A&R&P / &N")

    def _head(self, sheet: Any, headers: list[str], table: ResultTable, rows: int) -> None:
        if rows:
            columns = [{"header": header, "header_format": self.head} for header in headers]
            for formula, place in self._formulas(table):
                columns[place]["formula"] = formula
            settings = {"name": f"t_{table.name}", "style": "Table Style Light 1", "columns": columns}
            sheet.add_table(0, 0, rows, len(headers) - 1, settings)
            self._write_cached_names(sheet, table)
            return
        for place, header in enumerate(headers):
            sheet.write_string(0, place, header, self.head)

    def _formulas(self, table: ResultTable) -> list[tuple[str, int]]:
        """Return the formulas that look names up, on the sheet where identifiers are meant to be changed."""
        if table.name != "plan":
            return []
        frame = table.frame
        named = [column for column in frame.columns if column in NAMES]
        return [(self._formula(column), place) for place, column in enumerate(named, start=len(frame.columns))]

    def _formula(self, column: str) -> str:
        sheet, _ = NAMES[column]
        last = len(self.names[sheet]) + 1
        return f'=IFERROR(VLOOKUP({PROPOSAL}[@[{column}]],{sheet}!$A$2:$B${last},2,FALSE),"")'

    def _write_cached_names(self, sheet: Any, table: ResultTable) -> None:
        """Write each looked-up name with its value, so that programs that do not compute show it too."""
        frame = table.frame
        for formula, place in self._formulas(table):
            column = [name for name in frame.columns if name in NAMES][place - len(frame.columns)]
            full = formula.replace(f"[@[{column}]]", f"[[#This Row],[{column}]]")
            for row, identifier in enumerate(frame[column].tolist(), start=1):
                value = self.known[NAMES[column][0]].get(identifier, "")
                sheet.write_formula(row, place, full, self.named, value)

    def _write_names(self, sheet: Any, place: int, column: str, table: ResultTable, source: int) -> None:
        known = self.known[NAMES[column][0]]
        names = [known.get(identifier, "") for identifier in table.frame.iloc[:, source].tolist()]
        sheet.set_column(place, place, _width(column, names))
        if table.name == "plan":
            return
        for row, name in enumerate(names, start=1):
            sheet.write_string(row, place, str(name), self.named)

    def _write_column(self, sheet: Any, place: int, column: str, values: list[Any]) -> None:
        kind = kind_of(column)
        shown = self.numbers[_number_format(column)] if kind == "number" else self.plain
        for row, value in enumerate(values, start=1):
            if value is None or value != value:  # noqa: PLR0124 - NaN is the only value that differs from itself
                continue
            if kind == "number":
                sheet.write_number(row, place, float(value), shown)
            elif kind == "boolean":
                sheet.write_boolean(row, place, bool(value))
            else:
                sheet.write_string(row, place, str(value))

    def help_with_proposal(self, table: ResultTable, lang: Language) -> None:
        """Offer the names that the data set knows in the cells of the proposal, and below it."""
        sheet, frame = self.sheets[table.name], table.frame
        columns = list(frame.columns)
        last = len(frame) + SPARE_ROWS
        for column, key in (("campus_id", "choose_campus"), ("specialisation_id", "choose_specialisation")):
            place, (source, _) = columns.index(column), NAMES[column]
            names = f"={source}!$A$2:$A${len(self.names[source]) + 1}"
            sheet.data_validation(1, place, last, place, _rule(lang, names, key))
        place = columns.index("role")
        sheet.data_validation(1, place, last, place, _rule(lang, list(CHOICES["role"]), "choose_role"))
        sheet.activate()

    def explain(self, blocks: list[list[tuple[str, str]]], name: str) -> None:
        """Write the sheet that explains: blocks of a word and what it means, the first line as a title."""
        sheet = self.book.add_worksheet(name)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 100)
        sheet.hide_gridlines(2)
        row = 0
        for block in blocks:
            for word, meaning in block:
                title = not meaning or row == 0
                sheet.write_string(row, 0, word, self.bold if title else self.wrapped)
                if meaning:
                    sheet.write_string(row, 1, meaning, self.wrapped)
                row += 1
            row += 1
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)


def _rule(lang: Language, source: Any, key: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_type": "stop",
        "error_title": say(lang, "choose_title"),
        "error_message": say(lang, key),
    }


def _number_format(column: str) -> str:
    if column == "gap":
        return "share"
    return "whole" if column in {"places", "residents"} else "few"


def _width(column: str, values: list[Any]) -> float:
    if kind_of(column) == "number":
        return float(max(12, len(column) + 4))
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return float(min(WIDEST, max(len(column) + 4, longest + 2)))


def _explanation(result: Result, tables: list[ResultTable], lang: Language) -> list[list[tuple[str, str]]]:
    title, dataset = titles(result, lang)
    said = [status_sentence(result, lang), *quality_lines(result, lang), say(lang, "two_todays")]
    columns = dict.fromkeys(column for table in tables for column in table.frame.columns)
    meanings = [(name, say(lang, f"column_{name}")) for name in columns if f"column_{name}" in MESSAGES]
    return [
        [(title, ""), (dataset, "")],
        [
            ("", text)
            for text in [*said, *warning_lines(result, lang), say(lang, "about_rounding"), say(lang, "about_judge")]
        ],
        [(say(lang, "about_sheets"), ""), *((table.name, say(lang, f"table_{table.name}")) for table in tables)],
        [(say(lang, "about_columns"), ""), *meanings],
    ]
