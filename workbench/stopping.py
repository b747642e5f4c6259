"""Ctrl-C and SIGTERM while solving: the first asks to stop and keep the best plan, the second ends at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import FrameType, TracebackType
from typing import Any

SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)
)  # Windows has SIGBREAK; nothing else has
ENDED_WITHOUT_PLAN = 3


class Stopping(AbstractContextManager["Stopping"]):
    """Catches the signals that ask to stop.

    Parameters
    ----------
    tell : callable
        Called once, outside the signal handler, when somebody has asked to stop.
    """

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._asked = False
        self._told = False
        self._before: dict[int, Any] = {}

    def should_stop(self) -> bool:
        """Whether somebody asked to stop."""
        if self._asked and not self._told:
            self._told = True
            self._tell()
        return self._asked

    def __enter__(self) -> Stopping:
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._handle) for number in SIGNALS}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            raise SystemExit(ENDED_WITHOUT_PLAN)
        self._asked = True
