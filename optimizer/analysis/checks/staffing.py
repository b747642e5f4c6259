"""Teaching covers enrolment; at most so much FTE is freed or hired."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import joined, measures
from optimizer.analysis.situation import Situation


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every programme (one row a specialisation, its tightest), and the totals of freed and hired FTE."""
    taught, staff = situation.programmes, situation.staff
    needed = taught["students"] / taught["students_per_fte"]
    teachers = situation.instance.table("teachers")
    top = teachers.loc[teachers["top"].astype(bool)]
    released = staff.loc[staff["campus_id"] == ""]
    freed = released["fte"].sum()
    top_freed = released.loc[released["teacher_group_id"].isin(top["teacher_group_id"]), "fte"].sum()
    most = parameters.freed_share * teachers["fte"].sum()
    most_top = parameters.top_freed_share * top["fte"].sum()
    found = [
        measures(taught["pair"], taught["fte"], needed, "FTE", "at least", group=taught["specialisation_id"]),
        measures("freed", freed, most, "FTE", "at most"),
        measures("freed top teachers", top_freed, most_top, "FTE", "at most"),
    ]
    if parameters.hired_fte is not None:
        hired = (taught["fte"] - taught["staffed"]).clip(lower=0).sum()
        found.append(measures("hired", hired, float(parameters.hired_fte), "FTE", "at most"))
    return joined(*found)
