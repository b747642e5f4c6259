"""What a parameter of a sweep changes: a key of the scenario, a figure of the data, the draws, or the solver's seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from optimizer.inputs.gathering import nearest_mend, shown
from optimizer.inputs.instance import Instance
from optimizer.sweeps.settings import LARGEST_SEED, Samples

SEED = "seed"
SAMPLES = "samples."
DATA = "data."
DATASET = "dataset"
NORMS = "norms"
MOST_FACTOR = 100.0

SAMPLE_KEYS = ("demand_noise", "price_noise", "seed")
NOT_SWEPT = ("description", "description_nl", "extends", "title", "title_nl")


@dataclass(frozen=True)
class Factor:
    """A figure of the data set that a sweep may multiply."""

    table: str
    column: str
    meaning: str


FACTORS: dict[str, Factor] = {
    "demand": Factor("demand", "students", "students who want a place, all of them alike"),
    "places": Factor("campuses", "places", "places of every campus"),
}
"""Keys behind ``data.``: a factor by which a column is multiplied."""


def scenario_changes(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that are keys of the scenario."""
    return {key: value for key, value in parameters.items() if key != SEED and not key.startswith((SAMPLES, DATA))}


def data_factors(parameters: Mapping[str, Any]) -> dict[str, float]:
    """Return the factors on figures of the data set."""
    return {key.removeprefix(DATA): float(value) for key, value in parameters.items() if key.startswith(DATA)}


def sample_changes(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that change the draws."""
    return {key.removeprefix(SAMPLES): value for key, value in parameters.items() if key.startswith(SAMPLES)}


def vary_instance(instance: Instance, factors: Mapping[str, float]) -> Instance:
    """Return the data set with some figures multiplied."""
    tables: dict[str, pd.DataFrame] = {}
    for name, factor in factors.items():
        place = FACTORS[name]
        frame = tables.get(place.table, instance.table(place.table))
        tables[place.table] = frame.assign(**{place.column: (frame[place.column] * factor).round(6)})
    return instance.replace(**tables) if tables else instance


def key_fault(key: str) -> tuple[str, str, str | None] | None:
    """Return what is wrong with a key that a sweep varies, how to mend it and the nearest name; None if nothing.

    Keys of the scenario are checked with their values, by reading the scenario.
    """
    if key in NOT_SWEPT:
        return f"{shown(key)} cannot be varied", "Leave it out: it changes no plan.", None
    for prefix, names in ((SAMPLES, SAMPLE_KEYS), (DATA, tuple(FACTORS))):
        if key.startswith(prefix) and key.removeprefix(prefix) not in names:
            mend, nearest = nearest_mend(key, [f"{prefix}{name}" for name in names])
            return f"{shown(key)} is not a known key", mend, nearest
    return None


def value_fault(key: str, value: Any) -> tuple[str, str] | None:
    """Return what is wrong with a value of a key that is not the scenario's, and how to mend it; None if nothing."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if key in {SEED, f"{SAMPLES}seed"}:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST_SEED:
            return f"{shown(value)} is not a seed", f"Write a whole number from 0 to {LARGEST_SEED}."
    elif key.startswith(SAMPLES):
        field = Samples.model_fields[key.removeprefix(SAMPLES)]
        most = next(limit.le for limit in field.metadata if hasattr(limit, "le"))
        if not number or not 0 <= value <= most:
            return f"{shown(value)} is out of range", f"Write a number from 0 to {most:g}: {field.description}."
    elif key.startswith(DATA) and (not number or not 0 < value <= MOST_FACTOR):
        meaning = FACTORS[key.removeprefix(DATA)].meaning
        return f"{shown(value)} is not a factor", f"Write a number above 0, at most {MOST_FACTOR:g}: {meaning}."
    return None
