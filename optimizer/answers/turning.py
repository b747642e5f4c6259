"""Where an answer turns as one value changes: the plan is sought anew at every value that is tried.

What is found is an interval: the nearest value tried at which the answer has turned, and the farthest at which it has
not. The search halves it until it is narrow or time is up; it ends at once where the answer has not turned at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.answers.inquiry import Inquiry
from optimizer.answers.levers import Lever
from optimizer.answers.questions import EQUAL, taught_in
from optimizer.inputs.instance import Pair
from optimizer.model.build import build_model
from optimizer.solving.desk import Desk
from optimizer.solving.earlier import Earlier
from optimizer.solving.hierarchy import Pursuit, pursue_next
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.workshop import Workshop

GAPS = 2.0
"""Two values that are each proven within the gap may differ by so many gaps and still be equal."""


@dataclass(frozen=True)
class Turn:
    """Where an answer turns.

    Attributes
    ----------
    turned : float or None
        Nearest value tried at which it has turned; None if it had not at the farthest value.
    same : float or None
        Farthest value tried at which it has not turned.
    proven : bool
        Whether every trial was decided by proof and the interval is as narrow as is worth telling.
    """

    turned: float | None
    same: float | None
    proven: bool


def find_turn(lever: Lever, try_at: Callable[[float], bool | None], *, near_first: bool = False) -> Turn:
    """Return where an answer turns between a lever's present value and its end.

    Parameters
    ----------
    lever : Lever
        What may change.
    try_at : callable
        Tells whether the answer has turned at a value; None if that was not settled in time.
    near_first : bool
        Whether the nearest value is tried second: where most answers turn at once, that saves most trials.
    """
    same, turned = lever.now, None
    value: float | None = lever.end
    while value is not None:
        has_turned = try_at(value)
        if has_turned is None:
            return Turn(turned, same, proven=False)
        if has_turned:
            turned = value
        else:
            same = value
        value = None if turned is None else lever.between(same, turned)
        if near_first and value is not None and (same, turned) == (lever.now, lever.end):
            value = lever.nearest
    return Turn(turned, same, proven=True)


@dataclass(eq=False)
class Bench:
    """Seeks plans where one value has changed, with the solver of a desk.

    Attributes
    ----------
    inquiry : Inquiry
        The questions, and the plan of the scenario.
    desk : Desk
        Whose solver is used.
    clock : Clock
        Limits of the whole search.
    """

    inquiry: Inquiry
    desk: Desk
    clock: Clock

    def workshop(self, lever: Lever, value: float) -> Workshop:
        """Return the model where the lever has a value."""
        instance, scenario = lever.change(value)
        with self.inquiry.building:
            return Workshop(build_model(instance, scenario, scenario.goals.order), self.desk.workshop.door, self.clock)

    def chase(self, workshop: Workshop, held: Mapping[Pair, bool], *, bounds_hold: bool = False) -> Chase:
        """Return a pursuit with some programmes held that starts from the plan of the scenario, where that fits."""
        earlier = self.desk.answer.earlier if _alike(workshop, self.desk.workshop) else None
        if earlier is not None:
            earlier = replace(earlier, bounds_hold=bounds_hold, rows_stand=False)
        own = workshop.holding(workshop.choice_of(held), self.clock) if held else workshop
        return Chase(own, earlier, tolerance_of(self.clock.limits))


@dataclass(eq=False)
class Chase:
    """Goals that are pursued one at a time, only as far as it takes to compare them with another plan's.

    Attributes
    ----------
    workshop : Workshop
        The model, with what is held.
    earlier : Earlier or None
        Where each goal starts.
    tolerance : float
        Share of a value within which two values count as equal.
    pursuit : Pursuit
        What came of it so far.
    """

    workshop: Workshop
    earlier: Earlier | None
    tolerance: float
    pursuit: Pursuit = field(default_factory=Pursuit)

    @property
    def values(self) -> tuple[float, ...]:
        """The value of every goal so far."""
        return tuple(report.value for report in self.pursuit.reports)

    @property
    def is_proven(self) -> bool:
        """Whether every goal so far is."""
        return all(report.status == "optimal" for report in self.pursuit.reports)

    @property
    def is_impossible(self) -> bool:
        """Whether it is proven that there is no plan, or in a race none as good."""
        return self.pursuit.ended == "infeasible"

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The programmes of the plan so far."""
        return taught_in(self.workshop, self.pursuit)

    def slack(self, value: float) -> float:
        """Return how far from a value another still counts as equal."""
        return self.tolerance * max(1.0, abs(value))

    def reach(self, depth: int) -> bool:
        """Pursue so many goals; return whether there is a plan."""
        while len(self.values) < depth:
            if self.workshop.clock.is_over or not pursue_next(self.workshop, self.pursuit, self.earlier):
                return False
        return True

    def keeps_up_with(self, values: Sequence[float]) -> bool | None:
        """Return whether a plan is as good by the first goals as one of these values; None if that was not settled."""
        for depth, value in enumerate(values):
            slack = self.slack(value)
            if depth == len(self.values):
                if self.workshop.clock.is_over:
                    return None
                if not pursue_next(self.workshop, self.pursuit, self.earlier, value + slack):
                    return False if self.is_impossible else None
            report = self.pursuit.reports[depth]
            if report.value > value + slack:
                return False if report.status == "optimal" else None
            if report.value < value - slack:
                return True
            if report.status != "optimal":
                return None
        return True


