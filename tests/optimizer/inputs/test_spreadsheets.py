"""Excel files that strangers made: bombs, entities, links and macros give findings, and nothing is computed."""

from __future__ import annotations

import io
import time
import zipfile

import openpyxl
import pytest

from optimizer.inputs import spreadsheets
from optimizer.inputs.archives import MEGABYTE, ArchiveLimits, open_archive
from optimizer.inputs.gathering import Gathering
from optimizer.inputs.spreadsheets import read_sheets, read_spreadsheet

DAMAGED = ("is damaged", "Pack it again.")


def book(**sheets: list[list[object]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def changed(content: bytes, **parts: bytes) -> bytes:
    """Return an archive with parts replaced or added; ``__`` in a name stands for a slash, the ending is .xml."""
    stream = io.BytesIO()
    new = {name.replace("__", "/") + ".xml": data for name, data in parts.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for part in old.infolist():
            if part.filename not in new:
                out.writestr(part.filename, old.read(part))
        for name, data in new.items():
            out.writestr(name, data)
    return stream.getvalue()


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return stream.getvalue()


def told(content: bytes) -> list[str]:
    gathering = Gathering()
    read_spreadsheet(content, "book.xlsx", gathering)
    return [finding.message for finding in gathering.findings()]


def test_cells_become_text_and_formulas_are_marked() -> None:
    content = book(one=[["a", "b"], [1.5, True], ["=1+1", 3.0]], two=[["c"]])
    gathering = Gathering()
    first, second = read_sheets(content, "book.xlsx", gathering)
    assert first.rows == [["a", "b"], ["1.5", "true"], ["=1+1", "3"]]
    assert first.formulas == {(2, 0)}
    assert (second.name, second.rows) == ("two", [["c"]])
    assert gathering.findings() == []


def test_entities_are_refused_before_they_expand() -> None:
    levels = "".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "ha"}{"x" * 10}">' for n in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [{levels}]><worksheet><sheetData/>&a8;</worksheet>'.encode()
    content = changed(book(one=[["a"]]), xl__worksheets__sheet1=bomb)
    assert told(content) == ["defines entities, which no spreadsheet program writes"]


def test_a_document_type_that_hides_behind_blanks_is_found() -> None:
    hidden = b'<?xml version="1.0"?>' + b" " * 200_000 + b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><worksheet/>"
    content = changed(book(one=[["a"]]), xl__worksheets__sheet1=hidden)
    assert told(content) == ["defines entities, which no spreadsheet program writes"]


def test_links_to_other_files_and_macros_are_told_and_left_alone() -> None:
    content = changed(book(one=[["a"]]), xl__externalLinks__externalLink1=b"<externalLink/>")
    assert told(content) == ["holds links to other files, which were not followed"]
    with_macros = io.BytesIO(book(one=[["a"]]))
    with zipfile.ZipFile(with_macros, "a") as out:
        out.writestr("xl/vbaProject.bin", b"macro")
    assert told(with_macros.getvalue()) == ["holds macros, which were not run"]


def test_a_bomb_is_refused_from_its_directory_alone() -> None:
    content = changed(book(one=[["a"]]), xl__bomb=b"\x00" * (60 * MEGABYTE))
    began = time.perf_counter()
    (message,) = told(content)
    assert "times as large when unpacked" in message
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("content", "limits", "words"),
    [
        (archive(**{f"f{n}": b"x" for n in range(20)}), ArchiveLimits(files=10), "holds 20 files"),
        (archive(a=b"x" * 5000), ArchiveLimits(unpacked=1000), "when unpacked, more than"),
        (b"PK\x03\x04nothing", ArchiveLimits(), "is damaged"),
        (b"", ArchiveLimits(), "is damaged"),
    ],
)
def test_archives_beyond_a_limit(content: bytes, limits: ArchiveLimits, words: str) -> None:
    gathering = Gathering()
    assert open_archive(content, "a.zip", gathering, DAMAGED, limits) is None
    assert words in gathering.findings()[0].message


def test_contents_named_twice_are_refused() -> None:
    content = bytearray(archive(a=b"x" * 100, b=b"y" * 100))
    start = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    content[start + 42 : start + 46] = b"\x00\x00\x00\x00"  # the second file's contents are those of the first
    gathering = Gathering()
    assert open_archive(bytes(content), "a.zip", gathering, DAMAGED) is None
    assert "names the same contents several times" in gathering.findings()[0].message


def test_a_sheet_that_says_it_has_a_billion_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 5)
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1000000"><c r="XFD1000000"><v>1</v></c></row></sheetData>'
        b"</worksheet>"
    )
    assert "more than 5 rows" in told(changed(book(one=[["a"]]), xl__worksheets__sheet1=sheet))[0]
