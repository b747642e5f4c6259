"""Shows on stderr how a solve is getting on: one live line in a terminal, else at most one line a second."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from rich.console import Console
from rich.live import Live
from rich.text import Text

from optimizer.answers.distances import DISTANCE
from optimizer.model.registry import discover_terms
from workbench.messages import Language, say, say_unit
from workbench.numbers import format_number, format_share, format_value

if TYPE_CHECKING:
    from optimizer.solving.limits import GoalProgress

State = TypeVar("State")


def term_label(name: str, lang: Language) -> str:
    """Return what planners call a term, or the distance between plans."""
    if name == DISTANCE:
        return say(lang, "alternatives_distance")
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


class LiveReport(AbstractContextManager["LiveReport[State]"], ABC, Generic[State]):
    """Reports how something is getting on; pass it as ``on_progress``.

    Parameters
    ----------
    console : Console
        Where to report.
    lang : {"nl", "en"}
        In which language.
    began : float
        When the command began, by ``time.perf_counter``.
    """

    pause = 1.0
    """Fewest seconds between two lines without a terminal."""

    def __init__(self, console: Console, lang: Language, began: float) -> None:
        self._console, self._lang, self._began = console, lang, began
        self._latest: State | None = None
        self._shown = -self.pause
        self._live = (
            Live(console=console, get_renderable=self._line, transient=True, refresh_per_second=4)
            if console.is_interactive
            else None
        )

    @abstractmethod
    def line(self, progress: State, seconds: float) -> str:
        """Return the state in one line."""

    def first_line(self, seconds: float) -> str:
        """Return what is shown before there is any progress."""
        return ""

    def is_due(self, progress: State, since_last: float) -> bool:
        """Whether a line is printed where there is no terminal, so many seconds after the last."""
        return since_last >= self.pause

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def __call__(self, progress: State) -> None:
        """Take note of progress, and show it if it is time."""
        self._latest = progress
        now = time.perf_counter()
        if self._live is None and self.is_due(progress, now - self._shown):
            self._shown = now
            self._console.print(self._line(), soft_wrap=True)

    def _line(self) -> Text:
        seconds = time.perf_counter() - self._began
        if self._latest is None:
            return Text(self.first_line(seconds))
        return Text(self.line(self._latest, seconds), no_wrap=True, overflow="ellipsis")


class SolveProgress(LiveReport["GoalProgress"]):
    """Reports the progress of a solve."""

    def line(self, progress: GoalProgress, seconds: float) -> str:
        """Return which goal is pursued, best, bound, gap and seconds in one line."""
        return progress_line(progress, seconds, self._lang)

    def first_line(self, seconds: float) -> str:
        """Return the seconds alone."""
        return say(self._lang, "progress_seconds", seconds=format_number(seconds, self._lang, 0))
