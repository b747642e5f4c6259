"""bundel explain ends with 0 whatever it finds, and with 1 for faulty input."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from optimizer.explanation.explained import Explanation


def test_a_conflict_is_explained_and_its_repair_works(run) -> None:
    done = run("explain", "tutorial", "--set", "rules.minimum_enrolment.norm=200", "--json")
    assert done.exit_code == 0
    document = json.loads(done.stdout)
    assert document["feasible"] is False
    assert [conflict["rules"] for conflict in document["conflicts"]] == [["minimum_enrolment"]]
    assert "the norm is 200: 50 short." in document["conflicts"][0]["en"]
    # visual arts and game development have 150 students each
    norm = next(each for each in document["repairs"] if each["changes"][0]["key"] == "rules.minimum_enrolment.norm")
    assert norm["changes"] == [{"key": "rules.minimum_enrolment.norm", "old": 200.0, "new": 150}]
    assert norm["verified"] is True
    assert norm["command"] == "bundel solve tutorial --set rules.minimum_enrolment.norm=150"
    assert sorted(path.name for path in Path("results/tutorial-explain").iterdir()) == [
        "explanation.json",
        "repairs.csv",
    ]
    assert "Traceback" not in done.stderr
    solved = run(*shlex.split(norm["command"])[1:], "--json")
    assert (solved.exit_code, json.loads(solved.stdout)["verified"]) == (0, True)


def test_a_plan_exists(run) -> None:
    done = run("explain", "tutorial", "--out", "here", "--lang", "nl")
    assert done.exit_code == 0
    assert done.stdout.startswith("Er bestaat een plan: de regels van tutorial gaan samen.")
    assert json.loads(Path("here/explanation.json").read_text(encoding="utf-8"))["feasible"] is True


@pytest.mark.parametrize(
    "asked",
    [
        ("tutoriel",),
        ("tutorial", "--set", "rules.minimum_enrolment.norn=3"),
        ("tutorial", "--set", 'rules.locks={keep = ["at-kaai"], close = ["at-kaai"]}'),
        ("tutorial", "--set", "rules.minimum_enrolment.local_norms.kustlnd=3"),
        ("tutorial", "--out", "mine"),
    ],
)
def test_faulty_input_ends_with_1(run, asked: tuple[str, ...]) -> None:
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("years of work", encoding="utf-8")
    done = run("explain", *asked)
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
    assert not Path("results").exists()


def test_options_reach_the_search(run, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    def remember(instance, scenario, limits, **options):
        seen.update(options, limits=limits, norm=scenario.rules["minimum_enrolment"].norm)
        return Explanation(instance, scenario, None, is_complete=False)

    monkeypatch.setattr("optimizer.explanation.explaining.explain", remember)
    options = ("--work", 7, "--seed", 5, "--threads", 2, "--time-limit", 100)
    done = run("explain", "tutorial", "--set", "rules.minimum_enrolment.norm=70", *options)
    assert done.exit_code == 0
    assert "was not decided (some questions stayed open)" in done.stdout
    limits = seen["limits"]
    assert (limits.work_limit, limits.seed, limits.threads) == (7, 5, 2)
    assert 0 < limits.time_limit < 100
    assert (seen["isolated"], seen["norm"]) == (True, 70)


def test_solve_without_plan_tells_how_to_go_on(run) -> None:
    done = run("solve", "tutorial", "--set", "rules.minimum_enrolment.norm=200", "--lang", "nl")
    assert done.exit_code == 2
    assert "de norm is 200: 50 te kort." in done.stdout
    assert "bundel explain tutorial --set rules.minimum_enrolment.norm=200" in done.stdout
