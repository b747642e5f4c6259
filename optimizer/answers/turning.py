"""Where an answer turns as one value changes: the plan is sought anew at every value that is tried.

What is found is an interval: the nearest value tried at which the answer has turned, and the farthest at which it has
not. The search halves it until it is narrow or time is up; it ends at once where the answer has not turned at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.answers.bench import Bench
from optimizer.answers.levers import Lever
from optimizer.inputs.instance import Pair


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


def wins(bench: Bench, lever: Lever, value: float, pair: Pair) -> bool | None:
    """Return whether, where a lever has a value, a programme is in a best plan: forced, it costs no goal anything.

    None if that was not settled in time.

    Goals are compared one after the other, so that the later ones are only pursued where the earlier ones agree, and
    those of the forced plan only for values that keep up.
    """
    if bench.clock.is_over:
        return None
    trial = bench.trial(lever, value)
    forced = bench.chase(trial, {pair: True})
    if lever.relaxes:  # the present best can only have become better
        keeps_up = forced.keeps_up_with(tuple(bench.inquiry.base.values.values()))
        if not keeps_up:
            return keeps_up
    free = bench.chase(trial, {})
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
    taught, trial = set(bench.inquiry.base.pairs), bench.trial(lever, value)
    kept = bench.chase(trial, {pair: pair in taught for pair in trial.workshop.column_of_pair})
    free = bench.chase(trial, {})
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
    free = bench.free_at(lever, value)
    free.reach(len(bench.inquiry.names))
    return free.pairs
