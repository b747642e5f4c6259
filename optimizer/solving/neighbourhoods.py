"""Large neighbourhood search: free the programmes of a few specialisations, hold all others, solve what remains.

The groups are drawn from a seeded generator, so that the same seed and work give the same plan. A group that is solved
to proof without a better plan makes the next ones larger; one that runs into its limit makes them smaller.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

SMALLEST, LARGEST, FIRST = 3, 20, 6
"""Fewest, most and first number of specialisations that are freed at once."""

ROUND_SECONDS = 8.0
"""Most seconds of one round; without effect where work is limited instead."""


@dataclass(eq=False)
class NeighbourhoodSearch:
    """Draws groups of specialisations to free.

    Attributes
    ----------
    columns_by_specialisation : list of ndarray of int
        The columns of ``offers`` of each specialisation.
    seed : int
        Seed of the draws.
    """

    columns_by_specialisation: list[NDArray[np.int64]]
    seed: int
    size: int = field(default=FIRST, init=False)
    idle: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._random = np.random.default_rng(self.seed)
        self._waiting: list[int] = []

    @property
    def is_exhausted(self) -> bool:
        """Whether every specialisation had its turn several times since the last better plan."""
        return self.idle * self.size > 4 * len(self.columns_by_specialisation)

    def draw(self) -> NDArray[np.int64]:
        """Return the columns to free: those of a group; every specialisation has its turn before any has a second."""
        count = min(self.size, len(self.columns_by_specialisation))
        if len(self._waiting) < count:
            self._waiting += self._random.permutation(len(self.columns_by_specialisation)).tolist()
        group, self._waiting = self._waiting[:count], self._waiting[count:]
        return np.concatenate([self.columns_by_specialisation[specialisation] for specialisation in group])

    def learn(self, *, better: bool, solved: bool) -> None:
        """Adapt the size of groups to what came of the last one."""
        self.idle = 0 if better else self.idle + 1
        if not solved:
            self.size = max(SMALLEST, self.size - 1)
        elif not better:
            self.size = min(LARGEST, self.size + 1)
