"""Which rules cannot hold together, when no plan exists: arithmetic first, then a deletion filter over named rules."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.model.dropping import ASSIGNMENT, keeping, parts_of, sums
from optimizer.model.registry import discover_rules
from optimizer.solving.feasibility import Feasibility
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Door

PROBE_SECONDS = 20.0


@dataclass(frozen=True)
class Clash:
    """Parts of a scenario that cannot hold together.

    Attributes
    ----------
    parts : tuple of str
        Rules in the scenario's order, and :data:`ASSIGNMENT` last where it takes part; empty if even what is left
        without all of them has no plan.
    is_minimal : bool
        Whether it is known that without any one of them a plan exists.
    """

    parts: tuple[str, ...]
    is_minimal: bool


def smallest_clash(feasibility: Feasibility, scenario: Scenario, within: Collection[str] | None = None) -> Clash:
    """Return parts that clash and none of which can be missed.

    Parameters
    ----------
    feasibility : Feasibility
        Answers whether there is a plan; where it does not know, a part stays.
    scenario : Scenario
        The scenario.
    within : collection of str, optional
        Parts, all by default, with which it has no plan.
    """
    order = parts_of(scenario)
    left = [name for name in order if within is None or name in within]
    left = _by_arithmetic(feasibility, scenario, left)
    always = {name for name, rule in discover_rules().items() if rule.always_on}
    unknown = []
    for name in sorted(left, key=lambda name: (name not in always, name != ASSIGNMENT)):
        fewer = [other for other in left if other != name]
        answer = feasibility.answer(keeping(scenario, fewer))
        if answer == "no":
            left = fewer
        elif answer == "unknown":
            unknown.append(name)
    unknown = [name for name in unknown if name in left]
    return Clash(tuple(name for name in left if name not in always.intersection(unknown)), not unknown)


def _by_arithmetic(feasibility: Feasibility, scenario: Scenario, left: list[str]) -> list[str]:
    """Return the fewest parts that a sum names, as far as they have no plan by themselves."""
    found = sums(feasibility.instance, keeping(scenario, left))
    for parts in sorted({each.parts for each in found}, key=lambda parts: (len(parts), sorted(parts))):
        named = [name for name in left if name in parts]
        if feasibility.is_ruled_out_by_arithmetic(keeping(scenario, named)):
            return named
    return left


def clashing_rules(instance: Instance, scenario: Scenario, door: Door, seconds: float) -> tuple[str, ...]:
    """Return names of rules that clash: without any one of them a plan exists, or could not be ruled out in time.

    Parameters
    ----------
    instance, scenario : Instance, Scenario
        A scenario that has been proven to have no plan.
    door : Door
        The solver.
    seconds : float
        Time for all questions together.

    Returns
    -------
    tuple of str
        See :class:`Clash`.
    """
    feasibility = Feasibility(instance, door, Clock(Limits(time_limit=seconds)), PROBE_SECONDS)
    return smallest_clash(feasibility, scenario).parts
