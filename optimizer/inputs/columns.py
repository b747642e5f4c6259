"""What a column of a table is, and the kinds of columns that data sets have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["slug", "text", "number", "integer", "boolean", "choice"]


@dataclass(frozen=True)
class Column:
    """One column: its name, kind, unit and what its values may be."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    optional: bool = False
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    refers_to: str | None = None


@dataclass(frozen=True)
class Table:
    """One table of a data set; what few data sets need is not in the example of a new one."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    primary: bool = False
    optional: bool = False
    in_example: bool = True

    @property
    def file(self) -> str:
        """File name of the table in the data set's folder."""
        return f"{self.name}.csv"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in the order in which they are written."""
        return tuple(column.name for column in self.columns)


def identifier(name: str, meaning: str, refers_to: str | None = None, *, optional: bool = False) -> Column:
    """Return a column of slugs: the key of its own table, or of the one it refers to."""
    return Column(name, "slug", meaning, refers_to=refers_to, optional=optional)


def text(name: str, meaning: str, *, optional: bool = False) -> Column:
    """Return a column of free text."""
    return Column(name, "text", meaning, optional=optional)


def choice(name: str, meaning: str, choices: tuple[str, ...]) -> Column:
    """Return a column that takes one of several words."""
    return Column(name, "choice", meaning, choices=choices)


def amount(
    name: str, meaning: str, unit: str, *, low: float = 0.0, high: float | None = None, optional: bool = False
) -> Column:
    """Return a column of numbers with a unit, at least 0."""
    return Column(name, "number", meaning, unit=unit, low=low, high=high, optional=optional)
