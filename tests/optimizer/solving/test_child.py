"""The solver in a child process: the same answers, and an end to it when it does not listen."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest

from optimizer.errors import SolverError
from optimizer.solving.arrays import CompiledModel
from optimizer.solving.child import ChildDoor
from optimizer.solving.highs import SolverDoor
from optimizer.solving.requests import Progress, Request
from tests.optimizer.solving.arrays import hard_knapsack, model_of

SACK = model_of([[4, 3, 2]], 5, value=[-6, -5, -4])
WORTH = SACK.objectives["value"]


@pytest.fixture(scope="module")
def hard() -> CompiledModel:
    """A model that is not proven within a second."""
    return hard_knapsack()


@pytest.fixture(scope="module")
def shared() -> Iterator[ChildDoor]:
    """One child for the tests that leave it alive."""
    door = ChildDoor()
    yield door
    door.close()


def test_a_child_answers_as_the_solver_here_does(shared: ChildDoor) -> None:
    here, there = SolverDoor().run(SACK, Request(WORTH)), shared.run(SACK, Request(WORTH))
    assert here.solution is not None
    assert there.solution is not None
    assert (there.status, there.value, there.bound) == (here.status, here.value, here.bound)
    assert np.array_equal(there.solution, here.solution)


def test_a_model_is_known_from_one_request_to_the_next(shared: ChildDoor) -> None:
    first = (np.array([0]), np.array([1.0]))
    assert shared.run(SACK, Request(WORTH)).value == -9
    assert shared.run(SACK, Request(WORTH, fixed=first)).value == -6


def test_the_solvers_refusal_crosses_over(shared: ChildDoor) -> None:
    with pytest.raises(SolverError, match="option"):
        shared.run(SACK, Request(WORTH, gap=-1.0))
    assert shared.run(SACK, Request(WORTH)).value == -9


def test_a_stop_is_heard_and_progress_tells(hard: CompiledModel, shared: ChildDoor) -> None:
    states: list[Progress] = []
    outcome = shared.run(
        hard,
        Request(hard.objectives["value"], time_limit=60.0),
        states.append,
        lambda: any(state.value is not None for state in states),
    )
    assert outcome.status == "interrupted"
    assert outcome.solution is not None
    assert shared.run(SACK, Request(WORTH)).value == -9


def test_a_child_that_is_late_is_ended_and_its_best_plan_stands(hard: CompiledModel) -> None:
    door = ChildDoor()

    def call_late_once_there_is_a_plan(state: Progress) -> None:
        if state.value is not None:
            door.grace = -60.0

    began = time.perf_counter()
    outcome = door.run(hard, Request(hard.objectives["value"], time_limit=60.0), call_late_once_there_is_a_plan)
    assert time.perf_counter() - began < 20
    assert (outcome.status, outcome.limit) == ("limit", "time")
    assert outcome.solution is not None
    assert outcome.value == pytest.approx(hard.objectives["value"].value(outcome.solution))
    assert outcome.bound is None or outcome.bound <= outcome.value
    door.close()


def test_a_child_that_died_is_replaced(shared: ChildDoor) -> None:
    process = shared._started()
    process.kill()
    process.wait()
    assert shared.run(SACK, Request(WORTH)).value == -9
