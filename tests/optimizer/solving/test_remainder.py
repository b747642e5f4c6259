"""What remains of a model once most columns are held gives what the whole gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.solving import remainder
from optimizer.solving.arrays import CompiledModel, Objective, Vector
from optimizer.solving.highs import SolverDoor
from optimizer.solving.remainder import remainder_of
from optimizer.solving.requests import Outcome, Request
from tests.optimizer.solving.arrays import hard_knapsack, model_of

# 4 a + 3 b + 2 c + d <= 8, c + d = 1
SACK = model_of([[4, 3, 2, 1], [0, 0, 1, 1]], [8, 1], row_lower=[-np.inf, 1], value=[-6, -5, -3, -1])
VALUE = Objective(SACK.objectives["value"].coefficients, 100.0)


@pytest.fixture(autouse=True, scope="module")
def small_models_too() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remainder, "FEW_COLUMNS", 0)
        yield


def holding(**values: float) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], Vector]:
    return np.array(["abcd".index(name) for name in values]), np.array(list(values.values()))


def in_whole(model: CompiledModel, request: Request, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    with monkeypatch.context() as patch:
        patch.setattr(remainder, "MOST", 1.0)
        return SolverDoor().run(model, request)


def test_held_columns_are_taken_out_with_rows_that_have_no_other() -> None:
    request = Request(VALUE, caps=((VALUE, 95.0),), fixed=holding(c=1, d=0, a=1), start=np.array([1.0, 0, 1, 0]))
    rest = remainder_of(SACK, request)
    assert rest is not None
    assert rest.model.matrix.toarray().tolist() == [[3]]
    assert (rest.model.row_lower.tolist(), rest.model.row_upper.tolist()) == ([-np.inf], [2])
    assert (rest.request.objective.coefficients.tolist(), rest.request.objective.constant) == ([-5], 91)
    assert [(cap.coefficients.tolist(), cap.constant, limit) for cap, limit in rest.request.caps] == [([-5], 91, 95)]
    assert rest.request.start is not None
    assert (rest.request.start.tolist(), rest.request.fixed) == ([0], None)
    assert rest.whole(np.array([1.0])).tolist() == [1, 1, 1, 0]


def test_where_little_or_all_is_held_or_little_is_there_nothing_is_taken_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert remainder_of(SACK, Request(VALUE)) is None
    assert remainder_of(SACK, Request(VALUE, fixed=holding(a=1, b=0))) is None
    assert remainder_of(SACK, Request(VALUE, fixed=holding(a=1, b=0, c=1, d=0))) is None
    most = Request(VALUE, fixed=holding(a=1, b=0, c=1))
    assert remainder_of(SACK, most) is not None
    assert remainder_of(SACK, replace(most, without_held=False)) is None
    monkeypatch.setattr(remainder, "FEW_COLUMNS", 4)
    assert remainder_of(SACK, most) is None


def test_the_answer_is_that_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    request = Request(VALUE, fixed=holding(c=0, d=1, b=1))
    found, whole = SolverDoor().run(SACK, request), in_whole(SACK, request, monkeypatch)
    assert found.solution is not None
    assert found.solution.round().tolist() == [1, 1, 0, 1]
    assert (found.status, found.value, found.bound) == (whole.status, whole.value, whole.bound) == ("optimal", 88, 88)


@pytest.mark.parametrize("held", [holding(c=1, d=1, a=0), holding(a=1, b=1, c=1)])
def test_what_cannot_be_held_is_impossible(
    held: tuple[np.ndarray[tuple[int], np.dtype[np.int64]], Vector], monkeypatch: pytest.MonkeyPatch
) -> None:
    request = Request(VALUE, fixed=held)
    assert SolverDoor().run(SACK, request).status == in_whole(SACK, request, monkeypatch).status == "infeasible"


def test_rows_that_are_left_out_have_no_dual() -> None:
    request = Request(VALUE, caps=((VALUE, 99.0),), fixed=holding(c=1, d=0, a=1), relaxed=True)
    found = SolverDoor().run(SACK, request)
    assert found.duals is not None
    assert found.duals == pytest.approx([-5 / 3, 0, 0])
    assert found.value == pytest.approx(91 - 10 / 3)


@given(st.lists(st.sampled_from([0.0, 0.0, 0.0, 1.0]), min_size=48, max_size=48))
def test_whatever_is_held_the_optimum_of_the_rest_is_found(values: list[float]) -> None:
    model, held = hard_knapsack(), np.arange(12, 60)
    value = model.objectives["value"]
    lower, upper = model.column_lower.copy(), model.column_upper.copy()
    lower[held] = upper[held] = values
    expected = SolverDoor().run(replace(model, column_lower=lower, column_upper=upper), Request(value))
    found = SolverDoor().run(model, Request(value, fixed=(held, np.array(values))))
    assert (found.status, found.value) == (expected.status, pytest.approx(expected.value))
