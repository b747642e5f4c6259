from __future__ import annotations

import hashlib
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.errors import Finding, InputError
from optimizer.inputs.gathering import LISTED
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.schema import TABLES
from optimizer.inputs.templates import new_dataset
from optimizer.inputs.text_files import LARGEST_FILE
from tests.build_hostile import append, drop_column, edit, read_rows, rename_column, replace_bytes, write_rows


def findings_of(folder) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as caught:
        read_dataset(folder)
    return caught.value.findings


def only_finding(folder) -> Finding:
    (finding,) = findings_of(folder)
    return finding


def test_tables_have_their_final_types(dataset):
    instance = read_dataset(dataset)
    assert set(instance.tables) == {name for name, table in TABLES.items() if table.in_example}
    assert instance.table("zones")["zone_id"].tolist() == ["44000"]
    assert instance.table("campuses")["places"].dtype == "float64"
    assert instance.table("teachers")["top"].dtype == bool
    assert instance.table("municipalities")["pole"].tolist() == [""]
    assert math.isnan(instance.table("institutions")["students_total"][0])
    assert instance.prices["rate"] == 0.04
    assert instance.notes == ()


def test_tables_are_sorted_by_key(dataset):
    append(dataset, "campuses.csv", campus_id="a-first-campus")
    assert read_dataset(dataset).campuses == ("a-first-campus", "example-campus")


def test_hashes_are_of_every_file(dataset):
    hashes = read_dataset(dataset).hashes
    assert set(hashes) == {"dataset.toml", *(table.file for table in TABLES.values() if table.in_example)}
    assert hashes["demand.csv"] == hashlib.sha256((dataset / "demand.csv").read_bytes()).hexdigest()


def test_optional_tables_may_be_missing(dataset):
    (dataset / "industry.csv").unlink()
    (dataset / "firm_travel.csv").unlink()
    assert read_dataset(dataset).table("firm_travel").empty


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{{ 7*7 }}", '=cmd("x")', 'a "quoted"\nname, é', " x "])
def test_names_are_kept_as_they_are(dataset, name):
    edit(dataset, "campuses.csv", "name", name)
    assert read_dataset(dataset).table("campuses")["name"][0] == name


def test_faults_of_several_files_are_told_at_once(dataset):
    edit(dataset, "campuses.csv", "places", "x")
    edit(dataset, "campuses.csv", "expandable_share", "-1")
    edit(dataset, "teachers.csv", "top", "perhaps")
    (dataset / "travel.csv").unlink()
    replace_bytes(dataset / "dataset.toml", b"year = 2009", b'year = "long ago"')
    places = {(finding.file, finding.row, finding.column or finding.key) for finding in findings_of(dataset)}
    assert places == {
        ("campuses.csv", 2, "places"),
        ("campuses.csv", 2, "expandable_share"),
        ("teachers.csv", 2, "top"),
        ("travel.csv", None, None),
        ("dataset.toml", None, "year"),
    }


@pytest.mark.parametrize(
    ("file", "column", "cell", "words", "mend"),
    [
        ("campuses.csv", "places", "many", '"many" is not a number', "decimal point"),
        ("campuses.csv", "places", "-5", '"-5" is negative', "at least 0 students"),
        ("campuses.csv", "places", "NaN", '"NaN" is not a number', "Write a number"),
        ("campuses.csv", "places", "-inf", '"-inf" is not a number', "Write a number"),
        ("campuses.csv", "places", "1_000", '"1_000" is not a number', "digits"),
        ("campuses.csv", "places", "1e300", "too large", "unit"),
        ("campuses.csv", "places", "", "the value is missing", "students that fit, students"),
        ("campuses.csv", "places", "3/04", "looks like a date", "again"),
        ("campuses.csv", "places", "3-apr", "looks like a date", "again"),
        ("campuses.csv", "places", "1.234,5", "sign between thousands", "Write 1234.5"),
        ("campuses.csv", "places", "1,234,567.5", "sign between thousands", "Write 1234567.5"),
        ("campuses.csv", "places", "1 234", "sign between thousands", "Write 1234,"),
        ("campuses.csv", "expandable_share", "50%", "is a percentage", "0.5"),
        ("travel.csv", "km", "13000", "too large", "metres"),
        ("campuses.csv", "lat", "95", "too large", "at most 90 degrees"),
        ("specialisations.csv", "years", "0.1", "too small", "at least 0.5 years"),
        ("teachers.csv", "top", "perhaps", "neither true nor false", "true or false"),
        ("provinces.csv", "province_id", "Oost Vlaanderen", "not an identifier", "lower-case"),
        ("institutions.csv", "name", "   ", "the value is missing", "official name"),
    ],
)
def test_cell_is_refused(dataset, file, column, cell, words, mend):
    edit(dataset, file, column, cell)
    finding = next(finding for finding in findings_of(dataset) if finding.column == column)
    assert (finding.file, finding.row) == (file, 2)
    assert words in finding.message
    assert mend in finding.mend


def test_wrong_choice_names_the_nearest(dataset):
    edit(dataset, "institutions.csv", "network", "comunity")
    assert only_finding(dataset).nearest == "community"


def test_row_is_the_line_in_the_file(dataset):
    rows = read_rows(dataset / "campuses.csv")
    first, second = [*rows[1]], [*rows[1]]
    first[rows[0].index("name")] = "two\nlines"
    second[0], second[rows[0].index("places")] = "second", "x"
    write_rows(dataset / "campuses.csv", [rows[0], first, [""] * len(second), second])
    assert only_finding(dataset).row == 5


