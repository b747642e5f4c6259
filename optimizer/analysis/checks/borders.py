"""Each group goes on teaching what it teaches today to as many students."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import measures
from optimizer.analysis.situation import Situation

COLUMN = {"association": "association", "network": "network", "province": "province_id"}


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every group and specialisation of today."""
    column = COLUMN[parameters.by]
    bodies = situation.instance.table("institutions")[["institution_id", "network", "association"]]
    keys = [column, "specialisation_id"]
    today = situation.today.merge(bodies, how="left", on="institution_id").groupby(keys)["enrolled"].sum()
    plan = situation.programmes.merge(bodies, how="left", on="institution_id").groupby(keys)["students"].sum()
    frame = pd.DataFrame({"today": today[today > 0]})
    frame["plan"] = plan.reindex(frame.index).fillna(0.0)
    frame = frame.reset_index()
    of_all = frame.groupby("specialisation_id")["today"].transform("sum")
    enrolled = situation.programmes.groupby("specialisation_id")["students"].sum()
    placed = frame["specialisation_id"].map(enrolled).fillna(0.0)
    kept = parameters.share * frame["today"] / of_all * placed
    subject = frame[column].astype(str) + "/" + frame["specialisation_id"]
    return measures(subject, frame["plan"], kept, "students", "at least")
