"""Puts students and teachers where a list of programmes leaves them, by plain rules and without solving anything.

Students choose as the model of :mod:`optimizer.analysis.choice` says; a campus that is full refuses a share of all who
come, and those choose again among what is left. Teachers stay where their programme does; others go to the nearest
campuses that lack teachers of their specialisation. The lead centre of a specialisation has most top teachers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from optimizer.analysis.choice import ChoiceModel, calibrate
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.plan import PLAN_COLUMNS, PLAN_KEYS, Plan
from optimizer.inputs.scenario import Scenario

NEAREST = 10.0
"""Decay per km at which nobody goes past a nearer place, where the data do not tell how students choose."""

NOBODY = 1e-9
Numbers = NDArray[np.float64]
Posting = tuple[str, str, float, float]
"""Teacher group, campus (none: freed), FTE, km."""


def place(pairs: Collection[Pair], instance: Instance, scenario: Scenario) -> Plan:
    """Return a plan of these programmes with students and teachers placed by plain rules, without institute.

    Parameters
    ----------
    pairs : collection of (campus, specialisation)
        Everything that is taught.
    instance : Instance
        The data set.
    scenario : Scenario
        How much campuses may grow, how students are assigned, how far teachers go.
    """
    taught = sorted(set(pairs))
    flows, enrolled = _students(taught, instance, scenario)
    staff = pd.DataFrame(_staff(enrolled, instance, scenario), columns=list(PLAN_COLUMNS["staff"]))
    programmes = _programmes(enrolled, staff, instance)
    institute = pd.DataFrame(columns=list(PLAN_COLUMNS["institute"]))
    tables = {"programmes": programmes, "students": flows, "staff": staff}
    ordered = {
        name: frame[list(PLAN_COLUMNS[name])].sort_values(list(PLAN_KEYS[name]), ignore_index=True)
        for name, frame in tables.items()
    }
    return Plan(**ordered, institute=institute)


def _students(taught: list[Pair], instance: Instance, scenario: Scenario) -> tuple[pd.DataFrame, dict[Pair, float]]:
    """Return where students go, and how many each programme has."""
    groups = [group for group, students in instance.demand.items() if students > 0]
    waiting = np.array([instance.demand[group] for group in groups], float)
    weights = _weights(groups, taught, instance, scenario)
    campuses = sorted({campus for campus, _ in taught})
    at = np.array([campuses.index(campus) for campus, _ in taught], int)
    share = getattr(scenario.rules.get("campus_capacity"), "expandable_share", None)
    grow = {each: instance.expandable_of[each] if share is None else share for each in campuses}
    room = np.array([instance.places_of[each] * (1.0 + grow[each]) for each in campuses], float)
    placed = np.zeros_like(weights)
    for _ in range(len(campuses) + 1):
        open_ = weights * (room > NOBODY)[at]
        total = open_.sum(axis=1, keepdims=True)
        coming = np.divide(open_, total, out=np.zeros_like(open_), where=total > 0) * waiting[:, None]
        wanted = np.bincount(at, coming.sum(axis=0), len(campuses))
        if wanted.sum() <= NOBODY:
            break
        coming *= np.minimum(1.0, np.divide(room, wanted, out=np.ones_like(room), where=wanted > 0))[at]
        placed, waiting = placed + coming, waiting - coming.sum(axis=1)
        room = np.maximum(0.0, room - np.bincount(at, coming.sum(axis=0), len(campuses)))
    enrolled = dict(zip(taught, placed.sum(axis=0).tolist(), strict=True))
    return _flows(groups, taught, placed, waiting, instance), enrolled


def _weights(groups: list[Pair], taught: list[Pair], instance: Instance, scenario: Scenario) -> Numbers:
    """Return how strongly each programme (columns) draws each group of students (rows); 0 where it is another's."""
    nearest = scenario.students.assignment == "nearest"
    model = None if nearest else _model(instance)
    beta = NEAREST if model is None else model.beta
    draw = np.array([0.0 if model is None else model.log_attraction(pair) for pair in taught], float)
    zones = sorted({zone for zone, _ in groups})
    km = np.array(
        [[instance.km[zone, instance.municipality_of[campus]] for campus, _ in taught] for zone in zones], float
    ).reshape(len(zones), len(taught))
    rows = np.array([zones.index(zone) for zone, _ in groups], int)
    own = np.array([[name == specialisation for _, specialisation in taught] for _, name in groups], bool)
    utility = np.where(own.reshape(len(groups), len(taught)), draw - beta * km[rows], -np.inf)
    highest = utility.max(axis=1, keepdims=True, initial=-1e300)
    weights: Numbers = np.maximum(np.exp(np.maximum(utility - highest, -600.0)), 0.0) * np.isfinite(utility)
    return weights


