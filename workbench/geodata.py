"""A result for QGIS and its like: one GeoJSON file of programmes, and a GeoPackage with a layer for every subject.

Coordinates are WGS 84 degrees, longitude first. Equal results give equal files: no file carries a time of its own.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from maps.layers.arrondissements import arrondissements
from maps.layers.situations import situations
from optimizer.inputs.writing import DECIMALS
from workbench.messages import Language
from workbench.tables import folder_tables
from workbench.workbook import campuses_of, specialisations_of

if TYPE_CHECKING:
    from optimizer.inputs.instance import Instance
    from optimizer.solving.result import Result

GEOJSON = "plan.geojson"
GEOPACKAGE = "plan.gpkg"
NO_TIME = "2000-01-01T00:00:00.000Z"
CRS = "EPSG:4326"

Place = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Layer:
    """Features of one kind.

    Attributes
    ----------
    name : str
        Name of the layer.
    geometry_type : str
        ``Point``, ``LineString`` or ``MultiPolygon``.
    frame : DataFrame
        One row a feature.
    geometries : list of dict
        The GeoJSON geometry of every row.
    """

    name: str
    geometry_type: str
    frame: pd.DataFrame
    geometries: list[dict[str, Any]]


def layers(result: Result, lang: Language) -> list[Layer]:
    """Return the layers of a result with a plan: programmes, campuses, arrondissements, flows of students, institute.

    Raises
    ------
    ValueError
        If the result has no plan.
    """
    found = [programme_layer(result, lang), campus_layer(result, lang), arrondissement_layer(result, lang)]
    found.append(flow_layer(result, lang))
    institute = institute_layer(result, lang)
    return [*found, institute] if len(institute.frame) else found


def geojson_bytes(result: Result, lang: Language) -> bytes:
    """Return the programmes of today and of the plan as GeoJSON, each at its campus."""
    return _collection(programme_layer(result, lang))


def write_geojson(result: Result, path: str | Path, lang: Language) -> Path:
    """Write :func:`geojson_bytes`, whole or not at all."""
    with _whole(Path(path)) as partial:
        partial.write_bytes(geojson_bytes(result, lang))
    return Path(path)


def write_geopackage(result: Result, path: str | Path, lang: Language) -> Path:
    """Write every layer of a result into a GeoPackage, whole or not at all.

    Raises
    ------
    ValueError
        If the result has no plan.
    """
    import pyogrio

    drawn = layers(result, lang)
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": NO_TIME})
    try:
        with _whole(Path(path)) as partial:
            for place, layer in enumerate(drawn):
                _append(layer, partial, first=place == 0)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
    return Path(path)


def _append(layer: Layer, path: Path, *, first: bool) -> None:
    import pyarrow as pa
    import pyogrio
    from pyogrio.raw import read

    bare = [{"type": "Feature", "properties": {}, "geometry": geometry} for geometry in layer.geometries]
    shapes = read(json.dumps({"type": "FeatureCollection", "features": bare}).encode())[2]
    table = pa.Table.from_pandas(layer.frame, preserve_index=False)
    table = table.replace_schema_metadata(None).append_column("geom", pa.array(list(shapes), type=pa.binary()))
    pyogrio.write_arrow(
        table,
        path,
        layer=layer.name,
        driver="GPKG",
        geometry_name="geom",
        geometry_type=layer.geometry_type,
        crs=CRS,
        append=not first,
    )


def programme_layer(result: Result, lang: Language) -> Layer:
    """Return every programme of today and of the plan, with names and what becomes of it."""
    tables = {table.name: table.frame for table in folder_tables(result)}
    pair = ["campus_id", "specialisation_id"]
    frame = tables["changes"].merge(tables["plan"][[*pair, "role", "fte", "top_fte"]], how="left", on=pair)
    frame["lead"] = frame["lead"].astype(bool)
    frame = frame.merge(campuses_of(result.instance, lang), how="left", on="campus_id")
    frame = frame.merge(specialisations_of(result, lang), how="left", on="specialisation_id")
    return Layer("programmes", "Point", frame.drop(columns="places"), _points(result.instance, frame["campus_id"]))


def campus_layer(result: Result, lang: Language) -> Layer:
    """Return every campus with its students and programmes, today and in the plan."""
    changes = next(table.frame for table in folder_tables(result) if table.name == "changes")
    counts = changes.assign(
        programmes_today=changes["change"].ne("opened"),
        programmes=changes["change"].ne("closed"),
        leads=changes["lead"].astype(bool),
    )
    columns = ["students_today", "students", "programmes_today", "programmes", "leads"]
    sums = counts.groupby("campus_id")[columns].sum().reset_index()
    frame = campuses_of(result.instance, lang).merge(sums, how="left", on="campus_id")
    frame[columns[:2]] = frame[columns[:2]].fillna(0.0).round(DECIMALS)
    frame[columns[2:]] = frame[columns[2:]].fillna(0).astype("int64")
    return Layer("campuses", "Point", frame, _points(result.instance, frame["campus_id"]))


def arrondissement_layer(result: Result, lang: Language) -> Layer:
    """Return every arrondissement with its students and their mean distance; points where there are no boundaries."""
    entries = arrondissements(result.instance, situations(result))
    place = 0 if lang == "nl" else 1
    frame = pd.DataFrame(
        {
            "zone_id": [entry["id"] for entry in entries],
            "zone": [entry["name"][place] for entry in entries],
            "province": [entry["province"][place] for entry in entries],
            "students": [entry["students"] for entry in entries],
            **{
                f"km_{name}": pd.Series([entry[name] for entry in entries], dtype="float64")
                for name in ("observed", "today", "plan", "extra")
            },
        }
    )
    shapes = _polygons(result.instance)
    if set(frame["zone_id"]) <= set(shapes):
        return Layer("arrondissements", "MultiPolygon", frame, [shapes[zone] for zone in frame["zone_id"]])
    points = [_point((entry["lon"], entry["lat"])) for entry in entries]
    return Layer("arrondissements", "Point", frame, points)


def flow_layer(result: Result, lang: Language) -> Layer:
    """Return a line from every arrondissement to every municipality that teaches its students in the plan."""
    students = next(table.frame for table in folder_tables(result) if table.name == "students")
    placed = students[students["municipality_id"] != ""]
    keys = ["zone_id", "municipality_id"]
    frame = placed.groupby(keys).agg(students=("students", "sum"), km=("km", "first")).reset_index().round(DECIMALS)
    zones, towns = result.instance.table("zones"), result.instance.table("municipalities")
    starts, ends = _places(zones, "zone_id"), _places(towns, "municipality_id")
    named = frame.assign(
        zone=frame["zone_id"].map(dict(zip(zones["zone_id"], zones[f"name_{lang}"], strict=True))),
        municipality=frame["municipality_id"].map(
            dict(zip(towns["municipality_id"], towns[f"name_{lang}"], strict=True))
        ),
    )
    pairs = zip(frame["zone_id"], frame["municipality_id"], strict=True)
    return Layer("flows", "LineString", named, [_line(starts[zone], ends[town]) for zone, town in pairs])


def institute_layer(result: Result, lang: Language) -> Layer:
    """Return a line from every lead centre to the institute that its residents join."""
    frame = next(table.frame for table in folder_tables(result) if table.name == "institute")
    instance = result.instance
    hosts, towns = instance.table("institute_hosts"), _places(instance.table("municipalities"), "municipality_id")
    campuses = _places(instance.table("campuses"), "campus_id")
    ends = {
        str(host): campuses.get(campus, towns[town])
        for host, campus, town in zip(hosts["host_id"], hosts["campus_id"], hosts["municipality_id"], strict=True)
    }
    names = dict(zip(hosts["host_id"], hosts["name"], strict=True))
    named = frame.assign(host=frame["host_id"].map(names))
    named = named.merge(specialisations_of(result, lang), how="left", on="specialisation_id")
    pairs = zip(named["lead_campus_id"], named["host_id"], strict=True)
    return Layer("institute", "LineString", named, [_line(campuses[lead], ends[host]) for lead, host in pairs])


def _collection(layer: Layer) -> bytes:
    records = layer.frame.astype(object).where(layer.frame.notna(), None).to_dict(orient="records")
    features = [
        {"type": "Feature", "properties": properties, "geometry": geometry}
        for properties, geometry in zip(records, layer.geometries, strict=True)
    ]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, allow_nan=False) for feature in features)
    name = json.dumps(layer.name)
    return f'{{"type": "FeatureCollection", "name": {name}, "features": [\n{lines}\n]}}\n'.encode()


def _places(frame: pd.DataFrame, key: str) -> dict[str, Place]:
    longitudes, latitudes = frame["lon"].astype(float), frame["lat"].astype(float)
    return dict(zip(frame[key].astype(str), zip(longitudes, latitudes, strict=True), strict=True))


def _points(instance: Instance, campuses: pd.Series[str]) -> list[dict[str, Any]]:
    places = _places(instance.table("campuses"), "campus_id")
    return [_point(places[campus]) for campus in campuses]


def _point(place: Place) -> dict[str, Any]:
    return {"type": "Point", "coordinates": list(place)}


def _line(start: Place, end: Place) -> dict[str, Any]:
    return {"type": "LineString", "coordinates": [list(start), list(end)]}


def _polygons(instance: Instance) -> Mapping[str, dict[str, Any]]:
    """Return the arrondissements as multipolygons, as the boundaries have them."""
    shapes: dict[str, dict[str, Any]] = {}
    for feature in instance.boundaries.get("arrondissements", {}).get("features", []):
        zone, geometry = str((feature.get("properties") or {}).get("zone_id", "")), feature.get("geometry") or {}
        if geometry.get("type") not in {"Polygon", "MultiPolygon"}:
            continue
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        shape = shapes.setdefault(zone, {"type": "MultiPolygon", "coordinates": []})
        shape["coordinates"].extend(parts)
    return shapes


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """Give a temporary file that takes the target's place if all goes well."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as workplace:
        partial = Path(workplace) / target.name
        yield partial
        os.replace(partial, target)  # noqa: PTH105 - replaces on every system
