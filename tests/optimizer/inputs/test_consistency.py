from __future__ import annotations

import json

import pytest

from optimizer.errors import InputError
from optimizer.inputs.consistency import CONSISTENCY_STAGES
from optimizer.inputs.consistency.positions import great_circle_km
from optimizer.inputs.reading import read_dataset
from tests.build_hostile import append, edit


def all_findings(folder):
    try:
        return list(read_dataset(folder).notes)
    except InputError as error:
        return list(error.findings)


def test_every_check_is_named_and_explained():
    checks = [check for stage in CONSISTENCY_STAGES for check in stage]
    names = {check.name for check in checks}
    assert len(names) == len(checks) > 20
    assert all(check.run.__doc__ for check in checks)


def test_great_circle_between_ghent_and_brussels():
    # Haversine by hand for (51.05, 3.72) and (50.85, 4.35): 49.4 km.
    assert great_circle_km([51.05], [3.72], 50.85, 4.35)[0] == pytest.approx(49.4, abs=0.1)


def test_unknown_reference_names_the_nearest(dataset):
    edit(dataset, "campuses.csv", "institution_id", "example-institutoin")
    finding = next(found for found in all_findings(dataset) if found.column == "institution_id")
    assert (finding.file, finding.row, finding.nearest) == ("campuses.csv", 2, "example-institution")


def test_demand_within_rounding_is_accepted(dataset):
    edit(dataset, "demand.csv", "students", "100.3")
    assert all_findings(dataset) == []


def test_demand_and_flows_that_differ_are_both_told(dataset):
    edit(dataset, "demand.csv", "students", "130")
    places = {(found.file, found.row, found.column) for found in all_findings(dataset)}
    assert places == {("demand.csv", 2, "students")}
    edit(dataset, "today_flows.csv", "students", "70")
    messages = [found.message for found in all_findings(dataset)]
    assert "130.0 students ask for example-specialisation, its programmes enrol 100.0" in messages
    assert "130.0 students of zone 44000 ask for example-specialisation, today's flows hold 70.0" in messages
    assert "example-campus enrols 100.0 students of example-specialisation, today's flows bring 70.0" in messages


def test_new_specialisation_may_have_demand_without_programmes(dataset):
    append(dataset, "specialisations.csv", specialisation_id="second")
    append(dataset, "demand.csv", specialisation_id="second")
    (finding,) = all_findings(dataset)
    assert (finding.severity, finding.file, finding.row) == ("warning", "specialisations.csv", 3)


def test_too_few_places_are_a_warning(dataset):
    edit(dataset, "campuses.csv", "places", "60")
    (finding,) = all_findings(dataset)
    assert (finding.severity, finding.row, finding.column) == ("warning", 2, "places")
    assert finding.message == "100 students are enrolled for 60 places, even when expanded"


def test_campus_far_from_its_municipality_is_a_warning(dataset):
    edit(dataset, "campuses.csv", "lat", "51.5")
    (finding,) = all_findings(dataset)
    assert (finding.severity, finding.file, finding.column) == ("warning", "campuses.csv", "municipality_id")
    assert "50 km" in finding.message


@pytest.mark.parametrize("tables", [["campuses"], ["provinces", "municipalities", "campuses", "zones", "industry"]])
def test_swapped_coordinates_are_found_in_one_table_and_in_all(dataset, tables):
    for table in tables:
        edit(dataset, f"{table}.csv", "lat", "3.72")
        edit(dataset, f"{table}.csv", "lon", "51.05")
    swapped = {found.file for found in all_findings(dataset) if "swapped" in found.message}
    assert swapped == {f"{table}.csv" for table in tables}


def test_point_outside_the_region_is_a_warning(dataset):
    edit(dataset, "zones.csv", "lat", "5.105")
    warnings = [found for found in all_findings(dataset) if found.severity == "warning"]
    assert [(found.file, found.row, found.column) for found in warnings] == [("zones.csv", 2, "lat")]


def test_distances_in_metres_are_one_finding(dataset):
    edit(dataset, "zones.csv", "lat", "51.06")
    edit(dataset, "travel.csv", "km", "900")
    edit(dataset, "travel.csv", "minutes", "1000")
    (finding,) = all_findings(dataset)
    assert "look like metres" in finding.message


def test_distance_shorter_than_straight(dataset):
    edit(dataset, "zones.csv", "lat", "51.23")
    (finding,) = all_findings(dataset)
    assert finding.message == "10 km is shorter than the straight line, 20.0 km"


def test_missing_distances_name_the_row_to_add(dataset):
    append(dataset, "zones.csv", zone_id="45000")
    (finding,) = all_findings(dataset)
    assert finding.file == "travel.csv"
    assert finding.mend == "Add a row 45000,example-municipality,km,minutes."


def test_distance_of_a_municipality_from_itself(dataset):
    edit(dataset, "campus_travel.csv", "km", "3")
    edit(dataset, "campus_travel.csv", "minutes", "5")
    (finding,) = all_findings(dataset)
    assert (finding.file, finding.row, finding.column) == ("campus_travel.csv", 2, "km")


def test_firm_without_place_or_with_unknown_family(dataset):
    for column in ("municipality_id", "lat"):
        edit(dataset, "industry.csv", column, "")
    edit(dataset, "industry.csv", "families", "example-family film")
    places = {(found.row, found.column) for found in all_findings(dataset)}
    assert places == {(2, "municipality_id"), (2, "families")}


def test_more_fte_than_persons_is_a_warning(dataset):
    edit(dataset, "teachers.csv", "headcount", "4")
    (finding,) = all_findings(dataset)
    assert (finding.severity, finding.column) == ("warning", "fte")


def test_institution_without_campus_is_a_warning(dataset):
    append(dataset, "institutions.csv", institution_id="second")
    (finding,) = all_findings(dataset)
    assert (finding.severity, finding.file, finding.row) == ("warning", "institutions.csv", 3)


@pytest.mark.parametrize(
    ("feature", "words"),
    [
        ([], "not a feature"),
        ({"type": "Feature", "geometry": None}, "no geometry"),
        ({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [[["x", 1]]]}}, "not lists of numbers"),
        ({"type": "Feature", "geometry": {"type": "Point", "coordinates": [104000, 193000]}}, "not in degrees"),
        ({"type": "Feature", "geometry": {"type": "Point", "coordinates": []}}, "not lists of numbers"),
        ({"type": "Feature", "properties": 3, "geometry": {"type": "Point"}}, "properties"),
    ],
)
def test_faulty_boundaries(dataset, feature, words):
    (dataset / "boundaries").mkdir()
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (dataset / "boundaries" / "zones.geojson").write_text(text)
    (finding,) = all_findings(dataset)
    assert (finding.file, finding.key) == ("boundaries/zones.geojson", "features[0]")
    assert words in finding.message


def test_boundaries_that_are_not_json(dataset):
    (dataset / "boundaries").mkdir()
    (dataset / "boundaries" / "zones.geojson").write_text('{"type":\nNaN}')
    (finding,) = all_findings(dataset)
    assert finding.message == "is not JSON"
