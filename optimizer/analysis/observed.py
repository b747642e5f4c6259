"""Today as the data set's flows have it: the second of the two todays."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from optimizer.analysis.situation import PAIR, Situation, tidy
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import PLAN_COLUMNS, PLAN_KEYS, Plan


def observed_plan(
    instance: Instance, leads: Mapping[str, str], institute: pd.DataFrame, staff: pd.DataFrame | None = None
) -> Plan:
    """Build today's plan with the data set's flows.

    Parameters
    ----------
    instance : Instance
        The data set.
    leads : mapping of str to str
        Lead campus by specialisation, as in today reassigned.
    institute : DataFrame
        The institute's table, as in today reassigned.
    staff : DataFrame, optional
        Staff of today reassigned, so that the two todays differ in students alone. Without it, teachers are at home
        and guest hours come from the top groups of each specialisation in proportion to their FTE.

    Returns
    -------
    Plan
        Tables sorted by their keys. Only its terms mean something: it need not satisfy any rule.
    """
    table = (_at_home(instance, institute) if staff is None else staff).reset_index(drop=True)
    students = _flows(instance)
    taught = instance.table("today_flows").groupby(PAIR, as_index=False)["students"].sum()
    today = instance.table("programmes").groupby(PAIR)["enrolled"].sum().rename("students_today").reset_index()
    programmes = today.merge(taught, how="left", on=PAIR)
    lead = programmes["specialisation_id"].map(dict(leads)) == programmes["campus_id"]
    programmes = programmes.assign(students=programmes["students"].fillna(0.0), role=np.where(lead, "lead", "teach"))

    draft = Plan(programmes=programmes, students=students, staff=table, institute=institute)
    situation = Situation(tidy(draft), instance)
    known = situation.programmes
    programmes = programmes.assign(fte=known["staffed"].to_numpy(), top_fte=known["top_staffed"].to_numpy())
    students = students.merge(instance.table("travel")[["zone_id", "municipality_id", "km"]], how="left")
    tables = {"programmes": programmes, "students": students, "staff": table, "institute": institute}
    return Plan(
        **{
            name: frame[list(PLAN_COLUMNS[name])].sort_values(list(PLAN_KEYS[name]), ignore_index=True)
            for name, frame in tables.items()
        }
    )


def _flows(instance: Instance) -> pd.DataFrame:
    flows = instance.table("today_flows")
    flows = flows.assign(municipality_id=flows["campus_id"].map(instance.municipality_of))
    sums = flows.groupby(list(PLAN_KEYS["students"]))["students"].sum()
    return sums[sums > 0].reset_index()


def _at_home(instance: Instance, institute: pd.DataFrame) -> pd.DataFrame:
    teachers = instance.table("teachers")
    fte = teachers["fte"].astype("float64")
    top = fte.where(teachers["top"].astype(bool), 0.0)
    hours = teachers["specialisation_id"].map(institute.groupby("specialisation_id")["guest_fte"].sum()).fillna(0.0)
    share = (top / top.groupby(teachers["specialisation_id"]).transform("sum")).fillna(0.0)
    return teachers[["teacher_group_id", "campus_id"]].assign(fte=fte - share * hours, km=0.0)
