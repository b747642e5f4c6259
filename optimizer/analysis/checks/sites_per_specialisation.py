"""Every specialisation is taught at between so few and so many campuses."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import joined, measures
from optimizer.analysis.situation import Situation


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every specialisation that somebody asks for."""
    wanted = situation.demand[situation.demand > 0].index
    sites = situation.programmes.groupby("specialisation_id")["campus_id"].nunique()
    rows = sites.reindex(wanted, fill_value=0).rename("sites").rename_axis("specialisation_id").reset_index()
    found = [measures(rows["specialisation_id"], rows["sites"], float(parameters.min), "campuses", "at least")]
    if parameters.max is not None:
        found.append(measures(rows["specialisation_id"], rows["sites"], float(parameters.max), "campuses", "at most"))
    return joined(*found)
