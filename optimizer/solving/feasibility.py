"""Whether a scenario has any plan: many small questions, each answered yes, no, or not known in time.

Arithmetic comes first, then relaxations, each completed to a plan, then the whole model. Nothing is minimised: a
question is answered by the first plan. A no is never an overlooked yes (see :mod:`optimizer.solving.highs`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel

from optimizer.inputs.contradictions import contradictions, shortages
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Goal, Scenario
from optimizer.model.build import build_model
from optimizer.solving.arrays import CompiledModel, Objective, Vector
from optimizer.solving.choices import Choice, every_choice
from optimizer.solving.extraction import extract_plan
from optimizer.solving.limits import Clock
from optimizer.solving.projection import LADDER
from optimizer.solving.requests import Door, Outcome, ignore
from optimizer.solving.workshop import Workshop

Answer = Literal["yes", "no", "unknown"]

ANY_GOAL = (Goal(term="duplication"),)
"""Building wants a goal; none is pursued."""

REMEMBERED = 3
"""Plans that are tried on the next question, the latest first."""

RUNGS = 3
"""Relaxations that are tried before the whole model."""

SMALL = 1000
"""Columns of a model that is solved whole sooner than its relaxations are completed."""


@dataclass(eq=False)
class Feasibility:
    """Answers whether scenarios on a data set have a plan; the same question is asked once.

    Attributes
    ----------
    instance : Instance
        The data set.
    door : Door
        The solver.
    clock : Clock
        Limits of all questions together; its limit on work holds for each run.
    seconds : float
        Most seconds for one question.
    asked : int
        How many questions were answered by the solver.
    """

    instance: Instance
    door: Door
    clock: Clock
    seconds: float = 20.0
    asked: int = field(default=0, init=False)
    _answers: dict[str, Answer] = field(default_factory=dict, init=False)
    _plans: list[frozenset[Pair]] = field(default_factory=list, init=False)

    def answer(self, scenario: Scenario) -> Answer:
        """Return whether a scenario has a plan."""
        key = question(scenario)
        if key not in self._answers:
            if self.is_ruled_out_by_arithmetic(scenario):
                self._answers[key] = "no"
            elif self.clock.is_over:
                return "unknown"
            else:
                self._answers[key] = self._ask(scenario)[0]
        return self._answers[key]

    def plan(self, scenario: Scenario) -> Plan | None:
        """Return a plan of a scenario, with no goal pursued; None if there is none, or none was found in time."""
        if self.clock.is_over:
            return None
        answer, workshop, solution = self._ask(scenario)
        self._answers[question(scenario)] = answer
        return None if solution is None else extract_plan(workshop, solution)

    def is_ruled_out_by_arithmetic(self, scenario: Scenario) -> bool:
        """Whether sums of the data set show that there is no plan."""
        return bool(shortages(self.instance, scenario) or contradictions(self.instance, scenario))

    def is_ruled_out_by_relaxation(self, scenario: Scenario) -> bool:
        """Whether there is no plan even if programmes may exist in part."""
        workshop = Workshop(build_model(self.instance, scenario, ANY_GOAL), self.door, self.clock)
        nothing = Objective(np.zeros(workshop.model.columns))
        request = replace(workshop.request(nothing, (), self.seconds), relaxed=True)
        return workshop.run(workshop.model, request, ignore).status == "infeasible"

    def line(self, scenario: Scenario, other: Scenario) -> Line | None:
        """Return what lies between and beyond two scenarios that differ in one number; None if it is no line."""
        if self.clock.is_over:
            return None
        first, second = (
            Workshop(build_model(self.instance, each, ANY_GOAL), self.door, self.clock) for each in (scenario, other)
        )
        return Line(self, first, second.model) if _are_alike(first.model, second.model) else None

    def search(self, workshop: Workshop) -> Outcome:
        """Look for any plan of a model."""
        self.asked += 1
        outcome = _Search(workshop, self.clock.seconds + self.seconds).outcome(self._plans)
        if outcome.solution is not None:
            offered = workshop.taught(outcome.solution)
            self._plans = [offered, *(plan for plan in self._plans if plan != offered)][:REMEMBERED]
        return outcome

    def _ask(self, scenario: Scenario) -> tuple[Answer, Workshop, Vector | None]:
        if scenario.openings != "none":
            self.answer(replace(scenario, openings="none"))  # a plan without openings is a plan, and found sooner
        workshop = Workshop(build_model(self.instance, scenario, ANY_GOAL), self.door, self.clock)
        outcome = self.search(workshop)
        return answer_of(outcome), workshop, outcome.solution


def answer_of(outcome: Outcome) -> Answer:
    """Return what an outcome says of whether there is a plan."""
    return "yes" if outcome.solution is not None else "no" if outcome.status == "infeasible" else "unknown"


@dataclass(eq=False)
class Line:
    """Models on the line through two that have the same rows and columns, without building them.

    Whoever relies on an answer asks again for the scenario itself: between the two a model need not lie on the line.
    """

    feasibility: Feasibility
    first: Workshop
    second: CompiledModel

    def answer(self, distance: float) -> Answer:
        """Return whether there is a plan so far along the line: 0 at the first scenario, 1 at the second."""
        if self.feasibility.clock.is_over:
            return "unknown"
        one, two = self.first.model, self.second
        matrix = one.matrix.copy()
        matrix.data = _between(one.matrix.data, two.matrix.data, distance)
        model = replace(
            one,
            matrix=matrix,
            row_lower=_between(one.row_lower, two.row_lower, distance),
            row_upper=_between(one.row_upper, two.row_upper, distance),
        )
        return answer_of(self.feasibility.search(self.first.on(model)))


def _are_alike(one: CompiledModel, two: CompiledModel) -> bool:
    """Whether two models have the same entries, columns and kinds of rows."""
    same = (
        (one.matrix.indptr, two.matrix.indptr),
        (one.matrix.indices, two.matrix.indices),
        (one.column_lower, two.column_lower),
        (one.column_upper, two.column_upper),
        (one.integer, two.integer),
        (np.isfinite(one.row_lower), np.isfinite(two.row_lower)),
        (np.isfinite(one.row_upper), np.isfinite(two.row_upper)),
    )
    return all(np.array_equal(first, second) for first, second in same)


def _between(one: Vector, two: Vector, distance: float) -> Vector:
    finite = np.isfinite(one)
    return np.where(finite, one + distance * np.subtract(two, one, out=np.zeros_like(one), where=finite), one)


def question(scenario: Scenario) -> str:
    """Return what decides whether a scenario has a plan, as text: all but its goals and titles."""
    rules = sorted(scenario.rules.items())
    return repr(_told((scenario.openings, scenario.students, rules, sorted(scenario.prices.items()))))


def _told(value: Any) -> Any:
    """Return a value as plain parts, in which 20 and 20.0 are the same."""
    if isinstance(value, BaseModel):
        return _told(dict(value))
    if isinstance(value, dict):
        return [(name, _told(inside)) for name, inside in sorted(value.items())]
    if isinstance(value, tuple | list):
        return [_told(inside) for inside in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@dataclass(eq=False)
class _Search:
    workshop: Workshop
    ends: float
    """When to stop, by the clock of the workshop."""
    nothing: Objective = field(init=False)

    def __post_init__(self) -> None:
        self.nothing = Objective(np.zeros(self.workshop.model.columns))

    @property
    def left(self) -> float:
        return max(0.0, self.ends - self.workshop.clock.seconds)

    @property
    def is_over(self) -> bool:
        return self.left <= 0 or self.workshop.clock.is_over

    def outcome(self, plans: list[frozenset[Pair]]) -> Outcome:
        """Return any plan, or that there is none."""
        for attempt in self._attempts(plans):
            if attempt.solution is not None or attempt.status == "infeasible":
                return attempt
            if self.is_over:
                break
        return Outcome("limit", limit="time")

    def _attempts(self, plans: list[frozenset[Pair]]) -> Iterator[Outcome]:
        """Yield outcomes until one is a plan of the whole model, or says that there is none."""
        first = self._relaxed(LADDER[0])
        if first.status == "infeasible":
            yield first
        for chosen in self._known(plans):
            yield self._completed(chosen)
        rungs = 0 if self.workshop.model.columns < SMALL else RUNGS
        for rung, left_out in enumerate(LADDER[:rungs]):
            relaxed = self._relaxed(left_out) if rung else first
            if relaxed.status == "infeasible":
                yield relaxed
            elif relaxed.solution is not None:
                projection = self.workshop.projection(left_out)
                for columns in (np.flatnonzero(self.workshop.model.integer), self.workshop.offers):
                    yield self._completed(projection.lift(relaxed.solution, columns))
        yield self._whole()

    def _relaxed(self, left_out: frozenset[str]) -> Outcome:
        projection = self.workshop.projection(left_out)
        request = replace(self.workshop.request(projection.restrict(self.nothing), (), self.left), brief=True)
        return self.workshop.run(projection.model, request, ignore)

    def _completed(self, chosen: Choice) -> Outcome:
        """Return a plan with some choices; that there is none says nothing of the whole."""
        found = self.workshop.complete(self.nothing, (), chosen, self.left)
        return found if found.solution is not None else Outcome("limit")

    def _whole(self) -> Outcome:
        workshop = self.workshop
        found = workshop.run(workshop.model, replace(workshop.request(self.nothing, (), self.left), brief=True), ignore)
        if found.solution is None:
            return found
        exact = self._completed(every_choice(workshop.model, found.solution))  # without the solver's tolerance
        return found if exact.solution is None else exact

    def _known(self, plans: list[frozenset[Pair]]) -> Iterator[Choice]:
        """Yield earlier plans as far as their programmes are eligible here."""
        columns = self.workshop.column_of_pair
        for plan in plans:
            if plan <= columns.keys():
                pairs = sorted(columns)
                where = np.array([columns[pair] for pair in pairs], dtype=np.int64)
                yield where, np.array([float(pair in plan) for pair in pairs])
