"""Later goals asked ahead of their turn: with two solvers the plan of one, and no answer under another limit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import wait
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any

import pytest

from optimizer.inputs.scenario import Goal
from optimizer.reading import load_instance
from optimizer.solving.ahead import Ahead
from optimizer.solving.aims import aims_of
from optimizer.solving.child import ChildDoor
from optimizer.solving.hierarchy import Pursuit, pursue, pursue_next
from optimizer.solving.limits import Clock, Limits, Methods
from optimizer.solving.requests import Outcome, Request, ShouldStop
from optimizer.solving.second_solver import SecondSolver
from optimizer.solving.stage import Stage
from optimizer.solving.workshop import Workshop, with_slack
from tests.optimizer.solving.workshops import TUTORIAL, Listening, workshop_of

ORDER = (
    Goal(term="duplication", give_up_abs=2),
    Goal(term="teacher_scatter", give_up_abs=5),
    Goal(term="student_travel", give_up=0.05),
    Goal(term="displaced", give_up=0.05),
    Goal(term="institute_distance"),
)


def tutorial(*goals: Goal, **changes: Any) -> Workshop:
    return workshop_of(*(goals or ORDER), rules=TUTORIAL, instance=load_instance("tutorial"), **changes)


@contextmanager
def with_second(workshop: Workshop) -> Iterator[tuple[Workshop, Listening]]:
    """Yield the workshop with a second solver that has placed today, and what that is asked."""
    beside = Listening()
    second = SecondSolver(beside, 60.0)
    second.begin()
    second.after_first_plan(lambda: None)
    with closing(ChildDoor()) as door:
        yield Workshop(workshop.source, door, Clock(workshop.clock.limits), beside=second), beside


def test_two_solvers_end_with_the_plan_of_one() -> None:
    alone = tutorial()
    with with_second(alone) as (together, beside):
        found, expected = pursue(together), pursue(alone)
    assert found.ended == expected.ended == "optimal"
    assert [report.value for report in found.reports] == [report.value for report in expected.reports]
    assert found.solution == pytest.approx(expected.solution, abs=1e-9)
    assert beside.requests, "the second solver was asked nothing"


def test_only_goals_that_need_no_other_are_asked_ahead() -> None:
    with with_second(tutorial()) as (workshop, beside):
        pursuit = Pursuit()
        with Ahead(workshop, aims_of(workshop)) as ahead:
            ahead.look(pursuit.caps, None)
            assert not ahead._asked, "all of them depend on the first goal"
            assert pursue_next(workshop, pursuit)
            ahead.look(pursuit.caps, pursuit.solution)
            assert sorted(ahead._asked) == [2, 3, 4], "none depends on how far teachers are scattered"
            for place in (2, 3, 4):
                stage = ahead._stage(place, {}, None)
                relaxation = stage.first_relaxation()
                assert relaxation is not None
                assert not relaxation.keeps(workshop.model.objectives["teacher_scatter"])
    assert len(beside.requests) <= 3


@pytest.mark.parametrize("when", ["alone", "during the run", "after it"])
@pytest.mark.parametrize(("change", "is_taken"), [(1.0, False), (0.0, True), (1e-12, True)])
def test_an_answer_under_another_limit_is_not_taken(when: str, change: float, is_taken: bool) -> None:
    with with_second(tutorial()) as (together, _):
        workshop = tutorial() if when == "alone" else together
        aims, pursuit = aims_of(workshop), Pursuit()
        assert pursue_next(workshop, pursuit)
        with Ahead(workshop, aims) as ahead:
            ahead.look(pursuit.caps, pursuit.solution)
            objective, limit = pursuit.caps[0]
            caps = with_slack(((objective, limit + change), (aims[1].objective, 1000.0)))
            stage = Stage(workshop, aims[2].objective, caps, pursuit.solution, False, 60.0, lambda _: None)
            relaxation = stage.first_relaxation()
            assert relaxation is not None
            if when == "after it":
                wait([ahead._asked[2]])  # type: ignore[list-item]
            answer = ahead.answer(2, stage.ask(relaxation, 60.0), lambda _: None)
    assert (answer is not None) is is_taken


def test_what_was_not_asked_has_no_answer() -> None:
    workshop = tutorial()
    with Ahead(workshop, aims_of(workshop)) as ahead:
        assert ahead.answer(1, Request(aims_of(workshop)[1].objective), lambda _: None) is None


def test_a_limit_that_nobody_could_foresee_stops_what_follows() -> None:
    workshop = tutorial()
    pursuit = Pursuit()
    assert pursue_next(workshop, pursuit)
    with Ahead(workshop, aims_of(workshop)) as ahead:
        ahead.look(pursuit.caps, pursuit.solution)
        stage = ahead._stage(3, {0: pursuit.caps[0][1]}, None)
        relaxation = stage.first_relaxation()
        assert relaxation is not None
        assert ahead.answer(3, stage.ask(relaxation, 60.0), lambda _: None) is None, "travel was never asked"


@pytest.mark.parametrize("without", ["two_processes", "earlier", "large"])
def test_nothing_is_asked_ahead_where_it_would_not_pay(without: str) -> None:
    methods = Methods(two_processes=without != "two_processes")
    openings = "family" if without == "large" else "none"
    alone = tutorial(limits=Limits(methods=methods), openings=openings)
    with with_second(alone) as (workshop, beside):
        if without == "large":
            with Ahead(workshop, aims_of(workshop)) as ahead:
                ahead.look(((aims_of(workshop)[0].objective, 9.0),), None)
                assert not ahead._asked
        else:
            earlier = pursue(alone).earlier if without == "earlier" else None
            assert pursue(workshop, earlier=earlier).ended == "optimal"
    assert not beside.requests


def test_the_end_of_a_pursuit_stops_what_is_still_asked() -> None:
    with with_second(tutorial(limits=replace(Limits(), time_limit=60.0))) as (workshop, _):
        pursuit = Pursuit()
        assert pursue_next(workshop, pursuit)
        with Ahead(workshop, aims_of(workshop)) as ahead:
            ahead.look(pursuit.caps, pursuit.solution)
        assert ahead._is_over.is_set()
        assert all(asked.done() for asked in ahead._asked.values())  # type: ignore[union-attr]
        assert not workshop.clock.interrupted


def test_who_is_interrupted_while_waiting_keeps_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    def rest(model: object, request: Request, report: object, should_stop: ShouldStop) -> Outcome:
        while not should_stop():
            time.sleep(0.01)
        return Outcome("interrupted")

    with with_second(tutorial()) as (workshop, beside):
        monkeypatch.setattr(beside, "run", rest)
        monkeypatch.setattr("optimizer.solving.ahead.wait", interrupt)
        pursuit = pursue(workshop)
    assert workshop.clock.interrupted
    assert [report.status for report in pursuit.reports[:2]] == ["optimal", "optimal"]
    assert pursuit.reports[2].status == "feasible"
    assert pursuit.solution is not None
