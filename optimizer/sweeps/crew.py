"""Runs tasks on dask: on worker processes of this machine, or on a cluster that is there already.

Tasks are handed out as workers become free, so that a scheduler never knows more than a few of each worker. What all
tasks share goes to every worker once, as a plugin: those that come later, or again, get it too, while what dask calls
scattered data is gone with the worker that held it. A worker that dies takes nothing along: its tasks are given to
others, by the scheduler, or here if the scheduler itself has been lost and found again.
"""

from __future__ import annotations

import logging
import os
import signal
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from queue import Empty, SimpleQueue
from threading import Timer
from typing import Any, Generic

import dask
from distributed import Client, KilledWorker, LocalCluster, WorkerPlugin, get_worker

from optimizer.errors import BundelError, Finding, InputError
from optimizer.sweeps.engine import Done, Found, Given, Work, attempt

WORKER_SETUP = "optimizer.sweeps.worker_setup"
AHEAD = 2
"""Tasks that a worker has at hand besides the one it works on."""

POLL_SECONDS = 0.2
LOOK_SECONDS = 5.0
"""How often workers are counted."""

CONNECT_SECONDS = 30.0
LOCAL_SETTINGS = {
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.allowed-failures": 10,
}
LOST = "the scheduler cannot be reached any more"


class EngineError(BundelError):
    """What runs the tasks is gone; what was finished is kept (exit code 4)."""


@dataclass(eq=False)
class Crew(AbstractContextManager["Crew"]):
    """Workers under a dask scheduler.

    Attributes
    ----------
    scheduler : str or None
        Address of a scheduler that is there already; None for one of our own, on this machine alone.
    workers : int
        Processes of our own; of another scheduler, how many there are.
    patience : float or None
        Seconds after which a task that has not ended is given up with the process that works on it.
    """

    scheduler: str | None = None
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    patience: float | None = None
    client: Client = field(init=False)
    _stack: ExitStack = field(default_factory=ExitStack, init=False)
    _cluster: LocalCluster | None = field(default=None, init=False)

    def __enter__(self) -> Crew:
        """Start, or connect.

        Raises
        ------
        InputError
            If there is no scheduler at the address, or its workers lack this version of Bundel.
        """
        with ExitStack() as stack:
            if self.scheduler is None:
                stack.enter_context(dask.config.set(LOCAL_SETTINGS))
                self._cluster = stack.enter_context(_cluster_of(self.workers))
                self.client = stack.enter_context(Client(self._cluster, set_as_default=False))
            else:
                self.client = stack.enter_context(_connected(self.scheduler))
                _require_same_version(self.client, self.scheduler)
                self.workers = len(self.client.nthreads())
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        """End workers of our own, or leave those of others."""
        self._stack.close()

    def run(
        self,
        work: Work[Given, Found],
        shared: Any,
        tasks: Iterable[tuple[str, Given]],
        should_stop: Callable[[], bool],
    ) -> Iterator[Done[Given, Found]]:
        """Yield tasks as they end; see :meth:`optimizer.sweeps.engine.Engine.run`.

        Raises
        ------
        EngineError
            If the scheduler is gone for good.
        """
        shift = _Shift(self, work, shared, iter(tasks))
        try:
            yield from shift.run(should_stop)
        finally:
            if shift.drop():
                self._end_at_once()

    def _end_at_once(self) -> None:
        """End workers of our own that are still at something: nobody waits for it."""
        for nanny in self._cluster.workers.values() if self._cluster is not None else ():
            nanny.auto_restart = False
            if nanny.pid:
                with suppress(OSError):
                    os.kill(nanny.pid, getattr(signal, "SIGKILL", signal.SIGTERM))


class Shared(WorkerPlugin):
    """What all tasks of a run share, on a worker."""

    def __init__(self, content: Any) -> None:
        self.content = content


