"""What runs many tasks: in this process one after the other, or (:mod:`optimizer.sweeps.crew`) on many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from optimizer.errors import BundelError

Given = TypeVar("Given")
Found = TypeVar("Found")
Work = Callable[[Any, Given], Found]


@dataclass(frozen=True, eq=False)
class Done(Generic[Given, Found]):
    """A task that has ended.

    Attributes
    ----------
    task : object
        The task.
    answer : object or None
        What came of it.
    error : str
        What went wrong; empty if nothing did.
    """

    task: Given
    answer: Found | None
    error: str = ""


class Engine(AbstractContextManager["Engine"], Protocol):
    """Runs tasks; a context manager."""

    workers: int
    """How many tasks are worked on at the same time, as far as is known."""

    def run(
        self,
        work: Work[Given, Found],
        shared: Any,
        tasks: Iterable[tuple[str, Given]],
        should_stop: Callable[[], bool],
    ) -> Iterator[Done[Given, Found]]:
        """Yield tasks as they end, in any order.

        Parameters
        ----------
        work : callable
            Called as ``work(shared, task)``; importable by name wherever tasks run.
        shared : object
            What all tasks need; sent once to whoever works.
        tasks : iterable of (str, object)
            Names, each different, and tasks; taken as they are needed.
        should_stop : callable
            Asked now and then; once it says yes, what has not ended is dropped.
        """


class OneByOne(AbstractContextManager["OneByOne"]):
    """Runs tasks in this process, one after the other."""

    workers = 1

    def __exit__(self, *_: object) -> None:
        """Do nothing: nothing is held."""

    def run(
        self,
        work: Work[Given, Found],
        shared: Any,
        tasks: Iterable[tuple[str, Given]],
        should_stop: Callable[[], bool],
    ) -> Iterator[Done[Given, Found]]:
        """Yield tasks as they end; see :meth:`Engine.run`."""
        for _, task in tasks:
            if should_stop():
                return
            yield attempt(work, shared, task)


def attempt(work: Work[Given, Found], shared: Any, task: Given) -> Done[Given, Found]:
    """Work on a task; a failure that is told in a message becomes an error, any other is raised."""
    try:
        return Done(task, work(shared, task))
    except BundelError as failure:
        return Done(task, None, f"{type(failure).__name__}: {failure}")
