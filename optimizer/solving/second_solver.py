"""A second solver, in a process of its own: plans are sought there while the first seeks bounds.

Two solvers are what two cores can do. Today is placed beside the search too, so the three take turns where many
programmes may open: a first plan, then today, then better plans. No turn waits longer than it may, so that neither a
first plan that does not come nor a large data set's today keeps the others from their work.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import TypeVar

from optimizer.solving.requests import Door, ShouldStop

FIRST_PLAN_SHARE, TODAY_SHARE = 0.1, 0.2
"""Share of the time limit for which today waits for a first plan, and the search for today."""

LONGEST_WAIT = 60.0
"""Seconds that either waits at most."""

WAIT_SECONDS = 0.05

Work = TypeVar("Work")


@dataclass(eq=False)
class SecondSolver:
    """A door to a second solver, and whose turn it is.

    Attributes
    ----------
    door : Door
        Runs requests.
    time_limit : float
        Seconds of the whole solve.
    """

    door: Door
    time_limit: float = 0.0
    _is_begun: Event = field(default_factory=Event, init=False)
    _is_today_placed: Event = field(default_factory=Event, init=False)

    def begin(self) -> None:
        """Tell that there is a first plan, or that none is sought."""
        self._is_begun.set()

    def after_first_plan(self, place: Callable[[], Work]) -> Work:
        """Return what comes of placing today once there is a first plan, or none came in time."""
        self._is_begun.wait(self._longest(FIRST_PLAN_SHARE))
        try:
            return place()
        finally:
            self._is_today_placed.set()

    def await_today(self, enough: ShouldStop) -> bool:
        """Wait until today is placed, took too long, or nobody wants more plans; return whether it is placed."""
        ends = time.perf_counter() + self._longest(TODAY_SHARE)
        while time.perf_counter() < ends and not enough() and not self._is_today_placed.wait(WAIT_SECONDS):
            pass
        return self._is_today_placed.is_set()

    def _longest(self, share: float) -> float:
        return min(LONGEST_WAIT, share * self.time_limit)
