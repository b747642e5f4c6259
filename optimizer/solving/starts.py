"""A first plan: worth more than any option of the solver.

The fewest changes from today ask little of students and teachers, so that a plan near today is found where the best
plan of a goal is hard to come by. It is sought without students first, which is by far the smaller model. Failing that,
the relaxation is solved, every programme that it hardly uses is left out, and the small model that remains is solved.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from optimizer.solving.arrays import Vector
from optimizer.solving.choices import none_of
from optimizer.solving.projection import INSTITUTE, STUDENTS
from optimizer.solving.requests import ignore, never
from optimizer.solving.task import Task
from optimizer.solving.workshop import Workshop

HARDLY_USED = 1e-3
"""Part of a programme below which a relaxation hardly uses it."""

Enough = Callable[[], bool]


def find_first_plan(task: Task, seconds: float, workshop: Workshop, enough: Enough = never) -> None:
    """Give a task a first plan, unless it has one.

    Parameters
    ----------
    task : Task
        The goal.
    seconds : float
        Time at hand.
    workshop : Workshop
        Whose door is used.
    enough : callable, optional
        Asked now and then whether the search is of no more use.
    """
    if not workshop.offers.size:
        return
    for attempt, share in ((_opening_nothing, 1 / 3), (_near_today, 1.0), (_rounded, 1 / 3)):
        if task.best is None and not workshop.clock.is_over and not enough():
            attempt(task, seconds * share, workshop, enough)


def _opening_nothing(task: Task, seconds: float, workshop: Workshop, enough: Enough) -> None:
    if workshop.openings.size:
        request = replace(task.request(seconds), fixed=none_of(workshop.openings))
        task.look_for_better(request, workshop, enough)


def _near_today(task: Task, seconds: float, workshop: Workshop, enough: Enough) -> None:
    """Look for the plan with the fewest changes, in one relaxation after another and in the whole model.

    All whole numbers of a relaxation that has them all are tried first: what is left is a linear programme, however
    large the model.
    """
    changes, whole = workshop.changes(), np.flatnonzero(workshop.model.integer)
    solutions: dict[frozenset[str], Vector | None] = {}
    for left_out, columns in ((STUDENTS, whole), (STUDENTS | INSTITUTE, workshop.offers), (STUDENTS, workshop.offers)):
        projection = workshop.projection(left_out)
        if left_out not in solutions:
            request = replace(task.request_in(projection, seconds / 3, changes), brief=True)
            solutions[left_out] = workshop.run(projection.model, request, ignore, enough=enough).solution
        solution = solutions[left_out]
        if solution is None or workshop.clock.is_over or enough():
            continue
        fixed = projection.lift(solution, columns)
        task.look_for_better(replace(task.request(seconds), fixed=fixed, confirmed=False), workshop, enough)
        if task.best is not None:
            return
    request = replace(workshop.request(changes, task.caps, seconds / 3), brief=True)
    task.keep_better(workshop.run(workshop.model, request, ignore, enough=enough).solution)


def _rounded(task: Task, seconds: float, workshop: Workshop, enough: Enough) -> None:
    """Look for a plan among the programmes that the whole model's relaxation uses."""
    request = replace(task.request(seconds), relaxed=True)
    relaxed = workshop.run(workshop.model, request, ignore, enough=enough).solution
    if relaxed is None:
        return
    unused = workshop.offers[relaxed[workshop.offers] < HARDLY_USED]
    request = replace(task.request(seconds), fixed=none_of(unused), confirmed=False)
    task.look_for_better(request, workshop, enough)
