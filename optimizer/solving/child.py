"""A door in a child process: whatever the solver does, it can be ended, and its best plan so far is not lost.

Time limits overrun now and then, and an interrupt can take long to be heard. The child streams its progress and every
better solution; once it is late by more than a grace period it is ended, and the best solution that it sent stands.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any

import numpy as np

from optimizer.errors import SolverError
from optimizer.solving.arrays import CompiledModel, Vector
from optimizer.solving.requests import OnProgress, Outcome, Progress, Request, ShouldStop, ignore, never

GRACE_SECONDS = 10.0
POLL_SECONDS = 0.1


def send(stream: IO[bytes], message: Any) -> None:
    """Write one message: its length in 8 bytes, then itself."""
    payload = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(payload).to_bytes(8, "big"))
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one message; raises EOFError when the other side is gone."""
    header = stream.read(8)
    if len(header) < 8:
        raise EOFError
    payload = stream.read(int.from_bytes(header, "big"))
    return pickle.loads(payload)


@dataclass(eq=False)
class ChildDoor:
    """Runs requests in a child process, started ahead and again after it was ended.

    Attributes
    ----------
    grace : float
        Seconds that the child may be late before it is ended.
    ahead : bool
        Whether it is started at once, to be ready for its first request.
    """

    grace: float = GRACE_SECONDS
    ahead: bool = True
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _messages: SimpleQueue[Any] = field(default_factory=SimpleQueue, init=False)
    _collector: Thread | None = field(default=None, init=False)
    _known: dict[int, CompiledModel] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        if self.ahead:
            self._started()

    def run(
        self,
        model: CompiledModel,
        request: Request,
        on_progress: OnProgress = ignore,
        should_stop: ShouldStop = never,
    ) -> Outcome:
        """Run one request in the child; see :meth:`optimizer.solving.highs.SolverDoor.run`."""
        process = self._started()
        assert process.stdin is not None
        fresh = id(model) not in self._known
        self._known[id(model)] = model
        arrays = replace(model, objectives={}, column_of={}, rows_of={}) if fresh else None
        try:
            send(process.stdin, ("run", id(model), arrays, request))
        except OSError:
            self.close()
            raise SolverError("the solver's process ended before it could be asked anything") from None
        return self._listen(process, request, on_progress, should_stop)

    def close(self) -> None:
        """End the child."""
        process, self._process = self._process, None
        self._known.clear()
        if process is None:
            return
        process.kill()
        process.wait()
        if self._collector is not None:
            self._collector.join()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._messages = SimpleQueue()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "optimizer.solving.child_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
            self._collector = Thread(target=_collect, args=(self._process, self._messages), daemon=True)
            self._collector.start()
        return self._process

    def _listen(
        self, process: subprocess.Popen[bytes], request: Request, on_progress: OnProgress, should_stop: ShouldStop
    ) -> Outcome:
        began, stop_asked_at = time.perf_counter(), None
        best: Vector | None = None
        state = Progress(None, None, None, 0.0)
        while True:
            now = time.perf_counter()
            late = now - began > request.time_limit + self.grace
            unheard = stop_asked_at is not None and now - stop_asked_at > self.grace
            if late or unheard:
                self.close()
                return _salvage(request, best, state, now - began, "interrupted" if unheard else "limit")
            try:
                if stop_asked_at is None and should_stop():
                    stop_asked_at = now
                    assert process.stdin is not None
                    send(process.stdin, ("stop",))
                kind, content = self._messages.get(timeout=POLL_SECONDS)
            except Empty:
                continue
            except KeyboardInterrupt:
                should_stop = _always
                continue
            if kind == "outcome":
                return content  # type: ignore[no-any-return]
            if kind == "progress":
                state = content
                on_progress(state)
            elif kind == "solution":
                best = content
            else:
                self.close()
                raise SolverError(f"the solver failed: {content}")


def _always() -> bool:
    return True


def _collect(process: subprocess.Popen[bytes], messages: SimpleQueue[Any]) -> None:
    assert process.stdout is not None
    try:
        while True:
            messages.put(receive(process.stdout))
    except (EOFError, OSError, pickle.UnpicklingError):
        messages.put(("failure", "its process ended unexpectedly"))


def _salvage(request: Request, best: Vector | None, state: Progress, seconds: float, status: Any) -> Outcome:
    """Return what is known of a run whose process was ended."""
    value = None if best is None else request.objective.value(np.asarray(best))
    bound = state.bound if value is None or state.bound is None else min(state.bound, value)
    return Outcome(status, best, value, bound, seconds, limit="time" if status == "limit" else "")
