"""What duals prove: a bound from any duals, the best from the best, and columns that no better solution uses."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from optimizer.solving.arrays import CompiledModel, Objective
from optimizer.solving.duals import prove
from optimizer.solving.highs import SolverDoor
from optimizer.solving.requests import Request
from tests.optimizer.solving.arrays import model_of


def random_model(random: np.random.Generator) -> CompiledModel:
    """Return a covering problem of 7 columns."""
    matrix = random.integers(0, 4, size=(4, 7)).astype(float)
    matrix[:, 0] += 1
    return model_of(matrix, np.inf, row_lower=matrix.sum(axis=1) / 2, cost=random.integers(1, 12, size=7).astype(float))


def solutions(model: CompiledModel) -> list[np.ndarray]:
    """Return every solution in whole numbers."""
    every = (np.array(choice, dtype=float) for choice in product((0, 1), repeat=model.columns))
    return [each for each in every if (model.matrix @ each >= model.row_lower - 1e-9).all()]


@pytest.mark.parametrize("seed", range(8))
def test_bound_and_reduced_costs_hold_for_every_solution(seed: int) -> None:
    random = np.random.default_rng(seed)
    model = random_model(random)
    cost = Objective(model.objectives["cost"].coefficients, 5.0)
    relaxed = SolverDoor().run(model, Request(cost, relaxed=True))
    assert relaxed.duals is not None
    rough = relaxed.duals * random.uniform(0.3, 1.5, size=relaxed.duals.size)
    for duals in (relaxed.duals, rough, np.zeros(4)):
        proof = prove(model, cost, duals)
        assert proof is not None
        for solution in solutions(model):
            value, columns = cost.value(solution), np.arange(7)
            assert value >= proof.bound - 1e-9
            assert not (proof.useless(columns, value + 1e-6) & (solution > 0.5)).any()
            assert not (proof.needed(columns, value + 1e-6) & (solution < 0.5)).any()
    best = prove(model, cost, relaxed.duals)
    assert best is not None
    assert best.bound == pytest.approx(relaxed.value)


def test_duals_of_caps_count_too() -> None:
    model = random_model(np.random.default_rng(1))
    cost, weight = model.objectives["cost"], Objective(np.arange(1.0, 8.0), 2.0)
    free = SolverDoor().run(model, Request(cost, relaxed=True))
    assert free.solution is not None
    assert free.value is not None
    caps = ((weight, weight.value(free.solution) - 0.05),)
    relaxed = SolverDoor().run(model, Request(cost, caps, relaxed=True))
    assert relaxed.value is not None
    assert relaxed.value > free.value
    assert relaxed.duals is not None
    proof = prove(model, cost, relaxed.duals, caps)
    assert proof is not None
    assert proof.bound == pytest.approx(relaxed.value)


def test_duals_that_lean_on_a_missing_limit_prove_nothing() -> None:
    model = random_model(np.random.default_rng(2))
    assert prove(model, model.objectives["cost"], -np.ones(4)) is None
