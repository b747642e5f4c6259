"""Shows on stderr how a sweep is getting on: how much is finished, and the time left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import Language, say
from workbench.numbers import format_number
from workbench.progress import LiveReport

if TYPE_CHECKING:
    from optimizer.sweeps.outcome import SweepProgress

UNITS = (("time_days", 86400.0, 2.0), ("time_hours", 3600.0, 2.0), ("time_minutes", 60.0, 2.0))
"""Units of time, their seconds, and how many of them there are before they are used."""


def format_time(seconds: float, lang: Language) -> str:
    """Return a time in the unit that tells it in the fewest digits."""
    for key, unit, least in UNITS:
        if seconds >= least * unit:
            return say(lang, key, count=format_number(seconds / unit, lang, 1 if key != "time_minutes" else 0))
    return say(lang, "time_seconds", count=format_number(seconds, lang, 0))


def sweep_line(progress: SweepProgress, seconds: float, lang: Language) -> str:
    """Return how much of a sweep is finished and how long it still takes, in one line."""
    key = "sweep_cells" if progress.phase == "cells" else "sweep_plans"
    finished, of = format_number(progress.finished, lang), format_number(progress.of, lang)
    parts = [say(lang, key, finished=finished, of=of), format_time(seconds, lang)]
    if progress.seconds_left is not None and progress.finished < progress.of:
        parts.append(say(lang, "sweep_left", time=format_time(progress.seconds_left, lang)))
    return "  ".join(parts)


class SweepReport(LiveReport["SweepProgress"]):
    """Reports the progress of a sweep."""

    pause = 2.0

    def line(self, progress: SweepProgress, seconds: float) -> str:
        """Return how much is finished, and the time left, in one line."""
        return sweep_line(progress, seconds, self._lang)

    def is_due(self, progress: SweepProgress, since_last: float) -> bool:
        """Whether a phase begins or ends, or enough time has passed."""
        return progress.finished in (progress.before, progress.of) or super().is_due(progress, since_last)
