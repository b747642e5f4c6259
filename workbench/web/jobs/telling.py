"""How jobs that do more than one solve tell of their progress: a step in words, in both languages, and how far."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from optimizer.solving.limits import GoalProgress
from workbench.messages import LANGUAGES, Language
from workbench.web.jobs.kinds import Job

InWords = Callable[[Language], str]


class Progress:
    """Tells of a job's progress as events ``progress``: value, bound, gap, seconds; said; finished and of."""

    def __init__(self, job: Job, began: float) -> None:
        self._tell, self._began = job.tell, began
        self._last: dict[str, Any] = {"said": {}, "finished": None, "of_all": None}

    def step(self, said: InWords, finished: int | None = None, of: int | None = None) -> None:
        """Tell what is being done, and how many of how many parts are."""
        self._last = {"said": {lang: said(lang) for lang in LANGUAGES}, "finished": finished, "of_all": of}
        self._send(None)

    def goal(self, progress: GoalProgress | None) -> None:
        """Tell how far the goal at hand is."""
        self._send(progress)

    def _send(self, progress: GoalProgress | None) -> None:
        state = None if progress is None else progress.state
        told: dict[str, Any] = {
            "value": None if state is None else state.value,
            "bound": None if state is None else state.bound,
            "gap": None if state is None else state.gap,
            "seconds": round(time.perf_counter() - self._began, 2),
        }
        if progress is not None:
            told |= {"goal": progress.goal, "unit": progress.unit, "position": progress.position, "of": progress.of}
        self._tell("progress", {**told, **self._last})
