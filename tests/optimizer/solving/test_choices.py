"""What is held: columns at 0, and every whole number of a solution."""

from __future__ import annotations

import numpy as np

from optimizer.inputs.scenario import Goal
from optimizer.solving.choices import chosen_in, every_choice, joined, none_of
from tests.optimizer.solving.workshops import workshop_of


def test_columns_are_held_at_zero() -> None:
    columns, values = none_of(np.array([4, 7]))
    assert columns.tolist() == [4, 7]
    assert values.tolist() == [0.0, 0.0]


def test_whole_numbers_lose_the_tolerance_of_the_solver() -> None:
    model = workshop_of(Goal(term="freed")).model
    columns, values = every_choice(model, np.where(model.integer, 1 - 1e-7, 0.25))
    assert columns.tolist() == np.flatnonzero(model.integer).tolist()
    assert columns.size > 0
    assert (values == 1.0).all()


def test_choices_of_different_columns_are_one() -> None:
    solution = np.array([0.0, 1 - 1e-7, 3.0, 1e-7])
    columns, values = joined(none_of(np.array([5])), chosen_in(solution, np.array([3, 1])))
    assert columns.tolist() == [5, 3, 1]
    assert values.tolist() == [0.0, 0.0, 1.0]
