"""A kernel: the few programmes that a linear programme uses, and those of the best plan.

Later goals leave many ways to keep the limits of earlier ones, and a linear programme that knows where students go
finds one with few programmes; with all others closed the whole model is small enough for the solver. It is the first
restricted problem of a kernel search (Angelelli, Mansini and Speranza, *Computers & Operations Research* 37, 2010); its
linear programme bounds the goal as well.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from optimizer.solving.arrays import Vector
from optimizer.solving.choices import none_of
from optimizer.solving.projection import INSTITUTE, LEADS, STUDENTS, TEACHERS, Projection
from optimizer.solving.requests import Progress, ignore
from optimizer.solving.starts import HARDLY_USED
from optimizer.solving.task import Task
from optimizer.solving.workshop import SLACK

RELAXATIONS = (TEACHERS | INSTITUTE | LEADS, STUDENTS | INSTITUTE, STUDENTS | TEACHERS, frozenset[str]())
"""Names of the variables that the linear programmes leave out; a goal's is the first that keeps its objective."""

LINEAR_SHARE, KERNEL_SHARE = 0.6, 0.9
"""Share of the time left for the linear programme, and for the search among the programmes that it uses."""

LARGEST_KERNEL = 0.5
"""Share of all eligible programmes above which a kernel is no smaller model worth the name."""


def search_kernel(task: Task, seconds: float) -> None:
    """Bound a goal by a linear programme, and better its plan among the programmes that it uses.

    Where students are in the linear programme its programmes mostly suffice; where they are not, or these do not, the
    best plan's belong to the kernel.

    Parameters
    ----------
    task : Task
        The goal.
    seconds : float
        Time at hand.
    """
    workshop, ends = task.workshop, task.workshop.clock.seconds + seconds
    if task.is_proven or workshop.clock.is_over or seconds <= 0:
        return
    left_out = next(names for names in RELAXATIONS if workshop.projection(names).keeps(task.objective))
    used = used_by_linear_programme(task, workshop.projection(left_out), seconds * LINEAR_SHARE)
    if used is None:
        return
    suffices = not left_out & STUDENTS and _search_among(task, used, None, ends)
    if not suffices and task.best is not None:
        _search_among(task, np.union1d(used, workshop.programmes_in(task.best)), task.best, ends)


def _search_among(task: Task, kernel: NDArray[np.int64], start: Vector | None, ends: float) -> bool:
    """Look for a better plan among some programmes; return whether there may be any plan among them."""
    workshop = task.workshop
    left = ends - workshop.clock.seconds
    if task.is_proven or workshop.clock.is_over or left <= 0 or kernel.size > LARGEST_KERNEL * workshop.offers.size:
        return True
    closed = np.setdiff1d(workshop.offers, kernel)
    request = replace(task.request(left * KERNEL_SHARE), fixed=none_of(closed), start=start)
    request = replace(request, confirmed=False)
    return task.look_for_better(request, enough=lambda: task.is_proven, brief=False).status != "infeasible"


def used_by_linear_programme(task: Task, projection: Projection, seconds: float) -> NDArray[np.int64] | None:
    """Raise a goal's bound to that of a relaxation's linear programme, and return the programmes that it uses."""
    workshop = task.workshop
    request = replace(task.request_in(projection, seconds), relaxed=True)
    outcome = workshop.run(projection.model, request, ignore)
    if outcome.solution is None:
        return None
    if outcome.bound is not None:
        task.report_bound(Progress(None, outcome.bound - SLACK * max(1.0, abs(outcome.bound)), None, 0.0))
    offered, in_kept, _ = np.intersect1d(projection.kept, workshop.offers, return_indices=True)
    return offered[outcome.solution[in_kept] > HARDLY_USED]
