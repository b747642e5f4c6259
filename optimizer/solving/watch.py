"""Listens to a run of the solver: progress outwards, interrupts inwards."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from optimizer.solving.arrays import Vector
from optimizer.solving.requests import OnProgress, Progress, ShouldStop, relative_gap

REPORT_SECONDS = 0.25
"""Least seconds between two reports of a run that found nothing better."""


@dataclass(eq=False)
class Watch:
    """Listens to a run.

    Attributes
    ----------
    on_progress : callable
        Called with a :class:`Progress` now and then.
    should_stop : callable
        Asked now and then; once it says yes the run is interrupted.
    on_solution : callable
        Called with every better solution.
    stopped : bool
        Whether the run is to be interrupted, or was.
    """

    on_progress: OnProgress
    should_stop: ShouldStop
    on_solution: Callable[[Vector], None]
    stopped: bool = False
    _reported: float = field(default=0.0, init=False)

    def attach(self, solver: Any) -> None:
        """Subscribe to a solver's events."""
        solver.cbMipInterrupt.subscribe(self._interrupt)
        solver.cbSimplexInterrupt.subscribe(self._interrupt)
        solver.cbIpmInterrupt.subscribe(self._interrupt)
        solver.cbMipInterrupt.subscribe(self._report_now_and_then)
        solver.cbMipImprovingSolution.subscribe(self._hand_over)

    def _report_now_and_then(self, event: Any) -> None:
        """Report what the solver knows when it asks whether to go on: its log may be silent for long at the root."""
        if time.perf_counter() - self._reported > REPORT_SECONDS:
            self._report(event)

    def _interrupt(self, event: Any) -> None:
        if self.stopped or self.should_stop():
            self.stopped = True
            event.interrupt()

    def _hand_over(self, event: Any) -> None:
        self.on_solution(np.array(event.data_out.mip_solution, dtype=float))
        self._report(event)

    def _report(self, event: Any) -> None:
        out, self._reported = event.data_out, time.perf_counter()
        value, bound = (
            float(number) if math.isfinite(number) else None for number in (out.mip_primal_bound, out.mip_dual_bound)
        )
        self.on_progress(Progress(value, bound, relative_gap(value, bound), float(out.running_time)))
