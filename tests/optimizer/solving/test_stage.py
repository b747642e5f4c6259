"""One goal at a time: relaxations, completion and the whole model agree with one direct run; limits keep the best."""

from __future__ import annotations

from itertools import count
from threading import Event
from typing import Any

import numpy as np
import pytest

from optimizer.inputs.reading import read_dataset
from optimizer.inputs.scenario import Goal
from optimizer.model.registry import discover_terms
from optimizer.solving.arrays import Objective
from optimizer.solving.choices import chosen_in
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Limits
from optimizer.solving.projection import LADDER, STUDENTS
from optimizer.solving.requests import Outcome, Progress, Request
from optimizer.solving.second_solver import SecondSolver
from optimizer.solving.stage import Stage
from optimizer.solving.workshop import Workshop
from tests.optimizer.solving.workshops import TUTORIAL, direct, large_tutorial, plan_of, workshop_of

ALL = tuple(Goal(term=term) for term in discover_terms())


def stage_of(workshop: Workshop, term: str, *caps: tuple[str, float], **changes: Any) -> Stage:
    """Return a stage for a goal under caps on others."""
    goals = workshop.model.objectives
    held = tuple((goals[name], limit) for name, limit in caps)
    values = {"start": None, "integral": False, "seconds": 60.0, "report": lambda _: None, **changes}
    return Stage(workshop, goals[term], held, **values)


@pytest.mark.parametrize("dataset", ["tiny", "tutorial"])
def test_every_term_has_the_optimum_of_a_direct_run(dataset: str) -> None:
    tutorial = dataset == "tutorial"
    workshop = workshop_of(
        *ALL, rules=TUTORIAL if tutorial else {}, instance=read_dataset("tutorial") if tutorial else None
    )
    for term in discover_terms():
        outcome = stage_of(workshop, term).minimise()
        expected = direct(workshop, workshop.model.objectives[term])
        assert outcome.status == "optimal", term
        assert outcome.value == pytest.approx(expected, rel=1e-6, abs=1e-6), term
        assert outcome.bound == pytest.approx(expected, rel=1e-6, abs=1e-6), term


# Travel of 4340 needs film and photo twice each; 40·35 more lets film close in bb, 60·35 photo, both both.
@pytest.mark.parametrize(("travel", "duplication"), [(4340, 2), (5739, 2), (5740, 1), (7839, 1), (7840, 0)])
def test_caps_of_earlier_goals_are_kept(travel: float, duplication: int) -> None:
    workshop = workshop_of(Goal(term="student_travel"), Goal(term="duplication"))
    stage = stage_of(workshop, "duplication", ("student_travel", travel + 1e-3), integral=True)
    outcome = stage.minimise()
    assert (outcome.status, outcome.value) == ("optimal", pytest.approx(duplication))
    assert outcome.solution is not None
    assert workshop.model.objectives["student_travel"].value(outcome.solution) <= travel + 2e-3


def test_relaxations_without_students_are_left_out_under_a_cap_on_students() -> None:
    workshop = workshop_of(Goal(term="student_travel"), Goal(term="duplication"))
    students = workshop.columns_named(*STUDENTS)
    free = stage_of(workshop, "duplication")._relaxations()
    capped = stage_of(workshop, "duplication", ("student_travel", 5000.0))._relaxations()
    assert any(not np.intersect1d(projection.kept, students).size for projection in free)
    assert all(np.intersect1d(projection.kept, students).size for projection in capped)
    assert len(capped) < len(free)


def test_contradicting_caps_are_infeasible() -> None:
    workshop = workshop_of(Goal(term="student_travel"), Goal(term="duplication"))
    outcome = stage_of(workshop, "duplication", ("student_travel", 4000.0)).minimise()
    assert (outcome.status, outcome.solution) == ("infeasible", None)


def test_no_time_keeps_the_start() -> None:
    workshop = workshop_of(Goal(term="student_travel"), Goal(term="duplication"))
    start = stage_of(workshop, "student_travel").minimise().solution
    assert start is not None
    outcome = stage_of(workshop, "duplication", start=start, seconds=0.0).minimise()
    assert (outcome.status, outcome.limit, outcome.value, outcome.bound) == ("limit", "time", 2.0, 0.0)
    assert outcome.solution is start


def test_somebody_who_says_stop_keeps_the_best_so_far() -> None:
    asked = count()
    workshop = workshop_of(Goal(term="student_travel"), limits=Limits(should_stop=lambda: next(asked) >= 1))
    outcome = stage_of(workshop, "student_travel").minimise()
    assert outcome.status == "interrupted"
    assert workshop.clock.interrupted


class FailingDoor:
    """Fails at everything."""

    def run(self, *_: Any) -> Outcome:
        """Fail."""
        return Outcome("failed")

    def close(self) -> None:
        """Do nothing."""


def test_a_failure_is_no_limit() -> None:
    workshop = workshop_of(Goal(term="student_travel"))
    workshop.door = FailingDoor()
    assert stage_of(workshop, "student_travel").minimise().status == "failed"