@lru_cache(maxsize=8)
def _model(instance: Instance) -> ChoiceModel | None:
    return None if instance.table("today_flows").empty else calibrate(instance)


def _flows(
    groups: list[Pair], taught: list[Pair], placed: Numbers, waiting: Numbers, instance: Instance
) -> pd.DataFrame:
    town = instance.municipality_of
    rows: dict[tuple[str, str, str], float] = {}
    for row, column in zip(*np.nonzero(placed > NOBODY), strict=True):
        key = (*groups[row], town[taught[column][0]])
        rows[key] = rows.get(key, 0.0) + float(placed[row, column])
    rows |= {(*group, ""): float(left) for group, left in zip(groups, waiting, strict=True) if left > NOBODY}
    table = pd.DataFrame(
        [(*key, students) for key, students in rows.items()], columns=[*PLAN_KEYS["students"], "students"]
    )
    table["km"] = [instance.km[zone, there] if there else np.nan for zone, _, there in rows]
    return table


def _staff(enrolled: dict[Pair, float], instance: Instance, scenario: Scenario) -> Iterator[Posting]:
    """Yield where teachers work."""
    teachers = instance.table("teachers")
    lacking = {pair: students / instance.students_per_teacher[pair[1]] for pair, students in enrolled.items()}
    moving: list[tuple[str, str, str, float, float]] = []
    for row in teachers.to_dict(orient="records"):
        name, campus, specialisation = (str(row[key]) for key in ("teacher_group_id", "campus_id", "specialisation_id"))
        if (campus, specialisation) in enrolled:
            lacking[campus, specialisation] -= float(row["fte"])
            yield name, campus, float(row["fte"]), 0.0
        else:
            moving.append((name, campus, specialisation, float(row["fte"]), float(row["max_km"])))
    rule = scenario.rules.get("secondment")
    for name, home, specialisation, fte, most in moving:
        left = fte
        within = _within(home, specialisation, most, rule, enrolled, instance)
        for km, campus in within[: getattr(rule, "sites", None)]:
            pair = (campus, specialisation)
            going = min(left, max(0.0, lacking[pair]))
            if going > NOBODY:
                lacking[pair] -= going
                left -= going
                yield name, campus, going, km
        if left > NOBODY:
            yield name, "", left, 0.0


def _within(
    home: str, specialisation: str, most: float, rule: object, enrolled: Collection[Pair], instance: Instance
) -> list[tuple[float, str]]:
    """Return the campuses that teach a specialisation within reach of teachers, the nearest first."""
    most, town = min(most, getattr(rule, "km", None) or most), instance.municipality_of
    stay, of = bool(getattr(rule, "ban", False)), instance.institution_of
    found = []
    for campus, taught in enrolled:
        if taught == specialisation and not (stay and of[campus] != of[home]):
            km = 0.0 if town[campus] == town[home] else instance.km_between[town[home], town[campus]]
            found += [(km, campus)] if km <= most else []
    return sorted(found)


def _programmes(enrolled: dict[Pair, float], staff: pd.DataFrame, instance: Instance) -> pd.DataFrame:
    teachers = instance.table("teachers")[["teacher_group_id", "specialisation_id", "top"]]
    working = staff[staff["campus_id"] != ""].merge(teachers, on="teacher_group_id")
    by_pair = working.assign(top_fte=working["fte"].where(working["top"].astype(bool), 0.0))
    sums = by_pair.groupby(["campus_id", "specialisation_id"])[["fte", "top_fte"]].sum()
    table = pd.DataFrame([(*pair, students) for pair, students in enrolled.items()])
    table.columns = pd.Index(["campus_id", "specialisation_id", "students"])
    table = table.merge(sums.reset_index(), how="left", on=["campus_id", "specialisation_id"])
    table = table.fillna({"fte": 0.0, "top_fte": 0.0})
    table["fte"] = np.maximum(
        table["fte"], table["students"] / table["specialisation_id"].map(instance.students_per_teacher)
    )
    table["students_today"] = [instance.enrolled_today.get(pair, 0.0) for pair in enrolled]
    order = table.sort_values(["top_fte", "students", "campus_id"], ascending=[False, False, True])
    leads = order.drop_duplicates("specialisation_id").index
    return table.assign(role=np.where(table.index.isin(leads), "lead", "teach"))
