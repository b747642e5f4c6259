"""Brute force: the losses of the plan that is fairest to whoever it is hardest on, by trying every set of programmes.

The sum of the k largest losses is the largest sum of k of them: here every group of bodies has a row of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import inf

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Scenario
from tests.oracle import Oracle, limit_of
from tests.oracle_facts import Offered, counted
from tests.oracle_placement import Placement
from tests.oracle_programme import Sum, add, times

SLACK = 1e-7


@dataclass
class _Plan:
    """A set of programmes, all ways to complete it, and the sums of the largest losses."""

    offered: Offered
    placement: Placement
    sums: list[Sum]
    measures: dict[str, Sum] = field(default_factory=dict)

    def measure(self, goal: Goal) -> Sum:
        """Return the part of a goal that the programmes do not decide: once, for it may add columns."""
        if goal.key not in self.measures:
            self.measures[goal.key] = self.placement.measure(goal.term, goal.by)
        return self.measures[goal.key]


class FairOracle:
    """Losses in descending order, and then the goals, by trying everything."""

    def __init__(self, instance: Instance, scenario: Scenario, level: str) -> None:
        oracle = Oracle(instance, scenario)
        self.facts, self.level = oracle.facts, level
        self.plans: list[_Plan] = []
        for offered in oracle.possible:
            placement = oracle.place(offered)
            self.plans.append(_Plan(offered, placement, self._sums(placement)))
        self.caps: list[float] = []

    def losses(self) -> list[float] | None:
        """Return the losses in descending order; None if there is no plan."""
        count = len(self.plans[0].sums) if self.plans else 0
        for rank in range(count):
            values = [(self._least(plan, plan.sums[rank]), plan) for plan in self.plans]
            self.plans = [plan for value, plan in values if value is not None]
            if not self.plans:
                return None
            self.caps.append(min(value for value, _ in values if value is not None))
        self.plans = [plan for plan in self.plans if self._least(plan, {}) is not None]
        return [high - low for low, high in zip([0.0, *self.caps], self.caps, strict=False)] if self.plans else None

    def goals(self, goals: tuple[Goal, ...]) -> list[float]:
        """Return the goals one after the other among the plans that are left."""
        held: list[tuple[Goal, float]] = []
        values = []
        for goal in goals:
            found = [value for plan in self.plans if (value := self._least_goal(plan, goal, held)) is not None]
            values.append(min(found))
            held.append((goal, limit_of(goal, values[-1], SLACK)))
        return values

    def _least_goal(self, plan: _Plan, goal: Goal, held: list[tuple[Goal, float]]) -> float | None:
        counts = [counted(self.facts, plan.offered, cap.term) for cap, _ in held]
        limits = [(plan.measure(cap), limit - own + SLACK) for (cap, limit), own in zip(held, counts, strict=True)]
        least = self._least(plan, plan.measure(goal), limits)
        return None if least is None else counted(self.facts, plan.offered, goal.term) + least

    def _least(self, plan: _Plan, objective: Sum, limits: Sequence[tuple[Sum, float]] = ()) -> float | None:
        caps = [(part, limit + SLACK) for part, limit in zip(plan.sums, self.caps, strict=False)]
        return plan.placement.least(objective, [*caps, *limits])

    def _sums(self, placement: Placement) -> list[Sum]:
        """Return a sum for the largest loss, for the two largest together, and so on."""
        facts = self.facts
        member = {
            "institution": facts.school,
            "association": lambda k: facts.institutions[facts.school(k)]["association"],
            "province": lambda k: facts.towns[facts.town(k)]["province_id"],
        }[self.level]
        today: dict[str, float] = {}
        for (k, _), students in facts.today.items():
            today[member(k)] = today.get(member(k), 0.0) + students
        today = {name: students for name, students in today.items() if students > 0}
        kept = {
            name: times(
                1 / students,
                add(*(placement.enrolled[pair] for pair in placement.offered if member(pair[0]) == name)),
            )
            for name, students in today.items()
        }
        sums = []
        for rank in range(1, len(today) + 1):
            largest = placement.column_sum("largest", rank)
            for size in range(1, rank + 1):
                for group in combinations(today, size):
                    placement.hold(add(largest, *(kept[name] for name in group)), float(size), inf)
            sums.append(largest)
        return sums
