from __future__ import annotations

import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.errors import Finding, InputError
from optimizer.inputs import spreadsheets
from optimizer.inputs.proposal import read_proposal
from optimizer.inputs.reading import read_dataset


@pytest.fixture(scope="module")
def instance():
    return read_dataset("tutorial")


@pytest.fixture
def pair(instance):
    return next(iter(instance.enrolled_today))


def findings_of(path, instance) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as caught:
        read_proposal(path, instance)
    return caught.value.findings


def write(tmp_path, text: str):
    path = tmp_path / "plan.csv"
    path.write_text(text, encoding="utf-8")
    return path


def write_excel(tmp_path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "plan.xlsx"
    book.save(path)
    return path


def test_programmes_of_today(tmp_path, instance):
    lines = [f"{campus},{name},teach" for campus, name in reversed(instance.enrolled_today)]
    proposal = read_proposal(write(tmp_path, "\n".join(["campus_id,specialisation_id,role", *lines])), instance)
    assert (proposal.name, proposal.form, proposal.notes) == ("plan", "programmes", ())
    assert list(zip(proposal.table["campus_id"], proposal.table["specialisation_id"], strict=True)) == sorted(
        instance.enrolled_today
    )


def test_a_written_plan_is_a_proposal(tmp_path, instance, pair):
    header = "campus_id,specialisation_id,role,students_today,students,fte,top_fte"
    proposal = read_proposal(write(tmp_path, f"{header}\n{pair[0]},{pair[1]},lead,1,2,3,4\n"), instance)
    assert proposal.table.columns.tolist() == ["campus_id", "specialisation_id", "role"]
    assert proposal.notes == ()


def test_actions_with_semicolons(tmp_path, instance, pair):
    text = f"action;campus_id;specialisation_id\nkeep;{pair[0]};{pair[1]}\nclose;{instance.campuses[-1]};\n"
    proposal = read_proposal(write(tmp_path, text), instance)
    assert proposal.form == "actions"
    assert proposal.table["specialisation_id"].tolist() == ["", pair[1]]


def test_excel(tmp_path, instance, pair):
    path = write_excel(tmp_path, [["campus_id", "specialisation_id", "remark"], [], [*pair, 3.5]])
    proposal = read_proposal(path, instance)
    assert proposal.table.iloc[0].tolist() == [*pair, ""]
    assert [note.column for note in proposal.notes] == ["remark"]


def test_formulas_are_text(tmp_path, instance, pair):
    path = write_excel(tmp_path, [["campus_id", "specialisation_id"], ['=HYPERLINK("x")', pair[1]]])
    (finding,) = findings_of(path, instance)
    assert (finding.row, finding.column) == (2, "campus_id")
    assert "formula" in finding.message


def test_faults_of_several_rows_at_once(tmp_path, instance, pair):
    campus, name = pair
    rows = ["campus_id,specialisation_id,role", f"{campus}x,{name},", f"{campus},{name},boss", f"{campus},{name},"]
    found = {
        (finding.row, finding.column): finding for finding in findings_of(write(tmp_path, "\n".join(rows)), instance)
    }
    assert set(found) == {(2, "campus_id"), (3, "role"), (4, "specialisation_id")}
    assert found[2, "campus_id"].nearest == campus


def test_institution_in_place_of_a_campus(tmp_path, instance, pair):
    institution = instance.institution_of[pair[0]]
    if institution in instance.campuses:
        institution = next(name for name in instance.institutions if name not in instance.campuses)
    text = f"campus_id,specialisation_id\n{institution},{pair[1]}\n"
    (finding,) = findings_of(write(tmp_path, text), instance)
    assert "is an institution" in finding.message


@pytest.mark.parametrize(
    ("rows", "row"),
    [
        (["keep,{campus},{name}", "close,{campus},{name}"], 3),
        (["close,{campus},", "lead,{campus},{name}"], 3),
        (["lead,{campus},{name}", "close,{campus},"], 2),
        (["keep,{campus},{name}", "lead,{campus},{name}", "lead,{campus},{name}"], 4),
    ],
)
def test_contradicting_actions(tmp_path, instance, pair, rows, row):
    lines = [line.format(campus=pair[0], name=pair[1]) for line in rows]
    (finding,) = findings_of(write(tmp_path, "\n".join(["action,campus_id,specialisation_id", *lines])), instance)
    assert finding.row == row


def test_opening_what_is_taught_is_a_warning(tmp_path, instance, pair):
    proposal = read_proposal(
        write(tmp_path, f"action,campus_id,specialisation_id\nopen,{pair[0]},{pair[1]}\n"), instance
    )
    assert [(note.severity, note.row) for note in proposal.notes] == [("warning", 2)]


def test_a_hundred_thousand_rows(tmp_path, instance, pair):
    text = "campus_id,specialisation_id\n" + f"{pair[0]},{pair[1]}\n" * 100_000
    assert len(findings_of(write(tmp_path, text), instance)) < 100


def test_a_hundred_thousand_different_unknown_names(tmp_path, instance, pair):
    lines = [f"campus-{number},{pair[1]}" for number in range(100_000)]
    path = write(tmp_path, "\n".join(["campus_id,specialisation_id", *lines]))
    assert any("(100000 in all)" in finding.message for finding in findings_of(path, instance))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "none of the columns"),
        (b"campus_id,specialisation_id\n", "no rows"),
        (b"campus_id\nx\n", "column is missing"),
        (b"\xff\xfec\x00a\x00", "UTF-16"),
        (b"campus_id,specialisation_id\ncaf\xe9,x\n", "not UTF-8"),
        (b"PK\x03\x04nonsense", "damaged Excel"),
        (b"\xd0\xcf\x11\xe0rest", "old or an encrypted Excel"),
        (b'campus_id,specialisation_id\n"x,y\n', "quotes"),
    ],
)
def test_faulty_file(tmp_path, instance, content, words):
    path = tmp_path / "plan.csv"
    path.write_bytes(content)
    assert any(words in finding.message for finding in findings_of(path, instance))


def test_large_file_is_refused(tmp_path, instance):
    path = tmp_path / "plan.csv"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    (finding,) = findings_of(path, instance)
    assert "more than the limit" in finding.message


def test_excel_that_unpacks_to_too_much_is_refused(tmp_path, instance, monkeypatch):
    monkeypatch.setattr(spreadsheets, "LARGEST_UNPACKED", 1000)
    path = tmp_path / "plan.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "0" * 2000)
    (finding,) = findings_of(path, instance)
    assert "when unpacked" in finding.message


def test_excel_with_too_many_rows_is_refused(tmp_path, instance, monkeypatch):
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 3)
    path = write_excel(tmp_path, [["campus_id", "specialisation_id"], *[["x", "y"]] * 5])
    (finding,) = findings_of(path, instance)
    assert "more than 3 rows" in finding.message


@given(content=st.binary(max_size=200), start=st.sampled_from([b"", b"PK\x03\x04", b"campus_id;specialisation_id\n"]))
def test_random_bytes_give_findings(tmp_path_factory, instance, content, start):
    path = tmp_path_factory.getbasetemp() / "random.csv"
    path.write_bytes(start + content)
    assert findings_of(path, instance)
