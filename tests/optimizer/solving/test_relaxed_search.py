"""The search in a relaxation: what is completed, when, how often, and what follows where it cannot be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from optimizer.solving import neighbourhoods, relaxed_search
from optimizer.solving.arrays import CompiledModel, Objective, Vector
from optimizer.solving.relaxed_search import search_relaxed
from optimizer.solving.requests import Outcome, Request
from optimizer.solving.task import Task
from tests.optimizer.solving.workshops import Listening, direct, tutorial_of


def test_a_relaxation_is_searched_and_completed() -> None:
    workshop, task = tutorial_of("duplication")
    least, worst = direct(workshop, task.objective), task.value
    assert least is not None
    assert worst is not None
    search_relaxed(task, 60.0)
    assert task.value == pytest.approx(least)
    assert least < worst


def test_goals_of_which_the_smallest_relaxation_knows_nothing_are_left_to_others() -> None:
    workshop, task = tutorial_of("student_travel")
    before = task.best
    search_relaxed(task, 60.0)
    assert task.best is before
    fewest = Objective(np.where(np.isin(np.arange(workshop.model.columns), workshop.offers), 1.0, 0.0))
    capped = replace(task, objective=fewest, caps=((task.objective, task.objective.value(np.asarray(before))),))
    search_relaxed(capped, 60.0)
    assert capped.best is before


class Eager(Listening):
    """Hands a plan to the goal as soon as it is asked for anything, as another search may."""

    def __init__(self, task: Task, plan: Vector) -> None:
        super().__init__()
        self.task, self.plan = task, plan

    def run(self, model: CompiledModel, request: Request, *others: Any, **options: Any) -> Outcome:
        self.task.best = self.plan
        return super().run(model, request, *others, **options)


def test_what_is_no_better_than_the_plan_at_hand_is_not_completed() -> None:
    workshop, task = tutorial_of("duplication")
    best = workshop.run(workshop.model, Request(task.objective, gap=0.0), lambda _: None).solution
    assert best is not None
    door = Eager(task, best)
    search_relaxed(task, 60.0, workshop.through(door))
    assert door.sizes
    assert workshop.model.columns not in door.sizes


@pytest.mark.parametrize(("columns", "most"), [(1e9, 100), (1e-9, 1)])
def test_a_large_model_waits_longer_before_it_completes(
    columns: float, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relaxed_search, "COMPLETING_SECONDS", 1e-6)
    monkeypatch.setattr(neighbourhoods, "ROUND_COLUMNS", columns)
    workshop, task = tutorial_of("duplication")
    listening = Listening()
    search_relaxed(task, 60.0, workshop.through(listening))
    completions = listening.sizes.count(workshop.model.columns)
    assert min(most, 2) <= completions <= most


class Useless(Listening):
    """Has completions to a model of so many columns that end without a plan, as one that takes too long."""

    def __init__(self, columns: int) -> None:
        super().__init__()
        self.columns = columns

    def run(self, model: CompiledModel, request: Request, *others: Any, **options: Any) -> Outcome:
        outcome = super().run(model, request, *others, **options)
        return Outcome("limit", limit="time") if model.columns == self.columns else outcome


def test_a_solution_is_completed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaxed_search, "COMPLETING_SECONDS", 0.0)
    workshop, task = tutorial_of("duplication")
    door = Useless(workshop.model.columns)
    search_relaxed(task, 60.0, workshop.through(door))
    fixed = [
        request.fixed[1].tobytes()
        for request, columns in zip(door.requests, door.sizes, strict=True)
        if columns == workshop.model.columns and request.fixed is not None
    ]
    assert len(fixed) == len(set(fixed)) > 0


class Incomplete(Listening):
    """Has completions to a model of so many columns only of what costs no less than something."""

    def __init__(self, columns: int, least: float) -> None:
        super().__init__()
        self.columns, self.least = columns, least

    def run(self, model: CompiledModel, request: Request, *others: Any, **options: Any) -> Outcome:
        outcome = super().run(model, request, *others, **options)
        costs_enough = outcome.value is None or outcome.value >= self.least
        return outcome if model.columns < self.columns or costs_enough else Outcome("infeasible")


def test_a_solution_without_a_completion_ends_the_search_in_a_relaxation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaxed_search, "COMPLETING_SECONDS", 0.0)
    workshop, task = tutorial_of("duplication")
    before, door = task.best, Incomplete(workshop.model.columns, np.inf)
    search_relaxed(task, 60.0, workshop.through(door))
    assert door.sizes.count(workshop.model.columns) == 1
    assert door.sizes[-1] == workshop.model.columns
    assert task.best is before


def test_without_a_completion_one_from_halfway_back_is_tried() -> None:
    workshop, task = tutorial_of("duplication")
    worst, least = task.value, direct(workshop, task.objective)
    assert worst is not None
    assert least is not None
    door = Incomplete(workshop.model.columns, least + 0.5)
    search_relaxed(task, 60.0, workshop.through(door))
    assert door.sizes.count(workshop.model.columns) > 1
    assert task.value is not None
    assert least < task.value < worst
