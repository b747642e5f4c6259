"""Shows on stderr how a front is getting on: points finished, and the goal that is being pursued."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.text import Text

from optimizer.model.registry import discover_terms
from workbench.messages import Language, say
from workbench.numbers import format_number, format_value
from workbench.progress import progress_line, term_label

if TYPE_CHECKING:
    from optimizer.fronts.crew import FrontProgress

PLAIN_SECONDS = 5.0


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


class FrontReport(AbstractContextManager["FrontReport"]):
    """Reports the progress of a front; pass it as ``on_progress``.

    Parameters
    ----------
    console : Console
        Where to report.
    lang : {"nl", "en"}
        In which language.
    began : float
        When the command began, by ``time.perf_counter``.
    """

    def __init__(self, console: Console, lang: Language, began: float) -> None:
        self._console, self._lang, self._began = console, lang, began
        self._latest: FrontProgress | None = None
        self._shown = -PLAIN_SECONDS
        self._live = (
            Live(console=console, get_renderable=self._line, transient=True, refresh_per_second=4)
            if console.is_interactive
            else None
        )

    def __enter__(self) -> FrontReport:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def __call__(self, progress: FrontProgress) -> None:
        """Take note of progress; without a terminal, say that a point is finished, and else something now and then."""
        self._latest = progress
        now = time.perf_counter()
        if self._live is None and (progress.goal is None or now - self._shown >= PLAIN_SECONDS):
            self._shown = now
            self._console.print(self._line(), soft_wrap=True)

    def _line(self) -> Text:
        if self._latest is None:
            return Text("")
        return Text(
            front_line(self._latest, time.perf_counter() - self._began, self._lang), no_wrap=True, overflow="ellipsis"
        )
