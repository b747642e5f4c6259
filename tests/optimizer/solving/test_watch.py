"""What is heard of a run of the solver while it works."""

from __future__ import annotations

import pytest

from optimizer.solving import watch
from optimizer.solving.highs import SolverDoor
from optimizer.solving.requests import Progress, Request
from tests.optimizer.solving.arrays import hard_knapsack


def test_bounds_are_told_though_nothing_better_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    hard = hard_knapsack()
    best = SolverDoor().run(hard, Request(hard.objectives["value"], time_limit=1.0)).solution
    told = {}
    for seconds in (0.0, 1e9):
        monkeypatch.setattr(watch, "REPORT_SECONDS", seconds)
        states: list[Progress] = []
        request = Request(hard.objectives["value"], start=best, work_limit=50)
        SolverDoor().run(hard, request, states.append)
        told[seconds] = [state.bound for state in states if state.bound is not None]
    assert len(told[0.0]) > len(told[1e9])
