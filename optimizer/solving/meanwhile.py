"""Work in a thread of its own while something else is done, such as a second solver beside the first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from optimizer.solving.requests import ShouldStop


@contextmanager
def meanwhile(work: Callable[[ShouldStop], None]) -> Iterator[None]:
    """Do work while the block runs; at its end the work is asked to stop and waited for, and its failure is raised.

    Parameters
    ----------
    work : callable
        Is given what says that it should stop.
    """
    over = Event()
    with ThreadPoolExecutor(max_workers=1) as pool:
        working = pool.submit(work, over.is_set)
        try:
            yield
        finally:
            over.set()
        working.result()
