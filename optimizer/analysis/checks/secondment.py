"""Teachers work no farther from home than they accept, and only where the rule lets them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import joined, measures
from optimizer.analysis.situation import TRACE, Situation


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every group; one row a specialisation, its worst."""
    away = situation.away
    farthest = away["max_km"].astype("float64").clip(upper=parameters.km)
    specialisation = away["specialisation_id"]
    subject = away["teacher_group_id"] + " at " + away["campus_id"]
    found = [measures(subject, away["distance"], farthest, "km", "at most", group=specialisation)]
    if parameters.ban:
        institution = situation.column("campuses", "campus_id", "institution_id")
        home, work = away["home"].map(institution), away["campus_id"].map(institution)
        elsewhere = away["fte"].mask(home == work, 0.0)
        found.append(measures(subject + " (other institution)", elsewhere, 0.0, "FTE", "at most", group=specialisation))
    if parameters.sites is not None:
        staff = situation.staff
        working = staff[(staff["campus_id"] != "") & (staff["fte"] > TRACE)]
        sites = working.groupby(["teacher_group_id", "specialisation_id"])["campus_id"].nunique().rename("sites")
        rows = sites.reset_index()
        found.append(
            measures(
                rows["teacher_group_id"],
                rows["sites"],
                float(parameters.sites),
                "campuses",
                "at most",
                group=rows["specialisation_id"],
            )
        )
    return joined(*found)
