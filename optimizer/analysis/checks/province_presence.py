"""Every province keeps at least so many specialisations, families or lead centres."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import measures
from optimizer.analysis.situation import Situation

COUNTED = {
    "specialisation": ("specialisation_id", "specialisations"),
    "family": ("family_id", "families"),
    "lead": ("pair", "lead centres"),
}


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every province that is named, or every province that teaches something today."""
    named = parameters.provinces or sorted(situation.today["province_id"].dropna().unique())
    provinces = pd.Series(list(named), dtype=object).drop_duplicates()
    column, unit = COUNTED[parameters.count]
    taught = situation.leads if parameters.count == "lead" else situation.programmes
    counts = taught.groupby("province_id")[column].nunique()
    return measures(provinces, provinces.map(counts).fillna(0.0), float(parameters.min), unit, "at least")
