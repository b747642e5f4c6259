"""What a verdict says: the cheapest plans, where the answer turns, and the answer itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from optimizer.analysis.break_even import Bill, Point
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Scenario
from optimizer.solving.result import Result

Answer = Literal["worth_it", "not_worth_it", "depends"]
Reason = Literal["saves", "costs", "no_plan", "near", "other_plan", "unproven"]

AXES = ("eur_per_programme_year", "eur_per_km")
"""The two prices between which the verdict turns: fixed cost saved against travel."""

FARTHEST = 10.0
"""How far a break-even is sought: up to so many times the present price."""

MOST_STEPS = 12
"""Most times that the cheapest plan is sought anew for one break-even."""


@dataclass(frozen=True)
class Cheapest:
    """The cheapest plan at some prices.

    Attributes
    ----------
    plan : Plan or None
        None if none was found in time.
    bill : Bill or None
        Its bill.
    bound : float
        Cost in EUR a year below which no plan lies at those prices.
    proven : bool
        Whether the plan is proven within the gap asked for.
    """

    plan: Plan | None
    bill: Bill | None
    bound: float
    proven: bool


SolveAt = Callable[[Mapping[str, float]], Cheapest]


@dataclass(frozen=True)
class BreakEven:
    """The value of one price at which the verdict turns.

    Attributes
    ----------
    parameter, unit : str
        The price and its unit.
    now : float
        Its present value.
    value : float or None
        Where the cheapest plan under the rules, sought anew there, costs as much as doing nothing; None if there is no
        such value from 0 to `FARTHEST` times the present one.
    pays : {"above", "below", "always", "never"}
        On which side of `value` consolidation pays.
    fixed_plan : float or None
        The same for the plan of the scenario's goals, left as it is.
    fixed_plan_pays : {"above", "below", "always", "never"}
        On which side of `fixed_plan` that plan pays.
    possible_saving : float or None
        EUR a year that a plan could still save at `value`, by the bound of the solver.
    estimated : bool
        Whether the present value is an assumption of the data set.
    """

    parameter: str
    unit: str
    now: float
    value: float | None
    pays: str
    fixed_plan: float | None
    fixed_plan_pays: str
    possible_saving: float | None
    estimated: bool

    def is_within(self, margin: float) -> bool:
        """Whether the break-even lies within a share of the present value."""
        return self.value is not None and abs(self.value - self.now) <= margin * self.now


@dataclass(frozen=True)
class Frontier:
    """Where the verdict turns in the plane of two prices.

    Attributes
    ----------
    axes : (str, str)
        The two prices.
    most : (float, float)
        Upper ends of the axes.
    unpaid : list of (float, float)
        Corners of the prices at which no plan found saves anything; convex, and never too small.
    solved : list of (float, float, float)
        Prices at which the cheapest plan was sought, and what is saved there at most, in EUR a year.
    """

    axes: tuple[str, str]
    most: Point
    unpaid: list[Point]
    solved: list[tuple[float, float, float]]


@dataclass(frozen=True, eq=False)
class Verdict:
    """Outcome of :func:`optimizer.verdict`.

    Attributes
    ----------
    instance, scenario : Instance, Scenario
        What was judged.
    verdict : {"worth_it", "not_worth_it", "depends"}
        The answer at the present prices.
    reasons : tuple of str
        Why: `saves` or `costs` (the plan), `no_plan` (can satisfy the rules), `near` (a break-even lies within the
        margin), `other_plan` (another plan than that of the goals pays), `unproven` (the search was cut short).
    margin : float
        Share by which prices may be off before a break-even counts as far.
    prices : mapping of str to float
        The present prices.
    situations : DataFrame
        By row `observed`, `nothing` (today's programmes, students placed with least travel in today's places), `plan`
        (of the goals) and `cheapest` (plan under the rules at these prices): students, programmes, km (mean, one way),
        staff_km (FTE·km), fte, places, cost (EUR/year) and saving (against doing nothing).
    break_evens : tuple of BreakEven
        One a price; two where consolidation pays on both sides of what is between.
    frontier : Frontier
        The break-even in the plane of two prices.
    bills : mapping of str to Bill
        By situation, what it uses of everything that has a price.
    result : Result
        The plan of the scenario's goals.
    cheapest : Plan or None
        The cheapest plan at these prices.
    most_saving : float
        EUR a year that no plan under the rules can save more than, at these prices.
    warnings : tuple of str
        What else to know.
    """

    instance: Instance
    scenario: Scenario
    verdict: Answer
    reasons: tuple[Reason, ...]
    margin: float
    prices: Mapping[str, float]
    situations: pd.DataFrame
    break_evens: tuple[BreakEven, ...]
    frontier: Frontier
    bills: Mapping[str, Bill]
    result: Result
    cheapest: Plan | None = None
    most_saving: float | None = None
    warnings: tuple[str, ...] = ()

    def table(self) -> pd.DataFrame:
        """Return the break-even values with the columns of ``break_even.csv``."""
        rows = [
            {"break_even": each.value, **{key: value for key, value in vars(each).items() if key != "value"}}
            for each in self.break_evens
        ]
        return pd.DataFrame(rows, columns=list(BREAK_EVEN))

    def __repr__(self) -> str:
        return f"<Verdict on {self.scenario.name}: {self.verdict}>"


BREAK_EVEN = (
    "parameter",
    "now",
    "break_even",
    "unit",
    "pays",
    "fixed_plan",
    "fixed_plan_pays",
    "possible_saving",
    "estimated",
)
"""Columns of ``break_even.csv``."""
