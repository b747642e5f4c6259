"""The page of measurements says what was measured, and remembers what was."""

from __future__ import annotations

import csv
from dataclasses import fields, replace
from pathlib import Path

import pytest

from benchmarks import ablation, instances, latest, report
from benchmarks.instances import Measured
from benchmarks.measuring import Measurement, Run, run_once
from benchmarks.plain import PlainGoal, PlainRun
from optimizer.solving.limits import Methods
from tests.thrift import first

TUTORIAL = Measured("tutorial", "a second", instances.shipped("tutorial"), 30.0)


@pytest.fixture(scope="module")
def measurement() -> Measurement:
    instance, scenario = TUTORIAL.load()
    return Measurement(TUTORIAL, tuple(run_once(instance, scenario, TUTORIAL.seconds) for _ in range(2)))


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write the page, the curves and the history elsewhere."""
    for name, path in (("RESULTS", "results.md"), ("HISTORY", "history.csv"), ("CURVES", "curves")):
        monkeypatch.setattr(report, name, tmp_path / path)
    monkeypatch.setattr(latest, "LATEST", tmp_path / "latest.json")
    monkeypatch.setattr(report, "INSTANCES", {"other": TUTORIAL, "tutorial": TUTORIAL})
    return tmp_path


def test_the_page_has_the_figures_of_the_runs(measurement: Measurement, kept: Path) -> None:
    report.keep(measurement)
    report.write()
    page = (kept / "results.md").read_text(encoding="utf-8")
    for goal in measurement.middle.result.goals:
        assert f"| {goal.term} ({goal.unit}) | {goal.value:,.6g} |" in page
    assert f"| tutorial | a second | 2 | {measurement.seconds:.1f} | yes |" in page
    assert (kept / "curves" / "tutorial.svg").read_text(encoding="utf-8").startswith("<?xml")
    assert min(run.seconds for run in measurement.runs) <= measurement.seconds
    assert measurement.middle.megabytes > 50


def test_of_runs_that_prove_little_the_median_plan_is_told_and_the_range_of_all(measurement: Measurement) -> None:
    def run(values: list[float], seconds: float) -> Run:
        told = [replace(goal, value=value) for goal, value in zip(whole.result.goals, values, strict=False)]
        return replace(whole, result=replace(whole.result, status="feasible", goals=tuple(told)), seconds=seconds)

    whole = measurement.middle
    few, some, many = run([3.0, 900.0], 9.0), run([3.0, 1200.0], 1.0), run([4.0, 100.0], 5.0)
    for runs in ((few, some, many), (many, few, some)):
        told = replace(measurement, runs=runs)
        assert told.middle is some
        assert told.seconds == 5.0
        assert [line.split(" | ")[1:3] for line in report.goals(told)[2:]] == [
            ["3", "3 to 4"],
            ["1,200", "100 to 1,200"],
        ]
    short, none = run([3.0], 9.0), run([], 9.0)
    assert replace(measurement, runs=(none, short, some)).middle is short
    slow, fast, usual = (replace(whole, seconds=seconds) for seconds in (9.0, 1.0, 2.0))
    assert replace(measurement, runs=(slow, fast, usual)).middle is usual


def test_an_early_plan_is_set_beside_the_last_one_of_plain_solving(measurement: Measurement) -> None:
    assert report.early(measurement) == []
    goals = (PlainGoal("duplication", 7.0, 3.0, 20.0), PlainGoal("student_travel", None, None, 10.0))
    plain = PlainRun(goals, 1.0, 30.0, proven=False)
    line, _ = report.early(replace(measurement, plain=plain))
    first_goal = measurement.middle.result.goals[0]
    assert line.startswith(f"After 10 s: {first_goal.term} {first_goal.value:,.6g}, ")
    assert line.endswith(". Plain after 30 s: duplication 7.")
    late = replace(
        measurement.middle, moments=tuple(replace(each, seconds=11.0) for each in measurement.middle.moments)
    )
    nothing = replace(plain, goals=tuple(replace(goal, value=None) for goal in goals))
    line, _ = report.early(replace(measurement, runs=(late,), plain=nothing))
    assert line == "After 10 s: no plan. Plain after 30 s: no plan."
    assert report.early(replace(measurement, plain=replace(plain, proven=True))) == []


def test_what_is_measured_anew_leaves_the_rest_of_the_page(measurement: Measurement, kept: Path) -> None:
    report.keep(replace(measurement, measured=replace(TUTORIAL, name="other")))
    report.keep_questions(["| who asks |"])
    report.keep(measurement)
    report.keep(replace(measurement, measured=replace(TUTORIAL, target="two seconds")))
    report.write()
    page = (kept / "results.md").read_text(encoding="utf-8")
    assert page.index("| other | a second |") < page.index("| tutorial | two seconds |")
    assert "| tutorial | a second |" not in page
    assert page.count("### ") == 2
    assert "| who asks |" in page
    assert page.count(report.machine()) == 1


def test_tricks_of_an_instance_take_the_place_of_its_earlier_ones(measurement: Measurement, kept: Path) -> None:
    def without(name: str, *tricks: str) -> list[str]:
        return ablation.rows([ablation.Ablation(name, trick, measurement.middle) for trick in tricks])

    report.remember(measurement)
    report.keep_tricks("other", without("other", "", "brief_runs"))
    report.keep_tricks("tutorial", without("tutorial", "", "held_out"))
    report.keep_tricks("other", without("other", "", "strengthening"))
    report.write()
    page = (kept / "results.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith(("| other |", "| tutorial |"))]
    assert [row[1] for row in rows] == ["nothing: all at work", "strengthening", "nothing: all at work", "held out"]
    assert {row[3] for row in rows} == {"6 of 6"}
    assert page.count("| instance | without |") == 1


def test_history_keeps_the_last_figures_of_a_day(measurement: Measurement, kept: Path) -> None:
    report.remember(measurement)
    report.remember(measurement)
    with (kept / "history.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["instance"] for row in rows] == ["tutorial"]
    assert float(rows[0]["seconds"]) == pytest.approx(measurement.seconds, abs=0.06)
    assert len(report.history()) == 3


@pytest.mark.soak
@pytest.mark.parametrize("trick", first(2, [field.name for field in fields(Methods)]))
def test_no_plan_depends_on_a_trick(trick: str, measurement: Measurement) -> None:
    instance, scenario = TUTORIAL.load()
    without = run_once(instance, scenario, 30.0, Methods(**{trick: False})).result
    expected = measurement.middle.result
    assert without.status == expected.status == "optimal"
    assert [goal.value for goal in without.goals] == pytest.approx([goal.value for goal in expected.goals])


def test_every_trick_of_the_ablation_can_be_switched_off() -> None:
    for tricks in ablation.CONCERNS.values():
        for trick in tricks:
            assert Methods(**{trick: False}) != Methods()
