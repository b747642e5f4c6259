"""A tiny data set, a legal plan for it and a scenario, small enough to check by hand.

Two institutions on three campuses in two municipalities; four specialisations in two families; two zones: one-a (one)
and two-a (two) lie in aa (province north), two-b (two) in bb (province south); aa-bb is 45 km; zone north is 10 km from
aa and 50 km from bb, zone south 40 km and 5 km.

Numbers of the plan are derived in tests/optimizer/analysis/test_terms.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from pydantic import ConfigDict

from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import PLAN_COLUMNS, PLAN_KEYS, Plan
from optimizer.inputs.scenario import Goal, Goals, RuleParameters, Scenario, Students
from optimizer.inputs.schema import TABLES
from tests import law_rules, place_rules

Rows = Iterable[Mapping[str, Any]]

PRICES = {
    "eur_per_km": 0.1,
    "days_per_year": 100.0,
    "eur_per_programme_year": 500.0,
    "eur_per_fte_year": 1000.0,
    "eur_per_place": 100.0,
    "eur_per_opening": 2000.0,
    "eur_per_fte_moved": 100.0,
    "rate": 0.0,
    "life_years": 10.0,
}


def rows(columns: str, *lines: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Return rows as dicts: the columns once, separated by spaces, then one tuple a row."""
    return [dict(zip(columns.split(), line, strict=True)) for line in lines]


