"""Brute force: the best plan of a small scenario, by trying every set of programmes; no code of the model is used."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Scenario
from tests.oracle_facts import Facts, Offered, counted, every_offer
from tests.oracle_placement import Placement
from tests.oracle_places import hold_places, spread

INTEGRAL = frozenset({"duplication", "family_sites", "openings"})
TERMS = (
    "duplication",
    "family_sites",
    "teacher_scatter",
    "staff_travel",
    "freed",
    "hired",
    "student_travel",
    "extra_travel",
    "displaced",
    "unplaced",
    "expansion",
    "openings",
    "worst_loss",
    "institute_distance",
    "industry_distance",
    "cost",
)
Cap = tuple[Goal, float]


@dataclass
class Oracle:
    """Answers by trying everything.

    Attributes
    ----------
    instance, scenario : Instance, Scenario
        What is asked about; its own goals do not matter.
    """

    instance: Instance
    scenario: Scenario
    facts: Facts = field(init=False)
    possible: list[Offered] = field(init=False)

    def __post_init__(self) -> None:
        self.facts = Facts(self.instance, self.scenario)
        self.possible = [offered for offered in every_offer(self.facts) if spread(self.facts, offered)]

    def least(self, goal: Goal, caps: tuple[Cap, ...] = ()) -> float | None:
        """Return the least value of a term among all plans that keep caps on other terms; None if there is no plan."""
        facts = self.facts
        best: float | None = None
        for offered in sorted(self.possible, key=lambda offered: counted(facts, offered, goal.term)):
            base = counted(facts, offered, goal.term)
            if best is not None and base >= best:
                break
            left = [(cap, limit - counted(facts, offered, cap.term)) for cap, limit in caps]
            if any(rest < -1e-9 for _, rest in left):
                continue
            placement = self.place(offered)
            limits = [(placement.measure(cap.term, cap.by), rest) for cap, rest in left]
            found = placement.least(placement.measure(goal.term, goal.by), limits)
            if found is None and not caps:
                self.possible = [other for other in self.possible if other != offered]
            elif found is not None and (best is None or base + found < best):
                best = base + found
        return best

    def place(self, offered: Offered) -> Placement:
        """Return what remains to be chosen once the programmes are given."""
        placement = Placement(self.facts, offered)
        hold_places(placement)
        return placement

    def hierarchy(self, *goals: Goal, slack: float = 0.0) -> list[float] | None:
        """Return the values of goals pursued one after the other; limits are widened by a relative slack."""
        caps: tuple[Cap, ...] = ()
        values = []
        for goal in goals:
            value = self.least(goal, caps)
            if value is None:
                return None
            values.append(value)
            caps = (*caps, (goal, limit_of(goal, value, slack)))
        return values


def limit_of(goal: Goal, value: float, slack: float) -> float:
    """Return what later goals may let a goal rise to."""
    limit = value * (1 + goal.give_up) + goal.give_up_abs
    if goal.term in INTEGRAL:
        return float(floor(limit + 1e-6))
    return limit + slack * max(1.0, abs(limit))
