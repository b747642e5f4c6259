"""The tables of a result: which there are, what their columns hold, and the same values as in the CSV files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from optimizer.inputs.plan import PLAN_KEYS, Plan, columns_of
from optimizer.inputs.writing import DECIMALS
from optimizer.solving.loading import NUMBERS
from optimizer.solving.saving import CHANGES, CHECKS, CHOICE, changes_of, file_of
from workbench.messages import Language
from workbench.progress import term_label

if TYPE_CHECKING:
    from optimizer.solving.result import Result

Kind = Literal["string", "number", "boolean"]

FLAGS = frozenset({"lead", "ok"})
MORE_NUMBERS = frozenset({"today", "plan", "difference", "observed", "value", "bound", "gap", "lat", "lon"})
CHOICES = {
    "role": ("lead", "teach"),
    "change": ("kept", "opened", "closed"),
    "kind": ("rule", "term"),
    "language": ("nl", "en", "both"),
}
"""Columns that hold one of a few words."""


@dataclass(frozen=True, eq=False)
class ResultTable:
    """A table of a result.

    Attributes
    ----------
    name, file : str
        Its name and, in the folder, its file; empty if it has none of its own.
    frame : DataFrame
        Its rows in the order of the file, numbers rounded as there.
    key : tuple of str
        Columns by which it is sorted.
    """

    name: str
    file: str
    frame: pd.DataFrame
    key: tuple[str, ...]


def kind_of(column: str) -> Kind:
    """Return what a column holds."""
    if column in FLAGS:
        return "boolean"
    return "number" if column in NUMBERS or column in MORE_NUMBERS else "string"


def folder_tables(result: Result) -> list[ResultTable]:
    """Return the tables that stand as CSV in a result folder, those of the two todays left out."""
    plan = _plan(result)
    tables = plan_tables(plan)
    changes = _table("changes", "changes.csv", changes_of(plan, result.instance), CHANGES, CHANGES[:2])
    tables.insert(1, changes)
    if result.choice is not None:
        tables.append(_table("choice", "choice.csv", result.choice.table, CHOICE, CHOICE[:2]))
    checks = result.checks.reindex(columns=list(CHECKS))
    return [*tables, _table("checks", "checks.csv", checks, CHECKS, CHECKS[:3])]


def plan_tables(plan: Plan) -> list[ResultTable]:
    """Return the four tables of a plan; that of its programmes is named ``plan``."""
    tables = []
    for name, key in PLAN_KEYS.items():
        frame, file = getattr(plan, name), file_of(name)
        tables.append(_table(file.removesuffix(".csv"), file, frame, columns_of(name, frame.columns), key))
    return tables


def terms_table(result: Result, lang: Language) -> ResultTable:
    """Return every term today and in the plan, as ``result.json`` holds them."""
    rows = [
        (name, term_label(name, lang), each.unit, each.today, each.plan, each.plan - each.today, each.observed)
        for name, each in result.terms.items()
    ]
    columns = ("term", "label", "unit", "today", "plan", "difference", "observed")
    return _table("terms", "", pd.DataFrame(rows, columns=list(columns)), columns, ())


def goals_table(result: Result) -> ResultTable:
    """Return the goals with their proof, as ``result.json`` holds them."""
    columns = ("term", "unit", "value", "bound", "gap", "limit", "status")
    rows = [tuple(getattr(goal, column) for column in columns) for goal in result.goals]
    return _table("goals", "", pd.DataFrame(rows, columns=list(columns)), columns, ())


def _table(name: str, file: str, frame: pd.DataFrame, columns: Sequence[str], key: Sequence[str]) -> ResultTable:
    ordered = (frame.sort_values(list(key), kind="stable") if key else frame)[list(columns)].reset_index(drop=True)
    typed: dict[str, Any] = {column: _typed(ordered[column], kind_of(column)) for column in columns}
    return ResultTable(name, file, pd.DataFrame(typed, columns=list(columns)), tuple(key))


def _typed(values: pd.Series[Any], kind: Kind) -> pd.Series[Any]:
    """Return a column as the file holds it: numbers rounded, without a negative zero; nothing as None."""
    if kind == "number":
        return pd.to_numeric(values).astype("float64").round(DECIMALS) + 0.0
    return values.astype(object).where(values.notna(), None)


def _plan(result: Result) -> Plan:
    if result.plan is None:
        message = f"a result that is {result.status} has no plan"
        raise ValueError(message)
    return result.plan
