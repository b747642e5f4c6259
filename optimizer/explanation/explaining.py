"""Explains why a scenario has no plan, and what would give it one: what commands, pages and notebooks call."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from optimizer.explanation.enumeration import all_clashes
from optimizer.explanation.explained import Conflict, Explanation, OnStep, Proof, Step
from optimizer.explanation.repairs import RepairSearch
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import Scenario
from optimizer.model.dropping import ASSIGNMENT, keeping, sums
from optimizer.reading import check_fit
from optimizer.solving.child import ChildDoor
from optimizer.solving.conflict import PROBE_SECONDS, Clash
from optimizer.solving.feasibility import Feasibility
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Door, ignore
from optimizer.solving.shortfall import Shortfalls, shortfalls

MOST_SECONDS = 600.0
"""Seconds for an explanation, unless told otherwise."""

FIRST_SECONDS = 120.0
"""Most seconds for the first question: whether there is a plan at all."""


def explain(
    instance: Instance,
    scenario: Scenario,
    limits: Limits | None = None,
    *,
    isolated: bool = False,
    on_step: OnStep = ignore,
) -> Explanation:
    """Explain why a scenario has no plan: which rules clash, by how much, and the smallest repairs.

    Parameters
    ----------
    instance : Instance
        The data set.
    scenario : Scenario
        Its rules; goals do not matter.
    limits : Limits, optional
        Time (ten minutes unless told otherwise), work of each run, seed, threads, and who may stop it.
    isolated : bool
        Whether the solver runs in a child process, which can be ended when it does not listen.
    on_step : callable, optional
        Hears what is being looked into.

    Returns
    -------
    Explanation
        With conflicts and repairs if no plan exists; what was not finished within the limits it says.

    Raises
    ------
    InputError
        If the scenario does not fit the data set, or contradicts itself: then its findings tell what clashes.
    SolverError
        If the solver fails.
    """
    check_fit(instance, scenario)
    limits = limits or Limits()
    clock = Clock(replace(limits, time_limit=min(limits.time_limit, MOST_SECONDS)))
    door: Door = ChildDoor() if isolated else SolverDoor()
    with closing(door):
        return _explain(Feasibility(instance, door, clock, PROBE_SECONDS), scenario, on_step)


def _explain(feasibility: Feasibility, scenario: Scenario, on_step: OnStep) -> Explanation:
    instance = feasibility.instance
    on_step(Step("plan", scenario.name, feasibility.asked))
    feasibility.seconds = FIRST_SECONDS
    answer = feasibility.answer(scenario)
    feasibility.seconds = PROBE_SECONDS
    if answer != "no":
        feasible = True if answer == "yes" else None
        return Explanation(instance, scenario, feasible, is_complete=answer == "yes", asked=feasibility.asked)

    def tell(clash: Clash) -> None:
        on_step(Step("conflict", ", ".join(clash.parts), feasibility.asked))

    found = all_clashes(feasibility, scenario, tell)
    conflicts = tuple(_conflict(feasibility, scenario, clash) for clash in found.clashes)
    search = RepairSearch(feasibility, scenario, found, too_small(conflicts), on_step)
    repairs = tuple(search.repairs())
    complete = found.is_complete and search.is_complete and not feasibility.clock.is_over
    return Explanation(instance, scenario, False, conflicts, repairs, complete, feasibility.asked)


def _conflict(feasibility: Feasibility, scenario: Scenario, clash: Clash) -> Conflict:
    core = keeping(scenario, clash.parts)
    found = tuple(
        each for each in sums(feasibility.instance, core) if not clash.parts or each.parts <= set(clash.parts)
    )
    missed = [_missed(feasibility, core, rule) for rule in clash.parts if rule != ASSIGNMENT]
    proof: Proof = "arithmetic" if found else "relaxation" if feasibility.is_ruled_out_by_relaxation(core) else "search"
    return Conflict(clash.parts, proof, clash.is_minimal, found, tuple(each for each in missed if each is not None))


def _missed(feasibility: Feasibility, core: Scenario, rule: str) -> Shortfalls | None:
    return None if feasibility.clock.is_over else shortfalls(feasibility, core, rule, PROBE_SECONDS)


def too_small(conflicts: tuple[Conflict, ...]) -> list[Pair]:
    """Return the programmes that miss the size norm."""
    rows = [
        row
        for conflict in conflicts
        for missed in conflict.shortfalls
        for row in missed.rows
        if (row.rule, row.row) == ("minimum_enrolment", "large_enough")
    ]
    return list(dict.fromkeys((row.index[0], row.index[1]) for row in rows))
