"""Is it worth it? A plan against doing nothing, and the prices at which the answer turns.

For a fixed plan the break-even is arithmetic. The honest one asks at which price *any* plan under the rules beats
doing nothing: the cheapest plan is sought anew at the value found so far, and moves it, until it saves nothing there.
Both are given. What has no price, such as quality or concentration, does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.analysis.break_even import Bill, Point, unpaid_interval, unpaid_region
from optimizer.analysis.judgements import (
    FARTHEST,
    MOST_STEPS,
    Answer,
    BreakEven,
    Cheapest,
    Frontier,
    Reason,
    SolveAt,
)
from optimizer.inputs.schema import PRICES


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
