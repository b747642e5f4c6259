"""Whether a scenario has any plan: many small questions, each answered yes, no, or not known in time.

Arithmetic comes first, then relaxations, each completed to a plan, then the whole model. Nothing is minimised: a
question is answered by the first plan. A no is never an overlooked yes (see :mod:`optimizer.solving.highs`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from optimizer.inputs.contradictions import contradictions, shortages
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Goal, Scenario
from optimizer.model.build import build_model
from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.extraction import extract_plan
from optimizer.solving.limits import Clock
from optimizer.solving.projection import LADDER
from optimizer.solving.requests import Door, Outcome, Progress
from optimizer.solving.workshop import Choice, Workshop

Answer = Literal["yes", "no", "unknown"]

ANY_GOAL = (Goal(term="duplication"),)
"""Building wants a goal; none is pursued."""

REMEMBERED = 3
"""Plans that are tried on the next question, the latest first."""

RUNGS = 3
"""Relaxations that are tried before the whole model."""


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

    def _ask(self, scenario: Scenario) -> tuple[Answer, Workshop, Vector | None]:
        self.asked += 1
        if scenario.openings != "none":
            self.answer(replace(scenario, openings="none"))  # a plan without openings is a plan, and found sooner
        workshop = Workshop(build_model(self.instance, scenario, ANY_GOAL), self.door, self.clock)
        search = _Search(workshop, self.clock.seconds + self.seconds)
        outcome = search.outcome(self._plans)
        if outcome.solution is not None:
            offers = workshop.model.values_of(workshop.source.pyomo.offers, outcome.solution)
            offered = frozenset(pair for pair, value in offers.items() if value > 0.5)
            self._plans = [offered, *(plan for plan in self._plans if plan != offered)][:REMEMBERED]
            return "yes", workshop, outcome.solution
        return "no" if outcome.status == "infeasible" else "unknown", workshop, None


def question(scenario: Scenario) -> str:
    """Return what decides whether a scenario has a plan, as text: all but its goals and titles."""
    rules = sorted((name, repr(parameters)) for name, parameters in scenario.rules.items())
    return repr((scenario.openings, scenario.students, rules, sorted(scenario.prices.items())))


@dataclass(eq=False)
class _Search:
    workshop: Workshop
    ends: float
    """When to stop, by the clock of the workshop."""

    @property
    def left(self) -> float:
        return max(0.0, self.ends - self.workshop.clock.seconds)

    def outcome(self, plans: list[frozenset[Pair]]) -> Outcome:
        """Return any plan, or that there is none."""
        workshop = self.workshop
        nothing = Objective(np.zeros(workshop.model.columns))
        smallest = workshop.projection(LADDER[0])
        first = self._run(smallest.model, smallest.restrict(nothing))
        if first.status == "infeasible":
            return first
        for chosen in self._known(plans):
            found = workshop.complete(nothing, (), chosen, self.left)
            if found.solution is not None or self._is_over:
                return found
        for rung, left_out in enumerate(LADDER[:RUNGS]):
            projection = workshop.projection(left_out)
            relaxed = first if rung == 0 else self._run(projection.model, projection.restrict(nothing))
            if relaxed.status == "infeasible":
                return relaxed
            if relaxed.solution is None:
                continue
            for columns in (np.flatnonzero(workshop.model.integer), workshop.offers):
                if self._is_over:
                    return Outcome("limit", limit="time")
                found = workshop.complete(nothing, (), projection.lift(relaxed.solution, columns), self.left)
                if found.solution is not None:
                    return found
        return Outcome("limit", limit="time") if self._is_over else self._run(workshop.model, nothing)

    @property
    def _is_over(self) -> bool:
        return self.left <= 0 or self.workshop.clock.is_over

    def _run(self, model: object, nothing: Objective) -> Outcome:
        request = replace(self.workshop.request(nothing, (), self.left), brief=True)
        return self.workshop.run(model, request, _unheard)  # type: ignore[arg-type]

    def _known(self, plans: list[frozenset[Pair]]) -> Iterator[Choice]:
        """Yield earlier plans as far as their programmes are eligible here."""
        columns = self.workshop.model.columns_of(self.workshop.source.pyomo.offers)
        for plan in plans:
            if plan <= columns.keys():
                pairs = sorted(columns)
                where = np.array([columns[pair] for pair in pairs], dtype=np.int64)
                yield where, np.array([float(pair in plan) for pair in pairs])


def _unheard(_: Progress) -> None:
    """Take no notice of progress."""