TINY: dict[str, list[dict[str, Any]]] = {
    "institutions": rows(
        "institution_id name short_name network association tier seat successor students_total",
        ("one", "School One", "One", "community", "Red", "core", "Aa", "", 500.0),
        ("two", "School Two", "Two", "catholic", "Red", "likely", "Bb", "", 600.0),
    ),
    "provinces": rows(
        "province_id name_nl name_en lat lon",
        ("north", "Noord", "North", 51.2, 4.0),
        ("south", "Zuid", "South", 50.9, 4.2),
    ),
    "municipalities": rows(
        "municipality_id name_nl name_en province_id pole lat lon",
        ("aa", "Aa", "Aa", "north", "harbour", 51.2, 4.0),
        ("bb", "Bb", "Bb", "south", "", 50.9, 4.2),
    ),
    "campuses": rows(
        "campus_id institution_id municipality_id name lat lon places expandable_share",
        ("one-a", "one", "aa", "One Aa", 51.21, 4.0, 180.0, 0.5),
        ("two-a", "two", "aa", "Two Aa", 51.19, 4.0, 130.0, 0.5),
        ("two-b", "two", "bb", "Two Bb", 50.9, 4.2, 120.0, 0.5),
    ),
    "families": rows(
        "family_id name_nl name_en layer institute_weight",
        ("arts", "Kunsten", "Arts", "related", 1.0),
        ("film", "Film", "Film", "core", 3.0),
    ),
    "specialisations": rows(
        "specialisation_id subject_id degree family_id accreditation_id name_nl name_en years students_per_fte floor"
        " norm_exempt norm_exempt_reason",
        ("film-pba", "film", "pba", "film", "av", "Film", "Film", 3.0, 10.0, 20.0, False, ""),
        ("musical-ma", "musical", "ma", "arts", "stage", "Musical", "Musical", 1.0, 6.0, 20.0, True, "the only one"),
        ("photo-aba_ma", "photo", "aba_ma", "arts", "visual", "Foto", "Photo", 4.0, 10.0, 20.0, False, ""),
        ("sound-pba", "sound", "pba", "film", "av", "Geluid", "Sound", 3.0, 10.0, 20.0, False, ""),
    ),
    "programmes": rows(
        "programme_id campus_id specialisation_id programme_name_nl language enrolled graduates",
        ("p1", "one-a", "film-pba", "Film", "nl", 60.0, 20.0),
        ("p2", "one-a", "photo-aba_ma", "Foto", "nl", 100.0, 30.0),
        ("p3", "two-a", "musical-ma", "Musical", "nl", 12.0, 10.0),
        ("p4", "two-a", "sound-pba", "Geluid", "both", 90.0, 30.0),
        ("p5", "two-b", "film-pba", "Film", "nl", 40.0, 12.0),
        ("p6", "two-b", "photo-aba_ma", "Foto", "en", 50.0, 15.0),
    ),
    "teachers": rows(
        "teacher_group_id campus_id specialisation_id top headcount fte max_km",
        ("film-one-a", "one-a", "film-pba", False, 6.0, 4.0, 60.0),
        ("film-one-a-top", "one-a", "film-pba", True, 3.0, 2.0, 60.0),
        ("film-two-b", "two-b", "film-pba", False, 5.0, 3.0, 60.0),
        ("film-two-b-top", "two-b", "film-pba", True, 2.0, 1.0, 60.0),
        ("musical-two-a", "two-a", "musical-ma", False, 2.0, 1.0, 60.0),
        ("musical-two-a-top", "two-a", "musical-ma", True, 2.0, 1.0, 60.0),
        ("photo-one-a", "one-a", "photo-aba_ma", False, 12.0, 8.0, 60.0),
        ("photo-one-a-top", "one-a", "photo-aba_ma", True, 3.0, 2.0, 60.0),
        ("photo-two-b", "two-b", "photo-aba_ma", False, 6.0, 4.0, 60.0),
        ("photo-two-b-top", "two-b", "photo-aba_ma", True, 2.0, 1.0, 60.0),
        ("sound-two-a", "two-a", "sound-pba", False, 9.0, 7.0, 60.0),
        ("sound-two-a-top", "two-a", "sound-pba", True, 3.0, 2.0, 60.0),
    ),
    "zones": rows(
        "zone_id nuts3 name_nl name_en province_id lat lon area_km2 population age18",
        ("z-north", "", "Noord", "North", "north", 51.25, 4.05, 900.0, 200000.0, 2100.0),
        ("z-south", "", "Zuid", "South", "south", 50.92, 4.22, 600.0, 150000.0, 1500.0),
    ),
    "institute_hosts": rows(
        "host_id name campus_id municipality_id studios",
        ("attic", "Attic", "two-a", "aa", 4.0),
        ("hall", "Hall", "", "bb", 10.0),
    ),
    "industry": rows(
        "firm_id name kind municipality_id lat lon weight families",
        ("studio", "Studio", "production", "aa", 51.22, 4.02, 2.0, "film"),
    ),
    "demand": rows(
        "zone_id specialisation_id students",
        ("z-north", "film-pba", 60.0),
        ("z-north", "musical-ma", 8.0),
        ("z-north", "photo-aba_ma", 90.0),
        ("z-north", "sound-pba", 50.0),
        ("z-south", "film-pba", 40.0),
        ("z-south", "musical-ma", 4.0),
        ("z-south", "photo-aba_ma", 60.0),
        ("z-south", "sound-pba", 40.0),
    ),
    "today_flows": rows(
        "zone_id campus_id specialisation_id students",
        ("z-north", "one-a", "film-pba", 50.0),
        ("z-north", "one-a", "photo-aba_ma", 80.0),
        ("z-north", "two-a", "musical-ma", 8.0),
        ("z-north", "two-a", "sound-pba", 50.0),
        ("z-north", "two-b", "film-pba", 10.0),
        ("z-north", "two-b", "photo-aba_ma", 10.0),
        ("z-south", "one-a", "film-pba", 10.0),
        ("z-south", "one-a", "photo-aba_ma", 20.0),
        ("z-south", "two-a", "musical-ma", 4.0),
        ("z-south", "two-a", "sound-pba", 40.0),
        ("z-south", "two-b", "film-pba", 30.0),
        ("z-south", "two-b", "photo-aba_ma", 40.0),
    ),
    "travel": rows(
        "zone_id municipality_id km minutes",
        ("z-north", "aa", 10.0, 22.5),
        ("z-north", "bb", 50.0, 72.5),
        ("z-south", "aa", 40.0, 60.0),
        ("z-south", "bb", 5.0, 16.25),
    ),
    "campus_travel": rows(
        "municipality_id municipality_id_to km minutes",
        ("aa", "aa", 0.0, 10.0),
        ("aa", "bb", 45.0, 66.25),
        ("bb", "aa", 45.0, 66.25),
        ("bb", "bb", 0.0, 10.0),
    ),
    "firm_travel": rows(
        "municipality_id family_id km",
        ("aa", "film", 3.0),
        ("bb", "film", 20.0),
    ),
}
"""The tables of the tiny data set; `source` and `confidence` are added by :func:`tiny_instance`."""

