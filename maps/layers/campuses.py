"""Campuses: where they are, whose they are, and how much room they have."""

from __future__ import annotations

from typing import Any

from maps.layers.rows import table_rows
from optimizer.inputs.instance import Instance


def campuses(instance: Instance) -> list[dict[str, Any]]:
    """Return every campus: id, name, institution and municipality (places in their lists), degrees, student places."""
    institution = {name: place for place, name in enumerate(instance.institutions)}
    municipality = {name: place for place, name in enumerate(instance.municipalities)}
    return [
        {
            "id": str(row.campus_id),
            "code": str(row.campus_id).upper(),
            "name": str(row.name),
            "institution": institution[row.institution_id],
            "municipality": municipality[row.municipality_id],
            "lat": float(row.lat),
            "lon": float(row.lon),
            "places": round(float(row.places)),
        }
        for row in table_rows(instance, "campuses")
    ]
