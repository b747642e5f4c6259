"""A scenario's goals in the solver's terms."""

from __future__ import annotations

import math
from dataclasses import dataclass

from optimizer.inputs.scenario import Goal
from optimizer.model.registry import discover_terms
from optimizer.solving.arrays import Objective
from optimizer.solving.workshop import Workshop


@dataclass(frozen=True, eq=False)
class Aim:
    """A goal in the solver's terms: its objective, and how far later goals may raise it."""

    name: str
    unit: str
    objective: Objective
    give_up: float = 0.0
    give_up_abs: float = 0.0
    integral: bool = False

    def round(self, value: float) -> float:
        """Return a value without what only the solver's tolerance adds."""
        return round(value, 0 if self.integral else 9) + 0.0

    def limit(self, value: float) -> float:
        """Return what later goals may let the value rise to: best·(1 + give_up) + give_up_abs."""
        limit = value * (1 + self.give_up) + self.give_up_abs
        return math.floor(limit + 1e-6) if self.integral else limit


def aims_of(workshop: Workshop) -> list[Aim]:
    """Return the scenario's goals as aims: one a goal in a hierarchy, one named ``cost`` in weighted mode."""
    goals, terms = workshop.source.index.scenario.goals, discover_terms()
    objectives = workshop.model.objectives
    if goals.mode == "weighted":
        priced = [(1.0 if goal.price is None else goal.price, objectives[goal.key]) for goal in goals.order]
        return [Aim("cost", "EUR/year", Objective.weighted(priced))]
    return [_aim(goal, objectives[goal.key], terms[goal.term].unit, terms[goal.term].integral) for goal in goals.order]


def _aim(goal: Goal, objective: Objective, unit: str, integral: bool) -> Aim:
    return Aim(goal.term, unit, objective, goal.give_up, goal.give_up_abs, integral)
