"""What the Flemish data set must hold, recomputed from its files by other code."""

import csv
import itertools
import math
import re

import pytest

from data import build
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.schema import SLUG_PATTERN, TABLES

FOLDER = build.DATA / "flanders-2010"
SHIPPED = [name for name in TABLES if name != "programme_costs"]
"""Every table but one: nobody has published what single programmes cost."""


def rows_of(table, folder=FOLDER):
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rings_of(geometry):
    """Return the rings of a polygon or multipolygon, as lists of (longitude, latitude)."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def contains(geometry, row):
    """Whether a point lies inside: a ray to the east crosses the rings an odd number of times."""
    lat, lon = float(row["lat"]), float(row["lon"])
    crossings = 0
    for ring in rings_of(geometry):
        for (x, y), (next_x, next_y) in itertools.pairwise(ring):
            if (y > lat) != (next_y > lat):
                crossings += lon < x + (lat - y) / (next_y - y) * (next_x - x)
    return crossings % 2 == 1


@pytest.fixture(scope="module")
def instance():
    return read_dataset("flanders-2010")


def test_reads_without_a_warning(instance):
    assert instance.notes == ()


def test_sizes():
    sizes = {name: len(rows_of(name)) for name in SHIPPED}
    assert sizes["institutions"] == 17
    assert sizes["campuses"] == 42
    assert sizes["specialisations"] == 37
    assert sizes["programmes"] == 106
    assert sizes["zones"] == 23
    assert sizes["provinces"] == 6
    assert sizes["municipalities"] == 16
    assert sizes["industry"] == 17
    assert len(rows_of("programmes", build.SOURCES / "flanders-2010")) == 107


def test_enrolments_are_those_of_the_sources():
    tracks = rows_of("programmes", build.SOURCES / "flanders-2010")
    assert sum(float(row["enrolled"]) for row in tracks) == 20905
    assert sum(float(row["enrolled"]) for row in rows_of("programmes")) == 20905
    merged = next(row for row in rows_of("programmes") if row["specialisation_id"] == "sound_image_tech-pba")
    assert (merged["campus_id"], float(merged["enrolled"])) == ("eh-rit", 200)


def test_arts_study_areas_sum_to_the_stated_total():
    tracks = rows_of("programmes", build.SOURCES / "flanders-2010")
    areas = {"Audiovisuele en beeldende kunst", "Muziek en podiumkunsten"}
    assert sum(float(row["enrolled"]) for row in tracks if row["study_area"] in areas) == 6955


@pytest.mark.parametrize("name", [name for name in SHIPPED if TABLES[name].primary])
def test_every_row_has_source_and_confidence(name):
    for row in rows_of(name):
        assert row["source"].strip()
        assert row["confidence"] in {"documented", "well-known", "estimated"}


@pytest.mark.parametrize("name", SHIPPED)
def test_identifiers_are_slugs(name):
    slugs = [column.name for column in TABLES[name].columns if column.kind == "slug"]
    for row in rows_of(name):
        for column in slugs:
            assert row[column] == "" or re.match(SLUG_PATTERN, row[column])


def test_mean_distance_is_calibrated_to_26_km():
    km = {(row["zone_id"], row["municipality_id"]): float(row["km"]) for row in rows_of("travel")}
    town = {row["campus_id"]: row["municipality_id"] for row in rows_of("campuses")}
    flows = [(float(row["students"]), km[row["zone_id"], town[row["campus_id"]]]) for row in rows_of("today_flows")]
    mean = sum(students * distance for students, distance in flows) / sum(students for students, _ in flows)
    assert mean == pytest.approx(26.0, abs=0.005)


def test_flows_of_every_programme_sum_to_its_enrolment():
    sums = {}
    for row in rows_of("today_flows"):
        pair = row["campus_id"], row["specialisation_id"]
        sums[pair] = sums.get(pair, 0.0) + float(row["students"])
    enrolled = {(row["campus_id"], row["specialisation_id"]): float(row["enrolled"]) for row in rows_of("programmes")}
    assert sums == pytest.approx(enrolled, abs=1e-6)


def test_demand_is_the_sum_of_flows():
    sums = {}
    for row in rows_of("today_flows"):
        pair = row["zone_id"], row["specialisation_id"]
        sums[pair] = sums.get(pair, 0.0) + float(row["students"])
    demand = {(row["zone_id"], row["specialisation_id"]): float(row["students"]) for row in rows_of("demand")}
    assert demand == pytest.approx(sums, abs=1e-9)


def test_zone_distances_follow_the_stated_method():
    towns = {row["municipality_id"]: row for row in rows_of("municipalities")}
    zones = {row["zone_id"]: row for row in rows_of("zones")}
    inside = {row["municipality_id"]: row["zone_id"] for row in rows_of("municipalities", build.SOURCES / FOLDER.name)}
    for row in rows_of("travel"):
        zone, town = zones[row["zone_id"]], towns[row["municipality_id"]]
        a, b = math.radians(float(zone["lat"])), math.radians(float(town["lat"]))
        turn = math.radians(float(town["lon"]) - float(zone["lon"]))
        angle = math.acos(min(1.0, math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(turn)))
        km = 1.3 * 6371.0088 * angle
        if inside[row["municipality_id"]] == row["zone_id"]:
            km = max(km, 0.5 * math.sqrt(float(zone["area_km2"]) / math.pi))
        assert float(row["km"]) == pytest.approx(km, abs=0.0051)
        assert float(row["minutes"]) == pytest.approx(10 + float(row["km"]) / 0.8, abs=0.0051)


def test_places_teachers_and_graduates_follow_the_assumptions(instance):
    enrolled = {}
    for row in rows_of("programmes"):
        enrolled[row["campus_id"]] = enrolled.get(row["campus_id"], 0.0) + float(row["enrolled"])
    for row in rows_of("campuses"):
        assert float(row["places"]) == math.ceil(round(1.2 * enrolled[row["campus_id"]], 6))
        assert float(row["expandable_share"]) == 0.5
    groups = {(row["campus_id"], row["specialisation_id"], row["top"]): row for row in rows_of("teachers")}
    ratio = {"pba": 18, "aba_ma": 10, "ma": 15}
    years = {"pba": 3, "aba_ma": 4, "ma": 1}
    for row in rows_of("programmes"):
        degree = row["specialisation_id"].rpartition("-")[2]
        fte = [float(groups[row["campus_id"], row["specialisation_id"], top]["fte"]) for top in ("true", "false")]
        needed = float(row["enrolled"]) / ratio[degree]
        assert needed - 1e-9 <= sum(fte) <= needed + 0.01
        assert fte[0] == pytest.approx(0.2 * sum(fte), abs=0.0051)
        assert float(row["graduates"]) == pytest.approx(float(row["enrolled"]) / years[degree], abs=0.0051)
    assert {float(row["max_km"]) for row in rows_of("teachers")} == {100.0}


def test_exempt_are_the_small_specialisations_taught_at_one_place():
    places, students = {}, {}
    for row in rows_of("programmes"):
        name = row["specialisation_id"]
        places[name] = places.get(name, 0) + 1
        students[name] = students.get(name, 0.0) + float(row["enrolled"])
    alone = {name for name in places if places[name] == 1 and students[name] < 115}
    exempt = {row["specialisation_id"] for row in rows_of("specialisations") if row["norm_exempt"] == "true"}
    assert exempt == alone
    assert exempt == {
        "dance-pba",
        "musical-pba",
        "radio-aba_ma",
        "scriptwriting-aba_ma",
        "stage_tech-pba",
        "textile-pba",
    }


def test_every_other_recognised_programme_can_reach_the_norm():
    group = {row["specialisation_id"]: row["accreditation_id"] for row in rows_of("specialisations")}
    exempt = {row["specialisation_id"] for row in rows_of("specialisations") if row["norm_exempt"] == "true"}
    students = {}
    for row in rows_of("programmes"):
        name = group[row["specialisation_id"]]
        students[name] = students.get(name, 0.0) + float(row["enrolled"])
    for name in set(group) - exempt:
        assert students[group[name]] >= (20 if name.endswith("-ma") else 115), name


def test_accreditations_group_the_arts_tracks():
    groups = {}
    for row in rows_of("specialisations"):
        groups.setdefault(row["accreditation_id"], set()).add(row["subject_id"])
    assert groups["audiovisuele-kunsten-aba_ma"] == {
        "animation",
        "docu_tv",
        "film_av",
        "multimedia",
        "radio",
        "scriptwriting",
    }
    assert len(groups["beeldende-kunsten-aba_ma"]) == 8
    assert all(len(subjects) == 1 for name, subjects in groups.items() if "kunsten-aba_ma" not in name)


def test_the_institute_can_be_spread_over_its_families(instance):
    families = {row["family_id"]: float(row["institute_weight"]) for row in rows_of("families")}
    assert sum(families.values()) == 25
    graduates = {}
    for row in rows_of("programmes"):
        name = row["specialisation_id"]
        graduates[name] = graduates.get(name, 0.0) + float(row["graduates"])
    room = dict.fromkeys(families, 0)
    for name, count in graduates.items():
        most = math.floor(0.2 * count)
        room[instance.family_of[name]] += most if most >= 2 else 0
    assert all(weight == int(weight) <= room[family] for family, weight in families.items())


def test_hosts_are_hisk_and_campuses_with_academic_arts():
    hosts = {row["host_id"]: row for row in rows_of("institute_hosts")}
    assert (hosts["hisk"]["municipality_id"], hosts["hisk"]["studios"], hosts["hisk"]["campus_id"]) == (
        "gent",
        "26",
        "",
    )
    assert hosts["at-hg-bij"]["studios"] == "25"
    assert "at-ah-hoo" not in hosts
    assert len(hosts) == 13


def test_municipalities_lie_in_their_zone_and_province(instance):
    shapes = {
        feature["properties"]["zone_id"]: feature["geometry"]
        for feature in instance.boundaries["arrondissements"]["features"]
    }
    zones = {row["zone_id"]: row for row in rows_of("zones")}
    for row in rows_of("municipalities", build.SOURCES / FOLDER.name):
        assert contains(shapes[row["zone_id"]], row), row["municipality_id"]
        assert zones[row["zone_id"]]["province_id"] == row["province_id"]


def test_campuses_lie_near_their_municipality():
    towns = {row["municipality_id"]: row for row in rows_of("municipalities")}
    for row in rows_of("campuses"):
        town = towns[row["municipality_id"]]
        north = (float(row["lat"]) - float(town["lat"])) * 111.2
        east = (float(row["lon"]) - float(town["lon"])) * 111.2 * math.cos(math.radians(51))
        assert math.hypot(north, east) < 7


def test_poles_are_the_rival_cities():
    poles = {}
    for row in rows_of("municipalities"):
        poles.setdefault(row["pole"], set()).add(row["municipality_id"])
    assert poles["brussels"] == {"anderlecht", "brussel", "schaarbeek", "vilvoorde", "vorst"}
    assert poles["ghent"] == {"gent", "melle"}
    assert poles["antwerp"] == {"antwerpen"}


def test_boundaries_carry_the_identifiers_of_the_tables(instance):
    def identifiers(name, key):
        return [feature["properties"][key] for feature in instance.boundaries[name]["features"]]

    assert sorted(identifiers("arrondissements", "zone_id")) == sorted(instance.zones)
    assert len(instance.zones) == 23
    assert sorted(identifiers("provinces", "province_id")) == sorted(row["province_id"] for row in rows_of("provinces"))
    assert "netherlands" in identifiers("land", "land")
    for name, collection in instance.boundaries.items():
        assert "EuroGeographics" in collection["attribution"], name
        for feature in collection["features"]:
            for ring in rings_of(feature["geometry"]):
                assert len(ring) >= 4
                assert ring[0] == ring[-1]
                assert all(2.0 <= lon <= 6.6 and 50.4 <= lat <= 51.8 for lon, lat in ring)
    assert (FOLDER / "boundaries" / "land.geojson").stat().st_size < 40_000


def test_zone_polygons_contain_their_centroid(instance):
    zones = {row["zone_id"]: row for row in rows_of("zones")}
    for feature in instance.boundaries["arrondissements"]["features"]:
        row = zones[feature["properties"]["zone_id"]]
        assert contains(feature["geometry"], row), row["zone_id"]
