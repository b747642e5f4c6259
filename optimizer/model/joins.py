"""What a variable's index leads to in a data set: the columns of every table whose key it knows, table after table.

A campus leads to its institution, its municipality and from there to the province; a campus and a specialisation to
the programme of today; a zone and a municipality to the way between them. Tables are taken nearest first, and a name
without table means the nearest that has such a column; one that two tables bring at once needs its table before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from optimizer.inputs.instance import Instance
from optimizer.inputs.schema import TABLES, Column

Entry = Mapping[str, Any]
"""An index by name of column, such as ``{"campus_id": ..., "specialisation_id": ...}``."""


@dataclass(frozen=True)
class Source:
    """Where a column comes from: a table and its column; without table it is part of the index."""

    table: str
    column: str

    @property
    def described(self) -> Column | None:
        """What the schema says of the column; None for one of the index."""
        own = TABLES[self.table].columns if self.table else ()
        return next((column for column in own if column.name == self.column), None)


@dataclass(frozen=True)
class Reach:
    """The columns that an index leads to.

    Attributes
    ----------
    columns : dict of str to Source
        By name: ``column`` where it is clear, and always ``table.column``.
    ambiguous : dict of str to list of str
        Names that need their table, with the names to choose from.
    """

    columns: dict[str, Source] = field(default_factory=dict)
    ambiguous: dict[str, list[str]] = field(default_factory=dict)


@cache
def reach_of(index: tuple[str, ...]) -> Reach:
    """Return the columns that an index of these columns leads to."""
    reach = Reach({name: Source("", name) for name in index})
    waiting = dict(TABLES)
    while near := [table for table in waiting.values() if all(key in reach.columns for key in table.key)]:
        brought: dict[str, list[str]] = defaultdict(list)
        for table in near:
            del waiting[table.name]
            for column in table.column_names:
                full = f"{table.name}.{column}"
                if column in table.key:
                    reach.columns[full] = reach.columns[column]
                else:
                    reach.columns[full] = Source(table.name, column)
                    brought[column].append(full)
        for column, names in brought.items():
            if column in reach.columns or column in reach.ambiguous:
                continue
            if len(names) > 1:
                reach.ambiguous[column] = sorted(names)
            else:
                reach.columns[column] = reach.columns[names[0]]
    return reach


@dataclass(eq=False)
class Lookup:
    """Looks up what a data set says of an index."""

    instance: Instance
    reach: Reach
    _rows: dict[tuple[str, str], dict[tuple[Any, ...], Any]] = field(default_factory=dict, init=False)

    def value(self, entry: Entry, name: str) -> Any:
        """Return the value of a column for an index; None if the data set has no such row."""
        source = self.reach.columns[name]
        if not source.table:
            return entry[source.column]
        key = tuple(self.value(entry, part) for part in TABLES[source.table].key)
        return self._column(source).get(key)

    def values(self, name: str, entries: Sequence[Entry]) -> set[Any]:
        """Return every value that a column can have: all of its table, or of the index."""
        source = self.reach.columns[name]
        return set(self._column(source).values()) if source.table else {entry[source.column] for entry in entries}

    def _column(self, source: Source) -> dict[tuple[Any, ...], Any]:
        where = source.table, source.column
        if where not in self._rows:
            frame = self.instance.table(source.table)
            keys = zip(*(frame[key].tolist() for key in TABLES[source.table].key), strict=True)
            self._rows[where] = dict(zip(keys, frame[source.column].tolist(), strict=True))
        return self._rows[where]
