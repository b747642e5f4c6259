"""The one door to the solver: every way in which a run can end, and the guard rails."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimizer.errors import SolverError
from optimizer.solving import highs
from optimizer.solving.arrays import CompiledModel, Objective
from optimizer.solving.highs import SolverDoor
from optimizer.solving.requests import Outcome, Progress, Request, relative_gap
from tests.optimizer.solving.arrays import hard_knapsack, model_of

# Worth 6, 5 and 4 at weights 4, 3 and 2, of which 5 may be carried: the last two are best, 9. In parts: 4 + 5 more, 9.
SACK = model_of([[4, 3, 2]], 5, value=[-6, -5, -4])
WORTH = SACK.objectives["value"]


@pytest.fixture(scope="module")
def hard() -> CompiledModel:
    """A model that is not proven within a second."""
    return hard_knapsack()


def test_an_optimum_is_proven() -> None:
    outcome = SolverDoor().run(SACK, Request(WORTH))
    assert (outcome.status, outcome.value, outcome.bound, outcome.gap, outcome.limit) == ("optimal", -9, -9, 0, "")
    assert outcome.solution is not None
    assert outcome.solution.round().tolist() == [0, 1, 1]


def test_the_constant_counts_in_value_and_bound() -> None:
    outcome = SolverDoor().run(SACK, Request(Objective(WORTH.coefficients, 100.0)))
    assert (outcome.value, outcome.bound) == (91, 91)


def test_caps_and_fixed_columns_hold() -> None:
    weight = Objective(np.array([4.0, 3.0, 2.0]), 1.0)
    assert SolverDoor().run(SACK, Request(WORTH, caps=((weight, 4.0),))).value == -5  # 3 may be carried
    first = (np.array([0]), np.array([1.0]))
    assert SolverDoor().run(SACK, Request(WORTH, fixed=first)).value == -6


def test_without_integrality_parts_may_be_carried() -> None:
    tight = model_of([[4, 3, 2]], 4, value=[-6, -5, -4])
    assert SolverDoor().run(tight, Request(WORTH)).value == -6
    relaxed = SolverDoor().run(tight, Request(WORTH, relaxed=True))
    assert relaxed.value == relaxed.bound == pytest.approx(-4 - 2 / 3 * 5)


def test_few_cuts_leave_the_solver_its_neighbourhoods() -> None:
    def option(name: str, request: Request) -> Any:
        return highs.load(SACK, request).getOptionValue(name)[1]

    usual, few, brief = Request(WORTH), Request(WORTH, few_cuts=True), Request(WORTH, brief=True)
    assert [option("mip_pool_soft_limit", each) for each in (few, brief)] == [50, 50]
    assert option("mip_pool_soft_limit", usual) > 50
    assert [option("mip_heuristic_run_rens", each) for each in (usual, few, brief)] == [True, True, False]


@pytest.mark.parametrize(("many", "by"), [(2, "ipm"), (3, "choose")])
def test_a_large_completion_is_solved_from_the_inside(monkeypatch: pytest.MonkeyPatch, many: int, by: str) -> None:
    monkeypatch.setattr(highs, "MANY_COLUMNS", many)
    completion = Request(WORTH, fixed=(np.arange(3), np.array([0.0, 1.0, 1.0])))
    assert highs.load(SACK, completion).getOptionValue("solver")[1] == by
    assert SolverDoor().run(SACK, completion).value == pytest.approx(-9)
    for other in (Request(WORTH), Request(WORTH, relaxed=True), replace(completion, inside=False)):
        assert highs.load(SACK, other).getOptionValue("solver")[1] == "choose"


class Attempts:
    """Stands before the solver: notes the requests and gives some answers itself."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *lies: Outcome) -> None:
        self.requests: list[Request] = []
        self.lies = list(lies)
        self.attempt = highs._attempt
        monkeypatch.setattr(highs, "_attempt", self)

    def __call__(self, model: CompiledModel, request: Request, watch: Any) -> Outcome:
        self.requests.append(request)
        return self.lies.pop(0) if self.lies else self.attempt(model, request, watch)


