"""Shows on stderr how a front is getting on: points finished, and the goal that is being pursued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from optimizer.model.registry import discover_terms
from workbench.messages import Language, say
from workbench.numbers import format_number, format_value
from workbench.progress import LiveReport, progress_line, term_label

if TYPE_CHECKING:
    from optimizer.fronts.crew import FrontProgress


def front_line(progress: FrontProgress, seconds: float, lang: Language) -> str:
    """Return how many points are finished, the limits of the one at hand, and how far its goal is, in one line."""
    parts = [say(lang, "front_progress", finished=progress.finished, of=progress.of)]
    terms = discover_terms()
    for term, limit in progress.cell.limits:
        value = format_value(limit, terms[term].unit, lang)
        parts.append(say(lang, "front_limit", label=term_label(term, lang), value=value))
    if progress.goal is None:
        parts.append(say(lang, "progress_seconds", seconds=format_number(seconds, lang, 0)))
    else:
        parts.append(progress_line(progress.goal, seconds, lang))
    return "  ".join(parts)


class FrontReport(LiveReport["FrontProgress"]):
    """Reports the progress of a front; without a terminal, each finished point, and else something now and then."""

    pause = 5.0

    def line(self, progress: FrontProgress, seconds: float) -> str:
        """Return points finished, limits and goal in one line."""
        return front_line(progress, seconds, self._lang)

    def is_due(self, progress: FrontProgress, since_last: float) -> bool:
        """Whether a point is finished, or enough time has passed."""
        return progress.goal is None or super().is_due(progress, since_last)
