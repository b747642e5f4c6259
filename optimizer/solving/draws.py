"""What a large neighbourhood search frees next: specialisations, or whole groups of programmes.

They are drawn from all, from families, or from what institutions or municipalities teach. Which kind is drawn next
follows what each gave lately, as in the adaptive large neighbourhood search of Ropke and Pisinger (Transportation
Science 40, 2006). What is solved to proof without a better plan makes the next of its kind larger; what runs into its
limit makes them smaller. At least one of those freed costs the goal something. Where there are few specialisations,
the programmes of whole groups are freed instead. Draws come from a seeded generator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
from numpy.typing import NDArray

from optimizer.solving.arrays import Vector
from optimizer.solving.groupings import groupings_of
from optimizer.solving.workshop import Workshop

Group = NDArray[np.int64]
Members = Callable[[Vector], Sequence[Group]]

FIRST_SHARE, LARGEST_SHARE = 0.22, 0.6
"""First and largest share of all that are freed at once."""

FIRST_COLUMNS = 20_000
"""Columns of the model that are freed at first at most: the linear programme of more takes too long for a round."""

FEW_SPECIALISATIONS = 4
"""Specialisations up to which whole groups of programmes are freed instead."""

MEMORY = 0.7
"""How much of a kind's weight is what it gave before the last round."""

LEAST_WEIGHT = 0.2
"""Weight that a kind keeps though it gave nothing."""


@dataclass(eq=False)
class Kind:
    """One way of drawing what is freed: specialisations, or whole groups of programmes.

    Attributes
    ----------
    units : sequence of ndarray of int
        Columns of ``offers`` of each specialisation, or group, that is freed as a whole.
    members : callable
        Takes a plan, and returns groups of units by their numbers.
    size : int
        How many are freed at once.
    weight : float
        How likely it is drawn, beside the others.
    idle : int
        Rounds since it last gave a better plan.
    """

    units: Sequence[Group]
    members: Members
    size: int = field(init=False)
    weight: float = field(default=1.0, init=False)
    idle: int = field(default=0, init=False)
    _waiting: list[int] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.size = max(1, round(FIRST_SHARE * len(self.units)))

    @property
    def largest(self) -> int:
        """The most that are freed at once."""
        return max(1, round(LARGEST_SHARE * len(self.units)))

    @property
    def is_exhausted(self) -> bool:
        """Whether everything had its turn several times since the last better plan."""
        return self.idle * self.size > 2 * len(self.units)

    def draw(self, random: np.random.Generator, plan: Vector, costly: Group) -> Group:
        """Return the columns of ``offers`` to free in a plan; every group has its turn before any has a second.

        Where all that is drawn costs nothing, one of those that do takes the place of the last.
        """
        groups, drawn = self.members(plan), np.array([], dtype=np.int64)
        for _ in range(len(groups)):
            if not self._waiting:
                self._waiting = random.permutation(len(groups)).tolist()
            more = np.setdiff1d(groups[self._waiting.pop(0)], drawn)
            drawn = np.concatenate([drawn, random.permutation(more)[: self.size - drawn.size]])
            if drawn.size == self.size:
                break
        dear = [number for number, unit in enumerate(self.units) if np.isin(unit, costly).any()]
        if drawn.size and dear and not np.isin(drawn, dear).any():
            drawn[-1] = random.choice(dear)
        return np.concatenate([self.units[number] for number in drawn]) if drawn.size else drawn

    def learn(self, *, better: bool, solved: bool) -> None:
        """Adapt size and weight to what came of the last round."""
        self.idle = 0 if better else self.idle + 1
        self.weight = max(LEAST_WEIGHT, MEMORY * self.weight + (1 - MEMORY) * (3.0 if better else 0.0))
        if not solved:
            self.size = max(1, self.size - 1)
        elif not better:
            self.size = min(self.largest, self.size + 1)


@dataclass(eq=False)
class NeighbourhoodSearch:
    """Draws what to free.

    Attributes
    ----------
    kinds : mapping of str to Kind
        Ways of drawing, by name.
    seed : int or sequence of int
        Seed of the draws.
    """

    kinds: Mapping[str, Kind]
    seed: int | Sequence[int]
    last: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self._random = np.random.default_rng(self.seed)

    @property
    def is_exhausted(self) -> bool:
        """Whether no kind gave a better plan for long."""
        return all(kind.is_exhausted for kind in self.kinds.values())

    def draw(self, plan: Vector, costly: Group) -> Group:
        """Return the columns of ``offers`` to free next.

        Parameters
        ----------
        plan : ndarray, shape (columns,)
            The plan to better.
        costly : ndarray of int
            Those whose specialisations cost the goal something there: to free none of them is of no use.
        """
        live = {name: kind.weight for name, kind in self.kinds.items() if not kind.is_exhausted}
        weights = np.array(list(live.values())) if live else np.ones(len(self.kinds))
        self.last = str(self._random.choice(list(live or self.kinds), p=weights / weights.sum()))
        return self.kinds[self.last].draw(self._random, plan, costly)

    def start_again(self) -> None:
        """Give every kind another chance."""
        for kind in self.kinds.values():
            kind.idle = 0

    def learn(self, *, better: bool, solved: bool) -> None:
        """Adapt the kind drawn last; what is better for one gives all others another chance."""
        self.kinds[self.last].learn(better=better, solved=solved)
        if better:
            self.start_again()


def kinds_of(workshop: Workshop) -> dict[str, Kind]:
    """Return the ways of drawing what is freed in a model, by name."""
    groupings = groupings_of(workshop)
    specialisations = groupings["specialisation"]
    if len(specialisations) <= FEW_SPECIALISATIONS:
        whole = {name: groups for name, groups in groupings.items() if len(groups) > 1}
        whole = whole or {"specialisation": specialisations}
        return {name: Kind(groups, partial(_each, len(groups))) for name, groups in whole.items()}
    number = np.zeros(workshop.model.columns, dtype=np.int64)
    for position, columns in enumerate(specialisations):
        number[columns] = position
    members: dict[str, Members] = {
        "specialisation": partial(_each, len(specialisations)),
        "family": partial(_eligible, groupings["family"], number),
        "institution": partial(_taught, groupings["institution"], number),
        "municipality": partial(_taught, groupings["municipality"], number),
    }
    kinds = {name: Kind(specialisations, of_plan) for name, of_plan in members.items()}
    most = max(1, FIRST_COLUMNS * len(specialisations) // workshop.model.columns)
    for kind in kinds.values():
        kind.size = min(kind.size, most)
    return kinds


def _each(count: int, _: Vector) -> list[Group]:
    return [np.array([position]) for position in range(count)]


def _eligible(groups: Sequence[Group], number: Group, _: Vector) -> list[Group]:
    return [np.unique(number[columns]) for columns in groups]


def _taught(groups: Sequence[Group], number: Group, plan: Vector) -> list[Group]:
    return [np.unique(number[columns[plan[columns] > 0.5]]) for columns in groups]
