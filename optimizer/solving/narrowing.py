"""Minimises a goal part by part, by leaving out what no better plan can use.

For each part: the linear relaxation gives a bound and reduced costs; a kernel of the programmes that it uses or nearly
uses gives a good solution; and every programme whose reduced cost is above the gap between the two is closed in any
better one, so that only a small model is left to be solved to its end. What is found is completed to a plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.solving.landscape import NOTHING, Integers
from optimizer.solving.part import Part
from optimizer.solving.parts import parts_of
from optimizer.solving.requests import Progress
from optimizer.solving.task import Task

USED = 1e-6
"""Part of a programme above which the linear relaxation uses it."""

LEAST_KERNEL = 20
"""Programmes in a kernel at least, where the linear relaxation uses fewer than half as many."""

KERNEL_SHARE = 0.3
"""Share of the time left for the kernel."""

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
        self._take_over_best()
        for step in (self._relax, self._search_kernel, self._finish):
            for place, part in enumerate(self.parts):
                if self._is_over():
                    break
                if not part.is_proven:
                    step(part, self._left / (len(self.parts) - place))
                    self._tell()
            self._complete()

    @property
    def _left(self) -> float:
        return max(0.0, self.ends - self.task.workshop.clock.seconds)

    def _is_over(self) -> bool:
        return self.task.is_proven or self.task.workshop.clock.is_over or self._left <= 0

    def _tell(self) -> None:
        """Raise the goal's bound to the sum over the parts."""
        self.task.report_bound(Progress(None, sum(part.bound for part in self.parts), None, 0.0))

    def _take_over_best(self) -> None:
        """Start every part from the goal's best plan."""
        best = self.task.best
        for part in self.parts if best is not None else []:
            found = part.model(NOTHING)
            if found is not None and best is not None:
                part.chosen, part.value = best, found[0].restrict(part.objective).value(found[0].start(best))

    def _relax(self, part: Part, seconds: float) -> None:
        """Look for a bound: without students if the goal does not speak of them, then from the linear relaxation."""
        if not part.objective.coefficients[part.landscape.students].any():
            part.settle_without_students(seconds)
        if not part.is_proven:
            part.relax(seconds)

    def _search_kernel(self, part: Part, seconds: float) -> None:
        """Solve the part with the programmes that the linear relaxation uses or nearly uses."""
        if part.relaxed is None or part.proof is None:
            return
        used = part.relaxed[part.places] > USED
        order = np.argsort(np.where(used, -np.inf, part.proof.reduced[part.places]), kind="stable")
        closed = np.sort(part.offers[order[max(2 * int(np.count_nonzero(used)), LEAST_KERNEL) :]])
        self._solve(part, seconds * KERNEL_SHARE, closed)

    def _finish(self, part: Part, seconds: float) -> None:
        """Solve the part without what no better solution uses."""
        self._solve(part, seconds, part.useless(), narrow=part.chosen is not None)

    def _solve(self, part: Part, seconds: float, closed: Integers, *, narrow: bool = False) -> None:
        """Solve a part with some programmes closed; what other solutions cost at least is known from the duals."""
        found = part.model(closed, narrow=narrow)
        if found is None:
            return
        model, least = found
        others = min(least, part.least_with(closed))
        request = part.request(model, seconds)
        if part.chosen is not None:
            request = replace(request, start=model.start(part.chosen))

        def listen(state: Progress) -> None:
            part.value = part.value if state.value is None else min(part.value, state.value)
            if state.bound is not None:
                part.raise_bound(min(state.bound, others))
                self._tell()

        outcome = self.task.workshop.run(model.model, request, listen, enough=lambda: part.is_proven)
        self.task.nodes += outcome.nodes
        if outcome.solution is not None and outcome.value is not None and outcome.value <= part.value + 1e-9:
            part.value = outcome.value
            part.chosen = np.zeros(self.task.workshop.model.columns)
            part.chosen[model.kept] = outcome.solution[: model.kept.size]
        bound = np.inf if outcome.status == "infeasible" else outcome.bound
        if bound is not None:
            part.raise_bound(min(bound, others))

    def _complete(self) -> None:
        """Turn the best solutions of all parts into a plan."""
        chosen = [part.chosen for part in self.parts if part.chosen is not None]
        if len(chosen) < len(self.parts) or self.task.is_proven or self.task.workshop.clock.is_over:
            return
        columns = np.concatenate([part.offers for part in self.parts])
        values = np.round(np.sum(chosen, axis=0)[columns])
        self.task.complete((columns, values), max(self._left, self.task.workshop.clock.remaining * COMPLETION_SHARE))
