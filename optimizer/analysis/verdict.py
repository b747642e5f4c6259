"""Is it worth it? A plan against doing nothing, and the prices at which the answer turns.

For a fixed plan the break-even is arithmetic. The honest one asks at which price *any* plan under the rules beats
doing nothing: the cheapest plan is sought anew at the value found so far, and moves it, until it saves nothing there.
Both are given. What has no price, such as quality or concentration, does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from optimizer.analysis.break_even import Bill, Point, unpaid_interval, unpaid_region
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Scenario
from optimizer.inputs.schema import PRICES
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


@dataclass(eq=False)
class Search:
    """Finds break-even values by seeking the cheapest plan anew; every plan found serves all later searches.

    Attributes
    ----------
    today : Bill
        Doing nothing.
    fixed : Bill
        The plan of the scenario's goals.
    prices : mapping of str to float
        The present prices.
    solve_at : callable
        Returns the cheapest plan at other prices.
    tolerance : float
        EUR a year that count as nothing.
    never_more : set of str
        Prices of which no plan can use more than today: low values need no check.
    """

    today: Bill
    fixed: Bill
    prices: Mapping[str, float]
    solve_at: SolveAt
    tolerance: float
    never_more: frozenset[str] = frozenset()
    found: list[Bill] = field(init=False)
    solved: dict[tuple[tuple[str, float], ...], Cheapest] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.found = [self.fixed]

    def cheapest(self, changed: Mapping[str, float] | None = None) -> Cheapest:
        """Return the cheapest plan where some prices have changed."""
        prices = {**self.prices, **(changed or {})}
        key = tuple(sorted(prices.items()))
        if key not in self.solved:
            self.solved[key] = self.solve_at(prices)
            bill = self.solved[key].bill
            if bill is not None:
                self.found.append(bill)
        return self.solved[key]

    def saving(self, prices: Mapping[str, float]) -> float:
        """Return the most that a plan found so far saves."""
        return max(bill.saving(self.today, prices) for bill in self.found)

    def break_evens(self, parameter: str, *, estimated: bool) -> list[BreakEven]:
        """Return where the verdict turns as one price changes: one value, two, or none."""
        now = self.prices[parameter]
        most = self._farthest(parameter)
        ends = self._settled(parameter, most)
        turns: list[tuple[float | None, str]] = []
        if ends is None:
            turns = [(None, "always")]
        else:
            turns += [(ends[0], "below")] if ends[0] > 0 else []
            turns += [(ends[1], "above")] if ends[1] < most else []
        fixed, fixed_pays = self.fixed.break_even(self.today, self.prices, parameter)
        return [
            BreakEven(
                parameter,
                PRICES[parameter][0],
                now,
                value,
                pays,
                fixed,
                fixed_pays,
                None if value is None else self._possible_saving(parameter, value),
                estimated,
            )
            for value, pays in turns or [(None, "never")]
        ]

    def _farthest(self, parameter: str) -> float:
        """Return how far to look: for a price of 0, to where it alone would cost what everything costs today."""
        now, used = self.prices[parameter], self.today.quantities[parameter]
        return FARTHEST * now if now > 0 else self.today.cost(self.prices) / max(used, 1.0)

    def _settled(self, parameter: str, most: float) -> tuple[float, float] | None:
        """Return the interval in which nothing pays, its ends checked by seeking the cheapest plan there."""
        for _ in range(MOST_STEPS):
            ends = unpaid_interval(self.found, self.today, self.prices, parameter, most)
            if ends is None:
                return None
            moved = False
            for end in ends[1:] if parameter in self.never_more else ends:
                before = len(self.found)
                bill = self.cheapest({parameter: end}).bill
                saves = bill is not None and bill.saving(self.today, {**self.prices, parameter: end}) > self.tolerance
                if saves and len(self.found) > before:
                    moved = True
                    break
            if not moved:
                return ends
        return unpaid_interval(self.found, self.today, self.prices, parameter, most)

    def _possible_saving(self, parameter: str, value: float) -> float:
        prices = {**self.prices, parameter: value}
        return max(0.0, self.today.cost(prices) - self.cheapest({parameter: value}).bound)

    def frontier(self, axes: tuple[str, str], most: Point, points: int) -> Frontier:
        """Return where the verdict turns in the plane of two prices, its corners checked one after the other.

        Parameters
        ----------
        axes : (str, str)
            The two prices.
        most : (float, float)
            Upper ends of the axes.
        points : int
            How many corners are checked.
        """
        for _ in range(points):
            region = unpaid_region(self.found, self.today, self.prices, axes, most)
            corner = _farthest_corner(region, [(x, y) for x, y, _ in self._solved_in(axes)], most)
            if corner is None:
                break
            self.cheapest(dict(zip(axes, corner, strict=True)))
        region = unpaid_region(self.found, self.today, self.prices, axes, most)
        return Frontier(axes, most, region, self._solved_in(axes))

    def _solved_in(self, axes: tuple[str, str]) -> list[tuple[float, float, float]]:
        """Return where in a plane the cheapest plan was sought, and the most that any plan found saves there."""
        points = []
        for key in self.solved:
            prices = dict(key)
            if all(prices[name] == value for name, value in self.prices.items() if name not in axes):
                points.append((prices[axes[0]], prices[axes[1]], self.saving(prices)))
        return sorted(points)


def _farthest_corner(region: list[Point], checked: list[Point], most: Point) -> Point | None:
    """Return the corner of the frontier that lies farthest from those checked before; None if all of them are.

    Where the fixed cost is nothing there is nothing to save, so the corners there wait for no check.
    """
    known = [(0.0, 0.0), (0.0, most[1]), *checked]

    def distance(corner: Point) -> float:
        return min(abs(corner[0] - x) / most[0] + abs(corner[1] - y) / most[1] for x, y in known)

    farthest = max(region, key=distance, default=None)
    return None if farthest is None or distance(farthest) < 1e-6 else farthest


def judge(
    search: Search, cheapest: Cheapest, break_evens: tuple[BreakEven, ...], margin: float, provable: float
) -> tuple[Answer, tuple[Reason, ...]]:
    """Return the verdict at the present prices, and why; `provable` is the saving that the gap leaves open."""
    plan_saves = search.fixed.saving(search.today, search.prices) > 0
    most = search.today.cost(search.prices) - cheapest.bound
    saving = search.saving(search.prices)
    reasons: list[Reason] = ["saves" if plan_saves else "costs"]
    unsure: list[Reason] = []
    if any(each.is_within(margin) for each in break_evens):
        unsure.append("near")
    if saving > 0 and not plan_saves:
        unsure.append("other_plan")
    if saving <= 0 and most > provable:
        unsure.append("unproven")
    if unsure:
        return "depends", (*reasons, *unsure)
    return ("worth_it" if saving > 0 else "not_worth_it"), tuple(reasons)
