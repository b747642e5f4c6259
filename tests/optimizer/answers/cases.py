"""Small cases for questions about a plan."""

from __future__ import annotations

from typing import Any

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Goals, Scenario
from optimizer.solving.limits import Limits
from tests.factory import tiny_instance
from tests.random_instances import scenario_of

GOALS = (Goal(term="duplication", give_up_abs=1), Goal(term="student_travel", give_up=0.1), Goal(term="displaced"))
EXACT = Limits(gap=1e-7)


def case(rules: dict[str, dict[str, Any]] | None = None, **changes: Any) -> tuple[Instance, Scenario]:
    """Return the tiny data set and a scenario with three goals."""
    goals = Goals(order=changes.pop("goals", GOALS))
    return tiny_instance(), scenario_of(rules, goals=goals, dataset="tiny", **changes)
