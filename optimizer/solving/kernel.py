"""A kernel: the few programmes that a linear programme uses, and those of the best plan or of today.

With all others closed the model is small enough for the solver (:mod:`optimizer.solving.restricted`); the linear
programmes bound the goal as well. Later goals leave many ways to keep the limits of earlier ones, and a linear
programme that knows where students go finds one with few programmes.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from optimizer.solving.arrays import CompiledModel
from optimizer.solving.choices import chosen_in
from optimizer.solving.neighbourhoods import search_neighbourhoods
from optimizer.solving.projection import INSTITUTE, LADDER, LEADS, STUDENTS, TEACHERS, Projection
from optimizer.solving.requests import OutcomeStatus, Progress, ignore
from optimizer.solving.restricted import is_small, is_worth_searching, leads_and_residents, search_among, search_in
from optimizer.solving.starts import HARDLY_USED
from optimizer.solving.task import Task
from optimizer.solving.without_teachers import search_without_teachers
from optimizer.solving.workshop import SLACK

RELAXATIONS = (TEACHERS | INSTITUTE | LEADS, STUDENTS | INSTITUTE, STUDENTS | TEACHERS, frozenset[str]())
"""Names of the variables that the linear programmes leave out; a later goal's is the first that keeps its objective."""

LINEAR_SHARE = 0.6
"""Share of the time left for the linear programme."""

LEADS_SHARE = 0.65
"""Share of the time left for the search in which lead centres stay: it gives less than that without, but sooner."""

FIRST_LINEAR_SHARE = 0.2
"""Share of a first goal's time for each of its linear programmes."""

FIRST_RELAXATIONS = (LADDER[0], STUDENTS)
"""The same for a first goal that does not depend on where students come from, which uses both."""

LARGEST_LINEAR, LINEAR_SECONDS = 15_000, 5.0
"""Columns above which a linear programme takes longer than the search among programmes that are known without it, and
about how long it takes there; it grows with the square."""

BOUND_SHARE = 0.3
"""Share of a goal's time that such a linear programme may take after that search; it is left out if that is too short.
"""

WITHOUT_TEACHERS_SHARE = 0.8
"""Share of the time left after a linear programme for the search without teachers, completion included."""

AROUND_SHARE, SHORT_SECONDS = 0.5, 20.0
"""Share of the time left for neighbourhoods of the best plan, and seconds up to which all of it is: the relaxations
that come after them bound nothing in less."""

LEAST_LINEAR = 6
"""How many times as long as its linear programme takes a relaxation must have, to bound a goal higher than that does.
"""


def search_kernel(task: Task, seconds: float) -> bool:
    """Bound a goal by a linear programme, and better its plan among the programmes that it uses.

    Parameters
    ----------
    task : Task
        The goal.
    seconds : float
        Time at hand.

    Returns
    -------
    bool
        Whether there is no better plan among them for certain, or none worth its time: what is missing then is mostly
        the proof.
    """
    workshop = task.workshop
    if task.is_over or seconds <= 0:
        return task.is_done
    ends = workshop.clock.seconds + seconds
    if not task.caps and workshop.projection(STUDENTS).keeps(task.objective):
        return _search_for_first_goal(task, ends)
    if task.is_settled_by_programmes and not task.is_held_to_students_ways:
        _search_for_later_goal(task, ends)
    else:
        _search_around(task, ends)
    return task.is_done


def _search_around(task: Task, ends: float) -> None:
    """Bound a goal that programmes alone do not settle, and search neighbourhoods of its plan, which are small models.

    Students' ways have a kernel without teachers; few programmes seldom keep a limit on them, so that goals after them
    have none.
    """
    clock, projection = task.workshop.clock, task.workshop.projection(_left_out(task))
    left = ends - clock.seconds
    if _linear_seconds(projection.model) <= BOUND_SHARE * left:
        used = used_by_linear_programme(task, projection, left * LINEAR_SHARE)
        if used is not None and task.workshop.known.size:
            task.workshop.known = np.union1d(task.workshop.known, used)
        if used is not None and not task.is_settled_by_programmes:
            search_without_teachers(task, used, clock.seconds + (ends - clock.seconds) * WITHOUT_TEACHERS_SHARE)
    left = ends - clock.seconds
    is_short = left < SHORT_SECONDS or is_too_large(projection.model, left)
    search_neighbourhoods(task, left if is_short else left * AROUND_SHARE)


