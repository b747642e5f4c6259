"""The tables of the fairest plan: who has what, the steps to it, and what it costs in each goal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from optimizer.analysis.payments import settle
from optimizer.answers.inquiry import Inquiry
from optimizer.answers.questions import Record
from optimizer.answers.tables import frame_of
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import LossLevel

COLUMNS = ("level", "id", "today", "plan", "payment_eur", "loss", "optimum", "loss_optimum", "eur")
STEP_COLUMNS = ("rank", "loss", "bound", "gap", "status", "sum", "sum_bound")
GOAL_COLUMNS = ("goal", "unit", "optimum", "fair", "difference", "gap", "plan_optimum", "plan_fair")


def students_of(plan: Plan, instance: Instance, level: str) -> dict[str, float]:
    """Return the students of every institution, association or province in a plan."""
    body_of = instance.bodies(level)
    amounts = plan.programmes["students"].groupby(plan.programmes["campus_id"].map(body_of)).sum()
    return {body: float(amounts.get(body, 0.0)) for body in sorted(set(body_of.values()))}


def students_today(instance: Instance, level: str) -> dict[str, float]:
    """Return the students of every institution, association or province today, as observed."""
    body_of = instance.bodies(level)
    today = dict.fromkeys(sorted(set(body_of.values())), 0.0)
    for (campus, _), students in instance.enrolled_today.items():
        today[body_of[campus]] += students
    return today


def fair_table(found: Inquiry, by: LossLevel, fairest: Record | None) -> pd.DataFrame:
    """Return what everybody has today, in the fairest plan and in the scenario's own, and who pays whom."""
    rows: list[dict[str, Any]] = []
    for level in dict.fromkeys(("institution", by)):
        if fairest is None or found.result.plan is None:
            break
        today = students_today(found.instance, level)
        optimum = students_of(found.result.plan, found.instance, level)
        eur = {body: fairest.found[f"eur {level} {body}"] or 0.0 for body in today}
        payments = settle(eur).payments
        for body, students in today.items():
            plan = fairest.found[f"plan {level} {body}"] or 0.0
            rows.append(
                {
                    "level": level,
                    "id": body,
                    "today": students,
                    "plan": plan,
                    "payment_eur": payments[body],
                    "loss": _loss(students, plan),
                    "optimum": optimum[body],
                    "loss_optimum": _loss(students, optimum[body]),
                    "eur": eur[body],
                }
            )
    return frame_of(rows, COLUMNS, COLUMNS[:2])


def _loss(today: float, plan: float) -> float | None:
    return max(0.0, 1.0 - plan / today) if today > 0 else None


def steps_table(records: Mapping[str, Record]) -> pd.DataFrame:
    """Return how low each of the largest losses was brought, and how sure that is."""
    rows = [
        {"rank": int(name.split(" ")[1]), "gap": record.gap, "status": record.status, **record.found}
        for name, record in records.items()
        if name.startswith("loss ") and record.has_plan
    ]
    return frame_of(rows, STEP_COLUMNS, ["rank"])


def goals_table(found: Inquiry, fairest: Record | None) -> pd.DataFrame:
    """Return what the fairest plan costs in each goal of the scenario, in their order.

    A goal is as good as it can be in its turn; later goals may then take what it may give up, so that its term in the
    finished plans stands beside it. A loss at a further level has no term of its own.
    """
    rows: list[dict[str, Any]] = []
    for name, report in zip(found.names, found.result.goals, strict=False):
        value = None if fairest is None else fairest.values.get(name)
        rows.append(
            {
                "goal": name,
                "unit": report.unit,
                "optimum": report.value,
                "fair": value,
                "difference": None if value is None else round(value - report.value, 6) + 0.0,
                "gap": None if fairest is None else fairest.gaps.get(name),
                "plan_optimum": found.result.terms[name].plan if name in found.result.terms else None,
                "plan_fair": None if fairest is None else fairest.found.get(f"term {name}"),
            }
        )
    return pd.DataFrame(rows, columns=list(GOAL_COLUMNS))
