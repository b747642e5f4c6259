"""bundel importance and its like."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

LOSSES = ("duplication", "expansion", "teacher_scatter", "student_travel", "displaced", "institute_distance")


@pytest.mark.soak
def test_importance_writes_its_folder_and_goes_on_where_it_stopped(run) -> None:
    asked = ("importance", "tutorial", "--no-break-evens", "--out", "out")
    done = run(*asked, "--json", "--lang", "nl")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["complete"]
    assert "11 antwoorden" in document["nl"][-1]
    assert "11 answers" in document["en"][-1]
    table = pd.read_csv("out/importance.csv")
    assert table.columns[:6].tolist() == ["campus_id", "specialisation_id", "in_plan", "test", "status", "gap"]
    assert [f"loss_{term}" for term in LOSSES] == [name for name in table if name.startswith("loss_")]
    assert {"result.json", "plan.csv", "map.html"} <= {path.name for path in Path("out/plan").iterdir()}
    before = Path("out/importance.csv").read_bytes()

    state = json.loads(Path("out/importance.json").read_text(encoding="utf-8"))
    state["records"] = state["records"][:7]
    Path("out/importance.json").write_text(json.dumps(state), encoding="utf-8")
    again = run(*asked)
    assert again.exit_code == 0, again.stderr
    assert "7 questions are answered already" in again.stderr
    assert Path("out/importance.csv").read_bytes() == before


def test_faults_end_with_1_a_limit_with_3_and_a_scenario_without_plans_is_told(run) -> None:
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("mine", encoding="utf-8")
    refused = run("importance", "tutorial", "--out", "mine")
    assert refused.exit_code == 1
    assert "importance.json" in refused.stderr
    assert run("importance", "tutorial", "--set", "rules.reech.km=3").exit_code == 1
    late = run("importance", "tutorial", "--time-limit", "0.001", "--out", "late")
    assert late.exit_code == 3
    assert not Path("late").exists()
    none = run("importance", "tutorial", "--set", "rules.minimum_enrolment.norm=5000", "--out", "none")
    assert none.exit_code == 0
    assert "minimum_enrolment" in none.stdout


@pytest.mark.soak
def test_veto_writes_prices_and_a_whole_robust_plan(run) -> None:
    done = run("veto", "tutorial", "--out", "out", "--json")
    assert done.exit_code == 0, done.stderr
    assert "robust/" in " ".join(json.loads(done.stdout)["nl"])
    table = pd.read_csv("out/veto.csv", keep_default_na=False)
    assert table.columns[:5].tolist() == ["institution_id", "second_id", "refusal", "status", "gap"]
    assert len(table) == 2 * (4 + 6)
    assert {"result.json", "plan.csv", "map.html"} <= {path.name for path in Path("out/robust").iterdir()}


@pytest.mark.soak
def test_alternatives_are_whole_folders_and_more_can_be_added(run) -> None:
    loose = ("--set", 'goals.order=[{term="duplication", give_up_abs=2}, {term="student_travel"}]', "--within", "90%")
    asked = ("alternatives", "tutorial", *loose, "--out", "out")
    assert run(*asked, "--count", "1").exit_code == 0
    done = run(*asked, "--count", "2", "--json")
    assert done.exit_code == 0, done.stderr
    assert "1 questions are answered already" in done.stderr
    table = pd.read_csv("out/alternatives.csv", dtype={"folder": str})
    assert table.columns[:4].tolist() == ["rank", "folder", "distance_municipality", "distance_institution"]
    assert table["folder"].tolist() == ["01", "02"]
    for folder in table["folder"]:
        assert {"result.json", "plan.csv", "map.html"} <= {path.name for path in Path("out", folder).iterdir()}
    assert set(pd.read_csv("out/shared.csv")["kind"]) <= {"all", "none", "some"}


@pytest.mark.soak
def test_fair_writes_its_folder_with_two_whole_plans_and_goes_on(run) -> None:
    asked = ("fair", "tutorial", "--out", "out")
    done = run(*asked, "--json", "--lang", "nl")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["complete"]
    assert document["by"] == "institution"
    assert any(line.startswith("Zonder verlies: 2 van 4") for line in document["nl"])
    paid = document["payments"]["institution"]
    table = pd.read_csv("out/fair.csv")
    assert table.columns[:5].tolist() == ["level", "id", "today", "plan", "payment_eur"]
    assert table["today"].tolist() == [400, 200, 200, 250]
    assert table["payment_eur"].sum() == pytest.approx(paid["added"], abs=1e-3)
    for folder in ("plan", "optimum"):
        assert {"result.json", "plan.csv", "map.html"} <= {path.name for path in Path("out", folder).iterdir()}
    programmes = pd.read_csv("out/plan/plan.csv")
    assert programmes["students"].sum() == pytest.approx(table["plan"].sum(), abs=1e-3)
    assert pd.read_csv("out/goals.csv")["goal"].tolist() == list(LOSSES)
    before = Path("out/fair.csv").read_bytes()

    state = json.loads(Path("out/fair.json").read_text(encoding="utf-8"))
    state["records"] = [record for record in state["records"] if record["name"] != "loss 03"]
    Path("out/fair.json").write_text(json.dumps(state), encoding="utf-8")
    again = run(*asked)
    assert again.exit_code == 0, again.stderr
    assert "3 questions are answered already" in again.stderr
    assert Path("out/fair.csv").read_bytes() == before
    assert run("fair", "tutorial", "--by", "network").exit_code == 1


def test_fair_of_a_scenario_without_plans_tells_why(run) -> None:
    none = run("fair", "tutorial", "--set", "rules.minimum_enrolment.norm=5000", "--out", "none")
    assert none.exit_code == 0
    assert "minimum_enrolment" in none.stdout
    assert not Path("none").exists()
