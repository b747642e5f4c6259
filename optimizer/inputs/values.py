"""Checking converted columns against the schema: missing values, ranges, choices, names, keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
import pandera.pandas as pa

from optimizer.errors import Finding
from optimizer.inputs.cells import Place
from optimizer.inputs.gathering import nearest_mend, shown
from optimizer.inputs.schema import SLUG_PATTERN, Column, Table


@lru_cache(maxsize=32)
def _table_schema(table: Table) -> pa.DataFrameSchema:
    """Return the pandera schema of a table."""
    return pa.DataFrameSchema({column.name: _column_schema(column) for column in table.columns})


def _column_schema(column: Column) -> pa.Column:
    checks = []
    if column.low is not None:
        checks.append(pa.Check.ge(column.low, error="low"))
    if column.high is not None:
        checks.append(pa.Check.le(column.high, error="high"))
    if column.kind == "choice":
        checks.append(pa.Check.isin(column.choices, error="choice"))
    if column.kind == "slug":
        checks.append(pa.Check(_are_slugs, error="slug"))
    return pa.Column(checks=checks, nullable=column.optional)


def _are_slugs(cells: pd.Series) -> pd.Series:
    """Tell which cells are identifiers; they repeat, so each different one is looked at once."""
    return cells.isin([cell for cell in cells.unique() if re.fullmatch(SLUG_PATTERN, cell)])


def check_values(frame: pd.DataFrame, cells: Mapping[str, Sequence[str]], table: Table, place: Place) -> None:
    """Report every cell of `frame` that its column does not allow, quoting what the file says in `cells`."""
    try:
        _table_schema(table).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        faults = error.failure_cases
        for column in table.columns:
            own = faults[faults["column"] == column.name]
            for check, group in own.groupby("check", sort=True):
                positions = np.sort(group["index"].to_numpy(dtype="int64"))
                if check == "not_nullable":
                    positions = np.array([at for at in positions if not cells[column.name][at].strip()], dtype="int64")
                _report(str(check), column, positions, cells[column.name], place)


def check_keys(frame: pd.DataFrame, table: Table, place: Place) -> None:
    """Report every row whose key stands in the table already."""
    key = frame[list(table.key)]
    complete = key.notna().all(axis=1)
    again = np.flatnonzero(key.duplicated(keep="first") & complete)
    if not len(again):
        return
    groups = key.groupby(list(table.key), sort=False, dropna=False).ngroup()
    first = dict(zip(*np.unique(groups.to_numpy(), return_index=True), strict=True))

    def build(position: int) -> Finding:
        name = ", ".join(key.iloc[position])
        message = f"{shown(name)} stands in row {place.lines[first[groups[position]]]} already"
        return place.finding(position, table.key[-1], message, "Remove one of the two rows, or add them up.")

    place.gathering.each("key", place.file, table.key[-1], again.tolist(), build)


def _report(check: str, column: Column, positions: np.ndarray, cells: Sequence[str], place: Place) -> None:
    def build(position: int) -> Finding:
        message, mend, nearest = words(cells[position].strip())
        return place.finding(position, column.name, message, mend, nearest)

    words = _words(check, column)
    place.gathering.each(check, place.file, column.name, positions.tolist(), build)


def _words(check: str, column: Column) -> Callable[[str], tuple[str, str, str | None]]:
    """Return what tells the fault, the remedy and the nearest valid name of a cell."""
    unit = f" {column.unit}" if column.unit else ""
    meaning = ", ".join(dict.fromkeys(word for word in (column.meaning, column.unit) if word))

    def missing(_: str) -> tuple[str, str, str | None]:
        return "the value is missing", f"Give a value: {meaning}.", None

    def low(cell: str) -> tuple[str, str, str | None]:
        what = "is negative" if column.low == 0 else "is too small"
        return f"{shown(cell)} {what}", f"It must be at least {column.low:g}{unit}.", None

    def high(cell: str) -> tuple[str, str, str | None]:
        hint = " If these are metres, divide them by 1000." if column.unit == "km" else ""
        return f"{shown(cell)} is too large", f"It must be at most {column.high:g}{unit}.{hint}", None

    def choice(cell: str) -> tuple[str, str, str | None]:
        mend, nearest = nearest_mend(cell, column.choices)
        return f"{shown(cell)} is not one of the choices for {column.name}", mend, nearest

    def slug(cell: str) -> tuple[str, str, str | None]:
        mend = "Write lower-case letters, digits, - and _, without blanks or accents; start with a letter or digit."
        return f"{shown(cell)} is not an identifier", mend, None

    return {"not_nullable": missing, "low": low, "high": high, "choice": choice, "slug": slug}[check]
