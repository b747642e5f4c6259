"""Measured tables of the documentation are what their command writes."""

from __future__ import annotations

import pandas as pd

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
