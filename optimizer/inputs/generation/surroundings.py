"""Invented hosts of the post-academic institute, and firms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from optimizer.inputs.completion import campus_hosts
from optimizer.inputs.generation.geography import SYNTHETIC, numbered

OWN_STUDIOS = 26
MOST_CAMPUS_HOSTS = 12
KINDS = {"broadcaster": 6.0, "production": 3.0, "games": 4.0, "facilities": 3.0, "research": 3.0}


def draw_hosts(tables: Mapping[str, pd.DataFrame], studios: float) -> pd.DataFrame:
    """Return a site of its own in the first city, and the largest suited campuses, twelve at most."""
    own = pd.DataFrame(
        {
            "host_id": ["own-site"],
            "name": ["Own site"],
            "campus_id": [""],
            "municipality_id": [tables["municipalities"]["municipality_id"].iloc[0]],
            "studios": [float(OWN_STUDIOS)],
        }
    )
    enrolled = tables["programmes"].groupby("campus_id")["enrolled"].sum()
    suited = campus_hosts(tables, studios)
    suited = suited.assign(enrolled=suited["campus_id"].map(enrolled))
    largest = suited.sort_values(["enrolled", "campus_id"], ascending=[False, True]).head(MOST_CAMPUS_HOSTS)
    return pd.concat([own, largest[own.columns]], ignore_index=True).assign(**SYNTHETIC)


def draw_industry(random: np.random.Generator, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return about one firm an institution, near the dominant cities, for families of the core and digital layers."""
    towns, families = tables["municipalities"], tables["families"]
    close = families.loc[families["layer"] != "related", "family_id"].tolist() or families["family_id"].tolist()
    count = len(tables["institutions"])
    pull = 1.0 / np.arange(1, len(towns) + 1)
    homes = towns.iloc[random.choice(len(towns), count, p=pull / pull.sum())].reset_index(drop=True)
    kinds = [str(kind) for kind in random.choice(list(KINDS), count)]
    return pd.DataFrame(
        {
            "firm_id": numbered("firm", count),
            "name": [f"Firm {number}" for number in range(1, count + 1)],
            "kind": kinds,
            "municipality_id": homes["municipality_id"],
            "lat": (homes["lat"] + random.uniform(-0.05, 0.05, count)).round(4),
            "lon": (homes["lon"] + random.uniform(-0.05, 0.05, count)).round(4),
            "weight": [KINDS[kind] for kind in kinds],
            "families": [close[index] for index in random.integers(len(close), size=count)],
            **SYNTHETIC,
        }
    )
