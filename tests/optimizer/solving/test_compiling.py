"""A Pyomo model survives being compiled: rows, ranges, bounds, kinds, fixed and unused variables, constants."""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo
import pytest

from optimizer.inputs.scenario import Goal
from optimizer.model.build import build_model
from optimizer.model.registry import discover_terms
from optimizer.solving.arrays import CompiledModel, Objective
from optimizer.solving.compiling import compile_measure, compile_model
from optimizer.solving.highs import SolverDoor
from optimizer.solving.requests import Request
from tests.factory import tiny_instance
from tests.random_instances import scenario_of


@pytest.fixture(scope="module")
def source() -> pyo.ConcreteModel:
    """A model with one of everything."""
    m = pyo.ConcreteModel()
    m.amount = pyo.Var(["a", "b"], bounds=(0, 4))
    m.choice = pyo.Var(domain=pyo.Binary)
    m.count = pyo.Var(domain=pyo.Integers, bounds=(1, 3))
    m.settled = pyo.Var(bounds=(0, 9))
    m.settled.fix(2.0)
    m.loose = pyo.Var()
    m.unused = pyo.Var(bounds=(5, 6))
    m.range = pyo.Constraint(expr=(1, m.amount["a"] + m.choice, 3))
    m.part = pyo.Block(concrete=True)
    m.part.equal = pyo.Constraint(expr=m.amount["b"] + m.settled == 2 * m.count + 1)
    m.least = pyo.Constraint(expr=m.loose + 3 * m.amount["a"] >= -7)
    m.goals = pyo.Block(concrete=True)
    m.goals.first = pyo.Objective(expr=m.amount["a"] - 2 * m.choice + 10)
    m.goals.second = pyo.Objective(expr=m.loose + m.settled)
    return m


@pytest.fixture(scope="module")
def model(source: pyo.ConcreteModel) -> CompiledModel:
    """The same as arrays."""
    return compile_model(source)


def test_columns_keep_their_bounds_and_kinds(source: pyo.ConcreteModel, model: CompiledModel) -> None:
    assert model.columns == 5  # two amounts, choice, count, loose
    column = {name: model.column_of[id(source.component(name))] for name in ("choice", "count", "loose")}
    assert [model.integer[column[name]] for name in column] == [True, True, False]
    assert (model.column_lower[column["count"]], model.column_upper[column["count"]]) == (1.0, 3.0)
    assert (model.column_lower[column["loose"]], model.column_upper[column["loose"]]) == (-np.inf, np.inf)
    assert set(model.columns_of(source.amount)) == {"a", "b"}


def test_what_is_fixed_or_unused_has_no_column_but_a_value(source: pyo.ConcreteModel, model: CompiledModel) -> None:
    solution = np.arange(model.columns, dtype=float)
    assert model.values_of(source.settled, solution) == {None: 2.0}
    assert model.values_of(source.unused, solution) == {None: 5.0}
    values = model.values_of(source.amount, solution)
    assert values == {index: float(column) for index, column in model.columns_of(source.amount).items()}


def test_every_objective_keeps_its_coefficients_and_constant(source: pyo.ConcreteModel, model: CompiledModel) -> None:
    assert list(model.objectives) == ["first", "second"]
    solution = np.zeros(model.columns)
    assert [goal.value(solution) for goal in model.objectives.values()] == [10.0, 2.0]
    solution[model.column_of[id(source.choice)]] = 1.0
    assert model.objectives["first"].value(solution) == 8.0


# first: a = 0 and choice = 1; second: loose = -7 - 3·4, the most that a = 4 - … allows: a + choice <= 3, so a = 3
@pytest.mark.parametrize(("goal", "least"), [("first", 8.0), ("second", -7.0 - 9.0 + 2.0)])
def test_rows_hold_after_compiling(model: CompiledModel, goal: str, least: float) -> None:
    outcome = SolverDoor().run(model, Request(model.objectives[goal]))
    assert outcome.value == pytest.approx(least)


def test_the_equality_holds(source: pyo.ConcreteModel, model: CompiledModel) -> None:
    outcome = SolverDoor().run(model, Request(model.objectives["first"]))
    assert outcome.solution is not None
    count = model.values_of(source.count, outcome.solution)[None]
    assert model.values_of(source.amount, outcome.solution)["b"] + 2 == pytest.approx(2 * count + 1)


def test_objectives_add_up_by_weight() -> None:
    parts = [(2.0, Objective(np.array([1.0, 0.0]), 3.0)), (0.5, Objective(np.array([0.0, 4.0]), 2.0))]
    total = Objective.weighted(parts)
    assert (total.coefficients.tolist(), total.constant) == ([2.0, 2.0], 7.0)


def test_a_measure_compiled_afterwards_is_the_objective_compiled_before() -> None:
    goal = Goal(term="cost")
    model = build_model(tiny_instance(), scenario_of({"secondment": {"km": 1}}), (goal,))
    compiled = compile_model(model.pyomo)
    expression = discover_terms()["cost"].expression(model, goal)
    measure, objective = compile_measure(compiled, expression), compiled.objectives["cost"]
    assert measure.coefficients == pytest.approx(objective.coefficients)
    assert measure.constant == pytest.approx(objective.constant)


def test_only_linear_measures_are_compiled() -> None:
    model = build_model(tiny_instance(), scenario_of(), (Goal(term="cost"),))
    offers = list(model.pyomo.offers.values())
    with pytest.raises(ValueError, match="linear"):
        compile_measure(compile_model(model.pyomo), offers[0] * offers[1])
