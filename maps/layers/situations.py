"""The three situations that the map can show: today observed, today reassigned, and the plan."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import PLAN_COLUMNS, Plan
from optimizer.solving.result import Result


@dataclass(frozen=True)
class Situations:
    """Today as the data set has it, today as the model places it, and the plan.

    Attributes
    ----------
    observed : Plan
        Today's programmes with the flows of the data set: what the map shows as today.
    reassigned : Plan
        Today's programmes, students placed by the model: what travel is compared with.
    plan : Plan
        The plan; today observed if there is none.
    has_plan : bool
        Whether there is a plan.
    """

    observed: Plan
    reassigned: Plan
    plan: Plan
    has_plan: bool


def situations(result: Result) -> Situations:
    """Return the situations of a result; what it lacks is taken from the data set."""
    observed = result.observed or observed_flows(result.instance)
    reassigned = result.today or observed
    return Situations(observed, reassigned, result.plan or observed, result.plan is not None)


def observed_flows(instance: Instance) -> Plan:
    """Return today's programmes with the data set's flows; no lead centres, no staff, no institute."""
    flows = instance.table("today_flows").assign(
        municipality_id=lambda frame: frame["campus_id"].map(instance.municipality_of)
    )
    keys = ["zone_id", "specialisation_id", "municipality_id"]
    students = flows.groupby(keys)[["students"]].sum().reset_index()
    places = zip(students["zone_id"], students["municipality_id"], strict=True)
    students["km"] = [instance.km.get(pair, 0.0) for pair in places]
    rows = [
        (campus, specialisation, "teach", enrolled, enrolled, 0.0, 0.0)
        for (campus, specialisation), enrolled in sorted(instance.enrolled_today.items())
    ]
    return Plan(
        pd.DataFrame(rows, columns=list(PLAN_COLUMNS["programmes"])),
        students,
        pd.DataFrame(columns=list(PLAN_COLUMNS["staff"])),
        pd.DataFrame(columns=list(PLAN_COLUMNS["institute"])),
    )