TINY_PLAN: dict[str, list[dict[str, Any]]] = {
    "programmes": rows(
        " ".join(PLAN_COLUMNS["programmes"]),
        ("one-a", "film-pba", "lead", 60.0, 98.0, 9.8, 2.2),
        ("one-a", "photo-aba_ma", "lead", 100.0, 90.0, 9.6, 1.6),
        ("two-a", "musical-ma", "lead", 12.0, 12.0, 2.0, 1.0),
        ("two-a", "sound-pba", "lead", 90.0, 50.0, 5.0, 1.0),
        ("two-b", "photo-aba_ma", "teach", 50.0, 60.0, 6.0, 1.0),
        ("two-b", "sound-pba", "teach", 0.0, 40.0, 4.0, 0.6),
    ),
    "students": rows(
        " ".join(PLAN_COLUMNS["students"]),
        ("z-north", "film-pba", "aa", 60.0, 10.0),
        ("z-north", "musical-ma", "aa", 8.0, 10.0),
        ("z-north", "photo-aba_ma", "aa", 90.0, 10.0),
        ("z-north", "sound-pba", "aa", 50.0, 10.0),
        ("z-south", "film-pba", "", 2.0, None),
        ("z-south", "film-pba", "aa", 38.0, 40.0),
        ("z-south", "musical-ma", "aa", 4.0, 40.0),
        ("z-south", "photo-aba_ma", "bb", 60.0, 5.0),
        ("z-south", "sound-pba", "bb", 40.0, 5.0),
    ),
    "staff": rows(
        " ".join(PLAN_COLUMNS["staff"]),
        ("film-one-a", "one-a", 4.0, 0.0),
        ("film-one-a-top", "one-a", 1.2, 0.0),
        ("film-two-b", "", 1.0, None),
        ("film-two-b", "one-a", 2.0, 45.0),
        ("film-two-b-top", "one-a", 1.0, 45.0),
        ("musical-two-a", "two-a", 1.0, 0.0),
        ("musical-two-a-top", "two-a", 1.0, 0.0),
        ("photo-one-a", "one-a", 8.0, 0.0),
        ("photo-one-a-top", "one-a", 1.6, 0.0),
        ("photo-two-b", "two-b", 4.0, 0.0),
        ("photo-two-b-top", "two-b", 1.0, 0.0),
        ("sound-two-a", "two-a", 4.0, 0.0),
        ("sound-two-a", "two-b", 3.0, 45.0),
        ("sound-two-a-top", "two-a", 1.0, 0.0),
        ("sound-two-a-top", "two-b", 0.6, 45.0),
    ),
    "institute": rows(
        " ".join(PLAN_COLUMNS["institute"]),
        ("hall", "film-pba", "one-a", 4.0, 0.8, 45.0),
        ("hall", "photo-aba_ma", "one-a", 2.0, 0.4, 45.0),
        ("hall", "sound-pba", "two-a", 2.0, 0.4, 45.0),
    ),
}
"""A legal plan: film leaves two-b, sound opens there, and two students of film stay without a place."""


