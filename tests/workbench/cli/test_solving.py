"""bundel solve: every exit code, a folder whole or not at all, and the same bytes every time."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.inputs.locating import shipped_datasets
from optimizer.solving.result import Result

HOSTILE_NAME = "<img src=x onerror=alert(1)>{{7*7}}"


def refuse_constants(name: str) -> None:
    raise AssertionError(name)


def parse(text: str) -> dict:
    return json.loads(text, parse_constant=refuse_constants)


@pytest.fixture
def solves_to(monkeypatch: pytest.MonkeyPatch, tutorial: Result):
    """Return a function after which every solve gives the tutorial's result, changed."""

    def change(**values: object) -> None:
        monkeypatch.setattr("optimizer.run.solve", lambda *_, **__: replace(tutorial, **values))

    return change


def test_tutorial_twice_gives_the_same_bytes(run) -> None:
    first = run("solve", "tutorial")
    assert first.exit_code == 0
    assert "Proven optimal" in first.stdout
    assert first.stdout.endswith("Map: results/tutorial/map.html\n")
    second = run("solve", "tutorial", "--out", "again", "--json")
    document = parse(second.stdout)
    assert document["status"] == "optimal"
    assert document["map"] == str(Path("again") / "map.html")
    assert document["seconds"]["total"] == pytest.approx(
        sum(document["seconds"][name] for name in ("read", "build", "solve", "verify", "write")), abs=1e-5
    )
    names = sorted(path.relative_to("again") for path in Path("again").rglob("*") if path.is_file())
    assert len(names) == 19
    here = Path("results/tutorial")
    different = [str(name) for name in names if (here / name).read_bytes() != (Path("again") / name).read_bytes()]
    assert different == ["result.json"]


@pytest.mark.soak
def test_a_start_changes_no_byte_of_the_plan(run) -> None:
    assert run("solve", "tutorial").exit_code == 0
    started = run("solve", "tutorial", "--start", "results/tutorial", "--out", "started")
    assert started.exit_code == 0, started.stderr
    for name in ("plan.csv", "students.csv", "staff.csv", "changes.csv", "checks.csv"):
        assert (Path("started") / name).read_bytes() == (Path("results/tutorial") / name).read_bytes()


@pytest.mark.soak
def test_a_start_that_is_no_result_or_on_other_data_is_told(run) -> None:
    missing = run("solve", "tutorial", "--start", "nowhere")
    assert missing.exit_code == 1
    assert "result.json" in missing.stderr
    assert run("solve", "tutorial").exit_code == 0
    other = run("solve", "reference", "--start", "results/tutorial", "--out", "other")
    assert other.exit_code == 1
    assert "plan.csv" in other.stderr
    assert not Path("other").exists()


def test_no_plan_under_the_rules_ends_with_2(run) -> None:
    done = run("solve", "tutorial", "--set", "rules.minimum_enrolment.norm=5000", "--json")
    assert done.exit_code == 2
    document = parse(done.stdout)
    assert document["status"] == "infeasible"
    assert [rule["rule"] for rule in document["conflict"]] == ["minimum_enrolment"]
    assert "5.000 studenten" in document["conflict"][0]["nl"]
    assert "5,000 students" in done.stderr
    assert list(Path().iterdir()) == []


def test_limit_before_any_plan_ends_with_3(run) -> None:
    done = run("solve", "tutorial", "--time-limit", "0.01", "--json")
    assert done.exit_code == 3
    assert (parse(done.stdout)["status"], parse(done.stdout)["stopped_by"]) == ("no_plan", "time")
    assert "That does not prove that there is none" in done.stderr
    assert list(Path().iterdir()) == []


def test_failed_status_ends_with_4(run, solves_to) -> None:
    solves_to(status="failed", plan=None)
    done = run("solve", "tutorial", "--json")
    assert done.exit_code == 4
    assert parse(done.stdout)["status"] == "failed"


def test_interrupted_with_a_plan_ends_with_0(run, solves_to) -> None:
    solves_to(status="feasible", stopped_by="interrupt")
    done = run("solve", "tutorial")
    assert done.exit_code == 0
    assert "stopped by the user" in done.stdout
    assert Path("results/tutorial/map.html").is_file()


