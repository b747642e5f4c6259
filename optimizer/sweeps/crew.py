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
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import dask
from distributed import Client, LocalCluster

from optimizer.errors import Finding, InputError
from optimizer.sweeps.engine import Done, Found, Given, Work
from optimizer.sweeps.shift import Shift

WORKER_SETUP = "optimizer.sweeps.worker_setup"
CONNECT_SECONDS = 30.0
AHEAD = 1
"""Tasks that each worker of another scheduler has at hand besides the one it works on: answers take a while to come.
Our own have none, so that no task is blamed for the death of a worker that was at another."""

LOCAL_SETTINGS = {
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.comm.timeouts.connect": "10s",
    "distributed.deploy.lost-worker-timeout": "1h",
}
"""A worker that dies is started again however long that takes, and nobody waits long for answers of the dead."""


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
    on_empty : callable or None
        Called if a scheduler that is there already has no workers yet: tasks wait for them.
    """

    scheduler: str | None = None
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    patience: float | None = None
    on_empty: Callable[[], object] | None = None
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
                if not self.workers and self.on_empty is not None:
                    self.on_empty()
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
        ahead = 0 if self._cluster is not None else AHEAD
        shift = Shift(self.client, self._count_workers, ahead, self.patience, work, shared, iter(tasks))
        try:
            yield from shift.run(should_stop)
        finally:
            if shift.drop():
                self._end_at_once()

    def _count_workers(self) -> int:
        """Return how many workers there are, or, of our own, how many there will be again."""
        if self._cluster is None:
            with suppress(OSError, TimeoutError):
                self.workers = len(self.client.nthreads())
        elif len(self._cluster.workers) < self.workers:
            self._cluster.scale(self.workers)
        return self.workers

    def _end_at_once(self) -> None:
        """End workers of our own that are still at something: nobody waits for it."""
        for nanny in self._cluster.workers.values() if self._cluster is not None else ():
            nanny.auto_restart = False
            if nanny.pid:
                with suppress(OSError):
                    os.kill(nanny.pid, getattr(signal, "SIGKILL", signal.SIGTERM))


@contextmanager
def _cluster_of(workers: int) -> Iterator[LocalCluster]:
    """Start workers of our own, which listen to this machine alone, show no pages and have one thread each."""
    cluster = LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        scheduler_kwargs={"dashboard": False},
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
