"""Files for QGIS: read back by GDAL, they hold the plan, at the right place."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pandas as pd
import pyogrio
import pytest
from pyogrio.raw import read

from optimizer import load_instance
from optimizer.solving.result import Result
from optimizer.solving.saving import save_result
from workbench.geodata import geojson_bytes, layers, write_geojson, write_geopackage


@pytest.fixture(scope="module")
def package(tutorial: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_geopackage(tutorial, tmp_path_factory.mktemp("gpkg") / "plan.gpkg", "en")


@pytest.fixture(scope="module")
def folder(tutorial: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_result(tutorial, tmp_path_factory.mktemp("saved") / "result")


def table(path: Path, layer: str) -> pd.DataFrame:
    meta, _, _, fields = read(path, layer=layer, read_geometry=False)
    return pd.DataFrame(dict(zip(meta["fields"], fields, strict=True)))


def test_every_layer_is_read_back_whole(package: Path, tutorial: Result) -> None:
    expected = layers(tutorial, "en")
    assert [tuple(each) for each in pyogrio.list_layers(package)] == [(e.name, e.geometry_type) for e in expected]
    for layer in expected:
        info = pyogrio.read_info(package, layer=layer.name)
        assert info["crs"] == "EPSG:4326"
        assert info["features"] == len(layer.frame) > 0
        assert list(info["fields"]) == list(layer.frame.columns)


def test_programmes_are_those_of_the_changes(package: Path, folder: Path) -> None:
    changes = pd.read_csv(folder / "changes.csv")
    read_back = table(package, "programmes")
    keys = ["campus_id", "specialisation_id"]
    both = changes.merge(read_back, on=keys, suffixes=("", "_gis"), validate="one_to_one")
    assert len(both) == len(changes) == len(read_back)
    for column in ("change", "students_today", "students", "lead"):
        assert both[column].tolist() == both[f"{column}_gis"].tolist()


def test_campuses_and_flows_add_up_to_the_plan(package: Path, folder: Path) -> None:
    plan, students = pd.read_csv(folder / "plan.csv"), pd.read_csv(folder / "students.csv")
    campuses, flows = table(package, "campuses"), table(package, "flows")
    assert campuses["students"].sum() == pytest.approx(plan["students"].sum(), abs=1e-5)
    assert campuses["programmes"].sum() == len(plan)
    assert campuses["leads"].sum() == plan["role"].eq("lead").sum()
    assert flows["students"].sum() == pytest.approx(students["students"].sum(), abs=1e-5)
    kilometres = (students["students"] * students["km"]).sum()
    assert (flows["students"] * flows["km"]).sum() == pytest.approx(kilometres, rel=1e-9)


def test_points_lie_on_their_campus(package: Path, tutorial: Result) -> None:
    meta, _, shapes, fields = read(package, layer="campuses")
    names = fields[list(meta["fields"]).index("campus_id")]
    places = tutorial.instance.table("campuses").set_index("campus_id")
    document = json.loads(geojson_bytes(tutorial, "en"))
    for feature in document["features"]:
        place = places.loc[feature["properties"]["campus_id"]]
        assert feature["geometry"]["coordinates"] == [place["lon"], place["lat"]]
    bounds = meta["bounds"] if "bounds" in meta else pyogrio.read_info(package, layer="campuses")["total_bounds"]
    expected = (places["lon"].min(), places["lat"].min(), places["lon"].max(), places["lat"].max())
    assert tuple(bounds) == pytest.approx(expected)
    assert set(names) == set(places.index)
    assert all(shape is not None for shape in shapes)


def test_arrondissements_are_areas_where_there_are_boundaries() -> None:
    from tests.maps import example

    result = example.result_of(load_instance("flanders-2010"))
    layer = next(each for each in layers(result, "nl") if each.name == "arrondissements")
    assert layer.geometry_type == "MultiPolygon"
    assert len(layer.geometries) == len(result.instance.zones)


def test_geojson_is_read_by_gdal(tutorial: Result, tmp_path: Path) -> None:
    path = write_geojson(tutorial, tmp_path / "plan.geojson", "nl")
    assert pyogrio.read_info(path)["features"] == len(layers(tutorial, "nl")[0].frame)


def test_equal_results_give_equal_bytes(package: Path, tutorial: Result, tmp_path: Path) -> None:
    time.sleep(1.1)
    again = write_geopackage(tutorial, tmp_path / "plan.gpkg", "en")
    assert again.read_bytes() == package.read_bytes()
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.gpkg"]
