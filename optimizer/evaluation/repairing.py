"""The nearest legal plan: fewest changes to what a proposal states, then the least cost; and why each change is needed.

A change is a programme that the repair teaches though the proposal does not want it, or the other way about; lead
centres that move count after those. Undoing one change alone leaves a plan that no choice of all else makes legal: what
it then breaks of the rules, as little as possible, is the reason of the change.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd

from optimizer.analysis.verify import failures, verify
from optimizer.evaluation.breaking import Breaking
from optimizer.evaluation.holding import wishes_of
from optimizer.evaluation.stated import Stated
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Scenario
from optimizer.model.wishes import Wish
from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.columns import columns_by_index
from optimizer.solving.hierarchy import Pursuit
from optimizer.solving.limits import Limits
from optimizer.solving.requests import Outcome, ignore
from optimizer.solving.result import GoalReport, Result
from optimizer.solving.stage import Stage
from optimizer.solving.tie_break import break_ties
from optimizer.solving.workshop import Workshop, with_slack

Action = Literal["keep", "open", "close", "lead", "give_up"]


@dataclass(frozen=True, eq=False)
class Change:
    """One change to a proposal.

    Attributes
    ----------
    action : {"keep", "open", "close", "lead", "give_up"}
        What the repair does: teach a programme of today, or a new one, that the proposal does not want; not teach one
        that it wants; let another programme lead; give up a wish about a whole campus.
    campus_id, specialisation_id : str
        The programme; without specialisation, the whole campus.
    because : {"rules", "closed", "nothing"}
        Why: what is undone breaks rules; the lead centre that is wanted is not taught any more; nothing may be opened,
        or may lead, on the campus.
    breaks : DataFrame
        The checks that fail if this change alone is undone and the rules are broken as little as possible, with what
        they are `missed` by; empty if that was not found in time.
    without : Plan or None
        The plan that breaks them.
    """

    action: Action
    campus_id: str
    specialisation_id: str
    because: Literal["rules", "closed", "nothing"] = "rules"
    breaks: pd.DataFrame = field(default_factory=pd.DataFrame)
    without: Plan | None = None


@dataclass(frozen=True, eq=False)
class Repair:
    """The nearest legal plan.

    Attributes
    ----------
    result : Result
        The plan, checked; its one goal is the cost.
    changes : tuple of Change
        What it changes, in the order of campuses and specialisations.
    changed, fewest : int
        Programmes and wishes that it changes; no legal plan changes fewer than `fewest`.
    """

    result: Result
    changes: tuple[Change, ...]
    changed: int
    fewest: int

    @property
    def is_proven(self) -> bool:
        """Whether no legal plan changes fewer programmes."""
        return self.changed <= self.fewest


@dataclass(eq=False)
class Distance:
    """How far a plan is from a proposal, over the columns of a model.

    Attributes
    ----------
    programmes, leads : Objective
        Programmes and wishes that differ; specialisations of which the lead centre differs.
    """

    programmes: Objective
    leads: Objective

    @classmethod
    def of(cls, workshop: Workshop, stated: Stated) -> Distance:
        """Return the distance from what a proposal states."""
        offers, leads, unmet = (columns_by_index(workshop, name) for name in ("offers", "leads", "unmet"))
        named = {specialisation for _, specialisation in stated.leading}
        follows = {pair for pair in stated.following if pair[1] not in named}
        missing = len([pair for pair in stated.taught if pair not in offers])
        unled = len([pair for pair in stated.leading if pair not in leads])
        wanted = {offers[pair]: stated.wants(pair) for pair in offers}
        to_lead = {leads[pair]: True for pair in stated.leading if pair in leads}
        to_lead |= {leads[pair]: False for pair in follows if pair in leads}
        wished = {what: [column for wish, column in unmet.items() if wish[0] == what] for what in ("offers", "leads")}
        return cls(
            _differing(workshop.model.columns, wanted, missing, wished["offers"]),
            _differing(workshop.model.columns, to_lead, unled, wished["leads"]),
        )


def _differing(size: int, wanted: Mapping[int, bool | None], constant: int, also: list[int]) -> Objective:
    coefficients = np.zeros(size)
    coefficients[also] = 1.0
    for column, answer in wanted.items():
        if answer is not None:
            coefficients[column] = -1.0 if answer else 1.0
            constant += answer
    return Objective(coefficients, float(constant))


@dataclass(eq=False)
class Nearest:
    """What came of the search for the nearest legal plan.

    Attributes
    ----------
    pursuit : Pursuit
        The plan; its one goal is the cost.
    changed, fewest : int
        Programmes that differ, and the fewest that must.
    """

    pursuit: Pursuit
    changed: int = 0
    fewest: int = 0


def nearest(workshop: Workshop, stated: Stated, cost: Objective, start: Vector | None) -> Nearest:
    """Return the plan with the fewest changes to a proposal, then the fewest lead centres that move, then least cost.

    Parameters
    ----------
    workshop : Workshop
        The scenario's model, with the proposal's wishes.
    stated : Stated
        What the proposal states.
    cost : Objective
        Cost, over the model's columns.
    start : ndarray or None
        A legal plan.
    """
    clock, distance = workshop.clock, Distance.of(workshop, stated)
    found = Nearest(Pursuit(solution=start))
    pursuit = found.pursuit
    outcome = Outcome("limit")
    for left, objective in zip((3, 2, 1), (distance.programmes, distance.leads, cost), strict=True):
        whole, caps = objective is not cost, with_slack(pursuit.caps)
        seconds = clock.remaining / left
        outcome = Stage(workshop, objective, caps, pursuit.solution, whole, seconds, ignore).minimise()
        pursuit.ended, pursuit.limit = outcome.status, pursuit.limit or outcome.limit
        pursuit.solution = outcome.solution
        if outcome.solution is None or outcome.value is None:
            return found
        value = float(round(outcome.value)) if whole else outcome.value
        pursuit.caps = (*pursuit.caps, (objective, value))
        if objective is distance.programmes:
            found.changed, found.fewest = round(value), math.ceil((outcome.bound or 0.0) - 1e-6)
    assert pursuit.solution is not None
    pursuit.reports = (_cost_report(outcome),)
    held = tuple((objective, objective.value(pursuit.solution)) for objective, _ in pursuit.caps)
    pursuit.solution, pursuit.ties_broken = break_ties(workshop, pursuit.solution, held, [False, False, False])
    return found


def _cost_report(outcome: Outcome) -> GoalReport:
    assert outcome.value is not None
    status: Literal["optimal", "feasible"] = "optimal" if outcome.status == "optimal" else "feasible"
    limit = round(outcome.value, 9)
    return GoalReport("cost", "EUR/year", limit, outcome.bound, outcome.gap, limit, status, outcome.seconds)


def changes_to(stated: Stated, plan: Plan, instance: Instance) -> list[Change]:
    """Return what a plan changes of a proposal."""
    taught, today = set(plan.pairs), instance.enrolled_today
    found: list[Change] = []
    for pair in sorted(taught | stated.taught):
        wanted = stated.wants(pair)
        if wanted is False and pair in taught:
            found.append(Change("keep" if pair in today else "open", *pair))
        elif wanted and pair not in taught:
            found.append(Change("close", *pair))
    found += [Change("give_up", campus, "") for campus, pairs in stated.some_opened.items() if not pairs & taught]
    leads = set(zip(*(plan.programmes.loc[plan.programmes["role"] == "lead", key] for key in PAIR), strict=True))
    named = {specialisation for _, specialisation in stated.leading}
    for pair in sorted(leads):
        unnamed = pair[1] in named and pair not in stated.leading
        if unnamed or (pair[1] not in named and pair in stated.following):
            found.append(Change("lead", *pair))
    found += [Change("give_up", campus, "") for campus, pairs in stated.some_leading.items() if not pairs & leads]
    return found


PAIR = ("campus_id", "specialisation_id")


def justified(
    changes: Iterable[Change], stated: Stated, repaired: Plan, breaking: Breaking, limits: Limits
) -> tuple[Change, ...]:
    """Return changes with what breaks if each is undone alone."""
    return tuple(_reason(change, stated, repaired, breaking, limits) for change in changes)


def undone(change: Change, stated: Stated, repaired: Plan) -> Stated:
    """Return what is stated if all changes but one are made: all that the proposal names, as repaired but for that."""
    pair: Pair = (change.campus_id, change.specialisation_id)
    taught = set(repaired.pairs)
    if change.action == "lead":
        own = frozenset(each for each in (*stated.leading, *stated.following) if each[1] == pair[1])
        leading, following = stated.leading & own, stated.following & own
    else:
        leading, following = frozenset[Pair](), frozenset[Pair]()
        taught ^= {pair} if change.action != "give_up" else set()
    if stated.complete:
        return Stated(True, frozenset(taught), leading=leading, following=following)
    named = stated.taught | stated.shut
    return Stated(False, frozenset(named & taught), frozenset(named - taught), leading, following)


def _reason(change: Change, stated: Stated, repaired: Plan, breaking: Breaking, limits: Limits) -> Change:
    met: list[Wish] = []
    if change.action == "give_up":
        wish = ("leads" if change.campus_id in stated.some_leading else "offers", change.campus_id)
        if not wishes_of(stated)[wish] & columns_by_index(breaking.workshop, "offers").keys():
            return replace(change, because="nothing")
        met.append(wish)
    if change.action == "lead" and not _named_leads(change, stated) & set(repaired.pairs):
        return replace(change, because="closed")
    held = breaking.hold(undone(change, stated, repaired), met)
    pursuit = breaking.least(held, limits)
    if pursuit.solution is None:
        return change
    plan = breaking.plan_of(pursuit.solution)
    breaks = broken(plan, breaking.workshop.source.index.instance, breaking.scenario)
    return replace(change, breaks=breaks, without=plan)


def _named_leads(change: Change, stated: Stated) -> set[Pair]:
    return {pair for pair in stated.leading if pair[1] == change.specialisation_id}


def broken(plan: Plan, instance: Instance, scenario: Scenario) -> pd.DataFrame:
    """Return the checks of a plan's rules that fail, each with what it is missed by."""
    checks = failures(verify(plan, instance, scenario))
    checks = checks[checks["kind"] == "rule"].reset_index(drop=True)
    return checks.assign(missed=(checks["measured"] - checks["limit"]).abs())
