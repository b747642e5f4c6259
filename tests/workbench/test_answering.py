"""Sentences about what programmes are worth, and between which values a plan stays best."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from optimizer import load_instance, load_scenario
from optimizer.answers.importance import Importance
from optimizer.answers.questions import Record
from optimizer.solving.result import Result
from workbench.answering import importance_lines, proof_lines

CHANGES = ("campus_id", "specialisation_id", "parameter", "now", "needed", "not_yet", "farthest", "status")


def told(*ranges: dict[str, Any], lang: str = "en") -> list[str]:
    """Return what is said of the ranges of a plan without programmes."""
    columns = ["campus_id", "specialisation_id", "in_plan", "status", "decided_by"]
    table, changes = pd.DataFrame(columns=columns), pd.DataFrame(columns=list(CHANGES))
    scenario = load_scenario("tutorial")
    result = Result.__new__(Result)
    found = Importance(load_instance("tutorial"), scenario, result, table, changes, pd.DataFrame(list(ranges)))
    return importance_lines(found, lang)[2:]  # type: ignore[arg-type]


def spread(now: float, low: float, high: float, below: float | None, above: float | None) -> dict[str, Any]:
    return {"parameter": "rule.norm", "now": now, "low": low, "high": high, "below": below, "above": above}


@pytest.mark.parametrize(
    ("row", "english", "dutch"),
    [
        (
            spread(0.2, 0.2, 0.2, 0.196, 0.204),
            "0.2 now; at 0.196 and 0.204 another plan is best.",
            "nu 0,2; bij 0,196 en 0,204 is een ander plan het beste.",
        ),
        (
            spread(4, 4, 4, 3, 5),
            "4 now; at 3 and 5 another plan is best.",
            "nu 4; bij 3 en 5 is een ander plan het beste.",
        ),
        (
            spread(80, 0, 100, None, 101.6),
            "80 now; the plan stays best from 0 to 100, and at 101.6 another is.",
            "nu 80; het plan blijft het beste van 0 tot 100, bij 101,6 is een ander het beste.",
        ),
    ],
)
def test_a_range_says_where_another_plan_is_best(row: dict[str, Any], english: str, dutch: str) -> None:
    assert told(row)[1] == f"  rule.norm: {english}"
    assert told(row, lang="nl")[1] == f"  rule.norm: {dutch}"


def test_a_range_without_end_is_not_told() -> None:
    assert told(spread(0.3, 0, 0.3, None, None)) == []


@pytest.mark.parametrize(
    ("statuses", "line"),
    [(["optimal"] * 3, "each proven"), (["optimal", "feasible"], "2 answers, 1 of them not proven")],
)
def test_what_is_not_proven_is_counted(statuses: list[Any], line: str) -> None:
    records = [Record(str(place), status, gap=0.001) for place, status in enumerate(statuses)]
    assert line in proof_lines(records, "en", complete=True, why="time")[0]
