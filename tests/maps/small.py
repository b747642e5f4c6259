"""A data set of four campuses, three specialisations and two zones with square boundaries."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.inputs.instance import Instance
from optimizer.inputs.schema import TABLES

SETTINGS = {
    "title": "Proef",
    "year": 2010,
    "note_nl": "Verzonnen gegevens.",
    "note_en": "Invented data.",
    "assumptions": ["places = 1.2 x enrolment"],
}

ROWS: dict[str, tuple[tuple[Any, ...], ...]] = {
    "institutions": (
        ("ab", "Hogeschool AB", "AB", "catholic", "A", "core", "Gent", "", 100.0),
        ("cd", "Hogeschool CD", "CD", "community", "A", "core", "Leuven", "", 200.0),
    ),
    "provinces": (("west", "West", "West", 51.0, 3.5), ("oost", "Oost", "East", 51.0, 4.7)),
    "municipalities": (
        ("gent", "Gent", "Ghent", "west", "ghent", 51.05, 3.72),
        ("leuven", "Leuven", "Leuven", "oost", "", 50.88, 4.7),
    ),
    "campuses": (
        ("ab-1", "ab", "gent", "Bijloke", 51.044, 3.718, 300.0, 0.5),
        ("ab-2", "ab", "gent", "Hoogpoort", 51.056, 3.725, 200.0, 0.5),
        ("cd-1", "cd", "leuven", "Vaart", 50.884, 4.7, 400.0, 0.5),
        ("cd-2", "cd", "leuven", "Park", 50.87, 4.72, 100.0, 0.5),
    ),
    "families": (("film", "Film", "Film", "core", 3.0), ("mode", "Mode", "Fashion", "related", 1.0)),
    "specialisations": (
        ("film-aba_ma", "film", "aba_ma", "film", "av", "film", "film", 4.0, 10.0, 20.0, False, ""),
        ("film-pba", "film", "pba", "film", "avt", "filmtechniek", "film technology", 3.0, 12.0, 20.0, False, ""),
        ("mode-pba", "mode", "pba", "mode", "mode", "mode", "fashion", 3.0, 12.0, 20.0, False, ""),
    ),
    "programmes": (
        ("p1", "ab-1", "film-aba_ma", "Film", "nl", 120.0, 30.0),
        ("p2", "ab-2", "mode-pba", "Mode", "nl", 90.0, 30.0),
        ("p3", "cd-1", "film-aba_ma", "Film", "nl", 60.0, 15.0),
        ("p4", "cd-1", "film-pba", "Filmtechniek", "nl", 80.0, 25.0),
        ("p5", "cd-2", "mode-pba", "Mode", "nl", 40.0, 12.0),
    ),
    "teachers": tuple(
        (f"{campus}-{specialisation}-{top}", campus, specialisation, top, 4.0, 2.0, 60.0)
        for campus, specialisation in (
            ("ab-1", "film-aba_ma"),
            ("ab-2", "mode-pba"),
            ("cd-1", "film-aba_ma"),
            ("cd-1", "film-pba"),
            ("cd-2", "mode-pba"),
        )
        for top in (True, False)
    ),
    "zones": (
        ("1", "BE1", "Gent", "Ghent", "west", 51.05, 3.7, 900.0, 500000.0, 6000.0),
        ("2", "BE2", "Leuven", "Leuven", "oost", 50.9, 4.75, 900.0, 450000.0, 5000.0),
    ),
    "institute_hosts": (("hisk", "HISK", "", "gent", 26.0),),
    "industry": (
        ("studio", "Studio", "studio", "gent", None, None, 2.0, "film"),
        ("zender", "Zender", "omroep", "", 50.9, 4.6, 3.0, "film mode"),
    ),
    "demand": (
        ("1", "film-aba_ma", 110.0),
        ("1", "film-pba", 30.0),
        ("1", "mode-pba", 80.0),
        ("2", "film-aba_ma", 70.0),
        ("2", "film-pba", 50.0),
        ("2", "mode-pba", 50.0),
    ),
    "today_flows": (
        ("1", "ab-1", "film-aba_ma", 100.0),
        ("2", "ab-1", "film-aba_ma", 20.0),
        ("1", "cd-1", "film-aba_ma", 10.0),
        ("2", "cd-1", "film-aba_ma", 50.0),
        ("1", "cd-1", "film-pba", 30.0),
        ("2", "cd-1", "film-pba", 50.0),
        ("1", "ab-2", "mode-pba", 75.0),
        ("2", "ab-2", "mode-pba", 15.0),
        ("1", "cd-2", "mode-pba", 5.0),
        ("2", "cd-2", "mode-pba", 35.0),
    ),
    "travel": (
        ("1", "gent", 5.0, 16.0),
        ("1", "leuven", 90.0, 122.0),
        ("2", "gent", 92.0, 125.0),
        ("2", "leuven", 6.0, 17.0),
    ),
    "campus_travel": (
        ("gent", "gent", 0.0, 0.0),
        ("gent", "leuven", 91.0, 124.0),
        ("leuven", "gent", 91.0, 124.0),
        ("leuven", "leuven", 0.0, 0.0),
    ),
    "firm_travel": (("gent", "film", 1.0), ("leuven", "film", 8.0)),
}
"""Rows of every table; primary tables lack their last two columns, source and confidence."""


def _frame(name: str, rows: tuple[tuple[Any, ...], ...]) -> pd.DataFrame:
    columns = list(TABLES[name].column_names)
    provenance = ("test", "estimated") if "source" in columns else ()
    return pd.DataFrame([(*row, *provenance) for row in rows], columns=columns)


def small() -> Instance:
    """Return the data set."""
    tables = {name: _frame(name, rows) for name, rows in ROWS.items()}
    boundaries = {
        "arrondissements": _squares("zone_id", ("1", "2")),
        "provinces": _squares("province_id", ("west", "oost")),
    }
    return Instance("small", tables, SETTINGS, boundaries)


def _squares(key: str, names: tuple[str, str]) -> dict[str, Any]:
    def square(west: float) -> list[list[list[float]]]:
        return [[[west, 50.7], [west + 1, 50.7], [west + 1, 51.3], [west, 51.3], [west, 50.7]]]

    features = [
        {"type": "Feature", "properties": {key: name}, "geometry": {"type": "Polygon", "coordinates": square(west)}}
        for name, west in zip(names, (3.2, 4.2), strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}
