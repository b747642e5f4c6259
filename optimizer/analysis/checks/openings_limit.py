"""At most so many new programmes, in total and per institution."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import joined, measures
from optimizer.analysis.situation import Situation


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check the total, and every institution."""
    taught = situation.programmes
    new = taught[taught["new"]]
    found = []
    if parameters.total is not None:
        found.append(measures("all institutions", len(new), float(parameters.total), "programmes", "at most"))
    if parameters.per_institution is not None:
        institutions = situation.instance.table("institutions")["institution_id"]
        opened = institutions.map(new.groupby("institution_id").size()).fillna(0.0)
        found.append(measures(institutions, opened, float(parameters.per_institution), "programmes", "at most"))
    return joined(*found)
