"""A result folder says everything, is written whole or not at all, and can be read back."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from optimizer import Limits, load_instance, load_scenario, solve
from optimizer.errors import InputError
from optimizer.inputs.plan import PLAN_COLUMNS, PLAN_KEYS
from optimizer.inputs.scenario import Override
from optimizer.solving.result import GoalReport, Result, TermValues
from optimizer.solving.saving import CHANGES, CHECKS, changes_of, describe, file_of, save_result
from tests.factory import tiny_instance, tiny_plan, tiny_scenario

FILES = {"plan.csv", "changes.csv", "students.csv", "staff.csv", "institute.csv", "checks.csv", "result.json"}


@pytest.fixture(scope="module")
def solved() -> Result:
    scenario = load_scenario("tutorial")
    return solve(load_instance(scenario.dataset), scenario, Limits(seed=3))


def tiny_result(**changes: object) -> Result:
    checks = pd.DataFrame(
        [
            ("term", "cost", "", math.nan, None, "EUR/year", pd.NA),
            ("rule", "reach", "all", 1 / 3, 0.1, "share, at most", True),
        ],
        columns=list(CHECKS),
    ).astype({"ok": "boolean"})
    result = Result(
        tiny_instance(), tiny_scenario(), status="feasible", stopped_by="time", plan=tiny_plan(), checks=checks
    )
    return replace(result, **changes)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_folder_holds_every_file_with_its_columns(solved: Result, tmp_path: Path) -> None:
    folder = solved.save(tmp_path / "result")
    assert {path.name for path in folder.iterdir()} == FILES | {"choice.csv", "today", "observed"}
    for place in (folder, folder / "today", folder / "observed"):
        for name, columns in PLAN_COLUMNS.items():
            lines = (place / file_of(name)).read_bytes().decode("utf-8").split("\n")
            assert lines[0] == ",".join(columns)
            assert lines[-1] == ""
    assert list(rows(folder / "changes.csv")[0]) == list(CHANGES)
    assert list(rows(folder / "checks.csv")[0]) == list(CHECKS)


def test_tables_are_sorted_by_their_keys(solved: Result, tmp_path: Path) -> None:
    folder = solved.save(tmp_path / "result")
    for name, key in PLAN_KEYS.items():
        keys = [tuple(row[column] for column in key) for row in rows(folder / file_of(name))]
        assert keys == sorted(keys)
        assert len(keys) == len(set(keys))


def test_document_says_what_the_contract_names(solved: Result, tmp_path: Path) -> None:
    document = json.loads((solved.save(tmp_path / "result") / "result.json").read_text(encoding="utf-8"))
    assert document["format"] == 1
    assert (document["scenario"], document["dataset"], document["seed"]) == ("tutorial", "tutorial", 3)
    assert (document["status"], document["stopped_by"], document["verified"]) == ("optimal", "proof", True)
    assert [goal["term"] for goal in document["goals"]] == [goal.term for goal in solved.scenario.goals.order]
    assert set(document["goals"][0]) == {"term", "unit", "value", "bound", "gap", "limit", "status", "seconds"}
    assert list(document["seconds"]) == ["read", "build", "solve", "verify", "write", "total"]
    assert {"tutorial.toml", "demand.csv", "dataset.toml"} <= set(document["inputs"])
    assert all(len(digest) == 64 for digest in document["inputs"].values())


def test_observed_stands_only_where_it_differs(solved: Result) -> None:
    terms = describe(solved)["terms"]
    assert terms["student_travel"] == {"unit": "student·km", "today": 11550.0, "plan": 20080.0, "observed": 22900.0}
    assert terms["duplication"] == {"unit": "programmes", "today": 6.0, "plan": 1.0}


def test_no_infinity_nor_nan_is_written() -> None:
    report = GoalReport("cost", "EUR/year", np.float64(12.5), -math.inf, math.nan, None, "feasible", 0.1)
    terms = {"cost": TermValues("EUR/year", -0.0, math.inf, 0.0)}
    override = Override("dataset", None, pd.Timestamp("2010-01-01"), "--set")
    result = tiny_result(
        goals=(report,), terms=terms, counts={"rows": np.int64(4)}, scenario=tiny_scenario(overrides=(override,))
    )
    document = json.loads(json.dumps(describe(result), allow_nan=False))
    assert document["goals"][0]["bound"] is None
    assert document["goals"][0]["gap"] is None
    assert document["terms"]["cost"] == {"unit": "EUR/year", "today": 0.0, "plan": None}
    assert math.copysign(1, document["terms"]["cost"]["today"]) == 1
    assert document["model"] == {"rows": 4}
    assert document["overrides"][0]["new"].startswith("2010-01-01")


def test_cells_follow_the_format(tmp_path: Path) -> None:
    folder = tiny_result().save(tmp_path / "result")
    assert (folder / "checks.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        'rule,reach,all,0.333333,0.1,"share, at most",true',
        "term,cost,,,,EUR/year,",
    ]
    assert "z-south,film-pba,,2," in (folder / "students.csv").read_text(encoding="utf-8").splitlines()
    assert "film-two-b,,1," in (folder / "staff.csv").read_text(encoding="utf-8").splitlines()


def test_changes_cover_today_and_the_plan() -> None:
    changes = changes_of(tiny_plan(), tiny_instance()).set_index(["campus_id", "specialisation_id"])
    assert changes.loc[("two-b", "film-pba")].tolist() == ["closed", 40.0, 0.0, False]
    assert changes.loc[("two-b", "sound-pba")].tolist() == ["opened", 0.0, 40.0, False]
    assert changes.loc[("one-a", "film-pba")].tolist() == ["kept", 60.0, 98.0, True]
    assert len(changes) == 7


def test_result_without_a_plan_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no plan to save"):
        tiny_result(plan=None, status="no_plan").save(tmp_path / "result")
    assert list(tmp_path.iterdir()) == []


def test_folder_with_a_result_is_replaced_whole(tmp_path: Path) -> None:
    folder = tiny_result().save(tmp_path / "result")
    (folder / "stale.csv").write_text("from before", encoding="utf-8")
    tiny_result(seed=9).save(folder)
    assert {path.name for path in folder.iterdir()} == FILES
    assert json.loads((folder / "result.json").read_text(encoding="utf-8"))["seed"] == 9
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def test_empty_folder_is_filled_and_parents_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert (tiny_result().save(tmp_path / "empty") / "result.json").is_file()
    assert (tiny_result().save(tmp_path / "new" / "deeper") / "result.json").is_file()


def test_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(InputError, match="holds no result"):
        tiny_result().save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("place", ["file", "file/inside"])
def test_file_in_the_way_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="is a file"):
        tiny_result().save(tmp_path / place)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_impossible_path_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        tiny_result().save(tmp_path / ("x" * 300))


def test_failure_while_writing_leaves_the_old_folder(tmp_path: Path) -> None:
    folder = tiny_result(seed=1).save(tmp_path / "result")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def fail(partial: Path) -> None:
        (partial / "map.html").write_text("half", encoding="utf-8")
        raise KeyError(partial.name)

    with pytest.raises(KeyError):
        save_result(tiny_result(seed=2), folder, also=fail)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def test_failure_while_renaming_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tiny_result(seed=1).save(tmp_path / "result")
    rename = Path.rename

    def fail_for_the_new(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_for_the_new)
    with pytest.raises(InputError, match="No space left on device"):
        tiny_result(seed=2).save(folder)
    assert json.loads((folder / "result.json").read_text(encoding="utf-8"))["seed"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["result"]


def test_summary_compares_the_plan_with_today(solved: Result) -> None:
    summary = solved.summary()
    assert list(summary.columns) == ["label", "unit", "today", "plan", "change"]
    assert summary.loc["student_travel"].tolist() == ["student travel", "student·km", 11550.0, 20080.0, 8530.0]
    assert solved.summary("nl").loc["student_travel", "label"] == "reizen van studenten"


def test_representations_are_short_and_harmless(solved: Result) -> None:
    assert repr(solved) == "<Result of tutorial: optimal, gap 0.00%, 6 programmes>"
    hostile = replace(
        solved,
        scenario=replace(solved.scenario, title="<script>alert(1)</script>"),
        warnings=("<img src=x onerror=y>",),
    )
    page = hostile._repr_html_()
    assert "student travel" in page
    assert "<script>" not in page
    assert "<img" not in page
    assert "no plan" in repr(tiny_result(plan=None, status="infeasible"))
