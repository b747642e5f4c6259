"""Arrondissements: who lives there, how many students they send, where to."""

from __future__ import annotations

from typing import Any

from maps.layers.catalogue import names
from maps.layers.extra_travel import extra_travel
from maps.layers.rows import table_rows
from maps.layers.situations import Situations
from optimizer.inputs.instance import Instance


def arrondissements(instance: Instance, situation: Situations) -> list[dict[str, Any]]:
    """Return every zone: id, names, province (names), place (degrees), students, travel today and in the plan."""
    provinces = {row.province_id: names(row) for row in table_rows(instance, "provinces")}
    demand = instance.table("demand").groupby("zone_id")["students"].sum()
    travel = extra_travel(situation)
    return [
        {
            "id": str(row.zone_id),
            "name": names(row),
            "province": provinces.get(row.province_id, ["", ""]),
            "lat": float(row.lat),
            "lon": float(row.lon),
            "students": round(float(demand.get(row.zone_id, 0.0)), 1),
            **travel.get(str(row.zone_id), {"observed": None, "today": None, "plan": None, "extra": None}),
        }
        for row in table_rows(instance, "zones")
    ]
