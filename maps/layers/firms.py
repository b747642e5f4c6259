"""Firms near which programmes may want to be."""

from __future__ import annotations

from typing import Any

import pandas as pd

from maps.layers.catalogue import family_order
from maps.layers.rows import table_rows
from optimizer.inputs.instance import Instance


def firms(instance: Instance) -> list[dict[str, Any]]:
    """Return every firm with a place: name, kind, families (places), place in degrees."""
    order = family_order(instance)
    towns = {row.municipality_id: row for row in table_rows(instance, "municipalities")}
    found = []
    for row in table_rows(instance, "industry"):
        own = not (pd.isna(row.lat) or pd.isna(row.lon))
        place = row if own else towns.get(row.municipality_id)
        if place is None:
            continue
        known = [order.index(family) for family in str(row.families).split() if family in order]
        entry = {"name": str(row.name), "kind": str(row.kind), "families": known}
        found.append({**entry, "lat": float(place.lat), "lon": float(place.lon)})
    return found
