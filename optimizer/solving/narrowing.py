"""Minimises a goal part by part, by leaving out what no better plan can use.

For each part, prices give a bound and reduced costs; a kernel of the programmes that the relaxation uses or nearly uses
gives a good solution; and every programme whose reduced cost is above the gap between the two is closed in any better
one, so that only a small model is left to be solved to its end. What is found is completed to a plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.solving.origins import Integers
from optimizer.solving.part import Part
from optimizer.solving.parts import WAYS, parts_of, settles_without_ways
from optimizer.solving.requests import Progress
from optimizer.solving.task import Task

KERNEL_SHARE = 0.3
"""Share of the time left for the kernel."""

WITHOUT_WAYS_SHARE = 0.1
"""Share of the time for a bound without the ways of students, where a later goal hardly needs them."""

COMPLETION_SHARE = 0.3
"""Least share of all time left for turning a solution into a plan."""


def narrow_down(task: Task, seconds: float) -> None:
    """Better a task's plan and bound, where programmes and the ways of students settle the goal.

    Parameters
    ----------
    task : Task
        The goal.
    seconds : float
        Time at hand.
    """
    workshop = task.workshop
    wanted = workshop.clock.limits.methods.narrowing and workshop.held is None and bool(workshop.offers.size)
    if not wanted or task.is_proven or workshop.clock.is_over:
        return
    ends = workshop.clock.seconds + seconds
    if settles_without_ways(task):
        base = workshop.projection(WAYS | {"enrolled"})
        request = replace(workshop.request(base.restrict(task.objective), (), seconds * WITHOUT_WAYS_SHARE), brief=True)
        task.learn(workshop.run(base.model, request, task.report_bound))
        return
    parts = parts_of(task)
    if parts:
        Narrowing(task, parts, ends).run()


@dataclass(eq=False)
class Narrowing:
    """The search for one goal.

    Attributes
    ----------
    task : Task
        The goal.
    parts : list of Part
        Parts that share nothing.
    ends : float
        When it has to be over, by the clock of the solve.
    """

    task: Task
    parts: list[Part]
    ends: float

    def run(self) -> None:
        """Take one step after another with every part, until the goal is proven or time is up."""
        for step in (self._climb, self._search_kernel, self._climb, self._finish):
            for place, part in enumerate(self.parts):
                if self._is_over():
                    break
                if not part.is_proven:
                    step(part, self._left / (len(self.parts) - place))
                    self._tell()
            if step != self._climb:
                self._complete()

    @property
    def _left(self) -> float:
        return max(0.0, self.ends - self.task.workshop.clock.seconds)

    def _is_over(self) -> bool:
        return self.task.is_proven or self.task.workshop.clock.is_over or self._left <= 0

    def _tell(self) -> None:
        """Raise the goal's bound to the sum over the parts."""
        self.task.report_bound(Progress(None, sum(part.bound for part in self.parts), None, 0.0))

    def _climb(self, part: Part, seconds: float) -> None:
        part.climb(seconds)

    def _search_kernel(self, part: Part, seconds: float) -> None:
        """Solve the part with the programmes that the relaxation uses or nearly uses; its bound says nothing."""
        closed = part.kernel()
        if closed is not None:
            self._solve(part, seconds * KERNEL_SHARE, closed)

    def _finish(self, part: Part, seconds: float) -> None:
        """Solve the part without what no better solution uses."""
        self._solve(part, seconds, part.closed, to_its_end=True)

    def _solve(self, part: Part, seconds: float, closed: Integers, *, to_its_end: bool = False) -> None:
        """Solve a part with some programmes closed; all that is left out costs no less than what is worth finding."""
        others = part.worth_finding
        model = part.model(closed)
        if model is None:
            if to_its_end:
                part.raise_bound(others)
            return
        request = part.request(model, seconds)

        def listen(state: Progress) -> None:
            if to_its_end and state.bound is not None:
                part.raise_bound(min(state.bound, others))
                self._tell()

        outcome = self.task.workshop.run(model.model, request, listen, enough=lambda: part.is_proven)
        self.task.nodes += outcome.nodes
        if outcome.solution is not None and outcome.value is not None:
            chosen = np.zeros(self.task.workshop.model.columns)
            chosen[model.kept] = outcome.solution[: model.kept.size]
            part.find(outcome.value, chosen)
        bound = np.inf if outcome.status == "infeasible" else outcome.bound
        if to_its_end and bound is not None:
            part.raise_bound(min(bound, others))

    def _complete(self) -> None:
        """Turn the best solutions of all parts into a plan."""
        chosen = [part.chosen for part in self.parts if part.chosen is not None]
        if len(chosen) < len(self.parts) or self.task.is_proven or self.task.workshop.clock.is_over:
            return
        columns = np.concatenate([part.offers for part in self.parts])
        values = np.round(np.sum(chosen, axis=0)[columns])
        self.task.complete((columns, values), max(self._left, self.task.workshop.clock.remaining * COMPLETION_SHARE))
