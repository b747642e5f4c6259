"""A family is taught in at least so many networks or associations, or in as many as today if that is fewer."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import measures
from optimizer.analysis.situation import Situation


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every family that is taught today."""
    body = situation.column("institutions", "institution_id", parameters.by)

    def bodies(programmes: pd.DataFrame) -> pd.Series[Any]:
        return programmes["institution_id"].map(body).groupby(programmes["family_id"]).nunique()

    today = bodies(situation.today)
    families = today.index.to_series()
    taught = families.map(bodies(situation.programmes)).fillna(0.0)
    return measures(families, taught, today.clip(upper=parameters.min), f"{parameters.by}s", "at least")