def _search_for_first_goal(task: Task, ends: float) -> bool:
    """Search without students' ways first, whose part of the model is the largest: what it finds is then completed.

    Before any goal there is nothing that only few plans keep, so that today's programmes and those of the linear
    programmes suffice. They are remembered for later goals whose own linear programme is too large.
    """
    workshop, kernel = task.workshop, _at_hand(task)
    seconds = ends - workshop.clock.seconds
    for left_out in FIRST_RELAXATIONS:
        projection = workshop.projection(left_out)
        if projection.keeps(task.objective) and projection.model.columns <= LARGEST_LINEAR:
            used = used_by_linear_programme(task, projection, seconds * FIRST_LINEAR_SHARE)
            kernel = kernel if used is None else np.union1d(kernel, used)
    workshop.known = kernel
    return search_in(task, workshop.projection(STUDENTS), kernel, ends)


def _search_for_later_goal(task: Task, ends: float) -> None:
    """Search the whole model among the programmes of a linear programme, and those of the best plan.

    Where the linear programme leaves teachers out, today's programmes are added, for that is where teachers are. Where
    it knows of students, its own programmes may suffice. Where it would not be solved in time, neighbourhoods take its
    place.
    """
    workshop = task.workshop
    left_out = _left_out(task)
    projection, knows_students = workshop.projection(left_out), not left_out & STUDENTS
    if _search_known(task, projection, ends, knows_students=knows_students):
        return
    left = ends - workshop.clock.seconds
    if _linear_seconds(projection.model) > left:
        search_neighbourhoods(task, left * AROUND_SHARE)
        return
    used = used_by_linear_programme(task, projection, left * LINEAR_SHARE)
    if used is None:
        return
    kernel = np.union1d(used, _at_hand(task))
    if left_out >= TEACHERS:
        wider = np.union1d(kernel, workshop.todays)
        kernel = wider if is_small(task, wider) else kernel
    if not knows_students:
        search_in(task, workshop.projection(STUDENTS), kernel, ends)
    elif _search_with_leads(task, kernel, ends) != "limit" and search_among(task, used, None, ends) == "infeasible":
        search_among(task, kernel, task.best, ends)


def _left_out(task: Task) -> frozenset[str]:
    return next(names for names in RELAXATIONS if task.workshop.projection(names).keeps(task.objective))


def is_too_large(model: CompiledModel, seconds: float) -> bool:
    """Whether a model is too large to bound a goal higher in so many seconds than its linear programme does."""
    return seconds < LEAST_LINEAR * _linear_seconds(model)


def _linear_seconds(model: CompiledModel) -> float:
    """Return about how long a model's linear programme takes, where it is a large one."""
    return LINEAR_SECONDS * (model.columns / LARGEST_LINEAR) ** 2


def _search_known(task: Task, projection: Projection, ends: float, *, knows_students: bool) -> bool:
    """Search among the programmes of the first goal, if the linear programme is too large to come first.

    Return whether nothing remains to be done afterwards.
    """
    workshop, seconds = task.workshop, ends - task.workshop.clock.seconds
    known = np.union1d(workshop.known, _at_hand(task))
    if (
        projection.model.columns <= LARGEST_LINEAR
        or not workshop.known.size
        or not is_worth_searching(task, known, seconds)
    ):
        return False
    linear = _linear_seconds(projection.model)
    is_bounded = linear <= BOUND_SHARE * seconds
    until = ends - linear if is_bounded else ends
    if knows_students:
        if _search_with_leads(task, known, until) != "limit":
            search_in(task, projection, known, until)
    else:
        search_in(task, workshop.projection(STUDENTS), known, until)
    return not is_bounded or task.is_over


def _search_with_leads(task: Task, kernel: NDArray[np.int64], ends: float) -> OutcomeStatus | None:
    """Search with the best plan's lead centres and residents: teachers then mostly are where they were.

    Return how that ended, None if it was not worth it: had it too little time, one in which they move has less use.
    """
    best, now = task.best, task.workshop.clock.seconds
    if best is None:
        return None
    held = chosen_in(best, leads_and_residents(task))
    return search_among(task, kernel, best, now + (ends - now) * LEADS_SHARE, held)


def _at_hand(task: Task) -> NDArray[np.int64]:
    """Return the programmes of the best plan, or today's where there is none."""
    workshop = task.workshop
    return workshop.todays if task.best is None else workshop.programmes_in(task.best)


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
