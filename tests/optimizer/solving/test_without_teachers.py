"""Travel without teachers first: what is found keeps the limits of earlier goals, and is better."""

from __future__ import annotations

import pytest

from optimizer.solving import kernel, restricted
from optimizer.solving.kernel import search_kernel
from optimizer.solving.limits import Clock, Limits, Methods
from optimizer.solving.projection import INSTITUTE, TEACHERS
from optimizer.solving.task import Task
from optimizer.solving.without_teachers import GAP
from optimizer.solving.workshop import with_slack
from tests.optimizer.solving.workshops import Listening, large_tutorial, plan_of


@pytest.fixture(autouse=True)
def _only_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restricted, "LARGEST_KERNEL", 1.0)
    monkeypatch.setattr(kernel, "search_neighbourhoods", lambda *_: None)


def travel_under(limited: str, listening: Listening, methods: Methods | None = None) -> Task:
    """Return travel under a limit on another goal, from the plan with most travel, for a solver that remembers."""
    workshop = large_tutorial("duplication", "teacher_scatter", "student_travel")
    start = plan_of(workshop, "student_travel", 1e9)
    goal = workshop.model.objectives[limited]
    asking = workshop.through(listening)
    asking.clock = Clock(Limits(methods=methods or Methods()))
    caps = with_slack(((goal, goal.value(start)),))
    return Task(asking, workshop.model.objectives["student_travel"], caps, False, lambda _: None, best=start)


@pytest.mark.parametrize("limited", ["teacher_scatter", "duplication"])
def test_travel_is_sought_without_teachers_whose_lead_centres_stay_in_reach(limited: str) -> None:
    listening = Listening()
    task = travel_under(limited, listening)
    before = task.value
    search_kernel(task, 60.0)
    aside = task.workshop.projection(TEACHERS | INSTITUTE).model.columns
    searches = [request for request in listening.requests if not request.relaxed]
    assert listening.sizes[listening.requests.index(searches[0])] == aside < task.workshop.model.columns
    assert searches[0].start is not None
    assert len(searches[0].caps) == 1
    assert (searches[0].gap, searches[0].few_cuts) == (GAP, True)
    assert task.value is not None
    assert before is not None
    assert task.value < before
    assert task.caps[0][0].value(task.best) <= task.caps[0][1]


def test_brief_runs_and_few_cuts_are_switched_off_together() -> None:
    values = []
    for is_on in (True, False):
        listening = Listening()
        task = travel_under("teacher_scatter", listening, Methods(brief_runs=is_on))
        search_kernel(task, 60.0)
        assert any(request.few_cuts for request in listening.requests) == is_on
        assert any(request.brief for request in listening.requests) == is_on
        values.append(task.value)
    assert None not in values
