"""Plans held against cells: what a set of programmes becomes where demand, prices or rules are others.

A plan, here, is which programmes there are: that has to be decided before. Where students and teachers go, who leads
and what is built can follow when it is known how things are, so all of it is settled anew in every cell, by the goals
of its scenario and then by the measure of regret.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import Goal, Scenario
from optimizer.model.build import build_model
from optimizer.model.registry import discover_terms
from optimizer.reassigning import place_today
from optimizer.solving.aims import Aim, aims_of
from optimizer.solving.arrays import Vector
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock
from optimizer.solving.requests import ignore
from optimizer.solving.workshop import Cap, Workshop, with_slack
from optimizer.sweeps.answers import ONE_AT_A_TIME, Instances, Task

TODAY = "today"
"""Stands for today's programmes, whatever the rules, with students placed as the goals place them."""


@dataclass(frozen=True)
class Trial:
    """Plans that are held against a cell.

    Attributes
    ----------
    name : str
        SHA-256 of the cell, the plans and the measure.
    task : Task
        The cell.
    plans : mapping of str to tuple
        Programmes by the name of the plan; :data:`TODAY` with none stands for today.
    measure : str
        Term by which regret is measured.
    """

    name: str
    task: Task
    plans: Mapping[str, tuple[Pair, ...]]
    measure: str


@dataclass(frozen=True)
class PlanInCell:
    """What a plan is in a cell.

    Attributes
    ----------
    plan : str
        Name of the plan.
    stands : bool
        Whether it can keep the cell's rules.
    terms : dict of str to float
        Its goals and the measure; of today every term.
    seconds : float
        Time it took.
    """

    plan: str
    stands: bool
    terms: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0


def hold_against(instances: Instances, trial: Trial) -> tuple[PlanInCell, ...]:
    """Hold plans against a cell.

    Parameters
    ----------
    instances : mapping of str to Instance
        The data sets.
    trial : Trial
        Cell, plans and measure.

    Raises
    ------
    SolverError
        If the solver fails.
    """
    with ONE_AT_A_TIME:
        instance, scenario = trial.task.place(instances)
        clock = Clock(replace(trial.task.solver_limits, time_limit=float("inf")))
        goals = scenario.goals.order
        if trial.measure not in {goal.key for goal in goals}:
            goals = (*goals, Goal(term=trial.measure))
        workshop = Workshop(build_model(instance, scenario, goals), SolverDoor(), clock)
        aims = aims_of(workshop)
        if scenario.goals.mode == "weighted" or trial.measure not in {goal.key for goal in scenario.goals.order}:
            unit = discover_terms()[trial.measure].unit
            aims = [*aims, Aim(trial.measure, unit, workshop.model.objectives[trial.measure])]
        return tuple(
            _today(instance, scenario, workshop) if name == TODAY else _plan(workshop, name, pairs, aims)
            for name, pairs in trial.plans.items()
        )


def _plan(workshop: Workshop, name: str, pairs: tuple[Pair, ...], aims: list[Aim]) -> PlanInCell:
    began = time.perf_counter()
    columns = workshop.column_of_pair
    taught = set(pairs)
    solution = None
    if taught <= columns.keys():
        held = np.array(list(columns.values()), dtype=np.int64)
        values = np.array([float(pair in taught) for pair in columns])
        solution = _settle(workshop, (held, values), aims)
    seconds = time.perf_counter() - began
    if solution is None:
        return PlanInCell(name, stands=False, seconds=seconds)
    known = discover_terms()
    objectives = workshop.model.objectives
    terms = {term: objectives[term].value(solution) for term in objectives if term in known}
    return PlanInCell(name, stands=True, terms=terms, seconds=seconds)


def _settle(workshop: Workshop, chosen: tuple[np.ndarray, Vector], aims: list[Aim]) -> Vector | None:
    """Return the best of a plan whose programmes are fixed, goal after goal; None if it breaks a rule."""
    caps: tuple[Cap, ...] = ()
    best: Vector | None = None
    for aim in aims:
        request = replace(
            workshop.request(aim.objective, with_slack(caps), float("inf")), fixed=chosen, start=best, brief=True
        )
        outcome = workshop.run(workshop.model, request, ignore)
        if outcome.solution is None or outcome.value is None:
            return best
        best = outcome.solution
        caps = (*caps, (aim.objective, aim.limit(outcome.value)))
    return best


def _today(instance: Instance, scenario: Scenario, workshop: Workshop) -> PlanInCell:
    began = time.perf_counter()
    today = place_today(instance, scenario, workshop.clock.limits, workshop.door)
    if today is None:
        return PlanInCell(TODAY, stands=False, seconds=time.perf_counter() - began)
    return PlanInCell(TODAY, stands=True, terms=today.terms, seconds=time.perf_counter() - began)
