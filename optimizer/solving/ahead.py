"""Looks ahead: later goals' first relaxations, solved by a second solver while the first is at an earlier goal.

A small model's time goes into one relaxation a goal, and that of a later goal leaves out much of what comes before it:
where students go does not depend on how far teachers are scattered. So the second solver does it before its turn, and
then the next one's, under the limit that follows. Where the goals before its turn end elsewhere, the goal asks for
something else, and solves that itself. Without a second solver the very same is asked when its turn comes, so that both
ways end with the same of several equally good plans.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event
from typing import Self

import numpy as np

from optimizer.solving.aims import Aim
from optimizer.solving.arrays import Vector
from optimizer.solving.requests import Outcome, Progress, Request, ignore
from optimizer.solving.stage import Stage
from optimizer.solving.workshop import Cap, Report, Workshop, with_slack

SECONDS_SHARE = 0.15
"""Share of the time left that one relaxation may take ahead of its turn."""

SAME_LIMIT = 1e-9
"""Relative difference up to which two limits are the same: that of one sum taken in two orders."""

WAIT_SECONDS = 0.05

Answer = tuple[Request, Outcome] | None
Asked = Future[Answer] | Callable[[float], Answer]


@dataclass(eq=False)
class Ahead:
    """What is asked before its turn, and what came of it.

    Attributes
    ----------
    workshop : Workshop
        The model; nothing is looked at ahead unless it is small.
    aims : sequence of Aim
        The goals in their order.
    """

    workshop: Workshop
    aims: Sequence[Aim]
    _asked: dict[int, Asked] = field(default_factory=dict, init=False)
    _wanted: dict[int, Request] = field(default_factory=dict, init=False)
    _hears: dict[int, Report] = field(default_factory=dict, init=False)
    _solutions: dict[int, Vector] = field(default_factory=dict, init=False)
    _is_over: Event = field(default_factory=Event, init=False)
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1), init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._pool.shutdown(cancel_futures=True)

    def look(self, caps: tuple[Cap, ...], start: Vector | None) -> None:
        """Ask for the relaxations of goals after the next that need no goals but those known or asked for.

        Parameters
        ----------
        caps : tuple of (Objective, float)
            The goals before the next, and what later ones may let them rise to.
        start : ndarray or None
            A plan that keeps them.
        """
        workshop = self.workshop
        if workshop.is_large or workshop.clock.is_over:
            return
        limits = {place: limit for place, (_, limit) in enumerate(caps)}
        for place in range(len(caps) + 1, len(self.aims)):
            relaxation = self._stage(place, limits, start).first_relaxation()
            if place in self._asked or relaxation is None:
                continue
            needed = {before for before in range(place) if relaxation.keeps(self.aims[before].objective)}
            if needed <= limits.keys() | self._asked.keys():
                relax = partial(self._relax, place, limits, start)
                seconds = workshop.clock.remaining * SECONDS_SHARE
                self._asked[place] = self._pool.submit(relax, seconds) if workshop.second else relax

    def answer(self, place: int, request: Request, hears: Report) -> Outcome | None:
        """Return what came of a goal's first request; None if something else was asked. It is waited for.

        Parameters
        ----------
        place : int
            The goal's place in the order.
        request : Request
            What it asks.
        hears : callable
            Hears of progress.
        """
        asked, clock = self._asked.get(place), self.workshop.clock
        self._wanted[place], self._hears[place] = request, hears
        answer = None
        if isinstance(asked, Future):
            ends = time.perf_counter() + request.time_limit
            while not asked.done() and time.perf_counter() < ends and not clock.should_stop():
                try:
                    wait([asked], WAIT_SECONDS)
                except KeyboardInterrupt:  # as the doors do: the plans of earlier goals are kept
                    clock.interrupted = True
            answer = asked.result() if asked.done() else None
        elif asked is not None:
            answer = asked(request.time_limit)
        return answer[1] if answer is not None and _ask_for_the_same(answer[0], request) else None

    def _stage(self, place: int, limits: dict[int, float], start: Vector | None, seconds: float = np.inf) -> Stage:
        aim = self.aims[place]
        caps = tuple((each.objective, limits.get(before, np.inf)) for before, each in enumerate(self.aims[:place]))
        return Stage(self.workshop, aim.objective, with_slack(caps), start, aim.integral, seconds, ignore)

    def _relax(self, place: int, limits: dict[int, float], start: Vector | None, seconds: float) -> Answer:
        """Solve a goal's first relaxation, and set the limit that follows from it; None if that is of no use."""
        workshop, second, stage = self.workshop, self.workshop.second, self._stage(place, limits, start, seconds)
        relaxation = stage.first_relaxation()
        assert relaxation is not None
        request = stage.ask(relaxation, seconds)
        if any(np.isinf(limit) for _, limit in request.caps) or self._is_of_no_use(place, request):
            return None
        if second is not None:
            if not second.await_today(self._is_over.is_set):
                return None
            workshop = workshop.through(second.door)

        def hear(state: Progress) -> None:
            if place in self._hears:
                self._hears[place](state)

        started = replace(request, start=self._solutions.get(id(relaxation), request.start))
        enough = partial(self._is_of_no_use, place, request)
        outcome = workshop.run(relaxation.model, started, hear, enough=enough)
        if enough():
            return None
        if outcome.status == "optimal" and outcome.solution is not None and outcome.value is not None:
            aim, self._solutions[id(relaxation)] = self.aims[place], outcome.solution
            limits[place] = aim.limit(aim.round(outcome.value))
        return request, outcome

    def _is_of_no_use(self, place: int, request: Request) -> bool:
        """Whether nobody wants an answer any more, or the goal turned out to ask for something else."""
        wanted = self._wanted.get(place, request)
        return self._is_over.is_set() or not _ask_for_the_same(wanted, request)


def _ask_for_the_same(first: Request, second: Request) -> bool:
    """Whether two requests of one relaxation minimise the same under the same limits."""
    if first is second:
        return True
    sides = [((each.objective, 0.0), *each.caps) for each in (first, second)]
    return len(sides[0]) == len(sides[1]) and all(
        np.isclose(limit, other_limit, rtol=SAME_LIMIT, atol=SAME_LIMIT)
        and np.array_equal(objective.coefficients, other.coefficients)
        for (objective, limit), (other, other_limit) in zip(*sides, strict=True)
    )
