from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.errors import InputError
from optimizer.inputs import locating
from optimizer.inputs.locating import locate_dataset, locate_scenario, shipped_datasets, shipped_folder


def test_shipped_data_sets_are_found_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert {"flanders-2010", "tutorial"} <= set(shipped_datasets())
    assert (locate_dataset("tutorial") / "dataset.toml").is_file()


def test_data_inside_the_package_comes_first(tmp_path, monkeypatch):
    package = tmp_path / "optimizer"
    (package / "data").mkdir(parents=True)
    monkeypatch.setattr(locating, "__file__", str(package / "inputs" / "locating.py"))
    assert shipped_folder("data") == package / "data"
    assert shipped_folder("scenarios") == tmp_path / "scenarios"


def test_shipped_scenarios_have_the_names_of_their_files(tmp_path, monkeypatch):
    (tmp_path / "reference.toml").write_text("")
    monkeypatch.setattr(locating, "shipped_folder", lambda _: tmp_path)
    assert locate_scenario("reference") == tmp_path / "reference.toml"


def test_paths_are_relative_to_a_folder(tmp_path):
    (tmp_path / "mine").mkdir()
    assert locate_dataset("mine", relative_to=tmp_path) == tmp_path / "mine"


def test_a_path_is_never_a_shipped_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tutorial").mkdir()
    assert locate_dataset(Path("tutorial")).resolve() == tmp_path / "tutorial"


@pytest.mark.parametrize("name", ["tutoriall", "Tutorial", "folder/tutoriall"])
def test_unknown_name_gives_the_nearest(name):
    with pytest.raises(InputError) as caught:
        locate_dataset(name)
    assert caught.value.findings[0].nearest == "tutorial"


@pytest.mark.parametrize("name", ["", "\0", "x" * 5000])
def test_impossible_names_give_findings(name):
    for locate in (locate_dataset, locate_scenario):
        if name or locate is locate_scenario:
            with pytest.raises(InputError):
                locate(f"{name}/nothing")
