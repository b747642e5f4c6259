"""The obvious way, to measure against: students flow to campuses, and Pyomo's own HiGHS solves goal after goal.

Same data, rules and goals; flows go to each campus apart; no strengthening rows, no relaxations before the model
itself, no starts, default options. Students and teachers are linked to programmes by one row each, for all origins and
groups together, as one writes it first; `tight` keeps Bundel's links, one for each origin and each group.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import pandas as pd
import pyomo.environ as pyo
from pyomo.contrib.solver.solvers.highs import Highs

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Scenario
from optimizer.model.build import ConsolidationModel, build_model
from optimizer.model.registry import discover_terms


@dataclass(frozen=True)
class PlainGoal:
    """One goal as plain solving left it."""

    term: str
    value: float | None
    bound: float | None
    seconds: float


@dataclass(frozen=True)
class PlainRun:
    """All goals, the seconds of building, and of everything."""

    goals: tuple[PlainGoal, ...]
    build: float
    total: float
    proven: bool


def campuses_as_towns(instance: Instance) -> Instance:
    """Return the data set with every campus a municipality of its own, so that students flow to campuses."""
    campuses, towns = instance.table("campuses"), instance.table("municipalities")
    place = campuses[["campus_id", "municipality_id"]].rename(columns={"campus_id": "node"})
    alone = towns[~towns["municipality_id"].isin(campuses["municipality_id"])]
    kept = pd.DataFrame({"node": alone["municipality_id"], "municipality_id": alone["municipality_id"]})
    hosts = instance.table("institute_hosts")
    own_sites = hosts.loc[hosts["campus_id"] == "", "municipality_id"].unique()
    places = pd.concat([place, kept, pd.DataFrame({"node": own_sites, "municipality_id": own_sites})]).drop_duplicates()
    travel = instance.table("travel").merge(places, on="municipality_id")
    between = _square(instance, places)
    at_campus = hosts["campus_id"].where(hosts["campus_id"] != "", hosts["municipality_id"])
    return instance.replace(
        municipalities=_renamed(towns.merge(places, on="municipality_id")),
        campuses=campuses.assign(municipality_id=campuses["campus_id"]),
        institute_hosts=hosts.assign(municipality_id=at_campus),
        travel=_renamed(travel),
        campus_travel=between,
        firm_travel=_renamed(instance.table("firm_travel").merge(places, on="municipality_id")),
    )


def _renamed(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(columns="municipality_id").rename(columns={"node": "municipality_id"})


def _square(instance: Instance, places: pd.DataFrame) -> pd.DataFrame:
    km = instance.km_between
    nodes = list(zip(places["node"].tolist(), places["municipality_id"].tolist(), strict=True))
    rows = [
        (start, end, 0.0 if town == town_to else km[town, town_to])
        for start, town in nodes
        for end, town_to in nodes
        if start != end
    ]
    return pd.DataFrame(rows, columns=["municipality_id", "municipality_id_to", "km"]).assign(minutes=0.0)


def loosen_links(model: ConsolidationModel) -> None:
    """Replace the links of each origin and each group to programmes by one row a programme."""
    m, index = model.pyomo, model.index
    apart = ("students_go_where_it_is_taught", "all_students_enrol", "staff_if_offered", "concentrated_at_lead")
    for name in apart:
        m.component(name).deactivate()
    groups, tops = index.groups_by_specialisation, index.top_groups_by_specialisation
    m.staff_together = pyo.Constraint(
        index.pairs,
        rule=lambda m, campus, s: (
            pyo.quicksum(m.staff[group, campus] for group in groups.get(s, [])) <= index.fte_of(s) * m.offers[campus, s]
        ),
    )
    m.top_together = pyo.Constraint(
        [pair for pair in index.pairs if pair[1] in tops],
        rule=lambda m, campus, s: (
            pyo.quicksum(m.concentrated[group, campus] for group in tops[s])
            <= index.fte_of(s, top=True) * m.leads[campus, s]
        ),
    )


def solve_plainly(instance: Instance, scenario: Scenario, time_limit: float, *, tight: bool = False) -> PlainRun:
    """Pursue the scenario's goals in plain Pyomo with ``contrib.solver``'s HiGHS, default options.

    Parameters
    ----------
    instance, scenario : Instance, Scenario
        What to solve; the mode must be a hierarchy.
    time_limit : float
        Seconds for all goals together.
    tight : bool
        Whether Bundel's links are kept: one row for each origin and each group of teachers.
    """
    began = time.perf_counter()
    built = build_model(campuses_as_towns(instance), scenario, scenario.goals.order, strengthen=False)
    if not tight:
        loosen_links(built)
    model = built.pyomo
    build = time.perf_counter() - began
    objectives = {goal: model.goals.component(goal.key) for goal in scenario.goals.order}
    for objective in objectives.values():
        objective.deactivate()
    model.caps = pyo.ConstraintList()
    goals: list[PlainGoal] = []
    proven = True
    for goal, objective in objectives.items():
        left = time_limit - (time.perf_counter() - began)
        measured, optimal = _minimise(model, goal, objective, left)
        goals.append(measured)
        proven = proven and optimal
        if measured.value is None:
            break
        model.caps.add(objective.expr <= _limit(goal, measured.value))
    return PlainRun(tuple(goals), build, time.perf_counter() - began, proven)


def _minimise(model: pyo.ConcreteModel, goal: Goal, objective: pyo.Objective, left: float) -> tuple[PlainGoal, bool]:
    began = time.perf_counter()
    if left <= 0:
        return PlainGoal(goal.term, None, None, 0.0), False
    objective.activate()
    results = Highs().solve(
        model, time_limit=left, load_solutions=False, raise_exception_on_nonoptimal_result=False, tee=False
    )
    objective.deactivate()
    value, bound = results.incumbent_objective, results.objective_bound
    gap = None if value is None or bound is None else (value - bound) / max(abs(value), 1.0)
    return PlainGoal(goal.term, value, bound, time.perf_counter() - began), gap is not None and gap <= 1e-4


def _limit(goal: Goal, value: float) -> float:
    limit = value * (1 + goal.give_up) + goal.give_up_abs
    if discover_terms()[goal.term].integral:
        return float(math.floor(limit + 1e-6))
    return limit + 1e-6 * max(1.0, abs(limit))
