"""Results made by hand, so that the map can be tested without a solver.

`flanders` reads the shipped data set; `small` is a data set of four campuses. `result_of` draws
up a plan for either: it keeps the largest programmes of every specialisation and sends students to the nearest one.
Nothing here is an optimum.
"""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import PLAN_COLUMNS, PLAN_KEYS, Plan
from optimizer.inputs.scenario import Goal, Goals, Scenario, Students
from optimizer.inputs.schema import TABLES
from optimizer.solving.result import GoalReport, Result, TermValues
from tests.maps.small import small

FLANDERS = Path(__file__).parents[2] / "data" / "flanders-2010"
__all__ = ["flanders", "greedy_pairs", "hostile", "plan_of", "read_folder", "result_of", "small"]

HOSTILE = "<img src=x onerror=alert(1)> {{7*7}} {# `${7*7}` </script> \" ' =cmd() \u2028 &amp;"


def read_folder(folder: Path) -> Instance:
    """Read a data set's folder as it stands, without checks."""
    tables = {}
    for name, table in TABLES.items():
        path = folder / table.file
        if not path.exists():
            continue
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        for column in table.columns:
            if column.name not in frame.columns:
                frame[column.name] = ""
            if column.kind in ("number", "integer"):
                frame[column.name] = pd.to_numeric(frame[column.name])
            elif column.kind == "boolean":
                frame[column.name] = frame[column.name] == "true"
        tables[name] = frame[list(table.column_names)].sort_values(list(table.key)).reset_index(drop=True)
    settings_file = folder / "dataset.toml"
    settings = tomllib.loads(settings_file.read_text(encoding="utf-8")) if settings_file.exists() else {}
    boundaries = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((folder / "boundaries").glob("*.geojson"))
    }
    return Instance(folder.name, tables, settings, boundaries)


def flanders() -> Instance:
    """Return the shipped data set."""
    return read_folder(FLANDERS)


def hostile(instance: Instance) -> Instance:
    """Return the data set with a hostile text in every name."""
    tables = {}
    for name, frame in instance.tables.items():
        named = [column for column in ("name", "short_name", "name_nl", "name_en", "kind") if column in frame.columns]
        tables[name] = frame.assign(**{column: frame[column].astype(str) + HOSTILE for column in named})
    return instance.replace(**tables)


def _table(name: str, rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(PLAN_COLUMNS[name]))
    return frame.sort_values(list(PLAN_KEYS[name])).reset_index(drop=True)


def plan_of(instance: Instance, pairs: set[tuple[str, str]], *, institute: bool = True) -> Plan:
    """Return a plan that teaches the pairs, students at the nearest of them."""
    taught: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for campus, specialisation in sorted(pairs):
        taught[specialisation][instance.municipality_of[campus]].append(campus)
    flows = []
    enrolled: dict[tuple[str, str], float] = dict.fromkeys(pairs, 0.0)
    for (zone, specialisation), students in instance.demand.items():
        nearest = min(taught[specialisation], key=lambda place: (instance.km[zone, place], place))
        flows.append((zone, specialisation, nearest, students, instance.km[zone, nearest]))
        for campus in taught[specialisation][nearest]:
            enrolled[campus, specialisation] += students / len(taught[specialisation][nearest])
    leads = {
        specialisation: max(
            (campus for campus, other in sorted(pairs) if other == specialisation),
            key=lambda campus: enrolled[campus, specialisation],
        )
        for specialisation in taught
    }
    staff, rows = _staff(instance, pairs, leads), []
    per_fte = dict(
        zip(
            instance.table("specialisations")["specialisation_id"],
            instance.table("specialisations")["students_per_fte"],
            strict=True,
        )
    )
    groups = instance.table("teachers").set_index("teacher_group_id")
    for campus, specialisation in pairs:
        top = sum(
            fte
            for group, place, fte, _ in staff
            if place == campus and groups.at[group, "top"] and groups.at[group, "specialisation_id"] == specialisation
        )
        role = "lead" if leads[specialisation] == campus else "teach"
        fte = max(top, enrolled[campus, specialisation] / float(per_fte[specialisation]))
        rows.append(
            (
                campus,
                specialisation,
                role,
                instance.enrolled_today.get((campus, specialisation), 0.0),
                enrolled[campus, specialisation],
                fte,
                top,
            )
        )
    feeds = _institute(instance, leads) if institute else []
    return Plan(
        _table("programmes", rows), _table("students", flows), _table("staff", staff), _table("institute", feeds)
    )


