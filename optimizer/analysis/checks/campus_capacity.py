"""A campus never has more students than its places and what it may add."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import measures
from optimizer.analysis.situation import Situation


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every campus; `expandable_share` replaces the data set's share everywhere."""
    campuses = situation.instance.table("campuses").set_index("campus_id")
    students = situation.programmes.groupby("campus_id")["students"].sum().rename_axis("campus_id")
    rows = students.to_frame().join(campuses[["places", "expandable_share"]], how="outer").reset_index()
    share = rows["expandable_share"] if parameters.expandable_share is None else parameters.expandable_share
    return measures(
        rows["campus_id"], rows["students"].fillna(0.0), rows["places"] * (1.0 + share), "students", "at most"
    )
