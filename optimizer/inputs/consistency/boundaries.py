"""Boundaries: GeoJSON feature collections that a map can draw."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from optimizer.errors import Finding
from optimizer.inputs.consistency.checks import DataUnderCheck, needing
from optimizer.inputs.gathering import shown

_GEOMETRIES = frozenset(
    {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
)
_EXPORT_AGAIN = "Export it again as GeoJSON in WGS 84 (EPSG:4326)."


@needing()
def boundaries_are_feature_collections(data: DataUnderCheck) -> Iterator[Finding]:
    """Yield every file of boundaries, and every feature in it, that is not GeoJSON in degrees."""
    for name, content in data.boundaries.items():
        file = f"boundaries/{name}.geojson"
        features = content.get("features") if isinstance(content, dict) else None
        if not isinstance(features, list) or content.get("type") != "FeatureCollection":
            yield Finding(file, "is not a GeoJSON feature collection", _EXPORT_AGAIN)
            continue
        if not features:
            yield Finding(file, "has no features", "Add the boundaries, or remove the file.", severity="warning")
        for position, feature in enumerate(features):
            message = _fault(feature)
            if message is not None:
                yield Finding(file, message, _EXPORT_AGAIN, key=f"features[{position}]")


def _fault(feature: Any) -> str | None:
    """Return what is wrong with a feature, or None."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return "is not a feature"
    if not isinstance(feature.get("properties", {}), dict | None):
        return "has properties that are not keys and values"
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in _GEOMETRIES:
        return "has no geometry that a map can draw"
    if geometry["type"] == "GeometryCollection":
        return None
    points = list(islice(_points(geometry.get("coordinates")), 100_000))
    if not points or any(point is None for point in points):
        return "has coordinates that are not lists of numbers"
    wrong = next((point for point in points if point and not (abs(point[0]) <= 180 and abs(point[1]) <= 90)), None)
    return None if wrong is None else f"has the point {shown(str(wrong))}, which is not in degrees"


def _points(coordinates: Any) -> Iterator[tuple[float, float] | None]:
    """Yield every point of nested coordinates, and None for what is not one."""
    waiting = [coordinates]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, list) or not part:
            yield None
        elif isinstance(part[0], list):
            waiting.extend(part)
        elif len(part) >= 2 and all(isinstance(number, int | float) and number is not True for number in part):
            yield float(part[0]), float(part[1])
        else:
            yield None