@dataclass(eq=False)
class _Shift(Generic[Given, Found]):
    """One run of a crew: tasks that wait, and those that are being worked on."""

    crew: Crew
    work: Work[Given, Found]
    shared: Any
    tasks: Iterator[tuple[str, Given]]
    _again: deque[tuple[str, Given]] = field(default_factory=deque, init=False)
    _ended: SimpleQueue[Any] = field(default_factory=SimpleQueue, init=False)
    _at_work: dict[Any, tuple[str, Given]] = field(default_factory=dict, init=False)
    _is_handed_over: bool = field(default=False, init=False)
    _looked: float = field(default=0.0, init=False)
    _run: str = field(default_factory=lambda: uuid.uuid4().hex, init=False)
    _count: int = field(default=0, init=False)

    def run(self, should_stop: Callable[[], bool]) -> Iterator[Done[Given, Found]]:
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
                self.crew.client.cancel(futures, force=True)
            if self._is_handed_over:
                self.crew.client.unregister_worker_plugin(self._run)
        return bool(futures)

    def _hand_out(self) -> None:
        self._count_workers()
        while len(self._at_work) < (1 + AHEAD) * max(1, self.crew.workers):
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
        client, (name, given) = self.crew.client, task
        if not self._is_handed_over:
            client.register_plugin(Shared(self.shared), name=self._run)
            self._is_handed_over = True
        self._count += 1
        key = (f"{self.work.__name__}-{self._run}", f"{name}-{self._count}")
        return client.submit(_work, self.work, self._run, given, self.crew.patience, key=key, pure=False)

    def _take_back(self, futures: list[Any]) -> Iterator[Done[Given, Found]]:
        """Yield what came of tasks; those of which nothing came are done again."""
        tasks = {future: self._at_work.pop(future) for future in futures}
        finished = [future for future in futures if future.status == "finished"]
        if finished:
            try:
                yield from self.crew.client.gather(finished)
            except (CancelledError, OSError):
                self._again.extend(tasks[future] for future in finished)
                self._reconnect()
        for future in futures:
            if future.status == "error":
                yield Done(tasks[future][1], None, _told(future.exception()))
            elif future not in finished:
                self._again.append(tasks[future])
                self._reconnect()

    def _reconnect(self) -> None:
        """Wait until the scheduler is there again; what all share has to be handed over anew."""
        self._is_handed_over = False
        deadline = time.monotonic() + CONNECT_SECONDS
        while self.crew.client.status != "running":
            if self.crew.client.status == "closed" or time.monotonic() > deadline:
                raise EngineError(LOST)
            time.sleep(POLL_SECONDS)

    def _count_workers(self) -> None:
        if self.crew.scheduler is None or time.monotonic() - self._looked < LOOK_SECONDS:
            return
        self._looked = time.monotonic()
        with suppress(OSError, TimeoutError):
            self.crew.workers = len(self.crew.client.nthreads())


def _work(work: Work[Given, Found], run: str, task: Given, patience: float | None) -> Done[Given, Found]:
    """Work on a task, in a worker; with patience, end the process if it takes too long."""
    shared = get_worker().plugins[run].content
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


@contextmanager
def _cluster_of(workers: int) -> Iterator[LocalCluster]:
    """Start workers of our own, which listen to this machine alone and have one thread each."""
    cluster = LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
        memory_limit=0,
        preload=[WORKER_SETUP],
    )
    try:
        yield cluster
    finally:
        cluster.close()


def _connected(address: str) -> Client:
    mend = "Start one with: dask scheduler; give its address, such as tcp://host:8786."
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as fault:
        message = f"there is no scheduler that can be reached: {fault}"
        raise InputError([Finding(address, message, mend)]) from fault


def _require_same_version(client: Client, address: str) -> None:
    own = version("bundel")
    for worker, other in client.run(_installed_version, on_error="return").items():
        if other != own:
            message = f"the worker {worker} has bundel {other}, not {own}"
            mend = "Install the same version of Bundel where workers run, and start them again."
            raise InputError([Finding(address, message, mend)])


def _installed_version() -> str | None:
    try:
        return version("bundel")
    except PackageNotFoundError:
        return None
