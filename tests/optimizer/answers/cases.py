"""Small cases for questions about a plan."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from optimizer.answers.bench import Bench
from optimizer.answers.inquiry import inquiry
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Goals, Scenario
from optimizer.solving.limits import Clock, Limits
from tests.factory import tiny_instance
from tests.random_instances import scenario_of

GOALS = (Goal(term="duplication", give_up_abs=1), Goal(term="student_travel", give_up=0.1), Goal(term="displaced"))
EXACT = Limits(gap=1e-7)


def case(rules: dict[str, dict[str, Any]] | None = None, **changes: Any) -> tuple[Instance, Scenario]:
    """Return the tiny data set and a scenario with three goals."""
    goals = Goals(order=changes.pop("goals", GOALS))
    return tiny_instance(), scenario_of(rules, goals=goals, dataset="tiny", **changes)


@contextmanager
def bench_of(instance: Instance, scenario: Scenario) -> Iterator[Bench]:
    """Give room for plans sought anew about a scenario's own plan."""
    with inquiry(instance, scenario, EXACT, isolated=False) as found:
        yield Bench(found, found.desk, Clock(found.limits))
