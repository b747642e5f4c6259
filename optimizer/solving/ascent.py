r"""What students and places are worth: duals by subgradient, nearly as good as the linear relaxation's and far cheaper.

Students of origin :math:`i` get a price :math:`u_i`, and those who arrive in municipality :math:`n` pay
:math:`\lambda_n`. Without the rows that tie flows to demand and to enrolment, each flow decides on its own, and what is
left is a small linear programme over programmes and enrolments alone:

.. math::

    L(u, \lambda) = \sum_i \mathrm{demand}_i u_i
      + \min_{w \in W} \Bigl( g(w) - \sum_n \lambda_n \sum_{k \in n} \mathrm{enrolled}_k
      + \sum_n \mathrm{taught}_n \sum_i \mathrm{demand}_i \min(0, c_{in} - u_i + \lambda_n) \Bigr)

:math:`L` is a bound for every :math:`u` and :math:`\lambda`, at best that of the linear relaxation (Beasley 1988, doi
10.1016/0377-2217(88)90175-0, bounds warehouse locations so). Steps follow an average of the subgradients, which gives
about the relaxation's solution along the way (Barahona and Anbil 2000, doi 10.1007/s101070050002).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.duals import Proof, prove
from optimizer.solving.landscape import Landscape, Origins
from optimizer.solving.projection import Projection
from optimizer.solving.repeated import RepeatedProgramme

ROUNDS = 600
"""Most steps."""

PATIENCE = 12
"""Steps without a better bound after which they become shorter."""

FIRST_AIM, LAST_AIM = 1.0, 0.01
"""How far above the best bound steps aim, as a share of the way to what a plan costs: at first, and at the end."""

LEAST_RISE = 0.01
"""What that way is at least, as a share of the bound."""

MEMORY = 0.7
"""Weight of the steps before in the direction of a step."""


@dataclass(frozen=True, eq=False)
class _Ways:
    """The flows of one specialisation, in the columns of the small programme."""

    costs: Vector
    demand: Vector
    taught: np.ndarray
    enrolled: np.ndarray
    town_of: np.ndarray


@dataclass(frozen=True, eq=False)
class _Point:
    """Prices, the bound that they give, and the directions in which they would be better."""

    students: list[Vector]
    places: list[Vector]
    bound: float
    solution: Vector
    lacking: list[Vector]
    crowded: list[Vector]


@dataclass(eq=False)
class Ascent:
    """The search for prices.

    Attributes
    ----------
    landscape : Landscape
        What students cost.
    base : Projection
        The part of the model without flows, ``taught`` included.
    objective : Objective
        The goal over the whole model.
    specialisations : tuple of str
        Whose students count.
    seed : int
        Random seed of the solver.
    may_be_full : bool
        Whether places have a price.
    """

    landscape: Landscape
    base: Projection
    objective: Objective
    specialisations: tuple[str, ...]
    seed: int = 0
    may_be_full: bool = True
    average: Vector = field(init=False)
    _ways: list[_Ways] = field(init=False)
    _programme: RepeatedProgramme = field(init=False)

    def __post_init__(self) -> None:
        self._ways = [self._ways_of(self.landscape.origins[name]) for name in self.specialisations]
        self._programme = RepeatedProgramme(self.base.model, self.seed)
        self.average = np.zeros(self.base.kept.size)

    def _ways_of(self, origins: Origins) -> _Ways:
        costs = np.where(origins.flows < 0, np.inf, self.objective.coefficients[origins.flows])
        columns = (np.searchsorted(self.base.kept, each) for each in (origins.taught, origins.enrolled))
        return _Ways(costs, origins.demand, *columns, origins.town_of)

    def climb(self, enough: Callable[[], bool]) -> Proof | None:
        """Return the best proof found; None if the small programme has no solution."""
        best = point = self._at([self._first(ways) for ways in self._ways], [np.zeros(w.taught.size) for w in self._ways])
        if point is None or best is None:
            return None
        self.average = point.solution
        direction = [*point.lacking, *point.crowded]
        aim, idle, goal = FIRST_AIM, 0, self._rounded(point)
        for _ in range(ROUNDS):
            if aim < LAST_AIM or enough():
                break
            least = max(goal - best.bound, LEAST_RISE * abs(best.bound))
            point = self._step(point, direction, best.bound + aim * least)
            if point is None:
                break
            self.average = 0.9 * self.average + 0.1 * point.solution
            goal = min(goal, self._rounded(point))
            idle = 0 if point.bound > best.bound + 0.02 * aim * least else idle + 1
            best = point if point.bound > best.bound else best
            slopes = [*point.lacking, *point.crowded]
            direction = [MEMORY * old + (1 - MEMORY) * new for old, new in zip(direction, slopes, strict=True)]
            if idle >= PATIENCE:
                point, aim, idle = best, aim / 2, 0
                direction = [*point.lacking, *point.crowded]
        return self._prove(best)

    def _rounded(self, point: _Point) -> float:
        """Return about what a plan costs with the programmes of a point, places that may be full left aside."""
        kept = self.objective.coefficients[self.base.kept]
        cost = float(kept @ point.solution) + self.objective.constant
        for ways in self._ways:
            taught = point.solution[ways.taught]
            cost += float(ways.demand @ ways.costs[:, taught >= min(0.5, taught.max())].min(axis=1))
        return cost

    def _first(self, ways: _Ways) -> Vector:
        """Return prices that just pay for the cheapest way, with a share of the fixed cost of where it leads."""
        upper = self.base.model.column_upper[ways.enrolled]
        kept = self.objective.coefficients[self.base.kept]
        share = np.full(ways.taught.size, np.inf)
        np.minimum.at(share, ways.town_of, kept[ways.taught[ways.town_of]] / np.maximum(upper, 1.0))
        first: Vector = (ways.costs + np.maximum(share, 0.0)).min(axis=1)
        return first

    def _costs(self, students: list[Vector], places: list[Vector]) -> Vector:
        """Return the costs of the small programme."""
        costs = self.objective.coefficients[self.base.kept].copy()
        for ways, worth, toll in zip(self._ways, students, places, strict=True):
            gains = np.minimum(0.0, ways.costs - worth[:, None] + toll)
            np.add.at(costs, ways.taught, ways.demand @ gains)
            np.subtract.at(costs, ways.enrolled, toll[ways.town_of])
        return costs

    def _at(self, students: list[Vector], places: list[Vector]) -> _Point | None:
        found = self._programme.minimise(self._costs(students, places))
        if found is None:
            return None
        value, solution, _ = found
        bound = value + self.objective.constant
        lacking, crowded = [], []
        for ways, worth, toll in zip(self._ways, students, places, strict=True):
            bound += float(ways.demand @ worth)
            going = (ways.costs - worth[:, None] + toll < 0) * (ways.demand[:, None] * solution[ways.taught])
            enrolled = np.bincount(ways.town_of, weights=solution[ways.enrolled], minlength=ways.taught.size)
            lacking.append(ways.demand - going.sum(axis=1))
            crowded.append(self.may_be_full * (going.sum(axis=0) - enrolled))
        return _Point(students, places, bound, solution, lacking, crowded)

    def _step(self, point: _Point, direction: list[Vector], aim: float) -> _Point | None:
        """Go on from a point so far that the bound would reach the aim if it rose as it does here."""
        length = sum(float(part @ part) for part in direction)
        if length < 1e-12:
            return None
        step = (aim - point.bound) / length
        count = len(self._ways)
        students = [worth + step * way for worth, way in zip(point.students, direction[:count], strict=True)]
        places = [toll + step * way for toll, way in zip(point.places, direction[count:], strict=True)]
        return self._at(students, places)

    def _prove(self, point: _Point) -> Proof | None:
        """Return what the small programme's duals prove at a point."""
        costs = self._costs(point.students, point.places)
        found = self._programme.minimise(costs)
        if found is None:
            return None
        worth = zip(self._ways, point.students, strict=True)
        constant = self.objective.constant + sum(float(ways.demand @ prices) for ways, prices in worth)
        return prove(self.base.model, Objective(costs, constant), found[2])
