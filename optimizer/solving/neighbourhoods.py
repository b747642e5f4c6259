"""Large neighbourhood search: free the programmes of a few groups, hold all others, solve what remains.

Groups are specialisations, families, institutions or municipalities. Which kind is drawn next follows what each gave
lately, as in the adaptive large neighbourhood search of Ropke and Pisinger (Transportation Science 40, 2006). A group
solved to proof without a better plan makes the next of its kind larger; one that runs into its limit makes them
smaller. Draws come from a seeded generator, so that the same seed and work give the same plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.solving.choices import chosen_in
from optimizer.solving.task import Task
from optimizer.solving.workshop import Workshop

Group = NDArray[np.int64]

FIRST_SHARE, LARGEST_SHARE = 0.15, 0.6
"""First and largest share of a kind's groups that are freed at once."""

ROUND_SECONDS = 5.0
"""Most seconds of one round on a model of :data:`ROUND_COLUMNS`; without effect where work is limited instead."""

ROUND_COLUMNS = 50_000
"""Columns above which a round may take longer, in proportion: half a million students' ways are loaded in seconds."""

MEMORY = 0.7
"""How much of a kind's weight is what it gave before the last round."""

LEAST_WEIGHT = 0.2
"""Weight that a kind keeps though it gave nothing."""


@dataclass(eq=False)
class Kind:
    """One way of grouping programmes.

    Attributes
    ----------
    groups : list of ndarray of int
        Columns of each group.
    size : int
        How many are freed at once.
    weight : float
        How likely it is drawn, beside the others.
    idle : int
        Rounds since it last gave a better plan.
    """

    groups: list[Group]
    size: int = field(init=False)
    weight: float = field(default=1.0, init=False)
    idle: int = field(default=0, init=False)
    _waiting: list[int] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.size = max(1, round(FIRST_SHARE * len(self.groups)))

    @property
    def largest(self) -> int:
        """The most groups that are freed at once."""
        return max(1, round(LARGEST_SHARE * len(self.groups)))

    @property
    def is_exhausted(self) -> bool:
        """Whether every group had its turn several times since the last better plan."""
        return self.idle * self.size > 2 * len(self.groups)

    def draw(self, random: np.random.Generator) -> Group:
        """Return the columns to free; every group has its turn before any has a second."""
        count = min(self.size, len(self.groups))
        if len(self._waiting) < count:
            self._waiting += random.permutation(len(self.groups)).tolist()
        drawn, self._waiting = self._waiting[:count], self._waiting[count:]
        return np.unique(np.concatenate([self.groups[position] for position in drawn]))

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
    """Draws groups of programmes to free.

    Attributes
    ----------
    kinds : mapping of str to Kind
        Ways of grouping programmes, by name.
    seed : int
        Seed of the draws.
    """

    kinds: Mapping[str, Kind]
    seed: int
    last: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self._random = np.random.default_rng(self.seed)

    @classmethod
    def over(cls, workshop: Workshop, seed: int) -> NeighbourhoodSearch:
        """Return a search over the programmes of a model."""
        groupings = workshop.groupings()
        kinds = {name: Kind(groups) for name, groups in groupings.items() if len(groups) > 1}
        return cls(kinds or {"specialisation": Kind(groupings["specialisation"])}, seed)

    @property
    def is_exhausted(self) -> bool:
        """Whether no kind gave a better plan for long."""
        return all(kind.is_exhausted for kind in self.kinds.values())

    def draw(self) -> Group:
        """Return the columns to free next."""
        live = {name: kind.weight for name, kind in self.kinds.items() if not kind.is_exhausted}
        weights = np.array(list(live.values())) if live else np.ones(len(self.kinds))
        self.last = str(self._random.choice(list(live or self.kinds), p=weights / weights.sum()))
        return self.kinds[self.last].draw(self._random)

    def learn(self, *, better: bool, solved: bool) -> None:
        """Adapt the kind drawn last; what is better for one gives all others another chance."""
        self.kinds[self.last].learn(better=better, solved=solved)
        if better:
            for kind in self.kinds.values():
                kind.idle = 0


def search_neighbourhoods(
    task: Task, seconds: float, workshop: Workshop | None = None, enough: Callable[[], bool] | None = None
) -> None:
    """Better a task's plan by freeing a few programmes at a time.

    Parameters
    ----------
    task : Task
        The goal, with a plan to start from.
    seconds : float
        Time at hand.
    workshop : Workshop, optional
        Whose door is used, by default the task's own.
    enough : callable, optional
        Asked now and then whether the search is of no more use.
    """
    workshop = workshop or task.workshop
    clock, began = workshop.clock, workshop.clock.seconds
    search = NeighbourhoodSearch.over(workshop, clock.limits.seed + len(task.caps))
    longest = ROUND_SECONDS * max(1.0, workshop.model.columns / ROUND_COLUMNS)
    round_seconds = seconds if clock.limits.work_limit is not None else min(longest, seconds)
    while not (search.is_exhausted or task.is_proven or clock.is_over or clock.seconds - began > seconds):
        best = task.best
        if best is None or (enough is not None and enough()):
            return
        held = np.setdiff1d(workshop.offers, search.draw())
        request = replace(task.request(round_seconds), fixed=chosen_in(best, held), start=best)
        outcome = task.look_for_better(request, workshop, enough)
        before, after = task.objective.value(best), outcome.value
        better = after is not None and after < before - 1e-6 * max(1.0, abs(before))
        search.learn(better=better, solved=outcome.status == "optimal")
