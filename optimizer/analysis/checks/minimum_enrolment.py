"""What exists has at least the size norm, counted over its recognised programme."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import measures
from optimizer.analysis.situation import Situation

UNITS = {"campus": "campus_id", "institution": "institution_id", "municipality": "municipality_id"}


def _locally(taught: pd.DataFrame, norm: pd.Series[float], local: dict[str, float]) -> pd.Series[float]:
    """Return the norms with those that hold in a place in their place, the lowest where several do."""
    lowest = pd.Series(float("inf"), index=taught.index)
    for place, value in local.items():
        where, _, specialisation = place.partition("/")
        here = taught["specialisation_id"].eq(specialisation) | (specialisation in {"", "*"})
        there = pd.Series(where == "*", index=taught.index)
        for column in ("campus_id", "institution_id", *(() if "/" in place else ("province_id",))):
            there |= taught[column].eq(where).fillna(False).astype(bool)
        lowest = lowest.mask(here & there, lowest.clip(upper=float(value)))
    return norm.mask(lowest < float("inf"), lowest)


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every recognised programme that is not exempt: what is too small, or else where it comes closest."""
    taught = situation.programmes.fillna({"institution_id": "unknown", "municipality_id": "unknown"})
    unit = UNITS[parameters.count]
    together = taught.groupby(["accreditation_id", unit], dropna=False)["students"].transform("sum")
    norm = pd.Series(float(parameters.norm), index=taught.index)
    norm = norm.mask(taught["degree"] == "ma", float(parameters.norm_master))
    norm = _locally(taught, norm, parameters.local_norms)
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
