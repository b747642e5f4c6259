"""Plans sought anew where one value has changed, each from what the nearest value that was tried gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

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


@dataclass(eq=False)
class Trial:
    """One value of a lever, with what was pursued there.

    Attributes
    ----------
    lever : Lever
        What has changed.
    value : float
        Its value.
    workshop : Workshop
        The model there.
    chases : dict of frozenset of (pair, bool) to Chase
        The pursuits by the programmes that they hold.
    """

    lever: Lever
    value: float
    workshop: Workshop
    chases: dict[frozenset[tuple[Pair, bool]], Chase] = field(default_factory=dict)

    def asks_for_more_than(self, value: float) -> bool:
        """Whether every plan here is one at another value too, and no better there than a bound that holds there."""
        lever = self.lever
        is_nearer = abs(self.value - lever.now) < abs(value - lever.now)
        return (lever.relaxes and is_nearer) or (lever.tightens and not is_nearer)


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
    tried : list of Trial
        The values so far; a pursuit starts from what the nearest of them gave.
    """

    inquiry: Inquiry
    desk: Desk
    clock: Clock
    tried: list[Trial] = field(default_factory=list)

    def trial(self, lever: Lever, value: float) -> Trial:
        """Return the model where the lever has a value, with nothing pursued."""
        instance, scenario = lever.change(value)
        with self.inquiry.building:
            model = build_model(instance, scenario, scenario.goals.order)
            trial = Trial(lever, value, Workshop(model, self.desk.workshop.door, self.clock))
        self.tried.append(trial)
        return trial

    def chase(self, trial: Trial, held: Mapping[Pair, bool]) -> Chase:
        """Return a pursuit with some programmes held that starts where one at another value ended, if that fits."""
        workshop = trial.workshop
        own = workshop.holding(workshop.choice_of(held), self.clock) if held else workshop
        key = frozenset(held.items())
        chase = Chase(own, self._earlier(trial, key), tolerance_of(self.clock.limits))
        trial.chases[key] = chase
        return chase

    def free_at(self, lever: Lever, value: float) -> Chase:
        """Return the pursuit at a value with nothing held, as far as it has come."""
        for trial in self.tried:
            if trial.lever is lever and trial.value == value and frozenset() in trial.chases:
                return trial.chases[frozenset()]
        return self.chase(self.trial(lever, value), {})

    def _earlier(self, trial: Trial, key: frozenset[tuple[Pair, bool]]) -> Earlier | None:
        """Return what came of the same question at the nearest value whose bounds hold, or else at the nearest."""
        known = [(trial.lever.now, self.desk.answer.earlier, self.desk.workshop)]
        known += [
            (other.value, other.chases[key].pursuit.earlier, other.workshop)
            for other in self.tried
            if other is not trial and other.lever is trial.lever and key in other.chases
        ]
        fitting = [
            (not trial.asks_for_more_than(value), abs(value - trial.value), earlier)
            for value, earlier, workshop in known
            if earlier is not None and workshop.has_columns_of(trial.workshop)
        ]
        if not fitting:
            return None
        loosens, _, earlier = min(fitting, key=lambda entry: entry[:2])
        return replace(earlier, bounds_hold=not loosens, rows_stand=False)


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
