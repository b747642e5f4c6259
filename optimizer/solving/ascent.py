r"""What students and places are worth: duals by ascent, nearly as good as a linear programme's and far cheaper.

Students of origin :math:`i` get a price :math:`u_i`, and those who arrive in municipality :math:`n` pay
:math:`\lambda_n` where places may be full. Without the rows that tie flows to demand and to enrolment, each flow
decides on its own, and what is left is a small linear programme over programmes and enrolments:

.. math::

    L(u, \lambda) = \sum_i \mathrm{demand}_i u_i
      + \min_{w \in W} \Bigl( g(w) - \sum_n \lambda_n \sum_{k \in n} \mathrm{enrolled}_k
      + \sum_n \mathrm{taught}_n \sum_i \mathrm{demand}_i \min(0, c_{in} - u_i + \lambda_n) \Bigr)

:math:`L` is a bound for every :math:`u` and :math:`\lambda`, at best that of the linear relaxation (Beasley 1988, doi
10.1016/0377-2217(88)90175-0, bounds warehouse locations so). Steps go from the best prices so far along an average of
the slopes, and the same average of the solutions comes near the relaxation's: the volume algorithm (Barahona and Anbil
2000, doi 10.1007/s101070050002).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.duals import Proof, prove
from optimizer.solving.origins import Integers, Origins
from optimizer.solving.projection import Projection
from optimizer.solving.repeated import RepeatedProgramme

ROUNDS = 1000
"""Most steps."""

FIRST_LENGTH, MOST_LENGTH, LEAST_LENGTH = 0.5, 2.0, 1e-4
"""Length of a step, as a share of the way to what a plan costs: at first, at most, and when the ascent is over."""

LONGER, SHORTER = 1.1, 0.66
"""Factors of the length after a better bound, and after some steps without one."""

PATIENCE = 10
"""Steps without a better bound after which they become shorter."""

LEAST_WAY = 1e-3
"""What the way to a plan's cost is at least, as a share of the bound."""

WEIGHTS = 0.01, 0.3
"""Least and most weight of the last slope in the average."""

USED = 0.05
"""Average part of a municipality's programmes above which the relaxation is said to use them."""


@dataclass(frozen=True, eq=False)
class _Ways:
    """The flows of one specialisation, in the columns of the small programme."""

    costs: Vector
    demand: Vector
    taught: Integers
    offers: Integers
    enrolled: Integers
    town_of: Integers
    students: slice
    places: slice


@dataclass(frozen=True, eq=False)
class _Point:
    """Prices, the bound that they give, and the slopes along which it rises."""

    prices: Vector
    bound: float
    solution: Vector
    slopes: Vector


