"""Every way to a first plan gives one that the whole model accepts."""

from __future__ import annotations

import pytest

from optimizer.inputs.scenario import Goal
from optimizer.model.build import build_model
from optimizer.solving import starts
from optimizer.solving.hierarchy import pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.task import Task
from optimizer.solving.workshop import Workshop
from tests.optimizer.solving.workshops import workshop_of
from tests.random_instances import random_case
from tests.thrift import first


def task_of(workshop: Workshop) -> Task:
    key = workshop.source.index.scenario.goals.order[0].key
    return Task(workshop, workshop.model.objectives[key], (), False, lambda _: None)


@pytest.mark.parametrize("attempt", [starts._opening_nothing, starts._near_today, starts._rounded])
def test_each_attempt_gives_a_plan(attempt: object) -> None:
    workshop = workshop_of(Goal(term="duplication"), openings="family")
    task = task_of(workshop)
    attempt(task, 10.0, workshop, lambda: False)  # type: ignore[operator]
    assert task.best is not None
    model = workshop.model
    rows = model.matrix @ task.best
    assert (rows >= model.row_lower - 1e-6).all()
    assert (rows <= model.row_upper + 1e-6).all()


def test_near_today_changes_as_little_as_it_can() -> None:
    workshop = workshop_of(Goal(term="duplication"))
    task = task_of(workshop)
    starts._near_today(task, 10.0, workshop, lambda: False)
    assert task.best is not None
    assert workshop.changes().value(task.best) == pytest.approx(0.0)


@pytest.mark.parametrize("seed", first(10, range(20)))
def test_a_first_plan_is_found_where_there_is_one(seed: int) -> None:
    case = random_case(seed)
    source = build_model(case.instance, case.scenario, case.scenario.goals.order)
    workshop = Workshop(source, SolverDoor(), Clock(Limits()))
    task = task_of(workshop)
    starts.find_first_plan(task, 30.0, workshop)
    if workshop.offers.size:
        assert (task.best is None) == (pursue(workshop).solution is None)


def test_nothing_is_sought_when_it_is_of_no_use() -> None:
    workshop = workshop_of(Goal(term="duplication"))
    task = task_of(workshop)
    starts.find_first_plan(task, 30.0, workshop, lambda: True)
    assert task.best is None
