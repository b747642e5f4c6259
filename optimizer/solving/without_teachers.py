"""Goals of students' ways are sought without teachers first, whose lead centres must stay in reach of most.

The solver's own neighbourhood around the linear programme gives nearly all that there is to find; it comes sooner after
few cuts, and neighbourhoods of the whole model better what it found faster than the solver does (decision 0051).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from optimizer.solving.lead_centres import within_reach
from optimizer.solving.projection import INSTITUTE, TEACHERS
from optimizer.solving.restricted import follow, is_worth_searching, request_among
from optimizer.solving.task import Task
from optimizer.solving.workshop import Cap, with_slack

SEARCH_SHARE = 0.85
"""Share of the time left for the search itself: from a plan, what it finds mostly can be completed as it is."""

GAP = 0.1
"""Gap at which it ends, if none larger is asked for."""


def search_without_teachers(task: Task, used: NDArray[np.int64], ends: float) -> None:
    """Search for better ways of students without teachers and the institute, and complete what is found.

    Parameters
    ----------
    task : Task
        The goal, with a plan to start from.
    used : ndarray of int
        Columns of the programmes that its linear programme uses; those of the plan are added.
    ends : float
        When time is up, on the clock of the solve.
    """
    workshop, projection = task.workshop, task.workshop.projection(TEACHERS | INSTITUTE)
    left = ends - workshop.clock.seconds
    if task.best is None or not projection.keeps(task.objective):
        return
    kernel = np.union1d(used, workshop.programmes_in(task.best))
    if not is_worth_searching(task, kernel, left):
        return
    further: tuple[Cap, ...] = ()
    reach = within_reach(workshop, task.caps)
    if reach is not None:
        far, limit = reach
        further = with_slack(((projection.restrict(far), max(limit, far.value(task.best))),))
    request = request_among(task, projection, kernel, left * SEARCH_SHARE)
    request = replace(request, start=projection.start(task.best), caps=(*request.caps, *further), few_cuts=True)
    follow(task, projection, kernel, replace(request, gap=max(GAP, request.gap)), ends)
