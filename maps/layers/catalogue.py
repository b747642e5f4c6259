"""Names that every layer refers to by place: families, specialisations, institutions, municipalities."""

from __future__ import annotations

from typing import Any

from maps.layers.rows import table_rows
from maps.style import family_mark
from optimizer.inputs.instance import Instance
from optimizer.inputs.schema import DEGREES, LAYERS

Names = list[str]


def names(row: Any) -> Names:
    """Return the Dutch and the English name of a row."""
    return [str(row.name_nl), str(row.name_en)]


def family_order(instance: Instance) -> list[str]:
    """Return the families, the report's core first, then its digital and its related shell."""
    frame = instance.table("families")
    shells = dict(zip(frame["family_id"], frame["layer"], strict=True))
    return sorted(shells, key=lambda family: (LAYERS.index(shells[family]), family))


def families(instance: Instance) -> list[dict[str, Any]]:
    """Return id, names, letter and colours of every family, in the order of the legend."""
    rows = {row.family_id: row for row in table_rows(instance, "families")}
    return [
        {"id": family, "name": names(rows[family]), **family_mark(place)}
        for place, family in enumerate(family_order(instance))
    ]


def specialisation_order(instance: Instance) -> list[str]:
    """Return the specialisations by family, subject and degree: the fixed places of the grid."""
    order = {family: place for place, family in enumerate(family_order(instance))}
    rows = list(table_rows(instance, "specialisations"))
    rows.sort(key=lambda row: (order[row.family_id], row.subject_id, DEGREES.index(row.degree)))
    return [str(row.specialisation_id) for row in rows]


def specialisations(instance: Instance) -> list[dict[str, Any]]:
    """Return id, names, subject, degree and family (place) of every specialisation, in the order of the grid."""
    order = {family: place for place, family in enumerate(family_order(instance))}
    rows = {row.specialisation_id: row for row in table_rows(instance, "specialisations")}
    return [
        {
            "id": specialisation,
            "name": names(rows[specialisation]),
            "subject": str(rows[specialisation].subject_id),
            "degree": str(rows[specialisation].degree),
            "family": order[rows[specialisation].family_id],
        }
        for specialisation in specialisation_order(instance)
    ]


def institutions(instance: Instance) -> list[dict[str, Any]]:
    """Return id, name and short name of every institution."""
    return [
        {"id": str(row.institution_id), "name": str(row.name), "short": str(row.short_name)}
        for row in table_rows(instance, "institutions")
    ]


def municipalities(instance: Instance) -> list[dict[str, Any]]:
    """Return id, names, province (names) and place (degrees) of every municipality."""
    provinces = {row.province_id: names(row) for row in table_rows(instance, "provinces")}
    return [
        {
            "id": str(row.municipality_id),
            "name": names(row),
            "province": provinces.get(row.province_id, ["", ""]),
            "lat": float(row.lat),
            "lon": float(row.lon),
        }
        for row in table_rows(instance, "municipalities")
    ]
