"""Data sets that somebody sends are kept whole, or answered with findings; a workbook reads back as what it was."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from optimizer import load_instance
from optimizer.inputs.locating import shipped_datasets
from optimizer.inputs.schema import TABLES
from workbench.dataset_workbook import dataset_workbook, meaning, template_workbook
from workbench.messages import Language
from workbench.web.cell_findings import show_findings
from workbench.web.datasets import Intake, describe_dataset, own_datasets, take_dataset
from workbench.web.uploads import Upload

TUTORIAL = shipped_datasets()["tutorial"]
FLANDERS = shipped_datasets()["flanders-2010"]


@pytest.fixture(scope="module")
def book() -> bytes:
    return dataset_workbook(TUTORIAL, "nl")


def files() -> list[Upload]:
    return [Upload(path.name, path.read_bytes()) for path in sorted(TUTORIAL.iterdir()) if path.is_file()]


def zipped(uploads: list[Upload], folder: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for upload in uploads:
            out.writestr(folder + upload.name, upload.content)
    return stream.getvalue()


def edited(book: bytes, **cells: object) -> Upload:
    """Return the workbook with cells changed, by ``sheet__cell``."""
    changed = openpyxl.load_workbook(io.BytesIO(book))
    for place, value in cells.items():
        sheet, cell = place.split("__")
        changed[sheet][cell] = value
    stream = io.BytesIO()
    changed.save(stream)
    return Upload("mine.xlsx", stream.getvalue())


def messages(intake: Intake) -> list[str]:
    return [str(finding) for finding in intake.findings]


def assert_nothing_left(home: Path) -> None:
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("form", ["files", "zip", "zip with folders"])
def test_tables_are_taken_in(form: str, tmp_path: Path) -> None:
    folder = "../../tutorial/" if "folders" in form else ""
    uploads = files() if form == "files" else [Upload("set.zip", zipped(files(), folder))]
    intake = take_dataset(uploads, "mine", tmp_path)
    assert intake.findings == []
    assert intake.folder == tmp_path / "mine"
    assert own_datasets(tmp_path) == {"mine": tmp_path / "mine"}
    assert load_instance(tmp_path / "mine").name == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize(("folder", "lang"), [(TUTORIAL, "nl"), (FLANDERS, "en")], ids=["tutorial", "flanders"])
def test_a_workbook_reads_back_as_the_same_data(folder: Path, lang: Language, tmp_path: Path) -> None:
    intake = take_dataset([Upload("book.xlsx", dataset_workbook(folder, lang))], "again", tmp_path)
    assert intake.findings == []
    before, after = load_instance(folder), intake.instance
    assert after is not None
    for name in before.tables:
        pd.testing.assert_frame_equal(before.tables[name], after.tables[name])
    assert {**after.settings, "name": before.name} == dict(before.settings)


def test_the_template_is_a_data_set(tmp_path: Path) -> None:
    intake = take_dataset([Upload("template.xlsx", template_workbook("mine", "nl"))], "mine", tmp_path)
    assert messages(intake) == []
    assert describe_dataset(tmp_path / "mine")["counts"]["programmes"] == 1


def test_the_template_explains_every_column(book: bytes) -> None:
    sheets = openpyxl.load_workbook(io.BytesIO(book))
    written = {name: table for name, table in TABLES.items() if (TUTORIAL / table.file).is_file()}
    assert sheets.sheetnames == ["uitleg", "dataset", *written]
    for name, table in written.items():
        heads = {cell.value: cell.comment.text for cell in sheets[name][1]}
        assert list(heads) == list(table.column_names)
        for column in table.columns:
            assert meaning(column.meaning, "nl") in heads[column.name]
        assert sheets[name].data_validations.count > 0


def test_findings_stand_beside_their_cells(book: bytes, tmp_path: Path) -> None:
    upload = edited(book, programmes__F4="=1+1", programmes__B3="lh-prk", campuses__G2=-4)
    intake = take_dataset([upload], "mine", tmp_path)
    assert intake.folder is None
    assert_nothing_left(tmp_path)
    shown = {each.file: each for each in show_findings(intake.findings, intake.records, intake.sheets, intake.keys)}
    programmes = shown["programmes.csv"]
    assert programmes.sheet == "programmes"
    assert {(note.cell, note.finding.nearest) for note in programmes.notes} == {("F4", None), ("B3", "lh-park")}
    marked = {(row.number, cell.text) for row in programmes.rows for cell in row.cells if cell.severity == "error"}
    assert marked == {(4, "=1+1"), (3, "lh-prk")}
    assert [row.number for row in programmes.rows] == [2, 3, 4, 5]
    assert [note.cell for note in shown["campuses.csv"].notes] == ["G2"]
    assert sum("formula" in text for text in messages(intake)) == 1


def test_faults_of_settings_name_their_cell(book: bytes, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book))["dataset"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "prices.rate")
    intake = take_dataset([edited(book, **{f"dataset__B{row}": 7})], "mine", tmp_path)
    (note,) = show_findings(intake.findings, intake.records, intake.sheets, intake.keys)[0].notes
    assert (note.cell, note.finding.key) == (f"B{row}", "prices.rate")


@pytest.mark.parametrize("name", ["tutorial", "Mine!", "../up", "", "x" * 90, "a/b"])
def test_names_that_are_taken_or_wrong(name: str, tmp_path: Path) -> None:
    intake = take_dataset(files(), name, tmp_path)
    assert intake.is_faulty
    assert intake.folder is None
    assert_nothing_left(tmp_path)


@pytest.mark.parametrize(
    ("uploads", "words"),
    [
        ([], "no file was chosen"),
        ([Upload("set.zip", b"PK\x03\x04nonsense")], "is a damaged zip file"),
        ([Upload("book.xlsx", b"PK\x03\x04nonsense")], "is a damaged Excel file"),
        ([Upload("old.xls", b"\xd0\xcf\x11\xe0old")], "is a damaged Excel file"),
        ([*files(), Upload("campuses.csv", b"")], "campuses.csv was sent twice"),
        ([Upload("notes.txt", b"hello")], "is not a file of a data set"),
        ([Upload(f"f{n}.csv", b"") for n in range(60)], "more than 40"),
        ([Upload("campuses.csv", b"campus_id\n" + b"a,b\n" * 100_000)], "the table is missing"),
        ([Upload("programmes.csv", "naam;Málaga\n".encode("cp1252"))], "is not UTF-8"),
        ([Upload("programmes.csv", "a,b\n".encode("utf-16"))], "is UTF-16"),
    ],
)
def test_what_cannot_be_a_data_set(uploads: list[Upload], words: str, tmp_path: Path) -> None:
    intake = take_dataset(uploads, "mine", tmp_path)
    assert intake.is_faulty
    assert any(words in text for text in messages(intake)), messages(intake)
    assert_nothing_left(tmp_path)
    show_findings(intake.findings, intake.records, intake.sheets, intake.keys)


def test_a_zip_cannot_write_elsewhere(tmp_path: Path) -> None:
    home = tmp_path / "home"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name in (
            "../evil.csv",
            "/etc/evil.csv",
            "..\\evil.csv",
            "../../campuses.csv",
            "boundaries/../../x.geojson",
        ):
            out.writestr(name, "campus_id\n")
    intake = take_dataset([Upload("set.zip", stream.getvalue())], "mine", home)
    assert intake.folder is None
    assert set(intake.files) == {"campuses.csv"}
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    assert_nothing_left(home)


def test_own_enrolments_upon_a_shipped_set(tmp_path: Path) -> None:
    """The tables that were not sent come from the base; what follows from the enrolments is derived again."""
    frame = pd.read_csv(FLANDERS / "programmes.csv", dtype=str, keep_default_na=False)
    same = take_dataset([_table(frame)], "same", tmp_path, base=load_instance("flanders-2010"), base_folder=FLANDERS)
    assert same.findings == []
    for name in ("demand", "today_flows", "teachers"):
        assert (tmp_path / "same" / f"{name}.csv").read_bytes() == (FLANDERS / f"{name}.csv").read_bytes()
    frame.loc[0, "enrolled"] = str(float(frame.loc[0, "enrolled"]) + 100)
    more = take_dataset([_table(frame)], "more", tmp_path, base=load_instance("flanders-2010"), base_folder=FLANDERS)
    assert more.instance is not None
    before = pd.read_csv(FLANDERS / "demand.csv")["students"].sum()
    assert more.instance.table("demand")["students"].sum() == pytest.approx(before + 100, abs=1)
    assert more.instance.settings["title_nl"].startswith("more (")


def test_what_cannot_be_derived_again_is_asked_for(tmp_path: Path) -> None:
    upload = Upload("programmes.csv", (TUTORIAL / "programmes.csv").read_bytes())
    intake = take_dataset([upload], "mine", tmp_path, base=load_instance("tutorial"), base_folder=TUTORIAL)
    assert "cannot be derived again" in messages(intake)[0]
    assert_nothing_left(tmp_path)


def _table(frame: pd.DataFrame) -> Upload:
    return Upload("Programmes.CSV", frame.to_csv(index=False).encode())