def test_older_result_is_named_when_there_is_no_new_one(run, solves_to) -> None:
    solves_to()
    assert run("solve", "tutorial").exit_code == 0
    solves_to(status="no_plan", stopped_by="work", plan=None)
    done = run("solve", "tutorial")
    assert done.exit_code == 3
    assert "results/tutorial is from an earlier run and was left as it was." in done.stderr


def test_failure_while_drawing_keeps_the_old_folder(run, solves_to, monkeypatch: pytest.MonkeyPatch) -> None:
    solves_to(seed=1)
    assert run("solve", "tutorial").exit_code == 0
    before = {path.name: path.read_bytes() for path in Path("results/tutorial").glob("*.*")}

    def fail(*_: object) -> None:
        raise RuntimeError("no ink")

    monkeypatch.setattr("maps.save", fail)
    solves_to(seed=2)
    done = run("solve", "tutorial")
    assert done.exit_code == 4
    assert "RuntimeError: no ink" in done.stderr
    assert {path.name: path.read_bytes() for path in Path("results/tutorial").glob("*.*")} == before
    assert [path.name for path in Path("results").iterdir()] == ["tutorial"]


def test_foreign_folder_is_refused_before_anything_is_solved(run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("years of work", encoding="utf-8")

    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("optimizer.run.solve", fail)
    done = run("solve", "tutorial", "--out", "mine")
    assert done.exit_code == 1
    assert "is not empty and holds no result.json" in done.stderr
    assert [path.name for path in Path("mine").iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    ("change", "nearest"),
    [
        ("rules.minimum_enrolment.norn=3", 'Did you mean "norm"?'),
        ("rulez.reach.km=3", 'Did you mean "rules"?'),
        ("openings=famly", 'Did you mean "family"?'),
    ],
)
def test_misspelt_change_names_the_nearest_key(run, change: str, nearest: str) -> None:
    done = run("solve", "tutorial", "--set", change)
    assert done.exit_code == 1
    assert nearest in done.stderr


def test_change_without_a_value_is_faulty_input(run) -> None:
    done = run("solve", "tutorial", "--set", "nothing")
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr


def test_unknown_scenario_is_faulty_input(run) -> None:
    done = run("solve", "tutoriel", "--json")
    assert done.exit_code == 1
    assert parse(done.stdout)["findings"][0]["nearest"] == "tutorial"


def test_options_reach_the_solver(run, tutorial: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}

    def remember(instance, scenario, limits, *, isolated, start):
        assert start is None
        seen.update(limits=limits, isolated=isolated, norm=scenario.rules["minimum_enrolment"].norm)
        return tutorial

    monkeypatch.setattr("optimizer.run.solve", remember)
    changes = ("--set", "rules.minimum_enrolment.norm=70", "--set", "rules.reach.km=200")
    options = ("--work", 7, "--gap", "1%", "--seed", 5, "--threads", 2, "--time-limit", 100)
    assert run("solve", "tutorial", *changes, *options).exit_code == 0
    limits = seen["limits"]
    assert (limits.work_limit, limits.gap, limits.seed, limits.threads) == (7, 0.01, 5, 2)
    assert 0 < limits.time_limit < 100
    assert (seen["isolated"], seen["norm"]) == (True, 70)


def test_hostile_names_stay_text(run) -> None:
    folder = Path(shutil.copytree(shipped_datasets()["tutorial"], "hostile"))
    for file, name in (("institute_hosts.csv", "Oude Post"), ("campuses.csv", "Kaai")):
        text = (folder / file).read_text(encoding="utf-8")
        assert name in text
        (folder / file).write_text(text.replace(name, HOSTILE_NAME), encoding="utf-8")
    done = run("solve", "tutorial", "--data", "hostile")
    assert done.exit_code == 0
    assert f"25 residents, {HOSTILE_NAME}" in done.stdout
    assert "<img src=x" not in Path("results/tutorial/map.html").read_text(encoding="utf-8")
