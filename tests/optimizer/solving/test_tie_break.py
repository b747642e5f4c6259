"""Of equally good plans the same one every time: on every run, and on the tutorial with every seed of the solver."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import numpy as np
import pandas as pd
import pytest

from optimizer.inputs.plan import PLAN_COLUMNS, Plan
from optimizer.inputs.scenario import Goal
from optimizer.reading import load_instance, load_scenario
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import pursue
from optimizer.solving.tie_break import break_ties
from tests.agreement import pursued
from tests.optimizer.solving.workshops import workshop_of
from tests.random_instances import random_case


def text_of(plan: Plan | None) -> dict[str, str]:
    """Return a plan's tables as text."""
    return {} if plan is None else {name: getattr(plan, name).to_csv(index=False) for name in PLAN_COLUMNS}


@pytest.fixture(scope="module")
def tutorial() -> dict[str, str]:
    """The tutorial's plan."""
    return text_of(pursued(load_instance("tutorial"), load_scenario("tutorial"))[1])


@pytest.mark.parametrize("seed", [1, 2, 31])
def test_the_seed_does_not_matter_on_the_tutorial(tutorial: dict[str, str], seed: int) -> None:
    assert text_of(pursued(load_instance("tutorial"), load_scenario("tutorial"), seed)[1]) == tutorial


def test_the_order_of_rows_does_not_matter(tutorial: dict[str, str], tmp_path: Path) -> None:
    source = Path(__file__).parents[3] / "data" / "tutorial"
    folder = Path(copytree(source, tmp_path / "tutorial"))
    tables = sorted(folder.glob("*.csv"))
    for number, path in enumerate(tables):
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        frame.sample(frac=1.0, random_state=number).to_csv(path, index=False)
    assert len(tables) > 10
    assert text_of(pursued(load_instance(folder), load_scenario("tutorial"))[1]) == tutorial


@pytest.mark.parametrize("seed", range(4))
def test_the_same_input_gives_the_same_plan(seed: int) -> None:
    case = random_case(seed)
    assert text_of(pursued(case.instance, case.scenario)[1]) == text_of(pursued(case.instance, case.scenario)[1])


def test_least_change_from_today_comes_first() -> None:
    # Without goals that speak of programmes, nothing opens and nothing closes.
    workshop = workshop_of(Goal(term="freed"), openings="anywhere")
    pursuit = pursue(workshop)
    assert pursuit.solution is not None
    assert set(extract_plan(workshop, pursuit.solution).pairs) == set(workshop.source.index.today)
    assert pursuit.ties_broken


def test_flows_are_the_shortest_that_the_goals_allow() -> None:
    workshop = workshop_of(Goal(term="freed"))
    pursuit = pursue(workshop)
    assert pursuit.solution is not None
    students = extract_plan(workshop, pursuit.solution).students
    assert (students["students"] * students["km"]).sum() == pytest.approx(4340.0)


def test_once_somebody_says_stop_the_programmes_stay_as_they_are() -> None:
    workshop = workshop_of(Goal(term="student_travel"))
    solution = pursue(workshop).solution
    assert solution is not None
    workshop.clock.interrupted = True
    kept, settled = break_ties(workshop, solution, (), ())
    assert np.array_equal(np.round(kept[workshop.offers]), np.round(solution[workshop.offers]))
    assert not settled
