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
from optimizer.solving import tie_break
from optimizer.solving.arrays import Objective
from optimizer.solving.choices import every_choice
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import pursue
from optimizer.solving.requests import Outcome, Request
from optimizer.solving.tie_break import _lowest, break_ties, settle_flows
from optimizer.solving.workshop import with_slack
from tests.agreement import pursued
from tests.optimizer.solving.workshops import TUTORIAL, workshop_of
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


def test_what_a_goal_may_give_up_is_not_given_up_for_nothing() -> None:
    goals = Goal(term="student_travel", give_up=0.5), Goal(term="teacher_scatter", give_up=1.0), Goal(term="freed")
    workshop = workshop_of(*goals, rules=TUTORIAL, instance=load_instance("tutorial"))
    pursuit = pursue(workshop)
    plan, offers = pursuit.solution, workshop.offers
    assert plan is not None
    objectives = [workshop.model.objectives[goal.key] for goal in goals]
    for position, objective in enumerate(objectives):
        others = [(other, other.value(plan)) for other in np.delete(np.array(objectives, dtype=object), position)]
        request = Request(objective, with_slack(tuple(others)), fixed=(offers, np.round(plan[offers])), gap=0.0)
        lowest = workshop.run(workshop.model, request, lambda _: None).value
        assert lowest is not None
        assert objective.value(plan) == pytest.approx(lowest, rel=1e-4, abs=1e-4)


@pytest.mark.parametrize("rounded", [True, False])
def test_the_lowest_is_found_whether_or_not_choices_have_to_change(rounded: bool) -> None:
    workshop = workshop_of(Goal(term="institute_distance"), rules=TUTORIAL, instance=load_instance("tutorial"))
    objective, offers = workshop.model.objectives[Goal(term="institute_distance").key], workshop.offers
    best = workshop.run(workshop.model, Request(objective, gap=0.0), lambda _: None).solution
    assert best is not None
    programmes = offers, np.round(best[offers])
    upside = Objective(-objective.coefficients)
    worst = workshop.run(workshop.model, Request(upside, fixed=programmes, gap=0.0), lambda _: None).solution
    assert worst is not None
    assert objective.value(worst) > objective.value(best)
    lowest = _lowest(workshop, objective, (), programmes, best if rounded else worst)
    assert lowest is not None
    assert objective.value(lowest) == pytest.approx(objective.value(best), abs=1e-6)


def test_where_time_does_not_suffice_for_the_flows_measures_are_still_true(monkeypatch: pytest.MonkeyPatch) -> None:
    workshop = workshop_of(Goal(term="teacher_scatter"), rules=TUTORIAL, instance=load_instance("tutorial"))
    objective, best = workshop.model.objectives["teacher_scatter"], pursue(workshop).solution
    assert best is not None
    worst = Request(Objective(-objective.coefficients), fixed=every_choice(workshop.model, best))
    plan = workshop.run(workshop.model, worst, lambda _: None).solution
    assert plan is not None
    answers, last = iter([Outcome("limit", limit="time")]), tie_break._last
    monkeypatch.setattr(tie_break, "_last", lambda *given: next(answers, None) or last(*given))
    settled = settle_flows(workshop, plan, ())
    others = np.flatnonzero(tie_break._measures(workshop) == 0)
    assert settled[others] == pytest.approx(plan[others], abs=1e-9)
    assert objective.value(settled) < objective.value(plan) - 1