def tolerance_of(limits: Limits) -> float:
    """Return the share of a value within which two values count as equal."""
    return max(EQUAL, GAPS * limits.gap)


def _alike(first: Workshop, second: Workshop) -> bool:
    return first.model.columns == second.model.columns and np.array_equal(first.offers, second.offers)


def wins(bench: Bench, lever: Lever, value: float, pair: Pair) -> bool | None:
    """Return whether, where a lever has a value, a programme is in a best plan: forced, it costs no goal anything.

    None if that was not settled in time.

    Goals are compared one after the other, so that the later ones are only pursued where the earlier ones agree, and
    those of the forced plan only for values that keep up.
    """
    if bench.clock.is_over:
        return None
    workshop = bench.workshop(lever, value)
    forced = bench.chase(workshop, {pair: True})
    if lever.relaxes:  # the present best can only have become better
        keeps_up = forced.keeps_up_with(tuple(bench.inquiry.base.values.values()))
        if not keeps_up:
            return keeps_up
    free = bench.chase(workshop, {})
    for depth in range(1, len(bench.inquiry.names) + 1):
        if not free.reach(depth):
            return False if free.is_impossible else None
        if pair in free.pairs:
            continue
        forced.earlier = free.pursuit.earlier
        keeps_up = forced.keeps_up_with(free.values)
        if not keeps_up:
            return keeps_up
    return True if free.is_proven else None


def differs(bench: Bench, lever: Lever, value: float) -> bool | None:
    """Return whether, where a lever has a value, the plan's programmes are no longer best; None if not settled."""
    if bench.clock.is_over:
        return None
    taught, workshop = set(bench.inquiry.base.pairs), bench.workshop(lever, value)
    everything = {pair: pair in taught for pair in workshop.column_of_pair}
    kept = bench.chase(workshop, everything, bounds_hold=lever.tightens)
    free = bench.chase(workshop, {}, bounds_hold=lever.tightens)
    for depth in range(1, len(bench.inquiry.names) + 1):
        if not kept.reach(depth):
            return True if kept.is_impossible else None
        if not free.reach(depth):
            return None
        worse = kept.values[-1] - free.values[-1]
        if worse > free.slack(free.values[-1]):  # a plan that is better in the first goal that differs is proof enough
            return True
        if not free.is_proven:
            return None
    return False


def best_pairs(bench: Bench, lever: Lever, value: float) -> tuple[Pair, ...]:
    """Return the programmes of the best plan where a lever has a value, as far as it is found in time."""
    free = bench.chase(bench.workshop(lever, value), {}, bounds_hold=lever.tightens)
    free.reach(len(bench.inquiry.names))
    return free.pairs
