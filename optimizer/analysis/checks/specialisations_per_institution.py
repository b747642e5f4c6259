"""Every institution teaches between so few and so many specialisations or families."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import joined, measures
from optimizer.analysis.situation import Situation

COUNTED = {"specialisation": ("specialisation_id", "specialisations"), "family": ("family_id", "families")}


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check the most at every institution, the fewest at institutions of the tiers in `binding`."""
    column, unit = COUNTED[parameters.count]
    institutions = situation.instance.table("institutions")
    counts = situation.programmes.groupby("institution_id")[column].nunique()
    taught = institutions["institution_id"].map(counts).fillna(0.0)
    found = []
    if parameters.min is not None:
        bound = institutions["tier"].isin(list(parameters.binding))
        subject = institutions.loc[bound, "institution_id"]
        found.append(measures(subject, taught[bound], float(parameters.min), unit, "at least"))
    if parameters.max is not None:
        found.append(measures(institutions["institution_id"], taught, float(parameters.max), unit, "at most"))
    return joined(*found)
