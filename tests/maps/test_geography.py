from __future__ import annotations

import pytest

from maps.geography import BOUNDARY_NOTICE, base_map, rings
from optimizer.inputs.instance import Instance
from tests.maps import example


def test_rings_of_a_multipolygon_are_all_found_and_rounded() -> None:
    triangle = [[3.123456, 51.0], [3.2, 51.0], [3.2, 51.1], [3.123456, 51.0]]
    found = rings({"type": "MultiPolygon", "coordinates": [[triangle], [triangle, triangle]]})
    assert len(found) == 3
    assert found[0][0] == [3.1235, 51.0]


@pytest.mark.parametrize("geometry", [None, {"type": "Point", "coordinates": [3.0, 51.0]}])
def test_what_is_no_polygon_has_no_rings(geometry: dict[str, object] | None) -> None:
    assert rings(geometry) == []


def test_zones_come_in_the_order_of_the_instance(flanders: Instance) -> None:
    drawn = base_map(flanders, flanders.boundaries)
    assert len(drawn["zones"]) == len(flanders.zones)
    assert all(drawn["zones"])
    assert "EuroGeographics" in drawn["notice"]


def test_without_boundaries_the_bounds_hold_every_point() -> None:
    instance = example.small()
    drawn = base_map(instance, {})
    (south, west), (north, east) = drawn["bounds"]
    assert drawn["zones"] == [[], []]
    assert drawn["notice"] == ""
    for row in instance.table("campuses").itertuples():
        assert south <= row.lat <= north
        assert west <= row.lon <= east


def test_boundaries_that_state_no_source_get_the_required_notice() -> None:
    instance = example.small()
    assert base_map(instance, instance.boundaries)["notice"] == BOUNDARY_NOTICE


def test_land_reaches_beyond_where_its_data_are_cut() -> None:
    instance = example.small()
    land = {"land": {"features": [{"geometry": {"type": "Polygon", "coordinates": [
        [[2.0, 50.0], [4.0, 50.0], [4.0, 52.0], [3.0, 51.0], [2.0, 52.0], [2.0, 50.0]]]}}]}}  # fmt: skip
    (ring,) = base_map(instance, land)["land"][0]
    assert ring[0] == [-1.0, 47.0]
    assert ring[3] == [3.0, 51.0]
