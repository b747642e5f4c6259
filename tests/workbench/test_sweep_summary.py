"""A sweep in words, its progress and its chart."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.sweeps.outcome import Failure, Sweep, SweepProgress
from optimizer.sweeps.sweeping import sweep
from tests.optimizer.sweeps.small_sweeps import SWEEP, defined
from workbench.messages import MESSAGES
from workbench.regret_chart import draw_regret
from workbench.sweep_progress import format_time, sweep_line
from workbench.sweep_summary import MOST_GROUPS, sweep_document, sweep_lines

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    folder = tmp_path_factory.mktemp("sweep")
    title = 'title = "Places & norms"\ntitle_nl = "Plaatsen"\n'
    return sweep(defined(folder, title + SWEEP.replace("5000", "100")), folder / "out")


def test_what_came_of_a_sweep(outcome: Sweep) -> None:
    english = sweep_lines(outcome, "en")
    assert english[0] == "Places & norms"
    assert "All 4 cells are finished." in english
    assert "  proven optimal: 4" in english
    assert sum(line.startswith("With rules.minimum_enrolment.norm = ") for line in english) == 2
    assert sweep_lines(outcome, "nl")[0] == "Plaatsen"
    document = sweep_document(outcome)
    assert (document["finished"], document["ended_by"], document["failures"]) == (4, None, [])
    assert len(document["robustness"]["groups"]) == 2


def test_a_sweep_that_was_left_says_why_and_how_to_go_on(outcome: Sweep) -> None:
    left = replace(outcome, finished=1, ended_by="interrupt", statuses={"no_plan": 1}, report=None)
    lines = sweep_lines(left, "en")
    assert lines[2].startswith("1 of the 4 cells are finished (stopped by the user). The same command goes on")
    assert "  no plan found within the limits: 1" in lines
    compared = "\n".join(sweep_lines(replace(outcome, ended_by="time", report=None), "nl"))
    assert "nog niet tegen alle cellen gehouden (tijdslimiet bereikt)" in compared
    failure = Failure("0" * 64, {"data.places": 1.3}, None, "SolverError: no")
    told = "\n".join(sweep_lines(replace(left, failures=(failure, failure)), "en"))
    assert "Nothing came of 1 cells" in told
    assert "(data.places = 1.3): SolverError: no" in told


def test_many_groups_are_counted(outcome: Sweep) -> None:
    assert outcome.report is not None
    report = replace(outcome.report, groups=outcome.report.groups * MOST_GROUPS)
    lines = sweep_lines(replace(outcome, report=report), "en")
    assert any(line.startswith(f"And {MOST_GROUPS} other combinations: see ") for line in lines)


@pytest.mark.parametrize(
    ("seconds", "english", "dutch"),
    [(0, "0 s", "0 s"), (119, "119 s", "119 s"), (150, "2 min", "2 min"), (9000, "2.5 h", "2,5 uur"),
     (3 * 86400, "3 days", "3 dagen")],
)  # fmt: skip
def test_times_are_told_in_few_digits(seconds: float, english: str, dutch: str) -> None:
    assert format_time(seconds, "en") == english
    assert format_time(seconds, "nl") == dutch


def test_progress_tells_what_is_left() -> None:
    progress = SweepProgress("cells", 1500, 2000, 1000, 100.0)
    assert progress.seconds_left == 100.0
    assert sweep_line(progress, 130.0, "en") == "Cell 1,500 of 2,000  2 min  100 s left"
    assert sweep_line(replace(progress, phase="plans", finished=2000), 5.0, "nl") == (
        "Plannen tegen cellen gehouden: 2.000 van 2.000  5 s"
    )
    assert "left" not in sweep_line(replace(progress, finished=1000), 1.0, "en")


def test_the_chart_has_a_title_a_description_and_a_name_for_every_plan(outcome: Sweep, tmp_path: Path) -> None:
    drawn = draw_regret(outcome, "nl")
    assert drawn is not None
    assert drawn == draw_regret(outcome, "nl")
    root = ET.fromstring(drawn)
    assert root.get("lang") == "nl"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert title.text == "Spijt per plan: Plaatsen"
    assert description is not None
    assert "minst spijt" in str(description.text)
    texts = {str(text.text) for text in root.iter(f"{SVG}text")}
    assert outcome.report is not None
    plans = {str(plan) for each in outcome.report.groups for plan in each.regret["plan"]}
    assert plans - {"today"} <= texts
    assert {"vandaag", "gemiddeld", "hoogstens"} <= texts
    assert draw_regret(replace(outcome, report=None), "nl") is None


def test_every_status_has_a_text() -> None:
    statuses = {"optimal", "feasible", "infeasible", "no_plan", "failed"}
    assert {key.removeprefix("cells_") for key in MESSAGES if key.startswith("cells_")} == statuses
