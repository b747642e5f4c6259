"""Progress is told in words, at most once a second where nobody watches live."""

from __future__ import annotations

import io
import time

import pytest
from rich.console import Console

from optimizer.solving.limits import GoalProgress
from optimizer.solving.requests import Progress
from workbench.progress import SolveProgress, progress_line, term_label


def progress(value: float | None = 120.0, bound: float | None = 80.0, unit: str = "places") -> GoalProgress:
    gap = None if value is None or bound is None else (value - bound) / value
    return GoalProgress("expansion", unit, 2, 6, Progress(value, bound, gap, 12.0))


def test_line_says_goal_best_bound_gap_and_seconds() -> None:
    assert (
        progress_line(progress(), 12.4, "en") == "Goal 2 of 6, added places  best 120 places  bound 80  gap 33.3%  12 s"
    )
    assert progress_line(progress(None), 3, "nl") == "Doel 2 van 6, extra plaatsen  nog geen plan  grens 80  3 s"
    assert "bound" not in progress_line(progress(bound=None), 3, "en")


def test_unknown_term_keeps_its_name() -> None:
    assert term_label("bicycles", "nl") == "bicycles"


def test_plain_lines_come_at_most_once_a_second() -> None:
    stream = io.StringIO()
    with SolveProgress(Console(file=stream), "en", time.perf_counter()) as report:
        for _ in range(50):
            report(progress())
    assert len(stream.getvalue().splitlines()) == 1


def test_plain_lines_go_on_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    seconds = iter([0.0, 0.0, 0.5, 1.2, 1.2])
    with SolveProgress(Console(file=stream), "en", 0.0) as report:
        monkeypatch.setattr(time, "perf_counter", lambda: next(seconds))
        for _ in range(3):
            report(progress())
    assert [line.rsplit("  ", 1)[-1] for line in stream.getvalue().splitlines()] == ["0 s", "1 s"]


def test_terminal_gets_one_live_line() -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, force_interactive=True, width=200)
    with SolveProgress(console, "en", time.perf_counter()) as report:
        report(progress())
    assert "best 120 places" in stream.getvalue()
    assert "\x1b[" in stream.getvalue()