class Parameters(RuleParameters):
    """Parameters of any rule, by attribute."""

    model_config = ConfigDict(extra="allow", frozen=True)


TINY_RULES: dict[str, dict[str, Any]] = {
    "campus_capacity": {"expandable_share": None},
    "minimum_enrolment": {"norm": 50, "norm_master": 20, "count": "institution", "exempt": True, "local_norms": {}},
    "sites_per_specialisation": {"min": 1, "max": 2},
    "specialisations_per_institution": {"count": "family", "min": 1, "max": 2, "binding": ["core"]},
    "reach": {"km": 39, "share": 0.15},
    "locks": {
        "keep": ["one-a/film-pba", "*/photo-aba_ma", "two-a", "two/sound-pba", "one"],
        "open": ["two-b/sound-pba"],
        "close": ["two-b/film-pba"],
        "lead": ["one/photo-aba_ma"],
    },
    "openings_limit": {"total": 1, "per_institution": 1},
    "staffing": {"freed_share": 0.1, "top_freed_share": 1.0, "hired_fte": 6.0},
    "secondment": {"ban": False, "km": 50, "sites": 2},
    "lead_centre": {"student_share": 0.5, "top_fte": 1.0},
    "institute": {
        "present": True,
        "hosts": None,
        "max_hosts": 1,
        "residents_total": 8,
        "min_track": 2,
        "graduate_share": 0.2,
        "guest_fte_per_resident": 0.2,
        "not_in": [],
    },
    **place_rules.TINY,
    **law_rules.TINY,
}
"""Rules that the tiny plan satisfies."""


def _frame(columns: Iterable[str], lines: Rows | pd.DataFrame, keys: Iterable[str]) -> pd.DataFrame:
    frame = lines.copy() if isinstance(lines, pd.DataFrame) else pd.DataFrame(list(lines), columns=list(columns))
    return frame.sort_values(list(keys), ignore_index=True)


def tiny_instance(**changes: Rows | pd.DataFrame) -> Instance:
    """Return the tiny data set; a keyword replaces the table of that name by a frame, or by rows as dicts."""
    tables = {}
    for name, lines in {**TINY, **changes}.items():
        table = TABLES[name]
        frame = _frame(table.column_names, lines, table.key)
        if "source" in table.column_names:
            frame = frame.assign(source="made up", confidence="estimated")
        tables[name] = frame
    return Instance(name="tiny", tables=tables, settings={"title": "Tiny", "year": 2010, "prices": dict(PRICES)})


def altered(table: str, key: str, **values: Any) -> list[dict[str, Any]]:
    """Return a table's rows with some values changed in the row whose first column is `key`."""
    first = TABLES[table].column_names[0]
    return [{**row, **values} if row[first] == key else row for row in TINY[table]]


def tiny_plan(**changes: Rows | pd.DataFrame) -> Plan:
    """Return the legal plan; a keyword replaces the table of that name."""
    tables = {**TINY_PLAN, **changes}
    return Plan(**{name: _frame(PLAN_COLUMNS[name], tables[name], PLAN_KEYS[name]) for name in PLAN_COLUMNS})


def parameters(rule: str, **values: Any) -> Parameters:
    """Return the parameters of a rule as the tiny scenario has them, with some changed."""
    return Parameters(**{**TINY_RULES.get(rule, {}), **values})


def tiny_scenario(rules: Mapping[str, RuleParameters] | None = None, **changes: Any) -> Scenario:
    """Return the scenario that the tiny plan satisfies; `rules` are added to its own, other keywords replace."""
    values: dict[str, Any] = {
        "name": "tiny",
        "title": "Tiny",
        "dataset": "tiny",
        "openings": "family",
        "goals": Goals(order=(Goal(term="duplication"),)),
        "students": Students(unplaced_share=0.01),
        "rules": {**{rule: parameters(rule) for rule in TINY_RULES}, **(rules or {})},
        "prices": {},
    }
    return Scenario(**{**values, **changes})
