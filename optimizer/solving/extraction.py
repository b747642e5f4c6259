"""From a solution, one value a column, to a plan in tables."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd

from optimizer.inputs.plan import PLAN_COLUMNS, PLAN_KEYS, Plan
from optimizer.solving.arrays import Vector
from optimizer.solving.workshop import Workshop

NEGLIGIBLE = 5e-7
"""Students or FTE below which a value is taken for the solver's noise."""

Values = dict[Any, float]


def extract_plan(workshop: Workshop, solution: Vector) -> Plan:
    """Return the plan that a solution stands for.

    Parameters
    ----------
    workshop : Workshop
        The model.
    solution : ndarray, shape (columns,)
        A solution with whole numbers where the model wants them.
    """
    source = workshop.source.pyomo
    names = ("offers", "leads", "students", "enrolled", "staff", "freed", "hired", "unplaced")
    values = {name: _values(workshop, source.component(name), solution) for name in names}
    return Plan(
        programmes=_programmes(workshop, values, solution),
        students=_students(workshop, values),
        staff=_staff(workshop, values),
        institute=_institute(workshop, values, solution),
    )


def _values(workshop: Workshop, variable: Any, solution: Vector) -> Values:
    return {} if variable is None else workshop.model.values_of(variable, solution)


def _table(name: str, rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(PLAN_COLUMNS[name]))
    texts = [column for column in frame.columns if column.endswith("_id") or column == "role"]
    numbers = [column for column in frame.columns if column not in texts]
    frame = frame.astype({**dict.fromkeys(texts, "str"), **dict.fromkeys(numbers, "float64")})
    return frame.sort_values(list(PLAN_KEYS[name]), ignore_index=True)


def _programmes(workshop: Workshop, values: dict[str, Values], solution: Vector) -> pd.DataFrame:
    index = workshop.source.index
    fte: dict[Any, float] = defaultdict(float)
    top_fte: dict[Any, float] = defaultdict(float)
    for (group, campus), amount in values["staff"].items():
        teachers = index.group_of[group]
        fte[campus, teachers.specialisation] += amount
        if teachers.top:
            top_fte[campus, teachers.specialisation] += amount
    rows = [
        (
            *pair,
            "lead" if values["leads"][pair] > 0.5 else "teach",
            index.today.get(pair, 0.0),
            round(values["enrolled"][pair], 6),
            round(fte[pair] + values["hired"][pair], 6),
            round(top_fte[pair], 6),
        )
        for pair, offered in values["offers"].items()
        if offered > 0.5
    ]
    frame = _table("programmes", rows)
    languages = workshop.source.languages
    if languages is None:
        return frame
    foreign = workshop.model.values_of(languages.foreign, solution)
    pairs = zip(frame["campus_id"], frame["specialisation_id"], strict=True)
    words = [languages.words[pair] if foreign.get(pair, 0.0) > 0.5 else languages.dutch for pair in pairs]
    return frame.assign(language=pd.Series(words, index=frame.index, dtype="str"))


def _students(workshop: Workshop, values: dict[str, Values]) -> pd.DataFrame:
    km = workshop.source.index.instance.km
    rows = [
        (zone, specialisation, town, round(amount, 6), km[zone, town])
        for (zone, town, specialisation), amount in values["students"].items()
        if amount > NEGLIGIBLE
    ]
    rows += [
        (zone, specialisation, "", round(amount, 6), float("nan"))
        for (zone, specialisation), amount in values["unplaced"].items()
        if amount > NEGLIGIBLE
    ]
    return _table("students", rows)


def _staff(workshop: Workshop, values: dict[str, Values]) -> pd.DataFrame:
    index = workshop.source.index
    rows: list[tuple[Any, ...]] = [
        (group, campus, round(amount, 6), index.km_posting(group, campus))
        for (group, campus), amount in values["staff"].items()
        if amount > NEGLIGIBLE
    ]
    rows += [
        (group, "", round(amount, 6), float("nan")) for group, amount in values["freed"].items() if amount > NEGLIGIBLE
    ]
    return _table("staff", rows)


def _institute(workshop: Workshop, values: dict[str, Values], solution: Vector) -> pd.DataFrame:
    parameters, instance = workshop.source.institute, workshop.source.index.instance
    if parameters is None:
        return _table("institute", [])
    residents = _values(workshop, workshop.source.pyomo.residents, solution)
    lead_of = {specialisation: campus for (campus, specialisation), lead in values["leads"].items() if lead > 0.5}
    hosts = instance.table("institute_hosts")
    town_of = dict(zip(hosts["host_id"], hosts["municipality_id"], strict=True))
    rows = []
    for (specialisation, host), amount in residents.items():
        count = round(amount)
        if count > 0:
            lead = lead_of[specialisation]
            start, end = instance.municipality_of[lead], town_of[host]
            km = 0.0 if start == end else instance.km_between[start, end]
            guest_fte = round(count * parameters.guest_fte_per_resident, 6)
            rows.append((host, specialisation, lead, count, guest_fte, km))
    return _table("institute", rows)
