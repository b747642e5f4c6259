r"""At which prices a plan costs as much as doing nothing: arithmetic on bills.

A bill :math:`q` says how much of everything that has a price a situation uses in a year, so that its cost is
:math:`\sum_i p_i q_i`, linear in every price. A plan saves

.. math:: \sum_i p_i \, (q_i^{\mathrm{today}} - q_i^{\mathrm{plan}})

and a set of plans leaves those prices at which none saves anything: an intersection of half-planes, hence convex. Every
plan that is found can only make it smaller; that is what makes the search for break-even values end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from optimizer.analysis.situation import Situation, tidy
from optimizer.analysis.terms import annuity, terms_of
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan

LINEAR_PRICES = (
    "eur_per_programme_year",
    "eur_per_km",
    "eur_per_fte_year",
    "eur_per_place",
    "eur_per_opening",
    "eur_per_fte_moved",
)
"""Prices in which the cost of a plan is linear."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Bill:
    """What a situation uses in a year of everything that has a price.

    Attributes
    ----------
    quantities : mapping of str to float
        By price: programmes, km both ways, FTE, and the yearly share of places, openings and moved FTE.
    fixed : float
        EUR a year that no price changes: the fixed costs of single programmes.
    """

    quantities: Mapping[str, float]
    fixed: float = 0.0

    def cost(self, prices: Mapping[str, float]) -> float:
        """Return the yearly cost in EUR."""
        return self.fixed + sum(prices[name] * quantity for name, quantity in self.quantities.items())

    def saving(self, today: Bill, prices: Mapping[str, float]) -> float:
        """Return what this costs less than today, in EUR a year."""
        return today.cost(prices) - self.cost(prices)

    def break_even(self, today: Bill, prices: Mapping[str, float], parameter: str) -> tuple[float | None, str]:
        """Return the price at which the saving is 0, and on which side of it this pays: the fixed plan's break-even.

        Returns
        -------
        float or None
            None if there is no such price of at least 0.
        {"above", "below", "always", "never"}
            Where it pays.
        """
        slope = today.quantities[parameter] - self.quantities[parameter]
        constant = self.saving(today, prices) - slope * prices[parameter]
        root = -constant / slope if abs(slope) > 1e-9 else -1.0
        if root < 0:
            return None, "always" if constant > 0 else "never"
        return root, "above" if slope > 0 else "below"


def bill_of(plan: Plan, instance: Instance, prices: Mapping[str, float]) -> Bill:
    """Return the bill of a plan; of the prices, days, rate and life are used."""
    situation = Situation(tidy(plan), instance)
    terms = terms_of(situation, prices, "institution")
    share = annuity(prices["rate"], prices["life_years"])
    employed = float(instance.table("teachers")["fte"].sum()) - terms["freed"] + terms["hired"]
    return Bill(
        {
            "eur_per_programme_year": float(len(situation.programmes)),
            "eur_per_km": 2.0 * prices["days_per_year"] * (terms["student_travel"] + terms["staff_travel"]),
            "eur_per_fte_year": employed,
            "eur_per_place": share * terms["expansion"],
            "eur_per_opening": share * terms["openings"],
            "eur_per_fte_moved": share * float(situation.away["fte"].sum()),
        },
        fixed=float(situation.programmes["fixed_cost"].sum()),
    )


def unpaid_interval(
    plans: Iterable[Bill], today: Bill, prices: Mapping[str, float], parameter: str, most: float
) -> tuple[float, float] | None:
    """Return the values of one price, from 0 to `most`, at which none of these plans saves anything.

    None if some plan saves at every value.
    """
    low, high = 0.0, most
    for plan in plans:
        slope = today.quantities[parameter] - plan.quantities[parameter]
        constant = plan.saving(today, prices) - slope * prices[parameter]
        if abs(slope) <= 1e-9:
            if constant > 0:
                return None
        elif slope > 0:
            high = min(high, -constant / slope)
        else:
            low = max(low, -constant / slope)
    return (low, high) if low <= high else None


def unpaid_region(
    plans: Iterable[Bill], today: Bill, prices: Mapping[str, float], axes: tuple[str, str], most: Point
) -> list[Point]:
    """Return the corners of the prices, along two axes, at which none of these plans saves anything.

    Returns
    -------
    list of (float, float)
        A convex polygon inside the box from (0, 0) to `most`; empty if some plan saves everywhere.
    """
    corners: list[Point] = [(0.0, 0.0), (most[0], 0.0), most, (0.0, most[1])]
    for plan in plans:
        slopes = [today.quantities[axis] - plan.quantities[axis] for axis in axes]
        constant = plan.saving(today, {**prices, axes[0]: 0.0, axes[1]: 0.0})
        values = [constant + slopes[0] * x + slopes[1] * y for x, y in corners]
        corners = _clipped(corners, values)
    return [
        corner
        for number, corner in enumerate(corners)
        if max(abs(corner[axis] - corners[number - 1][axis]) / most[axis] for axis in (0, 1)) > 1e-9
    ]


def _clipped(corners: Sequence[Point], values: Sequence[float]) -> list[Point]:
    """Return the part of a convex polygon in which a linear function, known at its corners, is at most 0."""
    kept: list[Point] = []
    scale = max((abs(value) for value in values), default=0.0) * 1e-12
    for number, (corner, value) in enumerate(zip(corners, values, strict=True)):
        before, value_before = corners[number - 1], values[number - 1]
        if (value > scale) != (value_before > scale):
            part = value_before / (value_before - value)
            kept.append((before[0] + part * (corner[0] - before[0]), before[1] + part * (corner[1] - before[1])))
        if value <= scale:
            kept.append(corner)
    return kept
