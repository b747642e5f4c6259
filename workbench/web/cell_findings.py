"""Findings beside the cells that they are about: the rows around each, and what is wrong with which cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from optimizer.errors import Finding
from optimizer.inputs.table_files import Records
from workbench.finding_messages import in_dutch
from workbench.messages import Language

AROUND = 1
"""Rows shown before and after the row of a finding."""

MOST_ROWS = 60
"""Rows shown of one file; the findings beyond are listed without their rows."""

LONGEST_CELL = 80

RecordsOf = Callable[[str], Records | None]


@dataclass(frozen=True)
class Note:
    """One finding, numbered in its file.

    Attributes
    ----------
    number : int
        From 1 on, by which the cell points at it.
    cell : str
        Name of the cell in a spreadsheet, such as ``C14``; empty if it is about no cell.
    finding : Finding
        What is wrong, and how to mend it.
    """

    number: int
    cell: str
    finding: Finding


@dataclass(frozen=True)
class Cell:
    """A cell as it was sent, and the notes about it."""

    text: str
    notes: tuple[Note, ...] = ()

    @property
    def severity(self) -> str:
        """The worst of what is said about the cell: ``error``, ``warning`` or nothing."""
        kinds = {note.finding.severity for note in self.notes}
        return "error" if "error" in kinds else "warning" if kinds else ""


@dataclass(frozen=True)
class Row:
    """A row as it was sent.

    Attributes
    ----------
    number : int
        Line of the file or row of the sheet.
    cells : tuple of Cell
        One a column.
    notes : tuple of Note
        What is said about the row as a whole.
    after_gap : bool
        Whether rows before it are left out.
    """

    number: int
    cells: tuple[Cell, ...]
    notes: tuple[Note, ...] = ()
    after_gap: bool = False


@dataclass(frozen=True)
class FileFindings:
    """What was found in one file.

    Attributes
    ----------
    file : str
        Its name.
    sheet : str
        The sheet of a workbook on which it stood, or nothing.
    columns : tuple of Cell
        The header, with what is said about it.
    rows : tuple of Row
        The rows around the findings.
    notes : tuple of Note
        Every finding of the file.
    """

    file: str
    sheet: str
    columns: tuple[Cell, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = field(default=())

    @property
    def errors(self) -> int:
        """How many of the findings are errors."""
        return sum(note.finding.severity == "error" for note in self.notes)

    @property
    def is_wide(self) -> bool:
        """Whether the excerpt needs its own scrolling."""
        return len(self.columns) > 6


def show_findings(
    findings: Sequence[Finding],
    records_of: RecordsOf,
    sheets: Mapping[str, str] | None = None,
    keys: Mapping[str, int] | None = None,
) -> list[FileFindings]:
    """Return the findings by file, each beside the rows that it is about.

    Parameters
    ----------
    findings : sequence of Finding
        As reading gave them.
    records_of : callable
        Gives the rows of a file as they were sent, or None if it was no table.
    sheets : mapping of str to str, optional
        Sheet of each file, if they came as one workbook.
    keys : mapping of str to int, optional
        Row of each setting on the sheet of settings.

    Returns
    -------
    list of FileFindings
        Files with errors first, otherwise in the order of the findings.
    """
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_file[finding.file].append(finding)
    shown = [
        _show_file(file, found, records_of(file), (sheets or {}).get(file, ""), keys or {})
        for file, found in by_file.items()
    ]
    return sorted(shown, key=lambda each: each.errors == 0)


def _show_file(
    file: str, findings: Sequence[Finding], records: Records | None, sheet: str, keys: Mapping[str, int]
) -> FileFindings:
    header = [] if records is None else [name.strip() for name in records.header]
    notes = tuple(
        Note(number, _cell_name(finding, header, keys if sheet else {}), finding)
        for number, finding in enumerate(findings, start=1)
    )
    if records is None:
        return FileFindings(file, sheet, (), (), notes)
    lines = {line: position for position, line in enumerate(records.lines)}
    first = min(lines, default=2)
    by_line: dict[int, list[Note]] = defaultdict(list)
    about_header: list[Note] = []
    for note in notes:
        row = note.finding.row
        if row is not None and row in lines:
            by_line[row].append(note)
        elif row is not None and row < first:
            about_header.append(note)
    columns = tuple(
        Cell(_short(name), tuple(note for note in about_header if note.finding.column == name)) for name in header
    )
    return FileFindings(file, sheet, columns, tuple(_rows(records, header, lines, by_line)), notes)


def _rows(
    records: Records, header: Sequence[str], lines: Mapping[int, int], by_line: Mapping[int, Sequence[Note]]
) -> list[Row]:
    wanted: dict[int, None] = {}
    for line in sorted(by_line):
        if len(wanted) >= MOST_ROWS:
            break
        position = lines[line]
        around = range(max(0, position - AROUND), min(len(records.rows), position + AROUND + 1))
        wanted |= dict.fromkeys(around)
    rows, last = [], -1
    for position in sorted(wanted):
        line = records.lines[position]
        notes = by_line.get(line, ())
        cells = list(records.rows[position][: len(header)])
        cells += [""] * (len(header) - len(cells))
        rows.append(
            Row(
                line,
                tuple(
                    Cell(_short(text), tuple(note for note in notes if note.finding.column == name))
                    for name, text in zip(header, cells, strict=True)
                ),
                tuple(note for note in notes if note.finding.column not in header),
                position != last + 1,
            )
        )
        last = position
    return rows


def _cell_name(finding: Finding, header: Sequence[str], keys: Mapping[str, int]) -> str:
    """Return the name that a spreadsheet program gives the cell."""
    if finding.key is not None and finding.key in keys:
        return f"B{keys[finding.key]}"
    if finding.row is None or finding.column not in header:
        return ""
    place, letters = header.index(finding.column) + 1, ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{finding.row}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def told(text: str, lang: Language) -> str:
    """Return what a finding says in a language, in English where there is nothing else."""
    return (in_dutch(text) or text) if lang == "nl" else text


def language_of(text: str, lang: Language) -> Language:
    """Return the language in which :func:`told` tells a sentence."""
    return "en" if lang == "nl" and in_dutch(text) is None else lang
