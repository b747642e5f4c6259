"""What is held: columns at 0, and every whole number of a solution."""

from __future__ import annotations

import numpy as np

from optimizer.inputs.scenario import Goal
from optimizer.solving.choices import every_choice, none_of
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
