"""Workshops over small scenarios, and the optimum of one goal found without them."""

from __future__ import annotations

from typing import Any

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Goals
from optimizer.model.build import build_model
from optimizer.reading import load_instance
from optimizer.solving.arrays import CompiledModel, Objective, Vector
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Outcome, Request
from optimizer.solving.task import Task
from optimizer.solving.workshop import Cap, Workshop, with_slack
from tests.factory import tiny_instance
from tests.random_instances import scenario_of

TUTORIAL = {
    "minimum_enrolment": {"norm": 80},
    "sites_per_specialisation": {"max": 2},
    "secondment": {},
    "institute": {},
}
"""The rules of the shipped scenario `tutorial`."""


def workshop_of(
    *goals: Goal,
    rules: dict[str, dict[str, Any]] | None = None,
    instance: Instance | None = None,
    limits: Limits | None = None,
    **changes: Any,
) -> Workshop:
    """Return a workshop over a scenario, of the tiny data set unless another is given."""
    scenario = scenario_of(rules, goals=Goals(mode=changes.pop("mode", "hierarchy"), order=goals), **changes)
    model = build_model(instance or tiny_instance(), scenario, scenario.goals.order)
    return Workshop(model, SolverDoor(), Clock(limits or Limits(gap=1e-7)))


def direct(workshop: Workshop, objective: Objective, caps: tuple[Cap, ...] = ()) -> float | None:
    """Return the optimum of an objective by one run of the whole model."""
    return SolverDoor().run(workshop.model, Request(objective, caps, gap=0.0)).value


class Listening(SolverDoor):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[Request] = []
        self.sizes: list[int] = []

    def run(self, model: CompiledModel, request: Request, *others: Any, **options: Any) -> Outcome:
        self.requests.append(request)
        self.sizes.append(model.columns)
        return super().run(model, request, *others, **options)


def listened_to(term: str, listening: Listening) -> tuple[Task, Vector]:
    """Return a goal after fewest duplicates and two more, from the worst plan there is."""
    goals = Goal(term="duplication"), Goal(term=term)
    workshop = workshop_of(*goals, rules=TUTORIAL, instance=load_instance("tutorial"), openings="family")
    fewest, goal = (workshop.model.objectives[goal.key] for goal in goals)
    least = direct(workshop, fewest)
    assert least is not None
    caps = with_slack(((fewest, least + 2),))
    worst = Request(Objective(-goal.coefficients), caps, gap=0.1)
    start = workshop.run(workshop.model, worst, lambda _: None).solution
    assert start is not None
    task = Task(workshop.through(listening), goal, caps, False, lambda _: None)
    task.workshop.known, task.best = workshop.offers, start
    return task, start


def large_tutorial(*terms: str) -> Workshop:
    """Return a workshop over the tutorial with openings, which counts as a large model."""
    goals = [Goal(term=term) for term in terms]
    workshop = workshop_of(*goals, rules=TUTORIAL, instance=load_instance("tutorial"), openings="family")
    assert workshop.is_large
    return workshop


def plan_of(workshop: Workshop, term: str, value: float) -> Any:
    """Return a plan that costs about so much."""
    objective = workshop.model.objectives[term]
    upwards = Request(Objective(-objective.coefficients), ((objective, value),), gap=0.0)
    return workshop.run(workshop.model, upwards, lambda _: None).solution


def tutorial_of(term: str) -> tuple[Workshop, Task]:
    """Return a goal over the tutorial with openings anywhere, from about the worst plan there is."""
    goal = Goal(term=term)
    workshop = workshop_of(goal, rules=TUTORIAL, instance=load_instance("tutorial"), openings="anywhere")
    objective = workshop.model.objectives[goal.key]
    worst = Request(Objective(-objective.coefficients), gap=0.1)
    start = workshop.run(workshop.model, worst, lambda _: None).solution
    assert start is not None
    return workshop, Task(workshop, objective, (), False, lambda _: None, best=start)
