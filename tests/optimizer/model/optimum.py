"""Building, compiling and solving one goal: what the tests of rules and terms share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.repn import generate_standard_repn

from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Goal, Students
from optimizer.model.build import ConsolidationModel, build_model
from optimizer.solving.extraction import extract_plan
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Request
from optimizer.solving.workshop import Workshop
from tests.random_instances import scenario_of

Rules = Mapping[str, Mapping[str, Any]]
Row = tuple[float | None, dict[str, float], float | None]


@dataclass(frozen=True)
class Optimum:
    """The least value of a term, and a plan that has it; both None if no plan exists."""

    value: float | None
    plan: Plan | None


def built(
    instance: Instance, rules: Rules | None = None, term: str = "duplication", openings: str = "none", **changes: Any
) -> ConsolidationModel:
    """Build the model of some rules (besides those that always hold) and one goal."""
    share = changes.pop("unplaced_share", 0.0)
    by = changes.pop("by", "institution")
    scenario = scenario_of(
        {name: dict(values) for name, values in (rules or {}).items()},
        openings=openings,
        students=Students(unplaced_share=share),
        **changes,
    )
    return build_model(instance, scenario, (Goal(term=term, by=by),))


def solved(model: ConsolidationModel, goal: str) -> Optimum:
    """Compile a model and solve it for its goal, named by its key."""
    workshop = Workshop(model, SolverDoor(), Clock(Limits()))
    outcome = workshop.door.run(workshop.model, Request(workshop.model.objectives[goal], gap=0.0))
    assert outcome.status in {"optimal", "infeasible"}
    if outcome.solution is None:
        return Optimum(None, None)
    solution = np.where(workshop.model.integer, np.round(outcome.solution), outcome.solution)
    return Optimum(outcome.value, extract_plan(workshop, solution))


def optimum(instance: Instance, rules: Rules, term: str, openings: str = "none", **changes: Any) -> Optimum:
    """Return the least value of a term under some rules (besides those that always hold)."""
    model = built(instance, rules, term, openings, **changes)
    return solved(model, Goal(term=term, by=changes.get("by", "institution")).key)


def rows_of(model: ConsolidationModel, rule: str) -> dict[str, int]:
    """Return the number of rows of each kind that a rule adds."""
    block = model.pyomo.rules.component(rule)
    return {
        constraint.local_name: len(constraint)
        for constraint in block.component_objects(ctype=pyo.Constraint, descend_into=False)
    }


def row(model: ConsolidationModel, rule: str, name: str, *index: str) -> Row:
    """Return one row of a rule: lower limit, coefficients by variable name, upper limit; constants on the right."""
    block = model.pyomo.rules.component(rule)
    constraint = block.component(name)
    entry = constraint[index if len(index) != 1 else index[0]] if index else constraint
    repn = generate_standard_repn(entry.body)
    lower, upper = (None if limit is None else limit - repn.constant for limit in (entry.lb, entry.ub))
    terms = zip(repn.linear_vars, repn.linear_coefs, strict=True)
    return lower, {variable.name: float(coefficient) for variable, coefficient in terms}, upper
