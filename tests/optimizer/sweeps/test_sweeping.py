"""A sweep from end to end in this process: finished, left, continued, grown and put together."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from optimizer import load_instance
from optimizer.errors import SolverError
from optimizer.inputs.writing import format_number
from optimizer.sweeps import sweeping
from optimizer.sweeps.answers import Task, solve_cell
from optimizer.sweeps.outcome import Sweep, SweepProgress
from optimizer.sweeps.report import REPORT_FILES
from optimizer.sweeps.sweeping import sweep
from tests.optimizer.sweeps.small_sweeps import DRAWN, SWEEP, defined


def contents(outcome: Sweep) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """Return the cells without their times, and the files of the report."""
    table = outcome.table().drop(columns="seconds").astype(object)
    files = {name: (outcome.folder / name).read_bytes() for name in REPORT_FILES}
    return table.where(table.notna(), None).to_dict("records"), files


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    folder = tmp_path_factory.mktemp("sweep")
    return sweep(defined(folder), folder / "whole")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    folder = tmp_path_factory.mktemp("drawn")
    return sweep(defined(folder, DRAWN), folder / "whole")


def test_every_cell_has_a_row_with_its_values_and_terms(whole: Sweep) -> None:
    table = whole.table()
    assert whole.complete
    assert whole.statuses == {"infeasible": 2, "optimal": 2}
    assert list(table.columns[:7]) == [
        "cell", "status", "gap", "seconds", "seed", "p_data.places", "p_rules.minimum_enrolment.norm",
    ]  # fmt: skip
    assert table["p_data.places"].tolist() == [1, 1, 1.3, 1.3]
    assert table["p_rules.minimum_enrolment.norm"].tolist() == [80, 5000, 80, 5000]
    assert table["status"].tolist() == ["optimal", "infeasible", "optimal", "infeasible"]
    assert table["duplication"].tolist()[::2] == [1, 0]  # by hand: docs/tutorials/tutorial-by-hand.md
    assert table["student_travel"].isna().tolist() == [False, True, False, True]
    assert table["student_travel"][0] < table["student_travel"][2]
    assert ["minimum_enrolment" in rules for rules in table["conflict"]] == [False, True, False, True]
    assert {path.stem for path in (whole.folder / "cells").glob("*.parquet")} == set(table["cell"])


def test_the_folder_says_that_it_is_complete(whole: Sweep) -> None:
    state = json.loads((whole.folder / "sweep.json").read_text(encoding="utf-8"))
    assert (state["complete"], state["finished"], state["ended_by"], state["failures"]) == (True, 4, None, [])
    assert state["statuses"] == {"infeasible": 2, "optimal": 2}


def test_a_whole_sweep_is_read_without_solving(whole: Sweep) -> None:
    def fails() -> Any:
        pytest.fail("nothing is left to solve")

    again = sweep(whole.definition, whole.folder, engine=fails)
    assert contents(again) == contents(whole)


def test_a_sweep_that_was_left_is_continued_and_ends_like_an_undisturbed_one(whole: Sweep, tmp_path: Path) -> None:
    seen: list[SweepProgress] = []
    definition = defined(tmp_path)
    left = sweep(definition, tmp_path / "out", should_stop=lambda: len(seen) > 1, on_progress=seen.append)
    assert (left.finished, left.ended_by, left.complete, left.report) == (1, "interrupt", False, None)
    late = sweep(definition, tmp_path / "out", time_limit=0.0)
    assert (late.finished, late.ended_by) == (1, "time")
    seen.clear()
    again = sweep(definition, tmp_path / "out", on_progress=seen.append)
    cells = [progress for progress in seen if progress.phase == "cells"]
    assert [progress.finished for progress in cells] == [1, 2, 3, 4]
    assert cells[0].seconds_left is None
    assert cells[1].seconds_left == pytest.approx(2 * cells[1].seconds)
    assert contents(again) == contents(whole)


@pytest.mark.soak
def test_more_values_leave_what_is_finished_as_it_is(whole: Sweep, tmp_path: Path) -> None:
    sweep(defined(tmp_path, SWEEP.replace("[1, 1.3]", "[1]").replace("[80, 5000]", "[80]")), tmp_path / "out")
    (kept,) = (tmp_path / "out" / "cells").glob("*.parquet")
    before = kept.read_bytes()
    grown = sweep(defined(tmp_path), tmp_path / "out")
    assert kept.read_bytes() == before
    assert contents(grown) == contents(whole)


def test_put_together_it_is_the_same(drawn: Sweep, tmp_path: Path) -> None:
    definition = defined(tmp_path, DRAWN)
    seen: list[SweepProgress] = []
    sweep(definition, tmp_path / "out", should_stop=lambda: len(seen) > 2, on_progress=seen.append, compact=True)
    together = sweep(definition, tmp_path / "out", compact=True)
    assert [path.name for path in (tmp_path / "out" / "cells").iterdir()] == ["all.parquet"]
    assert [path.name for path in (tmp_path / "out" / "trials").iterdir()] == ["all.parquet"]
    assert contents(together) == contents(drawn)
    assert contents(sweep(definition, tmp_path / "out")) == contents(drawn)


def test_failures_are_told_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_once(instances: Any, task: Task) -> Any:
        if task.factors["places"] == 1.3:
            raise SolverError("it would not")
        return solve_cell(instances, task)

    definition = defined(tmp_path, SWEEP.replace("[80, 5000]", "[80]"))
    monkeypatch.setattr(sweeping, "solve_cell", fails_once)
    outcome = sweep(definition, tmp_path / "out")
    (failure,) = outcome.failures
    assert (outcome.complete, outcome.finished) == (False, 1)
    assert failure.parameters == {"data.places": 1.3, "rules.minimum_enrolment.norm": 80}
    assert failure.error == "SolverError: it would not"
    state = json.loads((tmp_path / "out" / "sweep.json").read_text(encoding="utf-8"))
    assert [each["cell"] for each in state["failures"]] == [failure.cell]
    monkeypatch.undo()
    assert sweep(definition, tmp_path / "out").complete


def test_too_many_failures_end_a_sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> Any:
        raise SolverError("never")

    monkeypatch.setattr(sweeping, "solve_cell", fails)
    monkeypatch.setattr(sweeping, "MOST_FAILURES", 3)
    outcome = sweep(defined(tmp_path), tmp_path / "out")
    assert (outcome.ended_by, len(outcome.failures)) == ("failures", 3)


def test_values_that_contradict_each_other_only_together_are_cells_without_a_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_: Any) -> Iterator[Any]:
        return iter(())

    monkeypatch.setattr("optimizer.sweeps.combinations._enough", nothing)  # as if there were too many to look at
    text = 'scenario = "small.toml"\n[parameters.rules.sites_per_specialisation]\nmin = [1, 3]\nmax = [2]\n'
    definition = replace(defined(tmp_path, text), instances={"tutorial": load_instance("tutorial")})
    outcome = sweep(definition, tmp_path / "out")
    table = outcome.table()
    assert table["status"].tolist() == ["optimal", "infeasible"]
    assert table["conflict"].tolist() == ["", "faulty, rules.sites_per_specialisation.min"]


def test_selection_counts_what_the_plans_have(drawn: Sweep) -> None:
    cells = drawn.table()
    cells = cells[cells["sample"] > 0]
    selection = pd.read_csv(drawn.folder / "selection.csv")
    assert (selection["cells"] == 3).all()
    plans = pd.read_csv(drawn.folder / "plans.csv")
    counted = plans.merge(cells["plan"].value_counts().rename("count"), left_on="plan", right_index=True)
    shares = counted.groupby(["campus_id", "specialisation_id"])["count"].sum() / 3
    for row in selection.itertuples():
        expected = shares.get((row.campus_id, row.specialisation_id), 0.0)
        assert format_number(row.taught) == format_number(expected)
        assert row.leads <= row.taught
    assert selection["leads"].sum() == pytest.approx(5)  # one lead centre a specialisation


def test_the_plan_of_the_figures_as_they_are_is_a_candidate_but_no_circumstance(drawn: Sweep) -> None:
    assert drawn.report is not None
    (group,) = drawn.report.groups
    nominal = drawn.table().query("sample == 0")["plan"].item()
    assert group.group.nominal == nominal
    assert nominal in group.regret["plan"].tolist()
    assert group.group.statuses.total() == 3
    assert (group.regret["cells"] + group.regret["broken"] == 3).all()


def test_regrets_are_those_of_the_trials(drawn: Sweep) -> None:
    assert drawn.report is not None
    trials = pd.concat([pd.read_parquet(path) for path in (drawn.folder / "trials").glob("*.parquet")])
    trials = trials[trials["stands"]]
    best = trials[trials["plan"] != "today"].groupby("cell")["cost"].min()
    trials = trials.assign(regret=trials["cost"] - trials["cell"].map(best))
    (group,) = drawn.report.groups
    for row in group.regret.itertuples():
        mine = trials[trials["plan"] == row.plan]
        assert row.cells == len(mine)
        if row.cells:
            assert row.max_regret == pytest.approx(mine["regret"].max())
            assert row.mean == pytest.approx(mine["cost"].mean())
    marked = group.least_regret
    assert marked is not None
    whole = group.regret[(group.regret["broken"] == marked["broken"]) & (group.regret["plan"] != "today")]
    assert marked["max_regret"] == whole["max_regret"].min()


def test_groups_without_a_plan_say_so(whole: Sweep) -> None:
    assert whole.report is not None
    good, bad = whole.report.groups
    assert (good.choices, bad.choices) == (
        {"p_rules.minimum_enrolment.norm": 80.0},
        {"p_rules.minimum_enrolment.norm": 5000.0},
    )
    assert good.least_regret is not None
    assert bad.regret.empty
    assert bad.least_regret is None
    document = json.loads((whole.folder / "robustness.json").read_text(encoding="utf-8"))
    assert [group["choices"] for group in document["groups"]] == [
        {"rules.minimum_enrolment.norm": 80},
        {"rules.minimum_enrolment.norm": 5000},
    ]
    assert document["groups"][1]["en"][1:] == ["There is a plan for 0 of the 2 cells; 2 cannot have one."]
    assert sum(each["cells"] for each in document["conflicts"]) == 2
    assert all("minimum_enrolment" in each["rules"] for each in document["conflicts"])
