"""bundel pareto."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

SCENARIO = """
title = "Front"
extends = "tutorial"
[goals]
mode = "pareto"
order = [{term = "duplication"}, {term = "student_travel"}]
"""


@pytest.mark.parametrize(
    ("terms", "messages"),
    [
        ("duplikation,student_travel", ['no term "duplikation"', 'Did you mean "duplication"?']),
        ("duplication,duplication", ["named twice"]),
        ("cost", ["2 or 3 terms, not 1"]),
        ("a,b,c,d", ['no term "a"', 'no term "d"', "2 or 3 terms, not 4"]),
    ],
)
def test_faulty_terms_end_with_1_and_write_nothing(run, terms: str, messages: list[str]) -> None:
    done = run("pareto", "tutorial", "--terms", terms, "--out", "front")
    assert done.exit_code == 1
    assert [message for message in messages if message not in done.stderr] == []
    assert not Path("front").exists()


def test_faults_of_terms_and_scenario_come_together(run) -> None:
    done = run("pareto", "tutorial", "--terms", "costs,freed", "--set", "rules.reech.km=3", "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)["findings"]
    assert {finding["nearest"] for finding in found} >= {"cost", "reach"}


def test_a_scenario_without_a_front_needs_terms(run) -> None:
    done = run("pareto", "tutorial")
    assert done.exit_code == 1
    assert "Give --terms" in done.stderr


def test_a_folder_of_others_is_refused(run) -> None:
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("mine", encoding="utf-8")
    done = run("pareto", "tutorial", "--terms", "duplication,cost", "--out", "mine")
    assert done.exit_code == 1
    assert "front.json" in done.stderr
    assert [path.name for path in Path("mine").iterdir()] == ["notes.txt"]


def test_a_scenario_of_its_own_is_drawn_and_solve_names_the_command(run) -> None:
    Path("front.toml").write_text(SCENARIO, encoding="utf-8")
    refused = run("solve", "front.toml")
    assert refused.exit_code == 1
    assert "bundel pareto front" in refused.stderr
    assert run("export", "front.toml", "model.lp").exit_code == 1

    done = run("pareto", "front.toml", "--points", "2", "--out", "out", "--json", "--lang", "nl")
    assert done.exit_code == 0, done.stderr
    document = json.loads(done.stdout)
    assert (document["complete"], document["points"]) == (True, 2)
    assert document["knee"] is None
    assert "Volledig front: 2 plannen" in done.stderr
    front = pd.read_csv("out/front.csv")
    assert front["folder"].tolist() == ["points/001", "points/002"]
    for folder in front["folder"]:
        assert {"result.json", "plan.csv", "map.html"} <= {path.name for path in Path("out", folder).iterdir()}
    assert {path.name for path in Path("out").iterdir()} == {
        "front.csv", "payoff.csv", "by_specialisation.csv", "front.html", "front.json", "points",
    }  # fmt: skip
    assert '<html lang="nl">' in Path("out/front.html").read_text(encoding="utf-8")
    again = run("pareto", "front.toml", "--points", "2", "--out", "out")
    assert again.exit_code == 0
    assert "An earlier run is continued" in again.stderr


@pytest.mark.soak
def test_no_plan_at_all_ends_with_2_or_3(run) -> None:
    terms = ("--terms", "duplication,student_travel", "--out", "none")
    impossible = run("pareto", "tutorial", *terms, "--set", "rules.minimum_enrolment.norm=5000")
    assert impossible.exit_code == 2
    assert "minimum_enrolment" in impossible.stdout
    late = run("pareto", "tutorial", *terms, "--time-limit", "0.001")
    assert late.exit_code == 3
    assert "--time-limit" in late.stdout
