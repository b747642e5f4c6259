"""How students are assigned, re-checked: nobody goes past a place, and groups that stay together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from optimizer.analysis.measures import joined, measures
from optimizer.analysis.situation import TRACE, Situation
from optimizer.inputs.scenario import Students

ORIGIN = ["zone_id", "specialisation_id"]
NO_ROOM = 1e-3
"""Students for whom a campus that counts as full may still have room: rounding of its programmes' enrolments."""


def check(situation: Situation, students: Students, expandable_share: float | None) -> pd.DataFrame:
    """Check what a scenario's ``[students]`` asks of where students go.

    Parameters
    ----------
    situation : Situation
        The plan.
    students : Students
        What is asked for.
    expandable_share : float or None
        Share of places that every campus may add; None for the data set's own.
    """
    found = []
    if students.assignment == "nearest":
        found.append(nobody_goes_past_a_place(situation, expandable_share))
    if students.single_source:
        found.append(groups_stay_together(situation))
    return joined(*found)


def room(situation: Situation, expandable_share: float | None) -> pd.Series[float]:
    """Return the students who could still enrol at each campus when it is fully expanded."""
    campuses = situation.instance.table("campuses").set_index("campus_id")
    share = campuses["expandable_share"] if expandable_share is None else expandable_share
    taken = situation.programmes.groupby("campus_id")["students"].sum().reindex(campuses.index, fill_value=0.0)
    left: pd.Series[float] = (campuses["places"] * (1.0 + share) - taken).astype("float64")
    return left


def nobody_goes_past_a_place(situation: Situation, expandable_share: float | None) -> pd.DataFrame:
    """Count students who go farther than a programme with room, or nowhere; one row a specialisation, the worst."""
    left = room(situation, expandable_share)
    taught = situation.programmes[["campus_id", "specialisation_id", "municipality_id"]]
    taught = taught[taught["campus_id"].map(left) > NO_ROOM]
    travel = situation.instance.table("travel")[["zone_id", "municipality_id", "km"]]
    near = taught.merge(travel, on="municipality_id").rename(columns={"km": "near"})
    gone = situation.plan.students.assign(distance=np.inf)
    gone.loc[situation.flows.index, "distance"] = situation.flows["distance"]
    both = gone[[*ORIGIN, "students", "distance"]].merge(near, on=ORIGIN)
    both["past"] = both["students"].where(both["distance"] > both["near"], 0.0)
    passed = both.groupby([*ORIGIN, "campus_id"], as_index=False)["past"].sum()
    subject = "go past a place: " + passed["zone_id"] + " past " + passed["campus_id"] + "/"
    group = passed["specialisation_id"]
    return measures(subject + group, passed["past"], 0.0, "students", "at most", group=group)


def groups_stay_together(situation: Situation) -> pd.DataFrame:
    """Count the municipalities to which the students of a zone go; one row a specialisation, the worst."""
    going = situation.flows[situation.flows["students"] > TRACE]
    towns = going.groupby(ORIGIN)["municipality_id"].nunique().reset_index()
    subject = "go together: " + towns["zone_id"] + "/" + towns["specialisation_id"]
    group = towns["specialisation_id"]
    return measures(subject, towns["municipality_id"], 1.0, "municipalities", "at most", group=group)
