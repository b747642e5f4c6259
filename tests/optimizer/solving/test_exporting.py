"""Models written for other solvers have the same optimum, and a name that says the format."""

from __future__ import annotations

from pathlib import Path

import highspy
import pytest

from optimizer.errors import InputError
from optimizer.inputs.scenario import Goal
from optimizer.solving.exporting import write_model
from tests.optimizer.solving.workshops import workshop_of


def read_and_solved(path: Path) -> float:
    """Return the optimum of a model file."""
    solver = highspy.Highs()
    solver.silent()
    solver.readModel(str(path))
    solver.run()
    return float(solver.getInfo().objective_function_value)


@pytest.mark.parametrize("name", ["model.mps", "model.lp"])
def test_the_first_goal_is_what_is_minimised(tmp_path: Path, name: str) -> None:
    workshop = workshop_of(Goal(term="student_travel"), Goal(term="duplication"))
    write_model(workshop.source, tmp_path / name)
    assert read_and_solved(tmp_path / name) == pytest.approx(4340.0)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_weighted_goals_are_summed(tmp_path: Path) -> None:
    priced = (Goal(term="duplication", price=1000.0), Goal(term="student_travel", price=2.0))
    write_model(workshop_of(*priced, mode="weighted").source, tmp_path / "model.mps")
    assert read_and_solved(tmp_path / "model.mps") == pytest.approx(10680.0)


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.mps or \.lp"):
        write_model(workshop_of(Goal(term="duplication")).source, tmp_path / "model.txt")
    assert not list(tmp_path.iterdir())
