"""bundel sweep."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from optimizer.sweeps import sweeping
from optimizer.sweeps.answers import CellAnswer
from optimizer.sweeps.engine import OneByOne
from tests.optimizer.sweeps.small_sweeps import SWEEP, written
from workbench.cli import sweeping as command


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solve cells here: workers have tests of their own."""
    monkeypatch.setattr(command, "_engine", lambda *_: OneByOne)


def test_faults_end_with_1_and_write_nothing(run) -> None:
    written(Path(), SWEEP.replace("norm", "nrom").replace("data.places", "data.placs"))
    done = run("sweep", "sweep.toml", "--json", "--set", "rules.reech.km=3")
    assert done.exit_code == 1
    found = json.loads(done.stdout)["findings"]
    assert {finding["nearest"] for finding in found} >= {"norm", "data.places", "reach"}
    assert not Path("results").exists()
    assert run("sweep", "tutorial-placs").exit_code == 1


def test_a_folder_of_another_sweep_is_refused(run, in_this_process: None) -> None:
    written(Path())
    assert run("sweep", "sweep.toml", "--time-limit", "0.001").exit_code == 3
    refused = run("sweep", "sweep.toml", "--gap", "1%")
    assert refused.exit_code == 1
    assert "holds another sweep (sweep), which differs in: gap" in refused.stderr


def test_a_sweep_is_solved_told_drawn_and_continued(run, in_this_process: None) -> None:
    written(Path())
    done = run("sweep", "sweep.toml", "--out", "out", "--lang", "nl", "--json")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert (document["complete"], document["cells"], document["statuses"]) == (
        True,
        4,
        {"infeasible": 2, "optimal": 2},
    )
    assert document["robustness"]["groups"][0]["least_regret"] is not None
    assert "Alle 4 cellen zijn klaar." in done.stderr
    assert "Zonder plan, 2 cellen: minimum_enrolment" in done.stderr
    assert {path.name for path in Path("out").iterdir()} == {
        ".lock", "cells", "trials", "robust", "sweep.json", "robustness.json", "regret.svg",
        "plans.csv", "regret.csv", "selection.csv", "spread.csv",
    }  # fmt: skip
    assert {"map.html", "result.json", "plan.csv"} <= {path.name for path in Path("out/robust/001").iterdir()}
    chosen = pd.read_csv("out/plans.csv").query(f"plan == '{document['robustness']['groups'][0]['least_regret']}'")
    pair = ["campus_id", "specialisation_id"]
    drawn = pd.read_csv("out/robust/001/plan.csv")
    assert drawn[pair].values.tolist() == chosen[pair].values.tolist()
    assert 'lang="nl"' in Path("out/regret.svg").read_text(encoding="utf-8")

    before = Path("out/robust/001/map.html").stat().st_mtime_ns
    again = run("sweep", "sweep.toml", "--out", "out", "--compact")
    assert again.exit_code == 0
    assert "All 4 cells are finished." in again.stdout
    assert "With rules.minimum_enrolment.norm = 80:" in again.stdout
    assert [path.name for path in Path("out/cells").iterdir()] == ["all.parquet"]
    assert Path("out/robust/001/map.html").stat().st_mtime_ns == before


def test_limits_and_impossible_sweeps_have_their_codes(run, in_this_process: None) -> None:
    written(Path(), SWEEP.replace("[80, 5000]", "[5000]"))
    late = run("sweep", "sweep.toml", "--out", "late", "--time-limit", "0.001")
    assert late.exit_code == 3
    assert "0 of the 2 cells are finished (time limit reached)" in late.stdout
    impossible = run("sweep", "sweep.toml", "--out", "none")
    assert impossible.exit_code == 2
    assert "no plan possible: 2" in impossible.stdout


def test_a_failure_ends_with_4_and_is_told(run, in_this_process: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from optimizer.errors import SolverError

    def fails(*_: object) -> CellAnswer:
        raise SolverError("it would not")

    monkeypatch.setattr(sweeping, "solve_cell", fails)
    written(Path(), SWEEP.replace("[80, 5000]", "[80]"))
    done = run("sweep", "sweep.toml", "--out", "out")
    assert done.exit_code == 4
    assert "Nothing came of 2 cells" in done.stdout
    assert "it would not" in done.stdout


def test_a_plan_that_cannot_be_worked_out_is_told(run, in_this_process: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.sweeps.robust_plan.solve_with", lambda *_: None)
    written(Path(), SWEEP.replace("[80, 5000]", "[80]"))
    done = run("sweep", "sweep.toml", "--out", "out")
    assert done.exit_code == 0
    assert "cannot keep the rules: it is not worked out" in done.stderr
    assert not Path("out/robust").exists()


def test_sweeps_are_checked_and_listed(run) -> None:
    written(Path())
    good = run("check", "sweep.toml")
    assert (good.exit_code, good.stdout) == (0, "No findings: sweep.toml is in order.\n")
    written(Path(), SWEEP.replace("norm", "nrom"))
    bad = run("check", "sweep.toml", "--json")
    assert bad.exit_code == 1
    assert [finding["nearest"] for finding in json.loads(bad.stdout)] == ["norm"]
    assert run("check", "tutorial-places").exit_code == 0
    assert "tutorial-places" in run("list").stdout
    assert json.loads(run("list", "--json").stdout)["sweeps"][0]["scenario"] == "tutorial"


def test_one_engine_for_this_machine_and_one_for_a_scheduler() -> None:
    from workbench.cli.output import Output

    own = command._engine(None, 3, 10.0, Output("en"))()
    other = command._engine("tcp://head:8786", None, None, Output("en"))()
    assert (own.scheduler, own.workers, own.patience) == (None, 3, 75.0)
    assert (other.scheduler, other.patience) == ("tcp://head:8786", None)
    assert other.on_empty is not None
