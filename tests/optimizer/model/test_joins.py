"""What an index leads to: the nearest table first, and nothing that may be meant in two ways."""

from __future__ import annotations

import pytest

from optimizer.model.joins import Lookup, Source, reach_of
from optimizer.model.measured import MEASURED, PAIR
from tests.factory import tiny_instance

FROM_PAIR = [
    ("campus_id", Source("", "campus_id")),
    ("campuses.campus_id", Source("", "campus_id")),
    ("institution_id", Source("campuses", "institution_id")),
    ("network", Source("institutions", "network")),
    ("province_id", Source("municipalities", "province_id")),
    ("provinces.name_nl", Source("provinces", "name_nl")),
    ("language", Source("programmes", "language")),
    ("lat", Source("campuses", "lat")),  # nearer than that of the municipality
    ("municipalities.lat", Source("municipalities", "lat")),
    ("km", Source("firm_travel", "km")),
]


@pytest.mark.parametrize(("name", "source"), FROM_PAIR)
def test_columns_from_a_campus_and_a_specialisation(name: str, source: Source) -> None:
    assert reach_of(PAIR).columns[name] == source


def test_what_two_tables_bring_needs_its_table() -> None:
    reach = reach_of(PAIR)
    tables = ("campuses", "programme_costs", "programmes", "specialisations")
    assert reach.ambiguous["source"] == [f"{table}.source" for table in tables]
    assert "source" not in reach.columns
    flows = reach_of(MEASURED["students"].columns)
    assert flows.ambiguous["province_id"] == ["municipalities.province_id", "zones.province_id"]
    assert "provinces.name_nl" not in flows.columns  # of which of the two provinces?
    assert flows.columns["km"] == Source("travel", "km")


def test_an_index_goes_before_a_table() -> None:
    reach = reach_of(MEASURED["staff"].columns)
    assert reach.columns["campus_id"] == Source("", "campus_id")
    assert reach.columns["teachers.campus_id"] == Source("teachers", "campus_id")
    assert reach.columns["network"] == Source("institutions", "network")


def test_a_row_that_is_missing_has_no_value() -> None:
    lookup = Lookup(tiny_instance(), reach_of(PAIR))
    new = {"campus_id": "two-b", "specialisation_id": "sound-pba"}
    assert (lookup.value(new, "language"), lookup.value(new, "network")) == (None, "catholic")


@pytest.mark.parametrize("name", MEASURED)
def test_every_measure_has_entries_of_its_columns(name: str) -> None:
    measured = MEASURED[name]
    keys = list(measured.possible(tiny_instance()))
    assert keys
    assert {len(key) for key in keys} == {len(measured.columns)}
    assert len(set(keys)) == len(keys)
