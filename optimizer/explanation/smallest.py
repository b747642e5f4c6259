"""The smallest change of one lever after which a plan exists, shown by solving again: one step less does not do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from pydantic import ValidationError

from optimizer.explanation.changing import Change, changed
from optimizer.explanation.levers import LARGE_STEPS, Lever, entries_left
from optimizer.inputs.scenario import Scenario
from optimizer.solving.feasibility import Answer, Feasibility

MOST_SCANNED = 30
"""Steps that are tried one by one where a number may also take a plan away."""

MOST_PAIRS = 40
"""Pairs of entries that are tried where no single one is enough."""

FAR = 8
"""Steps between the two scenarios through which a line is drawn; with fewer to go every one is built."""


@dataclass(frozen=True)
class Move:
    """A change of one key that makes a plan possible.

    Attributes
    ----------
    change : Change
        The change.
    size : float
        How large it is, see :mod:`optimizer.explanation.levers`.
    is_smallest : bool
        Whether it has been shown that one step less does not do; of choices none is smaller than another.
    """

    change: Change
    size: float
    is_smallest: bool


def smallest_moves(feasibility: Feasibility, scenario: Scenario, lever: Lever) -> list[Move]:
    """Return the smallest changes of one lever by which a scenario without plan gets one; none if there are none."""
    search = _Search(feasibility, scenario, lever)
    if lever.easing.kind == "number":
        move = search.number() if lever.easing.is_steady else search.scanned()
        return [] if move is None else [move]
    return list(search.entries() if lever.easing.kind == "entries" else search.choices())


def _doubled(at: Callable[[int], Answer], first: int) -> tuple[int, int] | None:
    """Return steps that do not do and steps that do, at most twice as many."""
    low, high = first - 1, first
    while high < LARGE_STEPS:
        if at(high) == "yes":
            return low, high
        low, high = high, 2 * high
    return None


def _bisected(at: Callable[[int], Answer], low: int, high: int) -> tuple[int, int, bool]:
    """Narrow steps that do not do and steps that do, and say whether the former are known not to."""
    is_known = True
    while high - low > 1:
        middle = (low + high) // 2
        answer = at(middle)
        if answer == "yes":
            high = middle
        else:
            low, is_known = middle, answer == "no"
    return low, high, is_known


@dataclass(eq=False)
class _Search:
    feasibility: Feasibility
    scenario: Scenario
    lever: Lever

    def answer(self, change: Change) -> Answer:
        """Return whether a change makes a plan possible; one that is not valid does not."""
        try:
            return self.feasibility.answer(changed(self.scenario, [change]))
        except ValidationError:
            return "no"

    def at(self, steps: int) -> Answer:
        """Return whether so many steps of a number make a plan possible."""
        return self.answer(self.lever.change(self.lever.value(steps)))

    def move(self, steps: int, *, is_smallest: bool) -> Move:
        """Return a change by so many steps."""
        value = self.lever.value(steps)
        return Move(self.lever.change(value), self.lever.size(value), is_smallest)

    def number(self) -> Move | None:
        """Return the fewest steps that do, by bisection: first along a line of models, then on the scenarios."""
        lever = self.lever
        if lever.off is not None:
            if self.answer(lever.off) != "yes":
                return None
        elif self.at(lever.steps()) != "yes":
            return None
        low, high = 0, lever.steps()
        guess = self._guessed(high)
        if guess is not None and guess <= high:
            if self.at(guess) == "yes":
                high = guess
                low = guess - 1 if guess > 1 and self.at(guess - 1) == "no" else 0
            else:
                low = guess
        if high == LARGE_STEPS:
            found = _doubled(self.at, low + 1)
            if found is None:
                assert lever.off is not None
                return Move(lever.off, 1.0, is_smallest=False)
            low, high = found
        low, high, is_smallest = _bisected(self.at, low, high)
        return self.move(high, is_smallest=is_smallest)

    def _guessed(self, most: int) -> int | None:
        """Return how many steps are needed if the model changes evenly with the number; None if it does not."""
        if most <= FAR:
            return None
        try:
            near, far = (changed(self.scenario, [self.lever.change(self.lever.value(n))]) for n in (1, FAR))
        except ValidationError:
            return None
        line = self.feasibility.line(near, far)
        if line is None:
            return None

        def along(steps: int) -> Answer:
            return line.answer((steps - 1) / (FAR - 1))

        found = _doubled(along, 1) if most == LARGE_STEPS else (0, most)
        return None if found is None else _bisected(along, *found)[1]

    def scanned(self) -> Move | None:
        """Return the fewest steps that do, tried one by one."""
        is_smallest = True
        for steps in range(1, min(self.lever.steps(), MOST_SCANNED) + 1):
            answer = self.at(steps)
            if answer == "yes":
                return self.move(steps, is_smallest=is_smallest)
            is_smallest = is_smallest and answer == "no"
        return None

    def choices(self) -> Iterator[Move]:
        """Yield every other choice that does; of openings the narrowest alone."""
        for option in self.lever.easing.options:
            change = self.lever.change(option)
            if self.answer(change) == "yes":
                yield Move(change, self.lever.size(option), is_smallest=True)
                if self.lever.key == "openings":
                    return

    def entries(self) -> Iterator[Move]:
        """Yield every list with one entry less that does; if none does, with two less, or as few as were found."""
        count = len(self.lever.old)
        for less in (1, 2):
            found = False
            for position, without in enumerate(combinations(range(count), less)):
                if position >= MOST_PAIRS:
                    break
                move = self._without(without)
                if move is not None:
                    found = True
                    yield move
            if found:
                return
        if count > 2:
            yield from self._as_few_as_found(count)

    def _without(self, positions: tuple[int, ...]) -> Move | None:
        left = entries_left(self.lever, positions)
        if not left and not self.lever.easing.may_be_empty:
            return None
        change = self.lever.change(left)
        return Move(change, self.lever.size(left), is_smallest=True) if self.answer(change) == "yes" else None

    def _as_few_as_found(self, count: int) -> Iterator[Move]:
        """Take all entries out and put them back one by one as long as a plan is left."""
        out = list(range(count)) if self.lever.easing.may_be_empty else list(range(1, count))
        if self._without(tuple(out)) is None:
            return
        for position in list(out):
            fewer = [other for other in out if other != position]
            if self._without(tuple(fewer)) is not None:
                out = fewer
        move = self._without(tuple(out))
        if move is not None:
            yield Move(move.change, move.size, is_smallest=False)
