"""bundel evaluate and bundel compare: end with 0 whatever they find, and with 1 on faulty input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from optimizer.solving.result import Result
from workbench.results import write_result_folder

HEADER = "campus_id,specialisation_id\n"


@pytest.fixture
def proposal(tmp_path: Path, tutorial: Result) -> Path:
    rows = "".join(f"{campus},{name}\n" for campus, name in tutorial.instance.enrolled_today)
    path = tmp_path / "board.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def test_an_illegal_proposal_ends_with_0(run, proposal: Path) -> None:
    done = run("evaluate", proposal, "--scenario", "tutorial", "--samples", 0, "--json", "--lang", "nl")
    assert done.exit_code == 0
    document = json.loads(done.stdout)
    assert (document["legal"], document["folder"]) == (False, str(Path("results/tutorial-board")))
    assert document["command"] == f"bundel evaluate {proposal} --scenario tutorial --samples 0"
    assert "norm 80" in done.stderr


@pytest.mark.soak
def test_a_legal_partial_proposal_is_completed(run, tmp_path: Path, tutorial: Result) -> None:
    campus, name = tutorial.plan.pairs[0]
    path = tmp_path / "part.csv"
    path.write_text(f"{HEADER}{campus},{name}\n", encoding="utf-8")
    done = run("evaluate", path, "--scenario", "tutorial", "--partial", "--samples", 0, "--out", "here", "--seed", 3)
    assert done.exit_code == 0
    assert done.stdout.startswith('The proposal "part" is legal: what it leaves open can be filled in')
    assert f"bundel evaluate {path} --scenario tutorial --partial --samples 0 --seed 3" in done.stdout
    completed, repaired = (Result.load(Path("here") / name) for name in ("completion", "repair"))
    assert completed.plan.pairs == repaired.plan.pairs
    assert (campus, name) in completed.plan.pairs


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"campus_id,specialisation_id\nat-dok,game-pbx\n", "game-pba"),
        (b"campus_id;specialisation_id\nat-dok;gam\xe9\n", "UTF-8"),
        (b"", "empty"),
        (b"PK\x03\x04 no excel", "Excel"),
    ],
)
def test_faulty_input_ends_with_1(run, tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    done = run("evaluate", path, "--scenario", "tutorial")
    assert done.exit_code == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_proposal_an_unknown_scenario_and_no_scenario_end_with_1(run, proposal: Path) -> None:
    assert run("evaluate", "nowhere.csv", "--scenario", "tutorial").exit_code == 1
    assert run("evaluate", proposal, "--scenario", "tutorail").exit_code == 1
    done = run("evaluate", proposal)
    assert done.exit_code == 1
    assert "--scenario" in done.stderr


def test_folders_are_compared(run, tutorial: Result) -> None:
    write_result_folder(tutorial, Path("one"), "en")
    write_result_folder(tutorial, Path("two"), "en")
    done = run("compare", "one", "two", "--json")
    assert done.exit_code == 0
    document = json.loads(done.stdout)
    assert document["folder"] == str(Path("results/compare-one-two"))
    assert [document["plans"][letter]["name"] for letter in "ab"] == ["one", "two"]
    assert document["en"].startswith('The plan "two" has ')
    assert (Path("results/compare-one-two") / "map.html").is_file()


@pytest.mark.soak
def test_scenarios_are_solved_to_be_compared(run, tutorial: Result) -> None:
    write_result_folder(tutorial, Path("one"), "en")
    done = run("compare", "one", "tutorial", "--set", "rules.institute.present=false", "--out", "here", "--lang", "nl")
    assert done.exit_code == 0
    assert "Kaart: here/map.html" in done.stdout
    assert "A: " in done.stdout


def test_one_plan_is_not_enough_and_unknown_ones_are_told(run, tutorial: Result) -> None:
    write_result_folder(tutorial, Path("one"), "en")
    assert run("compare", "one").exit_code == 1
    done = run("compare", "one", "tutorail")
    assert done.exit_code == 1
    assert "tutorial" in done.stderr