def test_bounds_of_whole_terms_are_rounded_up() -> None:
    workshop = workshop_of(Goal(term="duplication"))
    task = stage_of(workshop, "duplication", integral=True).task
    task.learn(Outcome("limit", bound=1.2))
    assert task.bound == 2.0
    task.learn(Outcome("limit", bound=1.0000000001))
    assert task.bound == 2.0
    other = stage_of(workshop, "duplication").task
    other.learn(Outcome("limit", bound=1.2))
    assert other.bound == 1.2


def test_reports_never_show_a_bound_below_one_that_is_known() -> None:
    states: list[Progress] = []
    workshop = workshop_of(Goal(term="student_travel"))
    task = stage_of(workshop, "student_travel", report=states.append, bound=100.0).task
    task.report_bound(Progress(None, 50.0, None, 0.0))
    assert [state.bound for state in states] == [100.0]


def test_completing_a_choice_gives_its_best_plan() -> None:
    workshop = workshop_of(Goal(term="student_travel"))
    columns = workshop.model.columns_of(workshop.source.pyomo.offers)
    closed = np.array([columns["two-b", "film-pba"]]), np.zeros(1)
    objective: Objective = workshop.model.objectives["student_travel"]
    assert workshop.complete(objective, (), closed, 10.0).value == pytest.approx(5740.0)


@pytest.mark.parametrize("is_settled", [True, False])
def test_nothing_searches_beside_where_a_first_goal_lacks_the_proof_only(
    is_settled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    searches = Event()

    def climb(stage: Stage, began: float) -> Outcome:
        stage._search_kernel(began)
        searches.wait(0.5 if is_settled else 60.0)
        return Outcome("limit", limit="time")

    monkeypatch.setattr(Stage, "_climb", climb)
    monkeypatch.setattr("optimizer.solving.stage.search_kernel", lambda *_: is_settled)
    monkeypatch.setattr("optimizer.solving.stage.search_neighbourhoods", lambda *_: searches.set())
    workshop = workshop_of(Goal(term="duplication"), openings="anywhere")
    workshop.beside = SecondSolver(SolverDoor())
    outcome = stage_of(workshop, "duplication").minimise()
    assert outcome.solution is not None
    assert searches.is_set() is not is_settled


@pytest.mark.parametrize("above", [0, 1, 2])
def test_a_whole_number_is_proven_by_asking_for_less(above: int) -> None:
    workshop = large_tutorial("duplication")
    least = direct(workshop, workshop.model.objectives["duplication"])
    assert least is not None
    start = plan_of(workshop, "duplication", least + above)
    outcome = stage_of(workshop, "duplication", integral=True, start=start).minimise()
    assert (outcome.status, outcome.value) == ("optimal", pytest.approx(least))
    assert outcome.bound == pytest.approx(least)


def test_large_models_keep_the_smallest_relaxation_for_a_bound_under_caps_on_students() -> None:
    workshop = large_tutorial("student_travel", "displaced")
    travel = direct(workshop, workshop.model.objectives["student_travel"])
    assert travel is not None
    stage = stage_of(workshop, "displaced", ("student_travel", 1.1 * travel))
    first = stage._relaxations()[0]
    assert first is workshop.projection(LADDER[0])
    assert stage._only_bounds(first)
    assert not stage_of(workshop, "displaced")._only_bounds(first)
    outcome = stage.minimise()
    caps = ((workshop.model.objectives["student_travel"], 1.1 * travel),)
    assert outcome.value == pytest.approx(direct(workshop, workshop.model.objectives["displaced"], caps), rel=1e-4)


@pytest.mark.parametrize(("linear_seconds", "is_too_large"), [(0.0, False), (1e9, True)])
def test_what_is_too_large_to_bound_a_goal_leaves_its_time_to_the_search(
    monkeypatch: pytest.MonkeyPatch, linear_seconds: float, *, is_too_large: bool
) -> None:
    workshop = large_tutorial("student_travel")
    least = direct(workshop, workshop.model.objectives["student_travel"])
    assert least is not None
    stage = stage_of(workshop, "student_travel", start=plan_of(workshop, "student_travel", 1.5 * least))
    monkeypatch.setattr("optimizer.solving.kernel.LINEAR_SECONDS", linear_seconds)
    before = stage.task.value
    stage._search_instead(None, workshop.clock.seconds)
    assert before is not None
    assert stage.task.value is not None
    assert (stage.task.value < before) is is_too_large


def test_the_institute_begins_as_near_as_the_programmes_at_hand_allow() -> None:
    goals = Goal(term="duplication"), Goal(term="institute_distance")
    workshop = workshop_of(*goals, rules=TUTORIAL, instance=read_dataset("tutorial"), openings="family")
    distance = workshop.model.objectives["institute_distance"]
    farthest = Request(Objective(-distance.coefficients), gap=0.1)
    start = workshop.run(workshop.model, farthest, lambda _: None).solution
    assert start is not None
    programmes = chosen_in(start, workshop.offers)
    nearest = workshop.run(workshop.model, Request(distance, fixed=programmes, gap=0.0), lambda _: None).value
    assert nearest is not None
    assert nearest < distance.value(start) - 1
    stage = stage_of(workshop, "institute_distance", start=start)
    stage._polish_start()
    assert stage.task.value == pytest.approx(nearest)
    assert stage.task.best is not None
    assert workshop.taught(stage.task.best) == workshop.taught(start)
