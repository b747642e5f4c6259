"""A goal among few programmes, all others closed: in the whole model, or in a relaxation and then completed.

That is the restricted problem of a kernel search (Angelelli, Mansini and Speranza, *Computers & Operations Research*
37, 2010).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from optimizer.solving.arrays import Vector
from optimizer.solving.choices import Choice, joined, none_of
from optimizer.solving.completion import Completion
from optimizer.solving.projection import INSTITUTE, LEADS, TEACHERS, Projection
from optimizer.solving.requests import OutcomeStatus, Request, ignore
from optimizer.solving.task import Task

LARGEST_KERNEL = 0.5
"""Share of all eligible programmes above which a kernel is no smaller model worth the name."""

KERNEL_SHARE = 0.9
"""Share of the time left for the search among the programmes."""

RELAXED_SHARE = 0.5
"""Share of the time left for a search in a relaxation, whose programmes must be completed."""


def is_small(task: Task, kernel: NDArray[np.int64]) -> bool:
    """Whether programmes are few enough to be searched instead of all."""
    return kernel.size <= LARGEST_KERNEL * task.workshop.offers.size


def is_worth_searching(task: Task, kernel: NDArray[np.int64], seconds: float) -> bool:
    """Whether programmes are few, and there is something to find and time for it."""
    return is_small(task, kernel) and seconds > 0 and not task.is_over


def search_among(
    task: Task, kernel: NDArray[np.int64], start: Vector | None, ends: float, held: Choice | None = None
) -> OutcomeStatus | None:
    """Look for a better plan among some programmes.

    Parameters
    ----------
    task : Task
        The goal.
    kernel : ndarray of int
        Columns of the programmes that may be taught.
    start : ndarray or None
        A plan to start from.
    ends : float
        When time is up, on the clock of the solve.
    held : (ndarray of int, ndarray of float), optional
        Further columns that are held at a value.

    Returns
    -------
    str or None
        How that ended; None if it was not worth it.
    """
    workshop = task.workshop
    left = ends - workshop.clock.seconds
    if not is_worth_searching(task, kernel, left):
        return None
    fixed = none_of(np.setdiff1d(workshop.offers, kernel))
    fixed = fixed if held is None else joined(fixed, held)
    request = replace(task.request(left * KERNEL_SHARE), fixed=fixed, start=start, confirmed=False)
    return task.look_for_better(request, enough=lambda: task.is_done, brief=False).status


def search_in(task: Task, projection: Projection, kernel: NDArray[np.int64], ends: float) -> bool:
    """Search a relaxation among some programmes; what it finds is completed, or looked for again in the whole model.

    Return whether the best plan among those programmes was found.
    """
    left = ends - task.workshop.clock.seconds
    if not is_worth_searching(task, kernel, left):
        return task.is_done
    return follow(task, projection, kernel, request_among(task, projection, kernel, left * RELAXED_SHARE), ends)


def request_among(task: Task, projection: Projection, kernel: NDArray[np.int64], seconds: float) -> Request:
    """Return the request for a goal in a relaxation, with all but some programmes closed."""
    outside = np.setdiff1d(task.workshop.offers, kernel)
    _, closed, _ = np.intersect1d(projection.kept, outside, return_indices=True)
    request = task.request_in(projection, seconds)
    return replace(request, fixed=none_of(closed), target=task.good_enough, confirmed=False)


def follow(task: Task, projection: Projection, kernel: NDArray[np.int64], request: Request, ends: float) -> bool:
    """Run a request in a relaxation among some programmes, and follow what it finds in the whole model.

    Return whether that settled the goal, or those programmes give nothing better than the plan at hand, within the
    request's gap.
    """
    workshop = task.workshop
    found = workshop.run(projection.model, request, ignore, enough=lambda: task.is_done)
    if found.solution is None or task.is_over:
        return task.is_done
    Completion(task, projection, found.solution, ends - workshop.clock.seconds).run()
    if not task.is_bettered_by(found.value):
        return found.status == "optimal"
    best, held = task.best if task.caps else None, projection.lift(found.solution, leads_and_residents(task))
    if not held[0].size or search_among(task, kernel, None, ends, held) == "infeasible":
        search_among(task, kernel, best, ends)
    return task.is_done


def leads_and_residents(task: Task) -> NDArray[np.int64]:
    """Return the columns of lead centres, and of the institute but for its teachers."""
    return task.workshop.columns_named(*LEADS, *INSTITUTE - TEACHERS - {"feeds"})
