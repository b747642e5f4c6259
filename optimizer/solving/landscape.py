"""What a measure makes students cost by origin and municipality, as arrays: where bounds and searches start from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.model.index import Index
from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.workshop import Workshop

Integers = NDArray[np.int64]

NOTHING: Integers = np.array([], dtype=np.int64)


def never_full(index: Index) -> bool:
    """Whether every campus has places for all students who could come, so that nobody is ever turned away."""
    demand = index.instance.demand_of
    return all(
        sum(demand[specialisation] for specialisation in taught) <= index.most_places[campus] + 1e-9
        for campus, taught in index.specialisations_by_campus.items()
    )


@dataclass(frozen=True, eq=False)
class Origins:
    """The origins of one specialisation, and the municipalities that may teach it.

    Attributes
    ----------
    demand : ndarray, shape (origins,)
        Students of each origin.
    flows : ndarray of int, shape (origins, municipalities)
        Columns of ``students``; -1 where nobody can go.
    taught : ndarray of int, shape (municipalities,)
        Columns that say whether a municipality teaches: ``taught``, or ``offers`` where one campus may teach there.
    offers, enrolled : ndarray of int, shape (campuses,)
        Columns of the campuses that may teach it.
    town_of : ndarray of int, shape (campuses,)
        The municipality of each of these campuses.
    """

    demand: Vector
    flows: Integers
    taught: Integers
    offers: Integers
    enrolled: Integers
    town_of: Integers


@dataclass(eq=False)
class Landscape:
    """What a measure makes students cost.

    Attributes
    ----------
    workshop : Workshop
        The model, in which no choice of programmes is fixed beforehand.
    measure : Objective
        The measure.
    """

    workshop: Workshop
    measure: Objective

    @cached_property
    def origins(self) -> dict[str, Origins]:
        """The origins by specialisation."""
        index, source, model = self.workshop.source.index, self.workshop.source.pyomo, self.workshop.model
        flows, taught = model.columns_of(source.students), model.columns_of(source.taught)
        offers, enrolled = model.columns_of(source.offers), model.columns_of(source.enrolled)
        zones: dict[str, list[str]] = defaultdict(list)
        for zone, s in index.instance.demand:
            zones[s].append(zone)
        origins = {}
        for s, names in zones.items():
            towns = index.municipalities_by_specialisation[s]
            campuses = [(place, k) for place, town in enumerate(towns) for k in index.campuses_by_node[town, s]]
            first = {place: offers[k, s] for place, k in reversed(campuses)}
            origins[s] = Origins(
                demand=np.array([index.instance.demand[zone, s] for zone in names]),
                flows=_integers([[flows.get((zone, town, s), -1) for town in towns] for zone in names]),
                taught=_integers([taught.get((town, s), first[place]) for place, town in enumerate(towns)]),
                offers=_integers([offers[k, s] for _, k in campuses]),
                enrolled=_integers([enrolled[k, s] for _, k in campuses]),
                town_of=_integers([place for place, _ in campuses]),
            )
        return origins

    @cached_property
    def students(self) -> Integers:
        """Columns of ``students``."""
        return self.workshop.columns_named("students")

    @property
    def ways(self) -> int:
        """Number of ways that students may go."""
        return sum(origins.flows.size for origins in self.origins.values())

    def least_open(self) -> int:
        """Return how many campuses teach a specialisation in every plan."""
        return max(1, getattr(self.workshop.source.index.scenario.rules.get("sites_per_specialisation"), "min", 1))


def _integers(values: list[object]) -> Integers:
    return np.array(values, dtype=np.int64)


def landscape_of(workshop: Workshop, measures: tuple[Objective, ...]) -> Landscape | None:
    """Return the landscape of the first of some measures that speaks of where students go.

    None if there is no such measure, some students may stay without a place, or programmes are fixed beforehand.
    """
    index, source = workshop.source.index, workshop.source.pyomo
    students = workshop.columns_named("students")
    measure = next((each for each in measures if each.coefficients[students].any()), None)
    if measure is None or index.scenario.students.unplaced_share > 0:
        return None
    for variable in (source.offers, source.enrolled):
        if len(workshop.model.columns_of(variable)) < len(index.pairs):
            return None
    return Landscape(workshop, measure)
