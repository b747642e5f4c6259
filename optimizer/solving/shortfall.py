"""By how much a rule must give way if all else holds: which of its rows, and how far each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.inputs.scenario import Scenario
from optimizer.model.build import build_model
from optimizer.model.elastic import make_elastic
from optimizer.model.registry import discover_rules
from optimizer.solving.arrays import Objective
from optimizer.solving.feasibility import ANY_GOAL, Feasibility
from optimizer.solving.requests import ignore
from optimizer.solving.workshop import Workshop

NEGLIGIBLE = 1e-5
"""Amount below which a row counts as kept."""

EXACT = 1e-6


@dataclass(frozen=True)
class Shortfall:
    """How far one row of a rule is missed where the rule as a whole is missed as little as can be.

    Attributes
    ----------
    rule, row : str
        The rule, and the name of its component of rows.
    index : tuple of str
        The row's index.
    amount : float
        How far it is missed, in the row's unit; positive.
    """

    rule: str
    row: str
    index: tuple[str, ...]
    amount: float


@dataclass(frozen=True)
class Shortfalls:
    """The rows of a rule that are missed, and whether less is proven to be impossible."""

    rule: str
    rows: tuple[Shortfall, ...]
    is_least: bool


def shortfalls(feasibility: Feasibility, scenario: Scenario, rule: str, seconds: float) -> Shortfalls | None:
    """Return by how much a rule is missed at least, in shares of its limits, if all other rules hold.

    Parameters
    ----------
    feasibility : Feasibility
        Data set, solver and clock.
    scenario : Scenario
        A scenario without a plan, that has one without the rule.
    rule : str
        The rule.
    seconds : float
        Most seconds.

    Returns
    -------
    Shortfalls or None
        None if nothing was found in time, or the rule has no rows that could be missed.
    """
    model = build_model(feasibility.instance, scenario, ANY_GOAL, strengthen=False, crowded=True)
    elastic = make_elastic(model, [rule])
    if rule not in elastic.missed:
        return None
    workshop = Workshop(model, feasibility.door, feasibility.clock)
    coefficients = np.zeros(workshop.model.columns)
    coefficients[workshop.model.column_of[id(elastic.missed[rule])]] = 1.0
    request = replace(workshop.request(Objective(coefficients), (), seconds), gap=EXACT)
    outcome = workshop.run(workshop.model, request, ignore)
    if outcome.solution is None:
        return None
    rows = []
    for slack in elastic.slack:
        columns = [
            workshop.model.column_of[id(each)] for each in slack.variables if id(each) in workshop.model.column_of
        ]
        amount = slack.scale * float(outcome.solution[columns].sum())
        if amount > NEGLIGIBLE:
            name, index = _named(rule, slack.row)
            rows.append(Shortfall(rule, name, index, amount))
    return Shortfalls(rule, tuple(sorted(rows, key=lambda each: (each.row, each.index))), outcome.status == "optimal")


def _named(rule: str, row: str) -> tuple[str, tuple[str, ...]]:
    """Return the component and the index of a row's name, such as ``rules.reach.few_travel_far``."""
    name, _, index = row.rpartition(".")[2].partition("[") if "[" not in row else _split(row)
    columns = len(discover_rules()[rule].subjects.get(name, ()))
    return name, tuple(index.removesuffix("]").rsplit(",", max(columns - 1, 0))) if index else ()


def _split(row: str) -> tuple[str, str, str]:
    path, bracket, index = row.partition("[")
    return path.rpartition(".")[2], bracket, index
