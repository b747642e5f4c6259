"""Shows on stderr what an explanation is looking into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.messages import say
from workbench.numbers import format_number
from workbench.progress import LiveReport

if TYPE_CHECKING:
    from optimizer.explanation.explained import Step


class ExplanationProgress(LiveReport["Step"]):
    """Reports the questions of an explanation."""

    def line(self, progress: Step, seconds: float) -> str:
        """Return what is asked, how many questions were answered, and the seconds."""
        lang = self._lang
        return "  ".join(
            [
                say(lang, f"step_{progress.stage}", subject=progress.subject),
                say(lang, "step_asked", asked=progress.asked),
                say(lang, "progress_seconds", seconds=format_number(seconds, lang, 0)),
            ]
        )

    def is_due(self, progress: Step, since_last: float) -> bool:
        """Say of every conflict that it was found, and now and then what is asked."""
        return progress.stage == "conflict" or since_last >= self.pause
