"""A first plan from the rounded relaxation: worth more than any option of the solver.

Solve the relaxation, leave out every programme that it hardly uses (but keep a few of the best of each specialisation),
and solve the small model that remains: its plan is a plan of the whole model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from optimizer.solving.requests import Outcome, Request

Run = Callable[[Request], Outcome]

HARDLY_USED = 1e-3
START_SHARE = 0.3
"""Share of the time at hand that the search for a start may take."""


def find_start(run: Run, request: Request, offers: NDArray[np.int64]) -> Outcome | None:
    """Return a plan from the rounded relaxation, or None if the relaxation uses nearly every programme or none came.

    Parameters
    ----------
    run : callable
        Runs a request on the whole model.
    request : Request
        What is minimised, under what, and for how long.
    offers : ndarray of int
        Columns that say which programmes exist.
    """
    seconds = request.time_limit * START_SHARE
    relaxed = run(replace(request, relaxed=True, time_limit=seconds, start=None))
    if relaxed.solution is None:
        return None
    unused = offers[relaxed.solution[offers] < HARDLY_USED]
    if unused.size < 0.2 * offers.size:
        return None
    fixed = (unused, np.zeros(unused.size))
    seconds = max(0.0, seconds - relaxed.seconds)
    return run(replace(request, fixed=fixed, time_limit=seconds, start=None))
