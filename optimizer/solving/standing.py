"""A plan that is known before the goals are pursued."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from optimizer.solving.arrays import Objective, Vector

EXCESS_DIGITS = 4
"""Digits of the share by which a goal exceeds its limit: far above the slack of a held goal."""


@dataclass(eq=False)
class Standing:
    """A plan that stands before the goals are pursued: no worse one is shown after it, and goals may start from it.

    Attributes
    ----------
    solution : ndarray
        The plan.
    goals : tuple of (Objective, float)
        The goals in their order, and what each is expected to rise to.
    """

    solution: Vector
    goals: tuple[tuple[Objective, float], ...]
    _shown: tuple[float, ...] = field(default=(math.inf,), init=False)

    def admits(self, solution: Vector) -> bool:
        """Whether a plan is better than those before it, by the first goal that rises further than expected."""
        rank = self._rank(solution)
        if rank >= self._shown:
            return False
        self._shown = rank
        return True

    def _rank(self, solution: Vector) -> tuple[float, ...]:
        last = round(self.goals[-1][0].value(solution), EXCESS_DIGITS)
        return *(_excess(goal.value(solution), limit) for goal, limit in self.goals), last


def _excess(value: float, limit: float) -> float:
    """Return the share by which a value exceeds a limit, the solver's tolerance left out of account."""
    return round(max(0.0, value - limit) / max(1.0, abs(limit)), EXCESS_DIGITS)
