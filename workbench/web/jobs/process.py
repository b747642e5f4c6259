"""The server's side of a job's process: it is started, given its work, listened to, and always ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

MODULE = "workbench.web.jobs.child"
LAST_LINES = 20
LONGEST_LINE = 16 * 1024 * 1024


class JobProcess:
    """A child process that waits for a job, then does it.

    It leads a process group of its own, so that whatever it starts ends with it.

    Parameters
    ----------
    like : mapping, optional
        The request of an earlier job: what a job like it needs is made ready while it waits.
    """

    def __init__(self, like: Mapping[str, Any] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self.errors: deque[str] = deque(maxlen=LAST_LINES)
        self._timers: list[threading.Timer] = []
        self._reader = threading.Thread(target=self._read_errors, daemon=True)
        self._reader.start()
        self._write(like)

    @property
    def pid(self) -> int:
        """Number of the process, which is that of its group too."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def give(self, order: Mapping[str, Any]) -> None:
        """Give it its work; a process that has ended meanwhile is noticed by :meth:`listen`."""
        self._write(order)

    def _write(self, document: Mapping[str, Any] | None) -> None:
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.write(json.dumps(document).encode() + b"\n")
            self._process.stdin.flush()

    def listen(self, on_event: Callable[[str, Mapping[str, Any]], None]) -> int:
        """Pass on what it tells until it ends; return its exit code."""
        assert self._process.stdout is not None
        while line := self._process.stdout.readline(LONGEST_LINE):
            with suppress(ValueError):
                kind, content = json.loads(line)
                on_event(kind, content)
        code = self._process.wait()
        self.end()
        return code

    def stop(self, grace: float) -> None:
        """Ask it to stop with the best that it has, and end it by force if it has not done so in time."""
        with suppress(ProcessLookupError, PermissionError):
            if self.is_alive:
                os.kill(self.pid, signal.SIGTERM)
        self.end_after(grace)

    def end_after(self, seconds: float) -> None:
        """End it by force in so many seconds, unless it ended before."""
        timer = threading.Timer(seconds, self.kill)
        timer.daemon = True
        self._timers.append(timer)
        timer.start()

    def stop_after(self, seconds: float, grace: float) -> None:
        """Ask it to stop in so many seconds."""
        timer = threading.Timer(seconds, self.stop, (grace,))
        timer.daemon = True
        self._timers.append(timer)
        timer.start()

    def kill(self) -> None:
        """End it and everything that it started, at once."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """End what may be left of its group, and free what the server holds of it."""
        for timer in self._timers:
            timer.cancel()
        self.kill()
        self._process.wait()
        self._reader.join(timeout=1.0)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        with suppress(ValueError, OSError):
            for line in self._process.stderr:
                self.errors.append(line.decode(errors="replace").rstrip())
