import csv
import shutil
from pathlib import Path

import pytest

from data import build
from optimizer.errors import InputError
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.schema import PRICES, TABLES


@pytest.fixture
def sources(tmp_path, monkeypatch):
    copy = tmp_path / "sources"
    shutil.copytree(build.SOURCES, copy)
    monkeypatch.setattr(build, "SOURCES", copy)
    return copy


def replace_text(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", build.DATA_SETS)
def test_shipped_data_set_is_what_its_sources_give(name):
    assert build.differences(build.build(name), build.DATA / name) == []


def test_build_twice_gives_the_same_bytes(tmp_path):
    for folder in ("first", "second"):
        assert build.main(["flanders-2010", "--out", str(tmp_path / folder)]) == 0
    assert build.differences(build.build("flanders-2010"), tmp_path / "first") == []
    assert build.differences(build.build("flanders-2010"), tmp_path / "second") == []


def test_check_names_the_file_that_differs(sources, capsys):
    replace_text(sources / "tutorial" / "campuses.csv", "Campus Kaai", "Campus Kade")
    assert build.main(["--check", "tutorial"]) == 1
    assert capsys.readouterr().out == "tutorial: differs in campuses.csv\n"


def test_every_fault_of_the_sources_is_a_finding(sources):
    folder = sources / "flanders-2010"
    replace_text(folder / "institutions.csv", ",community,AUGent", ",comunity,AUGent")
    replace_text(folder / "programmes.csv", "hg-bij,animation-aba_ma", "HG BIJ,animation-aba_ma")
    replace_text(folder / "zones.csv", ",478.0,", ",much,")
    (folder / "families.csv").unlink()
    with pytest.raises(InputError) as error:
        build.build("flanders-2010")
    found = {(finding.file, finding.column) for finding in error.value.findings}
    assert found == {
        ("flanders-2010/institutions.csv", "network"),
        ("flanders-2010/programmes.csv", "campus_id"),
        ("flanders-2010/zones.csv", "area_km2"),
        ("flanders-2010/families.csv", None),
    }


def test_unknown_reference_names_the_line_and_the_nearest_name(sources, capsys):
    replace_text(sources / "flanders-2010" / "campuses.csv", "hg-aca,hogent,", "hg-aca,hogentt,")
    lines = (sources / "flanders-2010" / "campuses.csv").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if text.startswith("hg-aca,"))
    assert build.main(["--check", "flanders-2010"]) == 1
    message = capsys.readouterr().err
    assert f"campuses.csv:{line}:institution_id" in message
    assert 'Did you mean "hogent"?' in message


def test_missing_price_and_unknown_assumption_are_findings(sources, tmp_path):
    replace_text(sources / "tutorial" / "dataset.toml", "[assumptions.rate]", "[assumptions.rat]")
    with pytest.raises(InputError) as error:
        build.build("tutorial", {"places_per_studnt": 2.0})
    assert [finding.key for finding in error.value.findings] == [
        "assumptions.places_per_studnt",
        "assumptions.rate.value",
    ]
    assert error.value.findings[0].nearest == "places_per_student"


def test_faulty_sources_leave_the_folder_as_it_was(sources, tmp_path):
    target = tmp_path / "out"
    assert build.main(["tutorial", "--out", str(target)]) == 0
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    replace_text(sources / "tutorial" / "travel.csv", "z1,torendam,5,", "z1,torendam,,")
    assert build.main(["tutorial", "--out", str(target)]) == 1
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    assert not list(tmp_path.glob("*.partial"))


def test_variant_under_another_assumption(tmp_path):
    assert build.main(["flanders-2010", "--set", "places_per_student=1.5", "--out", str(tmp_path / "roomy")]) == 0
    roomy, shipped = read_dataset(tmp_path / "roomy"), read_dataset("flanders-2010")
    assert roomy.places_of["ah-hoo"] == 1.5 * 1300
    assert shipped.places_of["ah-hoo"] == 1.2 * 1300
    assert roomy.settings["assumptions"]["places_per_student"]["value"] == 1.5


def test_a_foreign_folder_is_not_replaced(tmp_path, capsys):
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    assert build.main(["tutorial", "--out", str(tmp_path)]) == 1
    assert "was not built here" in capsys.readouterr().err
    assert (tmp_path / "thesis.txt").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "what"),
    [
        ("dataset.toml", "value = 1.3", "value = ", None, "is not TOML"),
        ("dataset.toml", "value = 1.3", 'value = "far"', "assumptions.detour_factor.value", "not a number"),
        ("dataset.toml", "[assumptions.top_share]", "[assumptions.top_shar]", "assumptions", "'top_share' is missing"),
        ("dataset.toml", "value = 26\n", "value = 400\n", "assumptions", "out of reach"),
        ("municipalities.csv", ",44000,", ",44001,", None, '"44001" is not in zones.csv'),
        ("families.csv", "fashion,Mode,", '"fashion,Mode,', None, "is not a table"),
    ],
)
def test_faults_that_stop_the_derivation_are_findings(sources, file, old, new, where, what):
    replace_text(sources / "flanders-2010" / file, old, new)
    with pytest.raises(InputError) as error:
        build.build("flanders-2010")
    (finding,) = error.value.findings
    assert finding.file == f"flanders-2010/{file}"
    assert finding.key == where
    assert what in finding.message


def test_set_without_out_is_refused(capsys):
    with pytest.raises(SystemExit):
        build.main(["flanders-2010", "--set", "floor=30"])
    assert "--out" in capsys.readouterr().err


@pytest.mark.parametrize("name", build.DATA_SETS)
def test_files_follow_the_schema(name):
    folder = build.DATA / name
    for table in (table for name, table in TABLES.items() if name != "programme_costs"):
        data = (folder / table.file).read_bytes()
        assert b"\r" not in data
        assert data.endswith(b"\n")
        rows = list(csv.reader(data.decode("utf-8").splitlines()))
        assert tuple(rows[0]) == table.column_names
        positions = [table.column_names.index(column) for column in table.key]
        keys = [tuple(row[position] for position in positions) for row in rows[1:]]
        assert keys == sorted(set(keys))


@pytest.mark.parametrize("name", build.DATA_SETS)
def test_settings_explain_every_assumption_and_price(name):
    settings = read_dataset(name).settings
    assert list(settings["prices"]) == list(PRICES)
    for key, entry in settings["assumptions"].items():
        assert set(entry) == {"value", "unit", "note_nl", "note_en", "source"}, key
        assert all(entry[field] for field in ("unit", "note_nl", "note_en", "source")), key
    assert {key: settings["assumptions"][key]["value"] for key in PRICES} == settings["prices"]
    assert settings["note_nl"]
    assert settings["note_en"]
