"""How near a plan is to the best, worked out by hand."""

from __future__ import annotations

import pytest

from benchmarks.questions import Answer, excess, table
from optimizer.solving.result import GoalReport

KEYS = ("duplication", "travel", "displaced")


def report(value: float, limit: float | None) -> GoalReport:
    return GoalReport("", "", value, value, 0.0, limit, "optimal", 1.0)


BEST = (report(10.0, 30.0), report(100.0, 105.0), report(50.0, 55.0))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((30.0, 105.0, 50.0), 0.0),
        ((10.0, 100.0, 51.0), 0.02),  # the last goal is compared by its value
        ((33.0, 200.0, 90.0), 0.1),  # the first goal past its limit decides
        ((30.0, 126.0, 50.0), 0.2),
    ],
)
def test_the_first_goal_that_differs_decides(values: tuple[float, ...], expected: float) -> None:
    assert excess(dict(zip(KEYS, values, strict=True)), BEST, KEYS) == pytest.approx(expected)


def test_a_question_whose_near_plan_came_with_the_proof_counts_as_long_as_the_proof() -> None:
    answers = [
        Answer("a", 2.0, 10.0, "plan", 0.0),
        Answer("b", None, 20.0, "plan", 0.0),
        Answer("c", 4.0, 12.0, "plan", 0.0),
        Answer("d", None, 0.1, "no plan", None),
    ]
    assert table(answers)[-1].startswith(
        "Of 3 questions with a plan: median 4.0 s to one within 1%, 12.0 s to the proof."
    )