def _staff(instance: Instance, pairs: set[tuple[str, str]], leads: dict[str, str]) -> list[tuple[Any, ...]]:
    rows = []
    for group in instance.table("teachers").itertuples():
        home = instance.municipality_of[group.campus_id]
        lead = leads[group.specialisation_id]
        away = instance.km_between[home, instance.municipality_of[lead]]
        if (group.campus_id, group.specialisation_id) in pairs and not group.top:
            rows.append((group.teacher_group_id, group.campus_id, group.fte, 0.0))
        elif away <= group.max_km:
            rows.append((group.teacher_group_id, lead, group.fte, away))
        elif (group.campus_id, group.specialisation_id) in pairs:
            rows.append((group.teacher_group_id, group.campus_id, group.fte, 0.0))
        else:
            rows.append((group.teacher_group_id, "", group.fte, 0.0))
    return rows


def _institute(instance: Instance, leads: dict[str, str]) -> list[tuple[Any, ...]]:
    host = instance.table("institute_hosts").iloc[0]
    weights = dict(
        zip(instance.table("families")["family_id"], instance.table("families")["institute_weight"], strict=True)
    )
    tracks = [name for name in instance.specialisations if weights[instance.family_of[name]] > 0 and name in leads][:6]
    rows = []
    for name in tracks:
        km = instance.km_between[instance.municipality_of[leads[name]], host["municipality_id"]]
        rows.append((host["host_id"], name, leads[name], 4, 0.8, km))
    return rows


def observed_of(instance: Instance, reassigned: Plan) -> Plan:
    """Return today's programmes with the flows of the data set."""
    flows = instance.table("today_flows").copy()
    flows["municipality_id"] = flows["campus_id"].map(instance.municipality_of)
    sums = flows.groupby(["zone_id", "specialisation_id", "municipality_id"])["students"].sum().reset_index()
    sums["km"] = [instance.km[pair] for pair in zip(sums["zone_id"], sums["municipality_id"], strict=True)]
    programmes = reassigned.programmes.assign(students=reassigned.programmes["students_today"])
    return Plan(programmes, sums, reassigned.staff, reassigned.institute)


def greedy_pairs(instance: Instance) -> set[tuple[str, str]]:
    """Return the larger half of every specialisation's programmes, and one new programme."""
    today: dict[str, list[str]] = defaultdict(list)
    for campus, specialisation in sorted(instance.enrolled_today, key=lambda pair: -instance.enrolled_today[pair]):
        today[specialisation].append(campus)
    pairs = {
        (campus, name) for name, campuses in today.items() for campus in campuses[: max(1, (len(campuses) + 1) // 3)]
    }
    widest = max(today, key=lambda name: (len(today[name]), name))
    new = next(campus for campus in instance.campuses if campus not in today[widest])
    return pairs | {(new, widest)}


def _terms(today: Plan, plan: Plan, observed: Plan) -> dict[str, TermValues]:
    def travel(one: Plan) -> float:
        return float((one.students["students"] * one.students["km"]).sum())

    def scatter(one: Plan) -> float:
        return float(one.programmes.loc[one.programmes["role"] != "lead", "top_fte"].sum())

    def duplication(one: Plan) -> float:
        return float((one.programmes.groupby("specialisation_id").size() - 1).sum())

    kept = set(plan.pairs)
    gone = sum(
        students
        for pair, students in zip(today.pairs, today.programmes["students_today"], strict=True)
        if pair not in kept
    )
    measures = {
        "duplication": ("programmes", duplication),
        "student_travel": ("student·km", travel),
        "teacher_scatter": ("FTE", scatter),
    }
    terms = {name: TermValues(unit, f(today), f(plan), f(observed)) for name, (unit, f) in measures.items()}
    terms["displaced"] = TermValues("students", 0.0, float(gone), 0.0)
    terms["cost"] = TermValues("EUR/year", 215.3e6, 203.9e6, 217.0e6)
    return terms


def result_of(instance: Instance, *, status: str = "feasible", institute: bool = True, title: str = "") -> Result:
    """Return a result for a data set: a greedy plan, goals with gaps as a solver would report them."""
    today = plan_of(instance, set(instance.enrolled_today), institute=institute)
    plan = plan_of(instance, greedy_pairs(instance), institute=institute)
    observed = observed_of(instance, today)
    terms = _terms(today, plan, observed)
    order = ("duplication", "teacher_scatter", "student_travel")
    gaps = (0.0, 0.004, 0.019 if status == "feasible" else 0.0)
    goals = tuple(
        GoalReport(
            name,
            terms[name].unit,
            terms[name].plan,
            terms[name].plan * (1 - gap),
            gap,
            None,
            "feasible" if gap > 0.01 else "optimal",
            1.5,
        )
        for name, gap in zip(order, gaps, strict=True)
    )
    scenario = Scenario(
        "reference",
        title or "Reference",
        instance.name,
        "family",
        Goals(order=tuple(Goal(term=name) for name in order)),
        Students(),
        {},
        {},
        title_nl=title or "Referentie: bundelen per domein",
    )
    return Result(
        instance,
        scenario,
        status,
        "proof" if status == "optimal" else "time",  # type: ignore[arg-type]
        goals,
        plan,
        today,
        observed,
        terms,
    )
