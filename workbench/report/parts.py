"""What a report is made of: tables with a number and a source, and the names that they write out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from optimizer.inputs.plan import Plan
from optimizer.solving.saving import changes_of
from workbench.messages import Language
from workbench.numbers import format_number
from workbench.report.messages import tell

if TYPE_CHECKING:
    from optimizer.solving.result import Result


@dataclass(frozen=True)
class Column:
    """A column of a report's table: its head, and whether it holds numbers."""

    head: str
    numeric: bool = False


@dataclass(frozen=True)
class ReportTable:
    """A table of a report.

    Attributes
    ----------
    name, title, source : str
        Name, title, and the file that the numbers come from.
    columns : tuple of Column
        Heads.
    rows : tuple of tuple of str
        Cells as they are read.
    note : str
        A sentence under the title; may be empty.
    marks : tuple of str
        For every row the kind of change, or nothing.
    """

    name: str
    title: str
    source: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Subject:
    """A result with a plan, the language it is told in, and the names of what is in it."""

    result: Result
    lang: Language
    _names: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict, repr=False)

    @cached_property
    def plan(self) -> Plan:
        """The plan."""
        assert self.result.plan is not None
        return self.result.plan

    @cached_property
    def changes(self) -> pd.DataFrame:
        """The rows of ``changes.csv`` with institution and municipality, and 1 or 0 for each count."""
        instance = self.result.instance
        frame = changes_of(self.plan, instance)
        campuses = instance.table("campuses").set_index("campus_id")
        towns = instance.table("municipalities").set_index("municipality_id")
        municipality = frame["campus_id"].map(campuses["municipality_id"])
        return frame.assign(
            institution_id=frame["campus_id"].map(campuses["institution_id"]),
            municipality_id=municipality,
            province_id=municipality.map(towns["province_id"]),
            programmes_today=frame["change"].ne("opened").astype(int),
            programmes=frame["change"].ne("closed").astype(int),
            leads=frame["lead"].astype(int),
        )

    def sums(self, key: str) -> pd.DataFrame:
        """Return students and programmes today and in the plan, and lead centres, by a column of the changes."""
        columns = ["students_today", "students", "programmes_today", "programmes", "leads"]
        sums = self.changes.groupby(key)[columns].sum()
        return sums.assign(difference=sums["students"] - sums["students_today"])

    def names(self, table: str, key: str) -> dict[str, str]:
        """Return the names of a table's rows by their identifier, in the language of the report."""
        if (table, key) not in self._names:
            frame = self.result.instance.table(table)
            column = "name" if "name" in frame.columns else f"name_{self.lang}"
            self._names[table, key] = dict(zip(frame[key].astype(str), frame[column].astype(str), strict=True))
        return self._names[table, key]

    def specialisation(self, identifier: str) -> str:
        """Return the name of a specialisation with its degree."""
        frame = self.result.instance.table("specialisations")
        degrees = dict(zip(frame["specialisation_id"], frame["degree"], strict=True))
        name = self.names("specialisations", "specialisation_id")[identifier]
        return f"{name} ({str(degrees[identifier]).replace('_', '/')})"

    def campus(self, identifier: str) -> str:
        """Return the name of a campus with the short name of its institution."""
        instance = self.result.instance
        institutions = instance.table("institutions").set_index("institution_id")["short_name"]
        campuses = instance.table("campuses").set_index("campus_id")["institution_id"]
        return f"{institutions[campuses[identifier]]}, {self.names('campuses', 'campus_id')[identifier]}"

    def town_of(self, campus: str) -> str:
        """Return the name of the municipality of a campus."""
        municipality = self.result.instance.municipality_of[campus]
        return self.names("municipalities", "municipality_id")[municipality]

    def say(self, key: str, **values: object) -> str:
        """Return a text in the language of the report."""
        return tell(self.lang, key, **values)

    def number(self, value: float | None, decimals: int | None = 0, *, signed: bool = False) -> str:
        """Return a number as it is read; nothing for what is not known."""
        if value is None or pd.isna(value):
            return "–"
        return format_number(float(value), self.lang, decimals, signed=signed)

    def table(
        self,
        name: str,
        source: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        note: str = "",
        marks: Sequence[str] = (),
        title: str = "",
    ) -> ReportTable:
        """Return a table; its title is the text of its name unless another is given."""
        cells = tuple(tuple(row) for row in rows)
        return ReportTable(name, title or self.say(name), source, tuple(columns), cells, note, tuple(marks))
