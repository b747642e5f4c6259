from __future__ import annotations

import pytest

from tests.test_hostile import check

SCENARIO = 'title = "Mine"\ndataset = "tutorial"\n[goals]\norder = [{term = "duplication"}]\n'


def test_shipped_data_sets_have_no_errors():
    for name in ("tutorial", "flanders-2010"):
        assert [finding for finding in check(name) if finding.severity == "error"] == []


def test_a_table_stands_for_its_data_set(dataset):
    (dataset / "travel.csv").unlink()
    by_folder = check(dataset)
    assert [finding.file for finding in by_folder] == ["travel.csv"]
    assert check(dataset / "campuses.csv") == check(dataset / "dataset.toml") == by_folder


def test_scenario_is_checked_against_its_data(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(SCENARIO + '[rules.locks]\nkeep = ["nowhere"]\n')
    assert [(finding.file, finding.key) for finding in check(path)] == [("mine.toml", "rules.locks.keep.0")]


@pytest.mark.parametrize("name", ["flanders-2011", "nothing.toml", "", "x" * 5000, "\0"])
def test_unknown_target(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (finding,) = check(name)
    assert finding.severity == "error"


def test_folder_without_a_data_set(tmp_path):
    (finding,) = check(tmp_path)
    assert "neither a scenario, a data set nor a proposal" in finding.message