@dataclass(eq=False)
class Ascent:
    """The search for prices.

    Attributes
    ----------
    base : Projection
        The part of the model without flows, ``taught`` included, and with ``enrolled`` where places may be full.
    objective : Objective
        The goal over the whole model.
    origins : tuple of Origins
        Whose students count, one entry a specialisation.
    may_be_full : bool
        Whether places have a price.
    sites : int
        Sites of each specialisation at least, or about: prices start from there.
    seed : int
        Random seed of the solver.
    prices : ndarray or None
        Where the ascent starts; then the best prices found: of each specialisation's origins and municipalities.
    average : ndarray
        About the linear relaxation's solution.
    rounded : (float, ndarray or None)
        The programmes seen that cost least if all students go to the cheapest, and what they cost.
    """

    base: Projection
    objective: Objective
    origins: tuple[Origins, ...]
    may_be_full: bool
    sites: int = 1
    seed: int = 0
    prices: Vector | None = None
    average: Vector = field(init=False)
    rounded: tuple[float, Vector | None] = field(default=(np.inf, None), init=False)
    _ways: list[_Ways] = field(init=False)
    _programme: RepeatedProgramme = field(init=False)

    def __post_init__(self) -> None:
        self._programme = RepeatedProgramme(self.base.model, self.seed)
        self.average = np.zeros(self.base.kept.size)
        self._ways, first = [], 0
        for origins in self.origins:
            costs = np.where(origins.flows < 0, np.inf, self.objective.coefficients[origins.flows])
            columns = origins.taught, origins.offers, origins.enrolled
            taught, offers, enrolled = (np.searchsorted(self.base.kept, each) for each in columns)
            between, last = first + len(costs), first + sum(costs.shape)
            slices = slice(first, between), slice(between, last)
            self._ways.append(_Ways(costs, origins.demand, taught, offers, enrolled, origins.town_of, *slices))
            first = last

    def climb(self, value: float, enough: Callable[[], bool]) -> Proof | None:
        """Return the best proof found; None if the small programme has no solution.

        Parameters
        ----------
        value : float
            Cost of the best plan known; infinite without one.
        enough : callable
            Asked now and then whether to stop.
        """
        best = self._at(self._first() if self.prices is None else self.prices)
        if best is None:
            return None
        self.average, direction = best.solution, best.slopes
        length, idle, value = FIRST_LENGTH, 0, min(value, self._round(best))
        for _ in range(ROUNDS):
            norm = float(direction @ direction)
            if length < LEAST_LENGTH or norm < 1e-12 or enough():
                break
            way = max(value - best.bound, LEAST_WAY * abs(best.bound))
            point = self._at(best.prices + length * way / norm * direction)
            if point is None:
                break
            value = min(value, self._round(point))
            idle += 1
            if point.bound > best.bound:
                length = min(MOST_LENGTH, length * LONGER) if point.slopes @ direction > 0 else length
                best, idle = point, 0
            elif idle == PATIENCE:
                length, idle = length * SHORTER, 0
            turn = point.slopes - direction
            square = float(turn @ turn)
            weight = float(np.clip(-(direction @ turn) / square, *WEIGHTS)) if square > 0 else WEIGHTS[0]
            direction = direction + weight * turn
            self.average = self.average + weight * (point.solution - self.average)
        self.prices = best.prices
        return self._prove(best)

    def worth(self) -> list[Vector]:
        """Return the best prices of the students of each specialisation's origins."""
        assert self.prices is not None
        return [self.prices[ways.students] for ways in self._ways]

    def start_from(self, other: Ascent) -> None:
        """Start from another ascent's prices, of which some municipalities may be left."""
        assert other.prices is not None
        kept = []
        for mine, others in zip(self._ways, other._ways, strict=True):
            towns = np.isin(others.taught, mine.taught)
            kept += [other.prices[others.students], other.prices[others.places][towns]]
        self.prices = np.concatenate(kept)

    def _net(self, ways: _Ways, prices: Vector) -> NDArray[np.float64]:
        """Return what each flow costs a student, less what it is worth."""
        return np.asarray(ways.costs - prices[ways.students][:, None] + prices[ways.places])

    def _round(self, point: _Point) -> float:
        """Return what a point's programmes cost if all go to the cheapest, whether or not places suffice."""
        kept = self.objective.coefficients[self.base.kept]
        cost = float(kept @ point.solution) + self.objective.constant
        for ways in self._ways:
            sites = np.bincount(ways.town_of, weights=point.solution[ways.offers], minlength=ways.taught.size)
            cost += float(ways.demand @ ways.costs[:, sites >= min(0.5, sites.max())].min(axis=1))
        if cost < self.rounded[0]:
            self.rounded = cost, point.solution
        return cost

    def _first(self) -> Vector:
        """Return prices that pay for ways to about as many municipalities as one site serves."""
        first = []
        for ways in self._ways:
            rank = min(ways.taught.size - 1, max(1, ways.taught.size // (2 * self.sites)))
            worth = np.partition(ways.costs, rank, axis=1)[:, rank] if ways.taught.size > 1 else ways.costs[:, 0]
            cheapest = ways.costs.min(axis=1)
            first += [np.where(np.isfinite(worth), worth, cheapest), np.zeros(ways.taught.size)]
        return np.concatenate(first)

    def _costs(self, prices: Vector) -> Vector:
        """Return the costs of the small programme."""
        costs = self.objective.coefficients[self.base.kept].copy()
        for ways in self._ways:
            np.add.at(costs, ways.taught, ways.demand @ np.minimum(0.0, self._net(ways, prices)))
            if self.may_be_full:
                np.subtract.at(costs, ways.enrolled, prices[ways.places][ways.town_of])
        return costs

    def _at(self, prices: Vector) -> _Point | None:
        found = self._programme.minimise(self._costs(prices))
        if found is None:
            return None
        bound, solution, _ = found
        slopes = np.zeros_like(prices)
        for ways in self._ways:
            bound += float(ways.demand @ prices[ways.students])
            going = (self._net(ways, prices) < 0) * (ways.demand[:, None] * solution[ways.taught])
            slopes[ways.students] = ways.demand - going.sum(axis=1)
            if self.may_be_full:
                enrolled = np.bincount(ways.town_of, weights=solution[ways.enrolled], minlength=ways.taught.size)
                slopes[ways.places] = going.sum(axis=0) - enrolled
        return _Point(prices, bound + self.objective.constant, solution, slopes)

    def _prove(self, point: _Point) -> Proof | None:
        """Return what the small programme's duals prove at a point."""
        costs = self._costs(point.prices)
        found = self._programme.minimise(costs)
        if found is None:
            return None
        paid = sum(float(ways.demand @ point.prices[ways.students]) for ways in self._ways)
        return prove(self.base.model, Objective(costs, self.objective.constant + paid), found[2])
