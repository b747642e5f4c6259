"""Turns a published problem into a data set and a scenario like any other.

Customers are zones, sites are municipalities with one campus each, and there is one specialisation, taught at every
site today: closing is what the plan decides. A customer's demand are its students, and km are such that all of them
together travel as many student·km as serving them costs. There are no teachers, and no price but that of a km and the
fixed cost of a programme at its campus. Copies of a problem are further specialisations, with campuses of their own.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from benchmarks.orlib.reading import Published
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Goals, Scenario, Students
from optimizer.inputs.schema import PRICES, TABLES
from optimizer.model.registry import discover_rules

SOURCE = {"source": "OR-Library, Beasley (1990)", "confidence": "documented"}
GOALS = {"pmed": "student_travel", "cap": "cost", "pmedcap": "student_travel"}
"""What each kind of problem minimises."""

_NOWHERE = {"lat": 0.0, "lon": 0.0}
_SILENT_PRICES = dict.fromkeys(PRICES, 0.0) | {"eur_per_km": 0.5, "days_per_year": 1.0, "life_years": 1.0}
"""Prices at which a student·km, both ways on one day of the year, costs one unit."""


def instance_of(problem: Published, copies: int = 1) -> Instance:
    """Return a problem as a data set, `copies` times over: each copy a specialisation with campuses of its own."""
    customers, sites = problem.costs.shape
    zones, towns = _names("customer", customers), _names("site", sites)
    subjects = _names("copy", copies)
    campuses = [f"{subject}-{town}" for subject in subjects for town in towns]
    cheapest = problem.costs.argmin(axis=1)
    enrolled = np.bincount(cheapest, weights=problem.demand, minlength=sites)
    tables: dict[str, dict[str, Any]] = {
        "institutions": _institution(float(problem.demand.sum()) * copies),
        "provinces": {"province_id": ["region"], "name_nl": "Gebied", "name_en": "Region", **_NOWHERE},
        "municipalities": {
            "municipality_id": towns,
            "name_nl": towns,
            "name_en": towns,
            "province_id": "region",
            "pole": "",
            **_NOWHERE,
        },
        "campuses": {
            "campus_id": campuses,
            "institution_id": "operator",
            "municipality_id": towns * copies,
            "name": campuses,
            **_NOWHERE,
            "places": np.tile(problem.capacity, copies),
            "expandable_share": 0.0,
        },
        "families": {"family_id": ["service"], "name_nl": "Dienst", "name_en": "Service", "layer": "core"}
        | {"institute_weight": 0.0},
        "specialisations": _specialisations(subjects),
        "programmes": {
            "programme_id": campuses,
            "campus_id": campuses,
            "specialisation_id": np.repeat(subjects, sites),
            "programme_name_nl": campuses,
            "language": "nl",
            "enrolled": np.tile(enrolled, copies),
            "graduates": 0.0,
        },
        "programme_costs": {
            "campus_id": campuses,
            "specialisation_id": np.repeat(subjects, sites),
            "fixed_cost": np.tile(problem.fixed_costs, copies),
        },
        **_students(problem, zones, towns, subjects),
    }
    frames = {name: _frame(name, columns) for name, columns in tables.items()}
    title = f"{problem.name}, {copies} times" if copies > 1 else problem.name
    settings = {"name": problem.name, "title_nl": title, "title_en": title, "year": 1985, "prices": _SILENT_PRICES}
    return Instance(problem.name, frames, settings)


def _students(problem: Published, zones: list[str], towns: list[str], subjects: list[str]) -> dict[str, Any]:
    """Return the tables of who comes from where, and how far it is; there are no teachers and no institute."""
    customers, sites, copies = len(zones), len(towns), len(subjects)
    return {
        "teachers": {"teacher_group_id": []},
        "zones": {
            "zone_id": zones,
            "nuts3": "",
            "name_nl": zones,
            "name_en": zones,
            "province_id": "region",
            **_NOWHERE,
            "area_km2": 1.0,
            "population": problem.demand,
            "age18": problem.demand,
        },
        "institute_hosts": {"host_id": []},
        "demand": {
            "zone_id": zones * copies,
            "specialisation_id": np.repeat(subjects, customers),
            "students": np.tile(problem.demand, copies),
        },
        "today_flows": {"zone_id": []},
        "travel": {
            "zone_id": np.repeat(zones, sites),
            "municipality_id": np.tile(towns, customers),
            "km": (problem.costs / problem.demand[:, None]).ravel(),
            "minutes": 0.0,
        },
        "campus_travel": {"municipality_id": towns, "municipality_id_to": towns, "km": 0.0, "minutes": 0.0},
    }


def scenario_of(problem: Published) -> Scenario:
    """Return the scenario that a problem is: how many sites are open, whether customers are divided, what is paid."""
    rules: dict[str, dict[str, Any]] = {"campus_capacity": {}, "staffing": {}, "lead_centre": {}}
    if problem.open_sites is not None:
        rules["sites_per_specialisation"] = {"min": problem.open_sites, "max": problem.open_sites}
    known = discover_rules()
    return Scenario(
        name=problem.name,
        title=problem.name,
        dataset=problem.name,
        openings="none",
        goals=Goals(order=(Goal(term=GOALS[problem.kind]),)),
        students=Students(single_source=not problem.divided),
        rules={name: known[name].parameters(**values) for name, values in rules.items()},
        prices={},
    )


def _names(stem: str, count: int) -> list[str]:
    """Return numbered identifiers, in the order of their numbers."""
    digits = len(str(count))
    return [f"{stem}-{number:0{digits}d}" for number in range(1, count + 1)]


def _institution(students: float) -> dict[str, Any]:
    return {
        "institution_id": ["operator"],
        "name": "Operator",
        "short_name": "Operator",
        "network": "community",
        "association": "Operator",
        "tier": "core",
        "seat": "",
        "successor": "",
        "students_total": students,
    }


def _specialisations(subjects: list[str]) -> dict[str, Any]:
    return {
        "specialisation_id": subjects,
        "subject_id": subjects,
        "degree": "pba",
        "family_id": "service",
        "accreditation_id": subjects,
        "name_nl": subjects,
        "name_en": subjects,
        "years": 1.0,
        "students_per_fte": 1.0,
        "floor": 0.0,
        "norm_exempt": True,
        "norm_exempt_reason": "no norm",
    }


def _frame(name: str, columns: dict[str, Any]) -> pd.DataFrame:
    """Return a table of the data set in its types, sorted by its key."""
    table = TABLES[name]
    frame = pd.DataFrame(columns)
    if "source" in table.column_names:
        frame = frame.assign(**SOURCE)
    frame = frame.reindex(columns=list(table.column_names))
    types = {"number": "float64", "boolean": "bool"}
    typed = frame.astype({column.name: types.get(column.kind, "str") for column in table.columns})
    return typed.sort_values(list(table.key), ignore_index=True)
