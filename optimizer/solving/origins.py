"""Where the students of a specialisation come from and may go, as arrays."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from optimizer.model.index import Index
from optimizer.solving.arrays import Vector

if TYPE_CHECKING:
    from optimizer.solving.workshop import Workshop

Integers = NDArray[np.int64]


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

    def without(self, closed: Integers) -> Origins | None:
        """Return the origins if some programmes are closed; None if students then cannot go anywhere."""
        stay = ~np.isin(self.offers, closed)
        if stay.all():
            return self
        towns = np.unique(self.town_of[stay])
        flows = self.flows[:, towns]
        if not (flows >= 0).any(axis=1).all():
            return None
        return Origins(
            self.demand,
            flows,
            self.taught[towns],
            self.offers[stay],
            self.enrolled[stay],
            np.searchsorted(towns, self.town_of[stay]),
        )


def origins_of(workshop: Workshop) -> dict[str, Origins] | None:
    """Return the origins by specialisation; None if some students may stay away, or programmes are fixed beforehand.

    None too if a specialisation that has students may be taught nowhere.
    """
    index, source, model = workshop.source.index, workshop.source.pyomo, workshop.model
    flows, taught = model.columns_of(source.students), model.columns_of(source.taught)
    offers, enrolled = model.columns_of(source.offers), model.columns_of(source.enrolled)
    some_fixed = min(len(offers), len(enrolled)) < len(index.pairs)
    homeless = any(s not in index.municipalities_by_specialisation for _, s in index.instance.demand)
    if some_fixed or homeless or index.scenario.students.unplaced_share > 0 or not index.instance.demand:
        return None
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


def least_sites(index: Index) -> int:
    """Return how many campuses teach a specialisation in every plan."""
    return max(1, getattr(index.scenario.rules.get("sites_per_specialisation"), "min", 1))


def _integers(values: list[object]) -> Integers:
    return np.array(values, dtype=np.int64)
