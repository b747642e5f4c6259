"""Measured tables of the documentation are what their command writes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from benchmarks import sweeps
from benchmarks.closures import DATASET, MEASURED, closures, tables
from optimizer import load_instance


def test_closures_are_those_of_the_data_set() -> None:
    for name, text in tables(load_instance(DATASET)).items():
        assert (MEASURED / name).read_bytes().decode("utf-8") == text


def test_only_duplicated_programmes_are_closed_and_every_closure_costs_students() -> None:
    instance = load_instance("tutorial")
    table = closures(instance)
    programmes = pd.DataFrame(instance.enrolled_today.keys(), columns=["campus_id", "specialisation_id"])
    duplicated = programmes[programmes["specialisation_id"].duplicated(keep=False)]
    assert len(table) == len(duplicated)
    assert (table["loss_eur"] > 0).all()
    assert (table["pays"] == (table["loss_eur"] < table["saving_eur"])).all()


@pytest.mark.soak
def test_places_of_the_tutorial_are_those_of_its_sweep(tmp_path: Path) -> None:
    table = pd.read_csv(sweeps.MEASURED / "tutorial-places.csv", dtype=str)
    some = {"data.places": (1, 1.1), "rules.minimum_enrolment.norm": (80,)}
    found = sweeps.places_table(sweeps.solve_places(tmp_path / "out", some).table())
    rows = table[(table["norm"] == "80") & table["places, share of the data's"].isin(["1.00", "1.10"])]
    assert found.to_dict("records") == rows.to_dict("records")
    assert len(table) == 14
