"""The user's own rules: what they count stays between min and max."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from optimizer.analysis.measures import joined, measures
from optimizer.analysis.situation import PAIR, Situation, among
from optimizer.inputs.schema import TABLES


def _programmes(situation: Situation, amount: str | None = None) -> pd.DataFrame:
    taught = situation.programmes
    return taught[PAIR].assign(amount=1.0 if amount is None else taught[amount])


def _openings(situation: Situation) -> pd.DataFrame:
    taught = situation.programmes
    return taught.loc[taught["new"], PAIR].assign(amount=1.0)


def _closures(situation: Situation) -> pd.DataFrame:
    today = situation.today
    return today.loc[~among(today, PAIR, situation.programmes), PAIR].assign(amount=1.0)


def _leads(situation: Situation) -> pd.DataFrame:
    return situation.leads[PAIR].assign(amount=1.0)


def _hired(situation: Situation) -> pd.DataFrame:
    taught = situation.programmes
    return taught[PAIR].assign(amount=(taught["fte"] - taught["staffed"]).clip(lower=0))


def _expansion(situation: Situation) -> pd.DataFrame:
    places = situation.column("campuses", "campus_id", "places").astype("float64")
    students = situation.programmes.groupby("campus_id")["students"].sum()
    beyond = (students - places.reindex(students.index)).clip(lower=0)
    return beyond.rename("amount").reset_index()


def _staff(situation: Situation) -> pd.DataFrame:
    staff = situation.staff[situation.staff["campus_id"] != ""]
    return staff[["teacher_group_id", "campus_id"]].assign(km=staff["distance"], amount=staff["fte"])


def _freed(situation: Situation) -> pd.DataFrame:
    freed = situation.staff[situation.staff["campus_id"] == ""]
    return freed[["teacher_group_id"]].assign(amount=freed["fte"])


def _institute(keys: Sequence[str]) -> Callable[[Situation], pd.DataFrame]:
    def counted(situation: Situation) -> pd.DataFrame:
        rows = situation.plan.institute
        return rows.loc[rows["residents"] > 0].drop_duplicates(list(keys))[list(keys)].assign(amount=1.0)

    return counted


def _flows(table: str, keys: Sequence[str]) -> Callable[[Situation], pd.DataFrame]:
    return lambda situation: getattr(situation, table)[list(keys)].assign(amount=getattr(situation, table)["students"])


AMOUNTS: dict[str, tuple[str, Callable[[Situation], pd.DataFrame]]] = {
    "offers": ("programmes", _programmes),
    "openings": ("programmes", _openings),
    "closures": ("programmes", _closures),
    "leads": ("lead centres", _leads),
    "enrolled": ("students", lambda situation: _programmes(situation, "students")),
    "students": ("students", _flows("flows", ("zone_id", "municipality_id", "specialisation_id"))),
    "unplaced": ("students", _flows("unplaced", ("zone_id", "specialisation_id"))),
    "expansion": ("places", _expansion),
    "teaching": ("FTE", lambda situation: _programmes(situation, "fte")),
    "hired": ("FTE", _hired),
    "staff": ("FTE", _staff),
    "freed": ("FTE", _freed),
    "hosts": ("hosts", _institute(("host_id",))),
    "tracks": ("tracks", _institute(("specialisation_id",))),
    "residents": (
        "residents",
        lambda situation: situation.plan.institute[["specialisation_id", "host_id"]].assign(
            amount=situation.plan.institute["residents"]
        ),
    ),
}
"""Unit of what is counted, and the plan's rows with their `amount`, whose other columns are the index."""


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check every entry, one row for each of its limits."""
    found = []
    for position, own in enumerate(parameters.each):
        if not own.enabled:
            continue
        unit, rows_of = AMOUNTS[own.of]
        rows = described(rows_of(situation), situation, own.where)
        matching = pd.Series(True, index=rows.index)
        for column, condition in own.where.items():
            matching &= admitted(rows[column], condition)
        amount = float(rows.loc[matching, "amount"].sum())
        subject = f"own rule {position}: {own.of}"
        if own.min is not None:
            found.append(measures(subject, amount, float(own.min), unit, "at least"))
        if own.max is not None:
            found.append(measures(subject, amount, float(own.max), unit, "at most"))
    return joined(*found)


def described(rows: pd.DataFrame, situation: Situation, wanted: Iterable[str]) -> pd.DataFrame:
    """Join the tables whose key the columns hold, the nearest first, until all that is wanted is there.

    A column is named ``table.column``, and ``column`` if that is clear.

    A column that two equally near tables bring has no short name, also where a table farther away has one like it.
    """
    frame = rows.reset_index(drop=True)
    taken = set(frame.columns)
    left = dict(TABLES)
    while not set(wanted) <= set(frame.columns):
        near = [table for table in left.values() if set(table.key) <= set(frame.columns)]
        if not near:
            break
        short: dict[str, list[str]] = {}
        for table in near:
            del left[table.name]
            known = situation.instance.table(table.name)
            facts = [column for column in table.column_names if column not in table.key]
            renamed = known[[*table.key, *facts]].rename(columns={column: f"{table.name}.{column}" for column in facts})
            frame = frame.merge(renamed, how="left", on=list(table.key))
            for key in table.key:
                frame[f"{table.name}.{key}"] = frame[key]
            for column in facts:
                short.setdefault(column, []).append(f"{table.name}.{column}")
        for column, names in short.items():
            if column not in taken and len(names) == 1:
                frame[column] = frame[names[0]]
        taken |= set(short)
    return frame


def admitted(values: pd.Series[Any], condition: Any) -> pd.Series[bool]:
    """Say for each value whether it satisfies a condition: a value, several, or a range."""
    if hasattr(condition, "min"):
        numbers = pd.to_numeric(values, errors="coerce").astype("float64")
        low = -np.inf if condition.min is None else condition.min
        high = np.inf if condition.max is None else condition.max
        return numbers.between(low, high)
    options = list(condition) if isinstance(condition, tuple) else [condition]
    return values.astype(object).isin(options)
