"""Stands in for the solver: whether a scenario has a plan is told by a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.model.dropping import CAPACITY
from optimizer.solving.feasibility import Answer
from optimizer.solving.limits import Clock, Limits
from tests.factory import tiny_instance


class Asked:
    """Answers by a function, and counts the questions."""

    def __init__(self, answer: Callable[[Scenario], Answer], instance: Instance | None = None) -> None:
        self._answer = answer
        self.instance = instance or tiny_instance()
        self.clock = Clock(Limits())
        self.asked = 0

    def answer(self, scenario: Scenario) -> Answer:
        """Return what the function says."""
        self.asked += 1
        return self._answer(scenario)

    def is_ruled_out_by_arithmetic(self, _: Scenario) -> bool:
        """Know no sums."""
        return False

    def line(self, *_: Any) -> None:
        """Know no lines."""


BOUND: dict[str, dict[str, Any]] = {
    CAPACITY: {"expandable_share": 0.5},
    "staffing": {"hired_fte": 1000.0},
    "lead_centre": {"student_share": 0.001},
}
"""Parameters with which the rules that always hold can be told from those that were dropped."""


def kept(scenario: Scenario) -> set[str]:
    """Return the rules that a scenario keeps, if those that always hold have the parameters of `BOUND`."""
    return {
        name
        for name, parameters in scenario.rules.items()
        if all(getattr(parameters, key) == value for key, value in BOUND.get(name, {}).items())
    }
