"""Relaxations by leaving columns out: their bounds hold, and nothing of what was left out remains."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.inputs.reading import read_dataset
from optimizer.inputs.scenario import Goal
from optimizer.solving.arrays import Objective
from optimizer.solving.highs import SolverDoor
from optimizer.solving.projection import LADDER, STUDENTS, columns_named, project
from optimizer.solving.requests import Request
from optimizer.solving.workshop import Workshop
from tests.optimizer.solving.arrays import model_of
from tests.optimizer.solving.workshops import TUTORIAL, direct, workshop_of

GOALS = ("duplication", "expansion", "teacher_scatter", "student_travel", "displaced", "hired")


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    """The tutorial with many goals."""
    goals = [Goal(term=term) for term in GOALS]
    return workshop_of(*goals, rules=TUTORIAL, instance=read_dataset("tutorial"))


@pytest.fixture(scope="module")
def optima(workshop: Workshop) -> dict[str, float]:
    """The optimum of every goal alone."""
    found = {name: direct(workshop, objective) for name, objective in workshop.model.objectives.items()}
    return {name: value for name, value in found.items() if value is not None}


def test_rows_that_touch_a_column_go_with_it_and_so_do_columns_that_occur_nowhere() -> None:
    model = model_of([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]], [1, 2, 3], cost=[1, 0, 0, 0])
    smaller = project(model, np.array([1]))
    assert smaller.kept.tolist() == [0, 2, 3]  # column 0 occurs in the objective only
    assert smaller.model.matrix.toarray().tolist() == [[0, 1, 1]]
    assert smaller.model.row_upper.tolist() == [3]
    assert smaller.keeps(model.objectives["cost"])
    assert not smaller.keeps(Objective(np.array([1.0, 1.0, 0.0, 0.0])))
    assert smaller.restrict(model.objectives["cost"]).coefficients.tolist() == [1, 0, 0]
    assert project(model, np.array([0])).kept.tolist() == [1, 2, 3]


def test_a_solution_is_lifted_to_the_whole_model_in_whole_numbers() -> None:
    smaller = project(model_of([[1, 1, 0], [0, 1, 1]], [1, 2], cost=[1, 1, 1]), np.array([0]))
    columns, values = smaller.lift(np.array([0.9999999, 1e-9]), np.array([0, 1, 2]))
    assert (columns.tolist(), values.tolist()) == ([1, 2], [1, 0])


@pytest.mark.parametrize("left_out", LADDER, ids=lambda names: "+".join(sorted(names))[:40])
def test_a_bound_of_a_relaxation_holds_for_the_whole(
    workshop: Workshop, optima: dict[str, float], left_out: frozenset[str]
) -> None:
    projection = workshop.projection(left_out)
    dropped = workshop.columns_named(*left_out)
    assert dropped.size
    assert not np.intersect1d(projection.kept, dropped).size
    assert projection.model.columns < workshop.model.columns
    kept = {name: goal for name, goal in workshop.model.objectives.items() if projection.keeps(goal)}
    assert {"duplication", "displaced"} <= set(kept)
    for name, objective in kept.items():
        outcome = SolverDoor().run(projection.model, Request(projection.restrict(objective), gap=0.0))
        assert outcome.bound is not None
        assert outcome.bound <= optima[name] + 1e-6


def test_names_that_a_model_lacks_have_no_columns(workshop: Workshop) -> None:
    source = workshop.source.pyomo
    assert columns_named(workshop.model, source, ["unplaced", "no such variable"]).size == 0
    assert columns_named(workshop.model, source, STUDENTS).size == len(source.students) + len(source.taught)
