import pandas as pd

from optimizer.inputs.completion import campus_hosts, complete_tables, sum_programmes
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.schema import TABLES

DERIVED = ("demand", "today_flows", "travel", "campus_travel", "firm_travel", "teachers")


def tracks():
    columns = [
        "programme_id",
        "campus_id",
        "specialisation_id",
        "programme_name_nl",
        "enrolled",
        "source",
        "confidence",
    ]
    return pd.DataFrame(
        [
            ("p1", "a", "s", "Beeld", 130.0, "one", "documented"),
            ("p2", "a", "s", "Assistentie", 70.0, "two", "estimated"),
            ("p3", "b", "s", "Beeld", 40.0, "one", "well-known"),
        ],
        columns=columns,
    )


def test_tracks_of_one_campus_and_specialisation_are_summed():
    summed = sum_programmes(tracks())
    assert summed[["programme_id", "campus_id", "enrolled"]].to_numpy().tolist() == [
        ["p1", "a", 200.0],
        ["p3", "b", 40.0],
    ]
    assert summed["programme_name_nl"].tolist() == ["Beeld | Assistentie", "Beeld"]
    assert summed["confidence"].tolist() == ["estimated", "well-known"]
    assert summed["source"].tolist() == ["one | two", "one"]


def test_hosts_stand_where_academic_programmes_of_weighted_families_are_taught():
    tables = {
        "families": pd.DataFrame({"family_id": ["f", "g"], "institute_weight": [3.0, 0.0]}),
        "specialisations": pd.DataFrame(
            {
                "specialisation_id": ["f1", "f2", "g1"],
                "family_id": ["f", "f", "g"],
                "degree": ["aba_ma", "pba", "aba_ma"],
            }
        ),
        "programmes": pd.DataFrame({"campus_id": ["a", "b", "c"], "specialisation_id": ["f1", "f2", "g1"]}),
        "campuses": pd.DataFrame(
            {"campus_id": ["a", "b", "c"], "municipality_id": ["m", "m", "n"], "name": ["A", "B", "C"]}
        ),
    }
    hosts = campus_hosts(tables, 25.0)
    assert hosts[["host_id", "municipality_id", "studios"]].to_numpy().tolist() == [["at-a", "m", 25.0]]


def test_given_tables_and_columns_are_kept():
    instance = read_dataset("tutorial")
    given = {name: frame for name, frame in instance.tables.items() if name != "demand"}
    given["campuses"] = given["campuses"].assign(places=999.0)
    completed, calibration = complete_tables(given, {}, {})
    assert calibration == {}
    assert set(completed["campuses"]["places"]) == {999.0}
    assert completed["travel"].equals(instance.table("travel"))
    assert completed["demand"]["students"].sum() == 1050


def test_missing_tables_are_derived_with_the_columns_of_the_schema():
    instance = read_dataset("flanders-2010")
    assumptions = {name: entry["value"] for name, entry in instance.settings["assumptions"].items()}
    primary = {name: frame for name, frame in instance.tables.items() if name not in DERIVED}
    assumptions.pop("host_studios")
    completed, calibration = complete_tables(primary, assumptions, {})
    assert set(calibration) == {"beta", "mean_km", "target_km"}
    for name in DERIVED:
        assert list(completed[name].columns) == list(TABLES[name].column_names)
