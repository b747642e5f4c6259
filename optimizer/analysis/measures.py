"""Rows of ``checks.csv``: what was measured, what it is held against, and whether it holds."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

Sense = Literal["at most", "at least", "exactly"]

CHECK_COLUMNS = ("kind", "name", "subject", "measured", "limit", "unit", "ok")
"""Columns of ``checks.csv``."""

FINDING_COLUMNS = ("subject", "measured", "limit", "unit", "ok")
"""Columns that a check gives; kind and name are put before them by :func:`optimizer.analysis.verify.verify`."""


def measures(
    subject: pd.Series[str] | str,
    measured: pd.Series[Any] | float,
    limit: pd.Series[Any] | float,
    unit: str,
    sense: Sense,
    *,
    group: pd.Series[str] | str | None = None,
) -> pd.DataFrame:
    """Hold measured values against limits.

    Parameters
    ----------
    subject, measured, limit : Series or scalar
        What was measured, its value and its limit; Series have the same rows in the same order.
    unit : str
        Unit of both values.
    sense : {"at most", "at least", "exactly"}
        How the limit binds. The tolerance is 1e-6 of the limit (at least of 1) plus 1e-4.
    group : Series or str, optional
        Of each group keep every row that does not hold, or else the one that comes closest; a text makes one group of
        all rows.

    Returns
    -------
    DataFrame
        Columns :data:`FINDING_COLUMNS`. A value that is no number never holds.
    """
    size = next((len(part) for part in (measured, limit, subject) if isinstance(part, pd.Series)), 1)
    values, limits = _numbers(measured, size), _numbers(limit, size)
    difference = values - limits
    excess = {"at most": difference, "at least": -difference, "exactly": np.abs(difference)}[sense]
    strain = excess / (1e-6 * np.maximum(np.abs(limits), 1.0) + 1e-4)
    strain[np.isnan(strain)] = np.inf
    frame = pd.DataFrame(
        {
            "subject": subject.to_numpy() if isinstance(subject, pd.Series) else [subject] * size,
            "measured": values,
            "limit": limits,
            "unit": f"{unit}, {sense}",
            "ok": strain <= 1.0,
        }
    )
    if group is None or not size:
        return frame
    kept: np.ndarray[Any, np.dtype[np.bool_]] = strain > 1.0
    kept[_worst_of_each(strain, group)] = True
    return frame[kept].reset_index(drop=True)


def _worst_of_each(strain: np.ndarray[Any, np.dtype[np.float64]], group: pd.Series[str] | str) -> Any:
    """Return where each group's largest strain stands first."""
    if not isinstance(group, pd.Series):
        return int(strain.argmax())
    codes, _ = pd.factorize(group, use_na_sentinel=False)
    in_order = np.lexsort((-strain, codes))
    _, first = np.unique(codes[in_order], return_index=True)
    return in_order[first]


def _numbers(values: pd.Series[Any] | float, size: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    if isinstance(values, pd.Series):
        return values.to_numpy(dtype="float64", na_value=np.nan)
    return np.full(size, values, dtype="float64")


def none_of(subject: str, faulty: pd.Series[bool], names: pd.Series[str], unit: str) -> pd.DataFrame:
    """Give one row that counts faulty rows, of which there may be none; it names the first of them."""
    count = int(faulty.sum())
    if count:
        subject = f"{subject}: {names[faulty].iloc[0]}"
    return measures(subject, count, 0.0, unit, "at most")


def each_of(subject: str, faulty: pd.Series[bool], names: pd.Series[str], unit: str) -> pd.DataFrame:
    """Give one row a faulty row, of which there may be none, with its name; one row that holds if none is faulty."""
    if not faulty.any():
        return measures(subject, 0.0, 0.0, unit, "at most")
    return measures(f"{subject}: " + names[faulty], 1.0, 0.0, unit, "at most")


def joined(*frames: pd.DataFrame) -> pd.DataFrame:
    """Put the rows of several frames one below the other."""
    filled = [frame for frame in frames if not frame.empty]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(FINDING_COLUMNS))
