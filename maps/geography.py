"""Boundaries for the map: outlines by zone and province, land and sea, and the extent that is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from optimizer.inputs.instance import Instance

BOUNDARY_NOTICE = "© EuroGeographics for the administrative boundaries"
DECIMALS = 4
HORIZON = 3.0
CUT_WIDTH = 0.002

Ring = list[list[float]]


def rings(geometry: Mapping[str, Any] | None) -> list[Ring]:
    """Return all rings of a polygon or multipolygon as [longitude, latitude] pairs, holes included."""
    if geometry is None:
        return []
    coordinates = geometry.get("coordinates", [])
    polygons = coordinates if geometry.get("type") == "MultiPolygon" else [coordinates]
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return []
    return [
        [[round(float(point[0]), DECIMALS), round(float(point[1]), DECIMALS)] for point in ring]
        for polygon in polygons
        for ring in polygon
    ]


def _features(boundaries: Mapping[str, Mapping[str, Any]], name: str) -> Iterator[Mapping[str, Any]]:
    yield from boundaries.get(name, {}).get("features", [])


def outlines(boundaries: Mapping[str, Mapping[str, Any]], name: str, key: str) -> dict[str, list[Ring]]:
    """Return the rings of a layer by the property that identifies its features."""
    found: dict[str, list[Ring]] = {}
    for feature in _features(boundaries, name):
        identifier = str((feature.get("properties") or {}).get(key, ""))
        found.setdefault(identifier, []).extend(rings(feature.get("geometry")))
    return found


def base_map(instance: Instance, boundaries: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return everything that lies under the marks.

    Returns
    -------
    dict
        zones (rings in the order of the zones, empty without boundaries), provinces, land (lists of rings), notice,
        and bounds ([[south, west], [north, east]], degrees).
    """
    zones = outlines(boundaries, "arrondissements", "zone_id")
    provinces = outlines(boundaries, "provinces", "province_id")
    land = _to_the_horizon([rings(feature.get("geometry")) for feature in _features(boundaries, "land")])
    drawn = [ring for group in (zones or provinces).values() for ring in group]
    return {
        "zones": [zones.get(zone, []) for zone in instance.zones],
        "provinces": [provinces[name] for name in sorted(provinces)],
        "land": land,
        "notice": _notice(boundaries),
        "bounds": _bounds(instance, drawn),
    }


def _to_the_horizon(land: list[list[Ring]]) -> list[list[Ring]]:
    """Return the land with its cut edges moved far outward, so that no straight coast shows where the data end."""
    longitudes = [point[0] for group in land for ring in group for point in ring]
    latitudes = [point[1] for group in land for ring in group for point in ring]
    if not longitudes:
        return land
    limits = ((min(longitudes), max(longitudes)), (min(latitudes), max(latitudes)))

    def moved(point: list[float]) -> list[float]:
        return [
            value - HORIZON if value <= low + CUT_WIDTH else value + HORIZON if value >= high - CUT_WIDTH else value
            for value, (low, high) in zip(point, limits, strict=True)
        ]

    return [[[moved(point) for point in ring] for ring in group] for group in land]


def _notice(boundaries: Mapping[str, Mapping[str, Any]]) -> str:
    if not boundaries:
        return ""
    stated = {str(layer["attribution"]) for layer in boundaries.values() if layer.get("attribution")}
    distinct = sorted(text for text in stated if not any(text in other for other in stated - {text}))
    return "; ".join(distinct) or BOUNDARY_NOTICE


def _bounds(instance: Instance, drawn: list[Ring]) -> list[list[float]]:
    points = [(point[1], point[0]) for ring in drawn for point in ring]
    for table in ("campuses", "municipalities", "zones"):
        frame = instance.table(table)
        if table == "campuses" or not drawn:
            points += list(zip(frame["lat"].astype(float), frame["lon"].astype(float), strict=True))
    south, north = min(point[0] for point in points), max(point[0] for point in points)
    west, east = min(point[1] for point in points), max(point[1] for point in points)
    return [[south, west], [north, east]]
