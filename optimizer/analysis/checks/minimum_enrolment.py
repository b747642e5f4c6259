"""What exists has at least the size norm, counted over its recognised programme."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import measures
from optimizer.analysis.situation import Situation

UNITS = {"campus": "campus_id", "institution": "institution_id", "municipality": "municipality_id"}


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every recognised programme that is not exempt: what is too small, or else where it comes closest."""
    taught = situation.programmes.fillna({"institution_id": "unknown", "municipality_id": "unknown"})
    unit = UNITS[parameters.count]
    together = taught.groupby(["accreditation_id", unit], dropna=False)["students"].transform("sum")
    norm = pd.Series(float(parameters.norm), index=taught.index)
    norm = norm.mask(taught["degree"] == "ma", float(parameters.norm_master))
    bound = ~(taught["norm_exempt"].eq(True).fillna(False).astype(bool) & bool(parameters.exempt))
    subject = taught["accreditation_id"].fillna("unknown") + " at " + taught[unit]
    bound &= ~pd.DataFrame({"subject": subject, "norm": norm, "bound": bound}).duplicated()
    return measures(
        subject[bound],
        together[bound],
        norm[bound],
        "students",
        "at least",
        group=taught.loc[bound, "accreditation_id"].fillna("unknown"),
    )
