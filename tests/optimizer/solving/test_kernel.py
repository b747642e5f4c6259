"""The kernel of a linear programme: its bound holds, its plan keeps all limits, and it finds what is worth finding."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from optimizer.inputs.scenario import Goal
from optimizer.model.build import build_model
from optimizer.reading import load_instance
from optimizer.solving import kernel, restricted
from optimizer.solving.arrays import CompiledModel
from optimizer.solving.hierarchy import pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.kernel import RELAXATIONS, search_kernel, used_by_linear_programme
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.projection import STUDENTS
from optimizer.solving.requests import Outcome, Request
from optimizer.solving.task import Task
from optimizer.solving.workshop import Cap, Workshop, with_slack
from tests.optimizer.solving.workshops import (
    TUTORIAL,
    Listening,
    direct,
    large_tutorial,
    listened_to,
    plan_of,
    workshop_of,
)
from tests.random_instances import random_case
from tests.thrift import first

TERMS = ("duplication", "expansion", "teacher_scatter", "student_travel", "displaced", "institute_distance")


def task_of(workshop: Workshop, term: str, caps: tuple[Cap, ...] = ()) -> Task:
    return Task(workshop, workshop.model.objectives[Goal(term=term).key], caps, False, lambda _: None)


@pytest.mark.parametrize("term", TERMS[1:])
def test_bound_and_plan_stand_on_either_side_of_the_optimum(term: str) -> None:
    workshop = workshop_of(
        Goal(term="duplication"), Goal(term=term), rules=TUTORIAL, instance=load_instance("tutorial"), openings="family"
    )
    fewest = workshop.model.objectives[Goal(term="duplication").key]
    least = direct(workshop, fewest)
    assert least is not None
    caps = with_slack(((fewest, least + 1),))
    best = direct(workshop, workshop.model.objectives[Goal(term=term).key], caps)
    assert best is not None
    task = task_of(workshop, term, caps)
    task.best = workshop.run(workshop.model, Request(fewest, caps), lambda _: None).solution
    before = task.value
    search_kernel(task, 60.0)
    assert before is not None
    assert task.value is not None
    assert task.bound <= best + 1e-6 * max(1.0, abs(best))
    assert best - 1e-6 * max(1.0, abs(best)) <= task.value <= before
    assert fewest.value(task.best) <= caps[0][1]


@pytest.mark.parametrize("seed", first(10, range(40)))
def test_bounds_hold_on_random_cases(seed: int) -> None:
    case = random_case(seed)
    source = build_model(case.instance, case.scenario, case.scenario.goals.order)
    workshop = Workshop(source, SolverDoor(), Clock(Limits(gap=1e-9)))
    for objective in workshop.model.objectives.values():
        best = direct(workshop, objective)
        task = Task(workshop, objective, (), False, lambda _: None)
        search_kernel(task, 60.0)
        assert (best is None) <= (task.best is None)
        if best is not None:
            assert task.bound <= best + 1e-6 * max(1.0, abs(best))
            assert task.value is None or task.value >= best - 1e-6 * max(1.0, abs(best))


def test_every_goal_has_a_linear_programme() -> None:
    workshop = workshop_of(*(Goal(term=term) for term in TERMS), rules=TUTORIAL, instance=load_instance("tutorial"))
    for term in TERMS:
        objective = workshop.model.objectives[Goal(term=term).key]
        assert any(workshop.projection(left_out).keeps(objective) for left_out in RELAXATIONS)


def test_it_betters_a_plan_where_the_kernel_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    gained = []
    for largest in (0.0, 1.0):
        monkeypatch.setattr(restricted, "LARGEST_KERNEL", largest)
        task, start = listened_to("displaced", Listening())
        search_kernel(task, 60.0)
        assert task.value is not None
        gained.append(task.objective.value(start) - task.value)
    assert gained[0] == 0.0 < gained[1]


@pytest.mark.parametrize("seconds", [1.0, 60.0])
@pytest.mark.parametrize("term", ["student_travel", "institute_distance"])
def test_a_goal_of_students_or_the_institute_is_sought_around_its_plan(
    term: str, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []
    monkeypatch.setattr(kernel, "search_neighbourhoods", lambda _, seconds: given.append(seconds))
    listening = Listening()
    task, start = listened_to(term, listening)
    known = task.workshop.known = task.workshop.todays
    search_kernel(task, seconds)
    assert task.best is start
    assert [request.relaxed for request in listening.requests if request.fixed is None][-1]
    assert set(known) < set(task.workshop.known) <= set(task.workshop.offers)
    assert len(given) == 1
    share = 1.0 if seconds < kernel.SHORT_SECONDS else kernel.AROUND_SHARE
    assert 0.5 * share * seconds < given[0] <= share * seconds


def test_under_a_limit_on_students_ways_displaced_students_are_sought_around_their_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[float] = []
    monkeypatch.setattr(kernel, "search_neighbourhoods", lambda _, seconds: given.append(seconds))
    listening = Listening()
    workshop = large_tutorial("duplication", "student_travel", "displaced")
    travel, displaced = (workshop.model.objectives[name] for name in ("student_travel", "displaced"))
    start = plan_of(workshop, "student_travel", 1e9)
    caps = with_slack(((travel, travel.value(start)),))
    task = Task(workshop.through(listening), displaced, caps, False, lambda _: None, best=start)
    search_kernel(task, 60.0)
    assert task.is_settled_by_programmes
    assert [request.relaxed for request in listening.requests] == [True]
    assert task.bound > 0
    assert len(given) == 1


class Refusing:
    """A solver whose time is always up."""

    def run(self, *_: Any) -> Outcome:
        return Outcome("limit", limit="time")

    def close(self) -> None:
        """Do nothing."""


def test_a_linear_programme_without_an_end_says_nothing() -> None:
    workshop = workshop_of(Goal(term="student_travel"), openings="family").through(Refusing())
    task = task_of(workshop, "student_travel")
    search_kernel(task, 60.0)
    assert task.best is None
    assert task.bound == 0.0


def test_the_programmes_of_a_linear_programme_are_eligible() -> None:
    workshop = workshop_of(Goal(term="student_travel"), openings="family")
    used = used_by_linear_programme(task_of(workshop, "student_travel"), workshop.projection(frozenset()), 60.0)
    assert used is not None
    assert 0 < used.size <= workshop.offers.size
    assert set(used.tolist()) <= set(workshop.offers.tolist())


def test_without_the_search_of_neighbourhoods_the_answer_is_the_same() -> None:
    """A model with openings is a large one, so that its later goals begin with a kernel."""
    goals = Goal(term="duplication"), Goal(term="expansion"), Goal(term="student_travel")
    workshop = workshop_of(*goals, rules=TUTORIAL, instance=load_instance("tutorial"), openings="family")
    assert workshop.is_large
    caps: tuple[Cap, ...] = ()
    for goal, report in zip(goals, pursue(workshop).reports, strict=True):
        objective = workshop.model.objectives[goal.key]
        best = direct(workshop, objective, with_slack(caps))
        assert best is not None
        assert report.value == pytest.approx(best, rel=1e-5, abs=1e-5)
        caps = (*caps, (objective, best))


@pytest.mark.parametrize("largest", [0, 10**9])
def test_a_first_goal_is_sought_without_students_first(largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "LARGEST_LINEAR", largest)
    monkeypatch.setattr(restricted, "LARGEST_KERNEL", 1.0)
    workshop = workshop_of(
        Goal(term="duplication"), rules=TUTORIAL, instance=load_instance("tutorial"), openings="family"
    )
    least = direct(workshop, workshop.model.objectives[Goal(term="duplication").key])
    task = task_of(workshop, "duplication")
    assert least is not None
    assert search_kernel(task, 60.0)
    assert task.value == pytest.approx(least)
    assert task.bound <= least + 1e-6
    assert set(workshop.todays) <= set(workshop.known)


@pytest.mark.parametrize(("term", "linear_seconds"), [*((term, 0.0) for term in TERMS[1:]), ("expansion", 10.0)])
def test_a_later_goal_with_a_large_linear_programme_is_sought_among_known_programmes(
    term: str, linear_seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "LARGEST_LINEAR", 1)
    monkeypatch.setattr(kernel, "LINEAR_SECONDS", linear_seconds)
    monkeypatch.setattr(restricted, "LARGEST_KERNEL", 1.0)
    workshop = workshop_of(
        Goal(term="duplication"), Goal(term=term), rules=TUTORIAL, instance=load_instance("tutorial"), openings="family"
    )
    first = task_of(workshop, "duplication")
    search_kernel(first, 60.0)
    assert first.value is not None
    caps = with_slack(((first.objective, first.value + 1),))
    best = direct(workshop, workshop.model.objectives[Goal(term=term).key], caps)
    task = task_of(workshop, term, caps)
    task.best = first.best
    before = task.value
    search_kernel(task, 60.0)
    assert best is not None
    assert before is not None
    assert task.value is not None
    assert task.bound - 1e-5 * max(1.0, abs(best)) <= best <= task.value + 1e-5 * max(1.0, abs(best))
    assert task.value <= before
    assert first.objective.value(task.best) <= caps[0][1]


@pytest.mark.parametrize("largest", [1, 10**9])
def test_lead_centres_stay_at_first_where_it_knows_of_students(largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "LARGEST_LINEAR", largest)
    monkeypatch.setattr(restricted, "LARGEST_KERNEL", 1.0)
    listening = Listening()
    task, start = listened_to("displaced", listening)
    search_kernel(task, 60.0)
    leads = task.workshop.columns_named("leads")
    first, *later = [request.fixed for request in listening.requests if request.fixed is not None]
    values = dict(zip(first[0].tolist(), first[1].tolist(), strict=True))
    assert all(values[column] == round(start[column]) for column in leads.tolist())
    assert any(not np.isin(leads, columns).all() for columns, _ in later)


@pytest.mark.parametrize("largest", [1, 10**9])
@pytest.mark.parametrize("is_completed", [True, False])
def test_a_goal_of_teachers_leaves_students_ways_out_first(
    largest: int, monkeypatch: pytest.MonkeyPatch, *, is_completed: bool
) -> None:
    monkeypatch.setattr(kernel, "LARGEST_LINEAR", largest)
    monkeypatch.setattr(restricted, "LARGEST_KERNEL", 1.0)
    if not is_completed:
        monkeypatch.setattr(restricted.Completion, "run", lambda _: None)
    listening = Listening()
    task, start = listened_to("teacher_scatter", listening)
    search_kernel(task, 60.0)
    searched = [place for place, request in enumerate(listening.requests) if not request.relaxed]
    without_ways = task.workshop.projection(STUDENTS).model.columns
    assert without_ways < task.workshop.model.columns
    assert listening.sizes[searched[0]] == without_ways
    assert task.value is not None
    assert task.value <= task.objective.value(start)
    if not is_completed:
        leads = task.workshop.columns_named("leads")
        fixed = listening.requests[searched[1]].fixed
        assert fixed is not None
        assert np.isin(leads, fixed[0]).all()


class InHaste(Listening):
    """Has no time for a search in which lead centres are held."""

    def __init__(self, leads: list[int]) -> None:
        super().__init__()
        self.leads = leads

    def run(self, model: CompiledModel, request: Request, *others: Any, **options: Any) -> Outcome:
        outcome = super().run(model, request, *others, **options)
        holds = request.fixed is not None and bool(np.isin(self.leads, request.fixed[0]).all())
        return Outcome("limit", limit="time") if holds else outcome


@pytest.mark.parametrize("largest", [1, 10**9])
def test_without_time_for_held_lead_centres_they_are_not_moved(largest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "LARGEST_LINEAR", largest)
    monkeypatch.setattr(restricted, "LARGEST_KERNEL", 1.0)
    patient, hasty = Listening(), InHaste([])
    for listening in (patient, hasty):
        task, start = listened_to("displaced", listening)
        hasty.leads = task.workshop.columns_named("leads").tolist()
        search_kernel(task, 60.0)
    assert sum(not request.relaxed for request in patient.requests) > 1
    assert sum(not request.relaxed for request in hasty.requests) == 1
    assert task.best is start


def test_where_the_kernel_is_too_large_the_programmes_of_the_linear_programme_are_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listening = Listening()
    task, _ = listened_to("displaced", listening)
    workshop = task.workshop
    used = used_by_linear_programme(task, workshop.projection(RELAXATIONS[0]), 60.0)
    assert used is not None
    assert set(workshop.programmes_in(task.best)) - set(used)
    monkeypatch.setattr(restricted, "LARGEST_KERNEL", used.size / workshop.offers.size)
    listening.requests.clear()
    search_kernel(task, 60.0)
    searched = [request for request in listening.requests if not request.relaxed]
    assert len(searched) == 1
    assert searched[0].fixed is not None
    assert searched[0].fixed[0].tolist() == np.setdiff1d(workshop.offers, used).tolist()
