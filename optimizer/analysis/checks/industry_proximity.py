"""Lead centres lie within so many km of a firm of their family; families without firms are left out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import measures
from optimizer.analysis.situation import Situation


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every lead centre of the families; one row a family, its farthest."""
    firms = situation.instance.table("firm_travel")[["municipality_id", "family_id", "km"]]
    leads = situation.leads
    bound = leads["family_id"].isin(firms["family_id"])
    if parameters.families:
        bound &= leads["family_id"].isin(list(parameters.families))
    near = leads[bound].merge(firms, how="left", on=["municipality_id", "family_id"])
    return measures(near["pair"], near["km"], float(parameters.km), "km", "at most", group=near["family_id"])
