"""One run of tasks on dask: handed out as workers become free, taken back as they end, done again if they are lost."""

from __future__ import annotations

import os
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Timer
from typing import Any, Generic, cast

from distributed import Client, KilledWorker, WorkerPlugin, get_worker

from optimizer.errors import BundelError
from optimizer.sweeps.engine import Done, Found, Given, Work, attempt

POLL_SECONDS = 0.2
LOOK_SECONDS = 5.0
"""How often workers are counted."""

RECONNECT_SECONDS = 30.0
LOST = "the scheduler cannot be reached any more: what is finished was kept, and the same command goes on"


class EngineError(BundelError):
    """What runs the tasks is gone; what was finished is kept (exit code 4)."""


class Shared(WorkerPlugin):
    """What all tasks of a run share, on a worker."""

    def __init__(self, content: Any) -> None:
        self.content = content


@dataclass(eq=False)
class Shift(Generic[Given, Found]):
    """One run of a crew: tasks that wait, and those that are being worked on.

    Attributes
    ----------
    client : Client
        Connection to the scheduler.
    count_workers : callable
        Returns how many processes work, and sees to it that they do.
    ahead : int
        Tasks that a worker has at hand besides the one it works on.
    patience : float or None
        Seconds after which a process is ended that has not finished its task.
    work, shared, tasks
        As of :meth:`optimizer.sweeps.engine.Engine.run`.
    """

    client: Client
    count_workers: Callable[[], int]
    ahead: int
    patience: float | None
    work: Work[Given, Found]
    shared: Any
    tasks: Iterator[tuple[str, Given]]
    _again: deque[tuple[str, Given]] = field(default_factory=deque, init=False)
    _ended: SimpleQueue[Any] = field(default_factory=SimpleQueue, init=False)
    _at_work: dict[Any, tuple[str, Given]] = field(default_factory=dict, init=False)
    _is_handed_over: bool = field(default=False, init=False)
    _workers: int = field(default=1, init=False)
    _looked: float = field(default=-LOOK_SECONDS, init=False)
    _run: str = field(default_factory=lambda: uuid.uuid4().hex, init=False)
    _count: int = field(default=0, init=False)

    def run(self, should_stop: Callable[[], bool]) -> Iterator[Done[Given, Found]]:
        """Yield tasks as they end.

        Raises
        ------
        EngineError
            If the scheduler is gone for good.
        """
        while not should_stop():
            self._hand_out()
            if not self._at_work:
                return
            yield from self._take_back(self._wait())

    def _wait(self) -> list[Any]:
        """Return what has ended since the last time, or nothing if nothing does for a while."""
        ended: list[Any] = []
        with suppress(Empty):
            ended.append(self._ended.get(timeout=POLL_SECONDS))
            while True:
                ended.append(self._ended.get_nowait())
        return [future for future in ended if future in self._at_work]

    def drop(self) -> bool:
        """Let go of what has not ended, and return whether there was any."""
        futures, self._at_work = list(self._at_work), {}
        with suppress(Exception):  # whoever listened may be gone already
            if futures:
                self.client.cancel(futures, force=True)
            if self._is_handed_over:
                self.client.unregister_worker_plugin(self._run)
        return bool(futures)

    def _hand_out(self) -> None:
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            self._workers, self._looked = max(1, self.count_workers()), time.monotonic()
        while len(self._at_work) < (1 + self.ahead) * self._workers:
            task = self._again.popleft() if self._again else next(self.tasks, None)
            if task is None:
                return
            try:
                future = self._submit(task)
            except OSError:
                self._again.append(task)
                self._reconnect()
                continue
            self._at_work[future] = task
            future.add_done_callback(self._ended.put)

    def _submit(self, task: tuple[str, Given]) -> Any:
        client, (name, given) = self.client, task
        if not self._is_handed_over:
            client.register_plugin(Shared(self.shared), name=self._run)
            self._is_handed_over = True
        self._count += 1
        key = (f"{self.work.__name__}-{self._run}", f"{name}-{self._count}")
        return client.submit(_work, self.work, self._run, given, self.patience, key=key, pure=False)

    def _take_back(self, futures: list[Any]) -> Iterator[Done[Given, Found]]:
        """Yield what came of tasks; those of which nothing came are done again."""
        tasks = {future: self._at_work.pop(future) for future in futures}
        status = {future: future.status for future in futures}
        finished = [future for future in futures if status[future] == "finished"]
        answers: list[Done[Given, Found]] = []
        try:
            answers = self.client.gather(finished) if finished else []
        except (CancelledError, OSError):
            status |= dict.fromkeys(finished, "lost")
        yield from answers
        for future in futures:
            if status[future] == "error":
                yield Done(tasks[future][1], None, _told(future.exception()))
            elif status[future] != "finished":
                self._again.append(tasks[future])
                self._reconnect()

    def _reconnect(self) -> None:
        """Wait until the scheduler is there again; what all share has to be handed over anew."""
        self._is_handed_over = False
        deadline = time.monotonic() + RECONNECT_SECONDS
        while self.client.status != "running":
            if self.client.status == "closed" or time.monotonic() > deadline:
                raise EngineError(LOST)
            time.sleep(POLL_SECONDS)


def _work(work: Work[Given, Found], run: str, task: Given, patience: float | None) -> Done[Given, Found]:
    """Work on a task, in a worker; with patience, end the process if it takes too long."""
    shared = cast("Shared", get_worker().plugins[run]).content
    if patience is None:
        return attempt(work, shared, task)
    watch = Timer(patience, os._exit, (1,))
    watch.daemon = True
    watch.start()
    try:
        return attempt(work, shared, task)
    finally:
        watch.cancel()


def _told(failure: BaseException | None) -> str:
    if isinstance(failure, KilledWorker):
        return "the processes that worked on it ended, one after the other: too little memory, or too much time"
    return f"{type(failure).__name__}: {failure}"
