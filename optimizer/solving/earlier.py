"""A question much like one that was answered: its plans are mended into starts, and its bounds carried over.

Where the question only asks for more (programmes held, rows added), no plan of it was not a plan before, so that the
bound of every goal still holds while the goals before it are held no more loosely than they were.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.choices import NOTHING, chosen_in
from optimizer.solving.requests import ignore
from optimizer.solving.workshop import Cap, Workshop, with_slack

MENDING_SECONDS = 5.0
"""Most seconds that one plan's mending may take."""


@dataclass(frozen=True, eq=False)
class Earlier:
    """What came of a question that was answered before, on a model with the same columns.

    Attributes
    ----------
    caps : tuple of (Objective, float)
        Its goals, and what later goals might let them rise to.
    bounds : tuple of float
        The bound of each goal.
    plans : tuple of ndarray
        The best plan of each goal, and after those the plan in the end.
    bounds_hold : bool
        Whether the new question only asks for more.
    rows_stand : bool
        Whether the new question has the very rows of the old: then a plan that keeps what is held may stand as it is.
    """

    caps: tuple[Cap, ...]
    bounds: tuple[float, ...]
    plans: tuple[Vector, ...]
    bounds_hold: bool = True
    rows_stand: bool = True

    def head_start(
        self, workshop: Workshop, objective: Objective, caps: tuple[Cap, ...], start: Vector | None
    ) -> tuple[Vector | None, float]:
        """Return a plan to start a goal from and a bound that is known of it.

        Parameters
        ----------
        workshop : Workshop
            The question.
        objective : Objective
            The goal.
        caps : tuple of (Objective, float)
            What the goals before it may rise to.
        start : ndarray or None
            The plan of the goal before, which stays unless a better one comes.
        """
        position = len(caps)
        if position >= len(self.bounds):
            return start, 0.0
        bound = self.bounds[position] if self._is_held_no_more_loosely(caps) else 0.0
        for plan in (self.plans[position], self.plans[-1]):
            mended = self._mended(workshop, plan, objective, caps, widely=start is None)
            if mended is not None and (start is None or objective.value(mended) < objective.value(start)):
                return mended, bound
        return start, bound

    def _is_held_no_more_loosely(self, caps: tuple[Cap, ...]) -> bool:
        if not self.bounds_hold:
            return False
        return all(
            limit <= before + 1e-9 * max(1.0, abs(before))
            for (_, limit), (_, before) in zip(caps, self.caps, strict=False)
        )

    def _mended(
        self, workshop: Workshop, plan: Vector, objective: Objective, caps: tuple[Cap, ...], *, widely: bool
    ) -> Vector | None:
        """Return a plan like an earlier one: itself if it may stand, else with the least freed that must change."""
        held = workshop.held
        touched = NOTHING if held is None else held[0][np.abs(plan[held[0]] - held[1]) > 0.5]
        untouched = self.rows_stand and held is not None and not touched.size
        if untouched and all(cap.value(plan) <= limit for cap, limit in with_slack(caps)):
            return plan
        for free in islice(workshop.around(touched), None if widely else 1):
            kept = np.setdiff1d(workshop.offers, free)
            request = workshop.request(objective, with_slack(caps), MENDING_SECONDS)
            request = replace(request, fixed=chosen_in(plan, kept), brief=True, confirmed=False)
            mended = workshop.run(workshop.model, request, ignore).solution
            if mended is not None:
                return mended
        return None
