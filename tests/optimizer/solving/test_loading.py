"""A result that was read back is the one that was saved; a folder that does not fit is refused with its faults."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from optimizer import load_instance, load_scenario, solve
from optimizer.errors import Finding, InputError
from optimizer.inputs.locating import shipped_datasets
from optimizer.solving.result import Result


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    scenario = load_scenario("tutorial", ["rules.minimum_enrolment.norm=70"])
    result = solve(load_instance(scenario.dataset), scenario)
    return result, result.save(tmp_path_factory.mktemp("saved") / "result")


@pytest.fixture
def folder(saved: tuple[Result, Path], tmp_path: Path) -> Path:
    return Path(shutil.copytree(saved[1], tmp_path / "copy"))


def edit(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    file = folder / "result.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    change(document)
    file.write_text(json.dumps(document), encoding="utf-8")


def faults(folder: Path, data: Path | None = None) -> list[Finding]:
    with pytest.raises(InputError) as caught:
        Result.load(folder, data)
    return list(caught.value.findings)


def test_what_was_saved_is_read_back(saved: tuple[Result, Path]) -> None:
    result, place = saved
    loaded = Result.load(place)
    assert (loaded.status, loaded.stopped_by, loaded.warnings) == (result.status, result.stopped_by, result.warnings)
    assert loaded.scenario.rules == result.scenario.rules
    assert loaded.scenario.goals == result.scenario.goals
    assert loaded.scenario.overrides == result.scenario.overrides
    assert loaded.scenario.hashes == result.scenario.hashes
    assert [goal.term for goal in loaded.goals] == [goal.term for goal in result.goals]
    assert loaded.terms["cost"].observed == pytest.approx(result.terms["cost"].observed)
    assert loaded.choice is not None
    assert (loaded.choice.beta, loaded.choice.crowded) == (result.choice.beta, result.choice.crowded)
    assert loaded.choice.overflow == pytest.approx(result.choice.overflow, abs=1e-4)
    for name in ("plan", "today", "observed"):
        was, now = getattr(result, name), getattr(loaded, name)
        pd.testing.assert_frame_equal(now.programmes, was.programmes, check_dtype=False, atol=1e-6)
        pd.testing.assert_frame_equal(now.students, was.students, check_dtype=False, atol=1e-6)


def test_saving_what_was_read_gives_the_same_tables(saved: tuple[Result, Path], tmp_path: Path) -> None:
    again = Result.load(saved[1]).save(tmp_path / "again")
    names = [path.relative_to(saved[1]) for path in saved[1].rglob("*.csv")]
    assert len(names) == 15
    assert [name for name in names if (again / name).read_bytes() != (saved[1] / name).read_bytes()] == []


def test_data_set_that_has_changed_is_a_warning(folder: Path) -> None:
    edit(folder, lambda document: document["inputs"].update({"demand.csv": "0" * 64}))
    assert Result.load(folder).warnings[-1] == "The data set has changed since this result was made: demand.csv."


def test_data_set_that_moved_is_found_with_data(folder: Path, tmp_path: Path) -> None:
    edit(folder, lambda document: document.update(dataset="mine"))
    (finding,) = faults(folder)
    assert finding.key == "dataset"
    assert "--data" in finding.mend
    moved = shutil.copytree(shipped_datasets()["tutorial"], tmp_path / "moved")
    assert Result.load(folder, moved).warnings == ()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2}', "[" * 100_000])
def test_faulty_document_is_refused(folder: Path, text: str) -> None:
    (folder / "result.json").write_text(text, encoding="utf-8")
    assert faults(folder)[0].file.endswith("result.json")


def test_folder_without_a_result_is_refused(tmp_path: Path) -> None:
    (finding,) = faults(tmp_path)
    assert "holds no result.json" in finding.message


def test_every_fault_of_the_tables_is_told(folder: Path) -> None:
    plan = (
        (folder / "plan.csv")
        .read_text(encoding="utf-8")
        .replace("at-dok,game-pba,lead,50,150", "at-duk,game-pba,lead,50,x")
    )
    (folder / "plan.csv").write_text(plan, encoding="utf-8")
    (folder / "staff.csv").unlink()
    (folder / "today" / "students.csv").write_text("zone_id\n", encoding="utf-8")
    edit(folder, lambda document: document["scenario_settings"]["rules"].update(invented={}))
    places = [(found.file, found.row, found.column) for found in faults(folder)]
    assert places[:3] == [("plan.csv", 2, "students"), ("plan.csv", 2, "campus_id"), ("staff.csv", None, None)]
    assert ("today/students.csv", 1, None) in places
    assert any(found.key == "scenario_settings.rules.invented" for found in faults(folder))
