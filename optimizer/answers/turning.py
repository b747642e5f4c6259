"""Where an answer turns as one value changes: the plan is sought anew at every value that is tried.

What is found is an interval: the nearest value tried at which the answer has turned, and the farthest at which it has
not. The search halves it until it is narrow or time is up; it ends at once where the answer has not turned at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from optimizer.answers.inquiry import Inquiry
from optimizer.answers.levers import Lever
from optimizer.answers.questions import EQUAL, Record, deciding_goal, record_of
from optimizer.inputs.instance import Pair
from optimizer.model.build import build_model
from optimizer.solving.desk import Desk
from optimizer.solving.earlier import Earlier
from optimizer.solving.hierarchy import pursue
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
    pairs : tuple of (campus, specialisation)
        The best plan where it has turned, as far as it was sought.
    """

    turned: float | None
    same: float | None
    proven: bool
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class Trial:
    """Whether the answer has turned at a value: None if that was not settled in time; and the best plan there."""

    turned: bool | None
    pairs: tuple[Pair, ...] = ()


def find_turn(lever: Lever, try_at: Callable[[float], Trial]) -> Turn:
    """Return where an answer turns between a lever's present value and its end."""
    trial = try_at(lever.end)
    if trial.turned is None:
        return Turn(None, lever.now, proven=False)
    if not trial.turned:
        return Turn(None, lever.end, proven=True)
    same, turned, pairs = lever.now, lever.end, trial.pairs
    while (middle := lever.between(same, turned)) is not None:
        trial = try_at(middle)
        if trial.turned is None:
            return Turn(turned, same, proven=False, pairs=pairs)
        if trial.turned:
            turned, pairs = middle, trial.pairs
        else:
            same = middle
    return Turn(turned, same, proven=True, pairs=pairs)


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

    @property
    def tolerance(self) -> float:
        """Share of a value within which two values count as equal."""
        return tolerance_of(self.clock.limits)

    def workshop(self, lever: Lever, value: float, depth: int | None = None) -> Workshop:
        """Return the model where the lever has a value, with the first goals only if a depth is given."""
        instance, scenario = lever.change(value)
        if depth is not None and scenario.goals.mode == "hierarchy":
            order = scenario.goals.order[:depth]
            scenario = replace(scenario, goals=scenario.goals.model_copy(update={"order": order}))
        with self.inquiry.building:
            return Workshop(build_model(instance, scenario, scenario.goals.order), self.desk.workshop.door, self.clock)

    def best(
        self, workshop: Workshop, held: Mapping[Pair, bool], *, bounds_hold: bool
    ) -> tuple[Record, Earlier | None]:
        """Return what comes of the goals, starting from the plan of the scenario."""
        earlier = self.desk.answer.earlier if _alike(workshop, self.desk.workshop) else None
        if earlier is not None:
            earlier = replace(earlier, bounds_hold=bounds_hold, rows_stand=False)
        return self.under(workshop, held, earlier)

    def under(
        self, workshop: Workshop, held: Mapping[Pair, bool], earlier: Earlier | None
    ) -> tuple[Record, Earlier | None]:
        """Return what comes of the goals with some programmes held, and where a question that asks more may start."""
        if held:
            columns = workshop.column_of_pair
            chosen = {columns[pair]: float(taught) for pair, taught in held.items()}
            fixed = np.array(list(chosen), dtype=np.int64), np.array(list(chosen.values()))
            workshop = workshop.holding(fixed, self.clock)
        pursuit = pursue(workshop, settle_ties=False, earlier=earlier)
        record = record_of("", workshop, pursuit)
        return record, pursuit.earlier


def tolerance_of(limits: Limits) -> float:
    """Return the share of a value within which two values count as equal."""
    return max(EQUAL, GAPS * limits.gap)


def _alike(first: Workshop, second: Workshop) -> bool:
    return first.model.columns == second.model.columns and np.array_equal(first.offers, second.offers)


def wins(bench: Bench, lever: Lever, value: float, pair: Pair) -> Trial:
    """Return whether, where a lever has a value, a programme is in a best plan: forced, it costs no goal anything.

    Goals are compared one after the other, so that the later ones are only pursued where the earlier ones agree.
    """
    for depth in range(1, len(bench.inquiry.names) + 1):
        is_in = _is_in_best(bench, lever, value, pair, depth)
        if not is_in:
            return Trial(is_in)
    return Trial(turned=True)


def _is_in_best(bench: Bench, lever: Lever, value: float, pair: Pair, depth: int) -> bool | None:
    """Return whether a programme is in a best plan by the first goals; None if that was not settled in time."""
    if bench.clock.is_over:
        return None
    workshop = bench.workshop(lever, value, depth)
    if lever.relaxes:  # the present best can only have become better
        forced, _ = bench.best(workshop, {pair: True}, bounds_hold=False)
        if _is_worse(bench, forced, bench.inquiry.base, depth):
            return False
    free, start = bench.best(workshop, {}, bounds_hold=False)
    if free.status == "impossible":
        return False
    if free.status != "optimal" or pair in free.pairs:
        return True if free.status == "optimal" else None
    forced, _ = bench.under(workshop, {pair: True}, start)
    if _is_worse(bench, forced, free, depth):
        return False
    return True if forced.status == "optimal" else None


def _is_worse(bench: Bench, record: Record, than: Record, depth: int) -> bool:
    """Whether a plan is proven to be worse by the first goals than another, or not to exist."""
    worse = deciding_goal(record.values, than.values, bench.inquiry.names[:depth], bench.tolerance)
    return record.status == "impossible" or (record.status == "optimal" and worse is not None and worse[1] > 0)


def differs(bench: Bench, lever: Lever, value: float) -> Trial:
    """Return whether, where a lever has a value, the plan's programmes are no longer best, and which are."""
    names, base = bench.inquiry.names, bench.inquiry.base
    taught = set(base.pairs)
    if bench.clock.is_over:
        return Trial(None)
    workshop = bench.workshop(lever, value)
    everything = workshop.column_of_pair
    kept, _ = bench.best(workshop, {pair: pair in taught for pair in everything}, bounds_hold=lever.tightens)
    if kept.status in ("feasible", "no_plan"):
        return Trial(None)
    free, _ = bench.best(workshop, {}, bounds_hold=lever.tightens)
    if kept.status == "impossible":
        return Trial(turned=True, pairs=free.pairs)
    worse = deciding_goal(kept.values, free.values, names, bench.tolerance)
    if worse is not None and worse[1] > 0:  # a plan that is better in the first goal that differs is proof enough
        return Trial(turned=True, pairs=free.pairs)
    return Trial(turned=False) if free.status == "optimal" else Trial(None)
