"""Wakes those who follow a run when there is something new: threads of the queue tell, pages wait."""

from __future__ import annotations

import asyncio
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Feed:
    """Who waits for news of which run."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = defaultdict(set)
        self.closed = False

    @contextmanager
    def following(self, run: str) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever there is news of a run."""
        follower = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._waiting[run].add(follower)
        try:
            yield follower[1]
        finally:
            with self._lock:
                self._waiting[run].discard(follower)
                if not self._waiting[run]:
                    del self._waiting[run]

    def tell(self, run: str) -> None:
        """Wake who follows a run; safe to call from any thread."""
        with self._lock:
            followers = list(self._waiting.get(run, ()))
        _wake(followers)

    def close(self) -> None:
        """Wake everybody for the last time: the server ends."""
        self.closed = True
        with self._lock:
            followers = [follower for group in self._waiting.values() for follower in group]
        _wake(followers)


def _wake(followers: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]]) -> None:
    for loop, event in followers:
        with suppress(RuntimeError):  # a loop that has ended meanwhile
            loop.call_soon_threadsafe(event.set)
