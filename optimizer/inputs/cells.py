"""Converting the cells of one column: in bulk first, cell by cell where that fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from optimizer.errors import Finding
from optimizer.inputs.gathering import Gathering, shown
from optimizer.inputs.schema import Column

TRUE_WORDS = ("true", "waar", "vrai")
FALSE_WORDS = ("false", "onwaar", "faux")
LARGEST_NUMBER = 1e12
"""A number beyond this is a slip, in any unit that Bundel knows."""

_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_THREE_AFTER_COMMA = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[. '\u00a0\u202f]\d{3})+(?:,\d+)?|[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DATE = re.compile(
    r"\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{1,4})?|\d{1,2}[-/ ]?[a-z]{3,4}\.?(?:[-/ ]?\d{2,4})?|[a-z]{3,4}\.?[-/ ]\d{2,4}"
)
_PERCENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?\s*%")


@dataclass(frozen=True)
class Place:
    """Where the cells of a column stand: file, lines, and whether its columns are parted by semicolons."""

    file: str
    lines: Sequence[int]
    semicolons: bool
    gathering: Gathering

    def finding(self, position: int, column: str, message: str, mend: str, nearest: str | None = None) -> Finding:
        """Return an error at the row `position`."""
        return Finding(self.file, message, mend, row=self.lines[position], column=column, nearest=nearest)


def convert(cells: Sequence[str], column: Column, place: Place) -> pd.Series:
    """Return the cells of a column in the type of its kind, with missing values for what cannot be converted.

    Text stays as it is; around anything else blanks are cut off. What is converted is not yet checked against ranges,
    choices and names.
    """
    if column.kind in {"number", "integer"}:
        return _numbers(pd.Series(cells, dtype="object"), column, place)
    # Identifiers repeat: each different cell is looked at once.
    codes, different = pd.factorize(np.asarray(cells, dtype="object"))
    tidy = [None if not cell.strip() else cell if column.kind == "text" else cell.strip() for cell in different]
    text = pd.Series(np.asarray(tidy, dtype="object")[codes], dtype="str")
    return _booleans(text, column, place) if column.kind == "boolean" else text


def _numbers(text: pd.Series, column: Column, place: Place) -> pd.Series:
    numbers = pd.to_numeric(text, errors="coerce").astype("float64")
    unclear = np.flatnonzero(~np.isfinite(numbers))
    failed = unclear[(text.iloc[unclear].str.strip() != "").to_numpy(dtype=bool)]
    if len(failed):
        numbers = _mend_numbers(text.str.strip(), numbers, failed, column, place)
    huge = np.flatnonzero(numbers.abs() > LARGEST_NUMBER)
    _each(place, column, huge, lambda at: (f"{shown(text[at])} is too large a number", "Check it and its unit."))
    numbers[huge] = np.nan
    if column.kind == "integer":
        broken = np.flatnonzero(numbers.notna() & (numbers != numbers.round()))
        _each(place, column, broken, lambda at: (f"{shown(text[at])} is not a whole number", "Write a whole number."))
    return numbers


def _mend_numbers(text: pd.Series, numbers: pd.Series, failed: np.ndarray, column: Column, place: Place) -> pd.Series:
    """Accept decimal commas; report the rest of the `failed` cells."""
    cells = text.iloc[failed]
    comma = cells.str.fullmatch(_DECIMAL_COMMA)
    if not place.semicolons:
        comma &= ~cells.str.fullmatch(_THREE_AFTER_COMMA)
    with_comma = failed[comma.to_numpy()]
    values = numbers.to_numpy(copy=True)
    values[failed] = np.nan
    values[with_comma] = pd.to_numeric(text.iloc[with_comma].str.replace(",", "."))
    rest = failed[~comma.to_numpy()]
    _each(place, column, rest, lambda at: number_fault(text[at]))
    if len(with_comma):
        message = f"has decimal commas in {len(with_comma)} cells, which were accepted"
        mend = "Write decimal points to silence this."
        place.gathering.warning(
            "decimal comma", place.file, message, mend, row=place.lines[with_comma[0]], column=column.name
        )
        dotted = np.flatnonzero(text.str.contains(".", regex=False) & np.isfinite(numbers))
        message = "has a decimal point while other cells of the column have a decimal comma"
        mend = "Write decimal points everywhere, and no sign between thousands."
        _each(place, column, dotted, lambda at: (f"{shown(text[at])} {message}", mend))
    return pd.Series(values, index=text.index)


def number_fault(cell: str) -> tuple[str, str]:
    """Return what is wrong with a cell that should be a number, and how to mend it."""
    lowered = cell.lower()
    if lowered.lstrip("+-") in {"nan", "inf", "infinity", "n/a", "na", "null", "none", "-", "#n/a", "nb", "n.b."}:
        return f"{shown(cell)} is not a number", "Write a number; leave the cell empty only where the column allows it."
    if _THOUSANDS.fullmatch(cell):
        plain = re.sub(r"[ '\u00a0\u202f]", "", cell)
        whole, decimals = plain, ""
        if "." in plain and "," in plain:
            decimal = max(plain.rfind("."), plain.rfind(","))
            whole, decimals = plain[:decimal], "." + plain[decimal + 1 :]
        digits = re.sub(r"[.,]", "", whole) + decimals
        return f"{shown(cell)} seems to have a sign between thousands", f"Write {digits}, if that is what is meant."
    if _DATE.fullmatch(lowered):
        return f"{shown(cell)} looks like a date that a spreadsheet made of a number", "Write the number again."
    if _PERCENT.fullmatch(cell):
        return f"{shown(cell)} is a percentage", "Write a share, such as 0.5 for 50%."
    return f"{shown(cell)} is not a number", "Write digits with a decimal point, without a unit."


def _booleans(text: pd.Series, column: Column, place: Place) -> pd.Series:
    lowered = text.str.lower()
    true, false = lowered.isin(TRUE_WORDS), lowered.isin(FALSE_WORDS)
    wrong = np.flatnonzero(~true & ~false & text.notna())
    _each(place, column, wrong, lambda at: (f"{shown(text[at])} is neither true nor false", "Write true or false."))
    return pd.Series(np.where(true, 1.0, np.where(false, 0.0, np.nan)), index=text.index)


def _each(place: Place, column: Column, positions: np.ndarray, words: Callable[[int], tuple[str, str]]) -> None:
    def build(position: int) -> Finding:
        return place.finding(position, column.name, *words(position))

    place.gathering.each("cell", place.file, column.name, positions.tolist(), build)
