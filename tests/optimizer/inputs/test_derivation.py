import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.inputs.derivation import (
    TravelAssumptions,
    campus_places,
    campus_travel_table,
    demand_table,
    firm_travel_table,
    great_circle_km,
    least_inner_km,
    teachers_table,
    travel_minutes,
    travel_table,
    yearly_graduates,
)

LATITUDES = st.floats(-89, 89)
LONGITUDES = st.floats(-180, 180)
ASSUMPTIONS = TravelAssumptions()
DEGREE_KM = 2 * math.pi * 6371.0088 / 360


def places(name, *positions):
    rows = [(f"{name[0]}{number}", lat, lon) for number, (lat, lon) in enumerate(positions, start=1)]
    return pd.DataFrame(rows, columns=[name, "lat", "lon"])


def test_one_degree_of_latitude():
    assert great_circle_km(50.0, 4.0, 51.0, 4.0) == pytest.approx(DEGREE_KM)


def test_ghent_to_brussels_is_fifty_km():
    assert great_circle_km(51.0543, 3.7174, 50.8467, 4.3525) == pytest.approx(50.2, abs=0.1)


def test_antipodes_are_half_the_circumference():
    assert great_circle_km(0.0, 0.0, 0.0, 180.0) == pytest.approx(math.pi * 6371.0088)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_great_circle_is_a_distance(lat, lon, lat_to, lon_to, lat_by, lon_by):
    there = great_circle_km(lat, lon, lat_to, lon_to)
    assert there >= 0
    assert great_circle_km(lat, lon, lat, lon) == pytest.approx(0.0, abs=1e-6)
    assert great_circle_km(lat_to, lon_to, lat, lon) == pytest.approx(float(there), abs=1e-6)
    detour = great_circle_km(lat, lon, lat_by, lon_by) + great_circle_km(lat_by, lon_by, lat_to, lon_to)
    assert there <= detour + 1e-4


def test_least_distance_inside_a_disc_of_radius_ten():
    assert least_inner_km(100 * math.pi) == pytest.approx(5.0)


def test_minutes_are_ten_plus_km_at_48_an_hour():
    assert travel_minutes(24.0, ASSUMPTIONS) == pytest.approx(10 + 24 / 48 * 60)


def test_travel_inside_the_zone_has_a_least_distance():
    zones = places("zone_id", (50.0, 4.0), (51.0, 4.0)).assign(area_km2=400 * math.pi)
    towns = places("municipality_id", (50.0, 4.0), (51.0, 4.0))
    table = travel_table(zones, towns, {"m1": "z1"}, ASSUMPTIONS)
    km = dict(zip(zip(table["zone_id"], table["municipality_id"], strict=True), table["km"], strict=True))
    assert km["z1", "m1"] == 10.0  # half the radius of 20 km
    assert km["z2", "m2"] == 0.0  # m2 lies in no zone
    assert km["z1", "m2"] == km["z2", "m1"] == round(1.3 * DEGREE_KM, 2)
    minutes = dict(zip(zip(table["zone_id"], table["municipality_id"], strict=True), table["minutes"], strict=True))
    assert minutes["z1", "m1"] == 22.5


def test_travel_between_towns_is_symmetric_and_zero_at_home():
    towns = places("municipality_id", (50.9, 3.2), (51.2, 4.4), (50.8, 4.7))
    table = campus_travel_table(towns, ASSUMPTIONS).pivot_table(
        index="municipality_id", columns="municipality_id_to", values="km"
    )
    assert (np.diag(table) == 0).all()
    assert (table.to_numpy() == table.to_numpy().T).all()
    assert table.loc["m1", "m2"] == pytest.approx(1.3 * great_circle_km(50.9, 3.2, 51.2, 4.4), abs=0.005)


def test_nearest_firm_of_a_family_above_the_threshold():
    towns = places("municipality_id", (50.0, 4.0), (52.0, 4.0))
    firms = pd.DataFrame(
        {
            "municipality_id": ["", "m2", "m1"],
            "lat": [51.0, math.nan, math.nan],
            "lon": [4.0, math.nan, math.nan],
            "weight": [3.0, 2.0, 1.0],
            "families": ["film games", "film", "film games"],
        }
    )
    table = firm_travel_table(towns, firms, 2.0, 1.3)
    km = dict(zip(zip(table["municipality_id"], table["family_id"], strict=True), table["km"], strict=True))
    degree = round(1.3 * DEGREE_KM, 2)
    assert km == {("m1", "film"): degree, ("m2", "film"): 0.0, ("m1", "games"): degree, ("m2", "games"): degree}


def programmes(*rows):
    return pd.DataFrame(rows, columns=["campus_id", "specialisation_id", "enrolled"])


def test_demand_sums_campuses():
    flows = pd.DataFrame(
        [("z1", "a", "s", 1.5), ("z1", "b", "s", 2.25), ("z2", "a", "s", 4.0)],
        columns=["zone_id", "campus_id", "specialisation_id", "students"],
    )
    assert demand_table(flows).to_numpy().tolist() == [["z1", "s", 3.75], ["z2", "s", 4.0]]


def test_places_are_rounded_up_and_an_empty_campus_has_none():
    taught = programmes(("a", "s", 70.0), ("a", "t", 31.0), ("b", "s", 25.0))
    counted = campus_places(taught, pd.Series(["a", "b", "c"]), 1.2)
    assert counted.tolist() == [122.0, 30.0, 0.0]  # 121.2 up; 30 exactly, despite binary fractions


def test_graduates_are_enrolment_by_year():
    taught = programmes(("a", "s", 70.0), ("a", "t", 80.0))
    assert yearly_graduates(taught, {"s": 3.0, "t": 4.0}).tolist() == [23.33, 20.0]


def test_teacher_groups_of_a_programme():
    table = teachers_table(programmes(("a", "s", 100.0)), {"s": 18.0}, 0.2, 0.5, 100.0)
    groups = {row.top: row for row in table.itertuples()}
    assert groups[True].fte == 1.11  # a fifth of 5.56, which is 100/18 = 5.5556 rounded up
    assert groups[False].fte == 4.45
    assert groups[True].headcount == 3
    assert groups[False].headcount == 9
    assert groups[True].teacher_group_id == "a_s_top"


@given(
    st.floats(1, 2000).map(lambda value: round(value, 2)),
    st.floats(1, 60),
    st.floats(0, 1),
    st.floats(0.1, 1),
)
def test_teachers_cover_enrolment_and_keep_their_share(enrolled, ratio, top_share, part):
    table = teachers_table(programmes(("a", "s", enrolled)), {"s": ratio}, top_share, part, 100.0)
    total = table["fte"].sum()
    assert total >= enrolled / ratio - 1e-6
    assert total <= enrolled / ratio + 0.01 + 1e-6
    assert table.loc[table["top"], "fte"].sum() == pytest.approx(top_share * total, abs=0.0051)
    assert (table["headcount"] * part >= table["fte"] - 1e-6).all()
    assert (table["fte"] > 0).all()
