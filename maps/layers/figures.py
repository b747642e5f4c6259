"""Key figures, terms, and the proof of the plan."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from maps.layers.situations import Situations
from optimizer.inputs.plan import Plan
from optimizer.solving.result import Result

PROVEN = 1e-6
"""Gap below which a goal counts as proven to the end."""

SHOWN = 1e-3
"""Difference from a goal's best value that is worth telling; what the second check leaves to rounding."""


def key_figures(result: Result, situation: Situations) -> list[dict[str, Any]]:
    """Return the figures of the header: name, unit, today and plan (None where it does not apply), in order."""
    figures = [_figure("programmes", "programmes", _count(situation.observed), _count(situation.plan))]
    terms = result.terms
    if "displaced" in terms:
        enrolled = sum(result.instance.enrolled_today.values())
        figures.append(_figure("displaced", "students", None, terms["displaced"].plan, of=enrolled))
    if "student_travel" in terms:
        travel = terms["student_travel"]
        today, plan = _placed(situation.reassigned), _placed(situation.plan)
        if today > 0 and plan > 0:
            figures.append(_figure("mean_km", "km", travel.today / today, travel.plan / plan))
    if situation.has_plan and result.today is not None:
        figures.append(_figure("top_at_leads", "FTE", _top_at_leads(result.today), _top_at_leads(situation.plan)))
    figures += [
        _figure(name, terms[name].unit, terms[name].today, terms[name].plan)
        for name in ("cost", "unplaced")
        if name in terms and (name == "cost" or terms[name].plan > 0)
    ]
    if not situation.has_plan:
        figures = figures[:1]
    return figures


def terms(result: Result) -> list[dict[str, Any]]:
    """Return every term: name, unit, observed, today, plan."""
    return [
        {
            "name": name,
            "unit": values.unit,
            "observed": _finite(values.observed),
            "today": _finite(values.today),
            "plan": _finite(values.plan),
        }
        for name, values in result.terms.items()
    ]


def proof(result: Result) -> dict[str, Any]:
    """Return how sure the plan is: status, what ended the search, and a verdict a goal."""
    goals = [
        {
            "term": goal.term,
            "unit": goal.unit,
            "value": _finite(goal.value),
            "plan": _given_up(result, place),
            "gap": goal.gap,
            "verdict": "unknown" if goal.gap is None else "proven" if goal.gap <= PROVEN else goal.status,
        }
        for place, goal in enumerate(result.goals)
    ]
    return {"status": result.status, "stopped_by": result.stopped_by, "gap": result.gap, "goals": goals}


def _given_up(result: Result, place: int) -> float | None:
    """Return a goal's value in the plan where the scenario gives some of it up for later goals, or else None."""
    goal = result.goals[place]
    named_before = any(goal.term == earlier.term for earlier in result.goals[:place])
    if result.scenario.goals.mode == "weighted" or named_before or goal.term not in result.terms:
        return None
    plan = result.terms[goal.term].plan
    return _finite(plan) if plan - goal.value > SHOWN * max(1.0, abs(goal.value)) else None


def _figure(name: str, unit: str, today: float | None, plan: float | None, of: float | None = None) -> dict[str, Any]:
    return {"name": name, "unit": unit, "today": _finite(today), "plan": _finite(plan), "of": _finite(of)}


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else round(float(value), 4)


def _count(plan: Plan) -> float:
    return float(len(plan.programmes))


def _placed(plan: Plan) -> float:
    placed: pd.Series[float] = plan.students.loc[plan.students["municipality_id"] != "", "students"].astype(float)
    return float(placed.sum())


def _top_at_leads(plan: Plan) -> float:
    """Return the top FTE that works at lead centres: no more than is taught there (`concentrated`)."""
    leads = plan.programmes[plan.programmes["role"] == "lead"]
    return float(leads[["top_fte", "fte"]].astype(float).min(axis=1).sum())