def test_semicolons_and_decimal_commas_are_accepted_with_warnings(dataset):
    edit(dataset, "campuses.csv", "lat", "51,05")
    write_rows(dataset / "campuses.csv", read_rows(dataset / "campuses.csv"), delimiter=";")
    instance = read_dataset(dataset)
    assert instance.table("campuses")["lat"].tolist() == [51.05]
    assert {note.column for note in instance.notes} == {None, "lat"}
    assert {note.severity for note in instance.notes} == {"warning"}


def test_decimal_points_among_decimal_commas_are_refused(dataset):
    append(dataset, "campuses.csv", campus_id="second", places="1.200")
    edit(dataset, "campuses.csv", "places", "120,5")
    write_rows(dataset / "campuses.csv", read_rows(dataset / "campuses.csv"), delimiter=";")
    finding = next(finding for finding in findings_of(dataset) if finding.severity == "error")
    assert (finding.row, finding.column) == (3, "places")


def test_byte_order_mark_and_windows_line_ends_are_accepted(dataset):
    text = (dataset / "campuses.csv").read_bytes().replace(b"\n", b"\r\n")
    (dataset / "campuses.csv").write_bytes(b"\xef\xbb\xbf" + text)
    (note,) = read_dataset(dataset).notes
    assert note.severity == "warning"
    assert "byte order mark" in note.message


def test_broken_utf_8_names_line_and_byte(dataset):
    replace_bytes(dataset / "campuses.csv", b"example name", b"caf\xe9")
    finding = only_finding(dataset)
    assert finding.row == 2
    assert "0xE9" in finding.message
    assert '"é"' in finding.message


def test_large_file_is_refused_unread(dataset):
    with (dataset / "demand.csv").open("r+b") as stream:
        stream.truncate(200 * 1024 * 1024)
    finding = only_finding(dataset)
    assert finding.file == "demand.csv"
    assert f"limit of {LARGEST_FILE // 1024**2} MB" in finding.message


def test_folder_in_place_of_a_file(dataset):
    (dataset / "demand.csv").unlink()
    (dataset / "demand.csv").mkdir()
    assert only_finding(dataset).message == "is not a file"


def test_misspelt_file_and_column_name_the_nearest(dataset):
    (dataset / "travel.csv").rename(dataset / "travels.csv")
    rename_column(dataset, "campuses.csv", "places", "plases")
    nearest = {(found.file, found.severity): found.nearest for found in findings_of(dataset)}
    assert nearest["travel.csv", "error"] == "travels.csv"
    assert nearest["travels.csv", "warning"] == "travel.csv"
    assert nearest["campuses.csv", "error"] in {"places", "plases"}


def test_missing_optional_column_is_a_warning(dataset):
    drop_column(dataset, "institutions.csv", "successor")
    instance = read_dataset(dataset)
    assert instance.table("institutions")["successor"].tolist() == [""]
    assert [note.column for note in instance.notes] == ["successor"]


def test_many_faults_are_counted(dataset):
    rows = read_rows(dataset / "demand.csv")
    write_rows(dataset / "demand.csv", [rows[0], *[["nowhere", rows[1][1], "x"]] * 100_000])
    findings = findings_of(dataset)
    assert len(findings) < 4 * (LISTED + 1)
    counts = [finding.message for finding in findings if "are not listed" in finding.message]
    assert any("(100000 in all)" in message for message in counts)


def test_duplicate_key_names_the_first_row(dataset):
    append(dataset, "zones.csv", zone_id="45000")
    append(dataset, "zones.csv", zone_id="44000")
    finding = next(finding for finding in findings_of(dataset) if finding.file == "zones.csv")
    assert (finding.row, finding.column) == (4, "zone_id")
    assert "row 2" in finding.message


def test_boundaries_are_read(dataset):
    (dataset / "boundaries").mkdir()
    feature = '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[3.7,51.0]}}'
    text = f'{{"type":"FeatureCollection","features":[{feature}]}}'
    (dataset / "boundaries" / "provinces.geojson").write_text(text)
    assert len(read_dataset(dataset).boundaries["provinces"]["features"]) == 1


@pytest.fixture(scope="module")
def shared_dataset(tmp_path_factory):
    return new_dataset("mine", tmp_path_factory.mktemp("shared"))


def outcome(folder, file: str, content: bytes) -> object:
    original = (folder / file).read_bytes()
    try:
        (folder / file).write_bytes(content)
        return read_dataset(folder)
    except InputError as error:
        return error.findings
    finally:
        (folder / file).write_bytes(original)


@given(content=st.binary(max_size=300), file=st.sampled_from(["dataset.toml", "campuses.csv", "demand.csv"]))
def test_random_bytes_give_findings(shared_dataset, content, file):
    findings = outcome(shared_dataset, file, content)
    assert any(finding.file == file for finding in findings)


@given(cells=st.lists(st.text(max_size=20), min_size=10, max_size=10))
def test_random_cells_never_crash(shared_dataset, cells):
    header = read_rows(shared_dataset / "campuses.csv")[0]
    row = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    content = f"{','.join(header)}\n{row}\n".encode("utf-8", errors="surrogatepass")
    result = outcome(shared_dataset, "campuses.csv", content)
    assert all(isinstance(finding, Finding) for finding in result)


@given(number=st.floats(min_value=0, max_value=1e6, allow_nan=False))
def test_numbers_survive(shared_dataset, number):
    rows = read_rows(shared_dataset / "zones.csv")
    rows[1][rows[0].index("population")] = repr(number)
    content = "\n".join(",".join(row) for row in rows).encode()
    frame = outcome(shared_dataset, "zones.csv", content).table("zones")
    pd.testing.assert_series_equal(frame["population"], pd.Series([number]), check_names=False)
