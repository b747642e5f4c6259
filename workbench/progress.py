"""Shows on stderr how a solve is getting on: one live line in a terminal, else at most one line a second."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live
from rich.text import Text

from optimizer.model.registry import discover_terms
from workbench.messages import Language, say, say_unit
from workbench.numbers import format_number, format_share, format_value

if TYPE_CHECKING:
    from optimizer.solving.limits import GoalProgress

PLAIN_SECONDS = 1.0


def term_label(name: str, lang: Language) -> str:
    """Return what planners call a term."""
    term = discover_terms().get(name)
    return name if term is None else term.label_nl if lang == "nl" else term.label_en


def progress_line(progress: GoalProgress, seconds: float, lang: Language) -> str:
    """Return which goal is pursued, best, bound, gap and seconds in one line."""
    state, unit = progress.state, progress.unit
    label = term_label(progress.goal, lang)
    parts = [say(lang, "progress_goal", position=progress.position, of=progress.of, label=label)]
    if state.value is None:
        parts.append(say(lang, "progress_none"))
    else:
        named_unit = "" if unit == "share" else say_unit(lang, unit)
        value = format_value(state.value, unit, lang)
        parts.append(say(lang, "progress_best", value=value, unit=named_unit).rstrip())
    if state.bound is not None:
        parts.append(say(lang, "progress_bound", bound=format_value(state.bound, unit, lang)))
    if state.gap is not None:
        parts.append(say(lang, "progress_gap", gap=format_share(state.gap, lang)))
    parts.append(say(lang, "progress_seconds", seconds=format_number(seconds, lang, 0)))
    return "  ".join(parts)


class SolveProgress(AbstractContextManager["SolveProgress"]):
    """Reports the progress of a solve; pass it as ``on_progress``.

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
        self._latest: GoalProgress | None = None
        self._shown = -PLAIN_SECONDS
        self._live = (
            Live(console=console, get_renderable=self._line, transient=True, refresh_per_second=4)
            if console.is_interactive
            else None
        )

    def __enter__(self) -> SolveProgress:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def __call__(self, progress: GoalProgress) -> None:
        """Take note of progress, and show it if it is time."""
        self._latest = progress
        now = time.perf_counter()
        if self._live is None and now - self._shown >= PLAIN_SECONDS:
            self._shown = now
            self._console.print(self._line(), soft_wrap=True)

    def _line(self) -> Text:
        seconds = time.perf_counter() - self._began
        if self._latest is None:
            return Text(say(self._lang, "progress_seconds", seconds=format_number(seconds, self._lang, 0)))
        return Text(progress_line(self._latest, seconds, self._lang), no_wrap=True, overflow="ellipsis")
