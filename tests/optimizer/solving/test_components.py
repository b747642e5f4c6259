"""Parts of a model between which no row runs: found, solved one by one, and put together again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.solving.arrays import CompiledModel, Objective
from optimizer.solving.components import Component, components_of, solve_apart
from optimizer.solving.highs import SolverDoor
from optimizer.solving.requests import Outcome, Request
from tests.optimizer.solving.arrays import model_of

# Two sacks that take turns in columns, and a column in no row: 6 or 5 + 4 in the first, 8 or 7 + 3 in the second.
SACKS = model_of(
    [[4, 0, 3, 0, 2, 0, 0], [0, 5, 0, 3, 0, 3, 0]], [5, 6], value=[-6, -8, -5, -7, -4, -3, -1], column_upper=1.0
)
VALUE = Objective(SACKS.objectives["value"].coefficients, 100.0)


def test_parts_are_found_and_the_rest_makes_one() -> None:
    components = components_of(SACKS, Request(VALUE))
    assert [component.columns.tolist() for component in components] == [[6], [0, 2, 4], [1, 3, 5]]
    assert [component.model.matrix.shape for component in components] == [(0, 1), (1, 3), (1, 3)]
    assert sum(component.request.objective.constant for component in components) == 100


def test_together_they_are_the_optimum() -> None:
    outcome = SolverDoor().run(SACKS, Request(VALUE))
    assert (outcome.status, outcome.value, outcome.bound) == ("optimal", 80, 80)
    assert outcome.solution is not None
    assert outcome.solution.round().tolist() == [0, 0, 1, 1, 1, 1, 1]
    assert SolverDoor().run(SACKS, Request(VALUE, apart=False)).value == 80


def test_what_is_fixed_and_where_a_run_starts_is_divided_too() -> None:
    fixed = np.array([5, 0]), np.array([0.0, 1.0])
    start = np.array([1.0, 1.0, 0, 0, 0, 0, 0])
    outcome = SolverDoor().run(SACKS, Request(VALUE, fixed=fixed, start=start))
    assert outcome.value == 100 - 6 - 8 - 1
    components = components_of(SACKS, Request(VALUE, fixed=fixed, start=start))
    starts = [component.request.start for component in components]
    assert [None if each is None else each.tolist() for each in starts] == [[0], [1, 0, 0], [1, 0, 0]]


@pytest.mark.parametrize(
    "request_", [Request(VALUE, relaxed=True), Request(VALUE, caps=((VALUE, 90.0),)), Request(VALUE, apart=False)]
)
def test_what_holds_together_is_not_divided(request_: Request) -> None:
    components = components_of(SACKS, request_) if request_.apart else []
    assert not components


def test_the_largest_part_has_the_time_that_small_ones_leave() -> None:
    sizes = (5, 1, 1, 1, 2, 1, 1)
    rows = [[float(part == other) for other, size in enumerate(sizes) for _ in range(size)] for part in range(7)]
    values = np.arange(1.0, 13.0)
    model = model_of(rows, [0.5] * 7, value=(-values).tolist(), column_upper=1.0)
    asked = Request(model.objectives["value"], time_limit=70.0)
    given: list[tuple[int, float]] = []

    def solve(component: Component, seconds: float) -> Outcome:
        given.append((component.columns.size, seconds))
        return Outcome("limit", limit="time")

    solve_apart(components_of(model, asked), asked, solve)
    assert [columns for columns, _ in given] == sorted(sizes)
    assert given[0][1] == pytest.approx(10.0)
    assert given[-1][1] == pytest.approx(70.0)


def test_one_impossible_part_makes_the_whole_impossible() -> None:
    impossible = replace(SACKS, row_lower=np.array([-np.inf, 7.0]), row_upper=np.array([5.0, 7.0]))
    outcome = SolverDoor().run(impossible, Request(VALUE))
    assert (outcome.status, outcome.solution) == ("infeasible", None)


def test_random_models_have_the_same_optimum_apart_and_together() -> None:
    random = np.random.default_rng(3)
    for _ in range(10):
        blocks = [random.integers(1, 9, size=(2, 4)) for _ in range(3)]
        matrix = np.zeros((6, 12))
        for place, block in enumerate(blocks):
            matrix[2 * place : 2 * place + 2, 4 * place : 4 * place + 4] = block
        shuffled = random.permutation(12)
        value = -random.integers(1, 20, size=12).astype(float)
        model: CompiledModel = model_of(matrix[:, shuffled], 9, value=value)
        assert len(components_of(model, Request(model.objectives["value"]))) == 3
        apart = SolverDoor().run(model, Request(model.objectives["value"]))
        together = SolverDoor().run(model, Request(model.objectives["value"], apart=False))
        assert apart.value == pytest.approx(together.value)
        assert apart.bound == pytest.approx(together.bound)
