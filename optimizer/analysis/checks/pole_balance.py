"""Two poles differ by at most so many lead centres or students."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import measures
from optimizer.analysis.situation import Situation


def _label(pole: Any) -> str:
    return pole if isinstance(pole, str) else ", ".join(pole)


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check the difference between the two, whichever is larger."""
    towns = situation.instance.table("municipalities")

    def counted(pole: Any) -> float:
        members = towns["pole"] == pole if isinstance(pole, str) else towns["municipality_id"].isin(list(pole))
        taught = situation.leads if parameters.count == "leads" else situation.programmes
        inside = taught[taught["municipality_id"].isin(towns.loc[members, "municipality_id"])]
        return float(len(inside) if parameters.count == "leads" else inside["students"].sum())

    subject = f"{_label(parameters.first)} against {_label(parameters.second)}"
    difference = abs(counted(parameters.first) - counted(parameters.second))
    unit = "lead centres" if parameters.count == "leads" else "students"
    return measures(subject, difference, float(parameters.max_difference), unit, "at most")
