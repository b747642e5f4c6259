"""Firms: where they are, which families they matter to, and how far the nearest is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from optimizer.errors import Finding
from optimizer.inputs.consistency.checks import DataUnderCheck, needing
from optimizer.inputs.gathering import nearest_mend, shown


@needing(industry=("families",), families=("family_id",))
def firms_name_known_families(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every firm that names a family which is not there."""
    known = set(data["families"]["family_id"])
    for position, names in enumerate(data["industry"]["families"].tolist()):
        for name in dict.fromkeys(names.split()):
            if name not in known:
                mend, nearest = nearest_mend(name, known)
                message = f"{shown(name)} is not in families.csv"
                yield data.finding("industry", position, "families", message, mend, nearest=nearest)


@needing(industry=("municipality_id", "lat", "lon"))
def firms_are_somewhere(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every firm with neither a municipality nor both coordinates."""
    frame = data["industry"]
    nowhere = frame["municipality_id"].isna() & (frame["lat"].isna() | frame["lon"].isna())
    for position in np.flatnonzero(nowhere).tolist():
        message = "the firm has neither a municipality nor coordinates"
        yield data.finding("industry", position, "municipality_id", message, "Give municipality_id, or lat and lon.")


@needing(firm_travel=("municipality_id", "family_id"), campuses=("municipality_id",))
def firm_travel_is_complete(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every municipality with a campus from which a family's nearest firm has no distance."""
    frame = data["firm_travel"]
    towns = sorted(data["campuses"]["municipality_id"].unique())
    wanted = pd.MultiIndex.from_product([towns, sorted(frame["family_id"].unique())])
    for town, family in wanted.difference(pd.MultiIndex.from_frame(frame[["municipality_id", "family_id"]])):
        message = f"the distance from {town} to the nearest firm of {family} is missing"
        mend = f"Add a row {town},{family},km; or leave {family} out everywhere."
        yield data.finding("firm_travel", None, "family_id", message, mend)
