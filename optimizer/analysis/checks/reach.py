"""At most a share of all students travels farther than so many km, one way."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import measures
from optimizer.analysis.situation import Situation


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check all students together."""
    flows = situation.flows
    far = flows.loc[flows["distance"] > parameters.km, "students"].sum()
    subject = f"beyond {parameters.km:g} km"
    return measures(subject, far, parameters.share * situation.demand.sum(), "students", "at most")
