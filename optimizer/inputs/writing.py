"""Writing tables as CSV: the one format of every file that Bundel writes.

UTF-8, comma, LF, a header, decimal point, at most 6 decimals, ``true``/``false``, empty for none, sorted by the key.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from optimizer.inputs.schema import Table

DECIMALS = 6


def format_cell(value: Any) -> str:
    """Return a value as the text of a CSV cell."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is the only value that differs from itself
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    return format_number(float(value))


def format_number(value: float) -> str:
    """Return a number with at most 6 decimals, without trailing zeros and without a negative zero."""
    if not math.isfinite(value):
        raise ValueError(f"a table cannot hold {value}")
    text = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def format_table(frame: pd.DataFrame, columns: Sequence[str], key: Sequence[str]) -> str:
    """Return a frame as CSV text, with these columns in this order, sorted by the key."""
    ordered = frame.sort_values(list(key), kind="stable") if key else frame
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    cells = [[format_cell(value) for value in ordered[column].tolist()] for column in columns]
    writer.writerows(zip(*cells, strict=True))
    return stream.getvalue()


def format_data_table(frame: pd.DataFrame, table: Table) -> str:
    """Return a table of a data set as CSV text, columns and order after the schema."""
    return format_table(frame, table.column_names, table.key)
