"""The best plan and the best bound of a goal, whoever finds them."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from optimizer.inputs.scenario import Goal
from optimizer.solving.limits import Limits
from optimizer.solving.projection import LADDER
from optimizer.solving.requests import Progress
from optimizer.solving.task import Task
from optimizer.solving.workshop import Workshop
from tests.optimizer.solving.workshops import direct, large_tutorial, plan_of, workshop_of


@pytest.fixture
def workshop() -> Workshop:
    return workshop_of(Goal(term="student_travel"), openings="family", limits=Limits(gap=1e-4))


def task_of(workshop: Workshop, states: list[Progress] | None = None) -> Task:
    report = (lambda _: None) if states is None else states.append
    return Task(workshop, workshop.model.objectives["student_travel"], (), False, report)


def test_only_better_plans_are_kept(workshop: Workshop) -> None:
    task = task_of(workshop)
    closed = workshop.openings, np.zeros(workshop.openings.size)
    outcome = task.look_for_better(replace(task.request(10.0), fixed=closed))
    first = task.value
    assert first == pytest.approx(outcome.value)
    worse = np.array(task.best) + 1.0
    task.keep_better(worse)
    task.keep_better(None)
    assert task.value == first
    task.look_for_better(task.request(10.0))
    assert task.value == pytest.approx(direct(workshop, task.objective))
    assert task.value <= first


def test_bounds_only_rise(workshop: Workshop) -> None:
    task = task_of(workshop)
    for bound, known in ((5.0, 5.0), (3.0, 5.0), (None, 5.0), (7.5, 7.5)):
        task.raise_bound(bound)
        assert task.bound == known


def test_what_lacks_next_to_nothing_leaves_its_time_to_later_goals() -> None:
    workshop = large_tutorial("student_travel")
    task = task_of(workshop)
    least = direct(workshop, task.objective)
    assert least is not None
    task.keep_better(plan_of(workshop, "student_travel", least))
    assert task.value is not None
    for seconds, lacking, is_done in ((60.0, 0.2, False), (math.inf, 0.05, False), (60.0, 0.05, True)):
        workshop.clock.limits = Limits(time_limit=seconds, gap=1e-9)
        task.bound = task.value - lacking
        assert task.is_done is is_done
        assert not task.is_proven


def test_the_bound_of_asking_for_less_is_never_above_the_plan() -> None:
    workshop = large_tutorial("duplication")
    least = direct(workshop, workshop.model.objectives["duplication"])
    assert least is not None
    task = Task(workshop, workshop.model.objectives["duplication"], (), True, lambda _: None)
    task.best = plan_of(workshop, "duplication", least)
    projection = workshop.projection(LADDER[0])
    outcome = task.look_below(projection, task.request_in(projection, 60.0), least)
    assert outcome.bound is not None
    assert outcome.bound <= least
    lower = task.look_below(projection, task.request_in(projection, 60.0), least + 2)
    assert lower.value is not None
    assert lower.bound is not None
    assert lower.bound <= lower.value + 1e-6
    assert lower.value <= least + 1 + 1e-6


def test_it_is_proven_when_plan_and_bound_meet(workshop: Workshop) -> None:
    task = task_of(workshop)
    assert not task.is_proven
    task.look_for_better(task.request(10.0))
    assert not task.is_proven
    assert task.value is not None
    task.raise_bound(task.value * (1 - 5e-5))
    assert task.is_proven
    assert task.value <= task.good_enough


def test_a_parts_bound_is_not_reported(workshop: Workshop) -> None:
    states: list[Progress] = []
    task = task_of(workshop, states)
    task.report_value(Progress(10.0, 9.0, 0.1, 0.0))
    assert (states[-1].value, states[-1].bound) == (10.0, 0.0)
    task.report_both(Progress(10.0, 9.0, 0.1, 0.0))
    assert (states[-1].value, states[-1].bound) == (10.0, 9.0)


def test_two_searches_lose_nothing(workshop: Workshop) -> None:
    task = task_of(workshop)
    columns = workshop.model.columns
    spread = [np.full(columns, float(number)) for number in range(200)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(task.keep_better, spread))
        list(pool.map(task.raise_bound, map(float, range(200))))
    assert task.value == min(task.objective.value(each) for each in spread)
    assert task.bound == 199.0


def test_a_search_that_is_no_more_use_is_no_interruption(workshop: Workshop) -> None:
    task = task_of(workshop)
    outcome = workshop.run(workshop.model, task.request(10.0), lambda _: None, enough=lambda: True)
    assert outcome.status in {"interrupted", "optimal"}
    assert not workshop.clock.interrupted


def test_what_betters_a_plan_is_less_by_more_than_the_tolerance(workshop: Workshop) -> None:
    task = task_of(workshop)
    assert task.is_bettered_by(1e9)
    assert not task.is_bettered_by(None)
    task.look_for_better(task.request(10.0))
    best = task.value
    assert best is not None
    assert not task.is_bettered_by(best * (1 - 1e-8))
    assert task.is_bettered_by(best * (1 - 1e-4))