def test_no_solution_is_said_only_after_a_second_run_without_presolve(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = Attempts(monkeypatch)
    impossible = model_of([[2, 2]], 3, row_lower=3, value=[1, 1])
    assert SolverDoor().run(impossible, Request(impossible.objectives["value"])).status == "infeasible"
    assert [request.presolve for request in attempts.requests] == [True, False]


def test_a_wrong_claim_that_nothing_exists_is_corrected(monkeypatch: pytest.MonkeyPatch) -> None:
    Attempts(monkeypatch, Outcome("infeasible"))
    assert SolverDoor().run(SACK, Request(WORTH)).value == -9


def test_a_run_that_loses_its_start_is_repeated_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = Attempts(monkeypatch, Outcome("failed"))
    assert SolverDoor().run(SACK, Request(WORTH, start=np.zeros(3))).value == -9
    assert [request.start is None for request in attempts.requests] == [False, True]


def test_a_solution_without_the_value_that_is_claimed_is_no_solution() -> None:
    assert highs._is_close(1448.0, 1448.0 + 1e-5)
    assert not highs._is_close(1448.0, 1228.0)


def test_a_time_limit_keeps_the_best_so_far(hard: CompiledModel) -> None:
    outcome = SolverDoor().run(hard, Request(hard.objectives["value"], time_limit=0.5))
    assert (outcome.status, outcome.limit) == ("limit", "time")
    assert outcome.solution is not None
    assert outcome.value is not None
    assert outcome.bound is not None
    assert outcome.bound < outcome.value < 0
    assert outcome.gap == pytest.approx((outcome.value - outcome.bound) / abs(outcome.value))


def test_a_work_limit_gives_the_same_every_time(hard: CompiledModel) -> None:
    request = Request(hard.objectives["value"], work_limit=5)
    first, second = (SolverDoor().run(hard, request) for _ in range(2))
    assert (first.status, first.limit) == ("limit", "work")
    assert first.solution is not None
    assert second.solution is not None
    assert (first.value, first.bound, first.nodes) == (second.value, second.bound, second.nodes)
    assert first.solution.tobytes() == second.solution.tobytes()


def test_an_interrupt_keeps_the_best_so_far(hard: CompiledModel) -> None:
    found: list[float] = []
    began = time.perf_counter()
    outcome = SolverDoor().run(
        hard,
        Request(hard.objectives["value"], time_limit=30.0),
        should_stop=lambda: bool(found),
        on_solution=lambda solution: found.append(hard.objectives["value"].value(solution)),
    )
    assert time.perf_counter() - began < 15
    assert outcome.status == "interrupted"
    assert outcome.value is not None
    assert outcome.value <= found[0]


def test_a_start_is_where_the_search_begins(hard: CompiledModel) -> None:
    objective = hard.objectives["value"]
    good = SolverDoor().run(hard, Request(objective, time_limit=0.3)).solution
    assert good is not None
    from_good = SolverDoor().run(hard, Request(objective, start=np.round(good), time_limit=0.01))
    assert from_good.value is not None
    assert from_good.value <= objective.value(np.round(good)) + 1e-6


def test_a_start_that_is_no_solution_does_no_harm() -> None:
    assert SolverDoor().run(SACK, Request(WORTH, start=np.ones(3))).value == -9


def test_a_target_ends_the_run_once_it_is_reached(hard: CompiledModel) -> None:
    objective = Objective(hard.objectives["value"].coefficients, 5000.0)
    outcome = SolverDoor().run(hard, Request(objective, target=4000.0, time_limit=20.0))
    assert (outcome.status, outcome.limit) == ("limit", "target")
    assert outcome.value is not None
    assert outcome.value <= 4000.0


def test_progress_tells_value_bound_and_gap(hard: CompiledModel) -> None:
    states: list[Progress] = []
    outcome = SolverDoor().run(hard, Request(hard.objectives["value"], work_limit=5), states.append)
    told = [state for state in states if state.value is not None]
    assert told
    assert outcome.value is not None
    assert all(state.gap == relative_gap(state.value, state.bound) for state in states)
    assert min(state.value for state in told if state.value is not None) >= outcome.value - 1e-6


@pytest.mark.parametrize("wrong", [{"gap": -1.0}, {"seed": -5}, {"work_limit": -1}])
def test_options_that_the_solver_does_not_know_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(SolverError, match="option"):
        SolverDoor().run(SACK, Request(WORTH, **wrong))


def test_a_model_that_is_no_model_is_refused() -> None:
    broken = model_of([[1, 1]], np.nan, value=[1, 1])
    with pytest.raises(SolverError, match="refused"):
        SolverDoor().run(broken, Request(broken.objectives["value"]))


@pytest.mark.parametrize(
    ("value", "bound", "gap"),
    [(10.0, 9.0, 0.1), (0.5, 0.0, 0.5), (-10.0, -11.0, 0.1), (1.0, 2.0, 0.0), (None, 1.0, None), (1.0, -np.inf, None)],
)
def test_the_gap_is_a_share_of_the_value_or_of_one_unit(
    value: float | None, bound: float | None, gap: float | None
) -> None:
    assert relative_gap(value, bound) == (None if gap is None else pytest.approx(gap))
