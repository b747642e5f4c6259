"""What the finished cells of a sweep say: groups of cells, their plans, and how often each programme is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from optimizer.inputs.instance import Instance, Pair
from optimizer.sweeps.definition import SweepDefinition
from optimizer.sweeps.folder import SweepFolder
from optimizer.sweeps.tables import PARAMETER

Key = tuple[Any, ...]
NOMINAL = 0
"""Number of the sample in which the figures are as they are: it counts as no circumstance."""

SELECTION_COLUMNS = ("campus_id", "specialisation_id", "today", "cells", "taught", "leads")


@dataclass(eq=False)
class Group:
    """The cells in which everything that somebody chooses is the same.

    Attributes
    ----------
    choices : dict of str to object
        Values of what somebody chooses, by column.
    statuses : Counter
        Cells by status.
    plans : Counter
        Cells by the name of their plan.
    nominal : str or None
        The plan for the figures as they are, if they were solved.
    taught, leads : Counter
        Cells in which a programme exists, and in which it is the lead centre.
    """

    choices: dict[str, Any]
    statuses: Counter[str] = field(default_factory=Counter)
    plans: Counter[str] = field(default_factory=Counter)
    nominal: str | None = None
    taught: Counter[Pair] = field(default_factory=Counter)
    leads: Counter[Pair] = field(default_factory=Counter)

    @property
    def planned(self) -> int:
        """Number of cells with a plan."""
        return self.plans.total()

    def candidates(self, most: int) -> list[str]:
        """Return plans that are held against every cell: that of the figures as they are, then the most frequent."""
        frequent = sorted(self.plans, key=lambda plan: (-self.plans[plan], plan))
        if self.nominal is not None:
            frequent = [self.nominal, *(plan for plan in frequent if plan != self.nominal)]
        return frequent[:most]

    def selection(self, instance: Instance) -> pd.DataFrame:
        """Return how often every programme is chosen, as shares of the cells with a plan; today's others never."""
        pairs = sorted({*self.taught, *instance.enrolled_today})
        rows = [
            (
                *pair,
                pair in instance.enrolled_today,
                self.planned,
                self.taught[pair] / max(1, self.planned),
                self.leads[pair] / max(1, self.planned),
            )
            for pair in pairs
        ]
        return pd.DataFrame(rows, columns=list(SELECTION_COLUMNS))


@dataclass(eq=False)
class Survey:
    """All finished cells, looked through once.

    Attributes
    ----------
    groups : dict
        The groups, by the values of what somebody chooses.
    plan_of : dict of str to str
        Plan of every cell that has one.
    pairs_of : dict of str to tuple
        Programmes of every plan.
    conflicts : Counter
        Cells without a plan, by the rules that cannot hold together.
    """

    groups: dict[Key, Group] = field(default_factory=dict)
    plan_of: dict[str, str] = field(default_factory=dict)
    pairs_of: dict[str, tuple[Pair, ...]] = field(default_factory=dict)
    conflicts: Counter[tuple[str, ...]] = field(default_factory=Counter)

    @property
    def statuses(self) -> Counter[str]:
        """Cells by status, of all groups together."""
        return sum((group.statuses for group in self.groups.values()), Counter())


def choice_columns(definition: SweepDefinition) -> list[str]:
    """Return the columns of what somebody chooses."""
    return sorted(PARAMETER + key for key in definition.choices)


def survey(folder: SweepFolder) -> Survey:
    """Look through the finished cells of a sweep."""
    found = Survey()
    chosen = choice_columns(folder.definition)
    for batch in folder.cells.batches(["cell", "status", "plan", "sample", "conflict", "programmes", *chosen]):
        _take(found, batch, chosen)
    found.groups = dict(sorted(found.groups.items(), key=lambda item: [_rank(value) for value in item[0]]))
    return found


def _rank(value: Any) -> tuple[str, Any]:
    return ("number", value) if isinstance(value, int | float) else ("text", str(value))


def _take(found: Survey, batch: pa.RecordBatch, chosen: list[str]) -> None:
    keys = _keys(batch, chosen)
    frame = batch.select(["cell", "status", "plan", "sample", "conflict"]).to_pylist()
    programmes = _programmes(batch)
    counted = []
    for row, key in zip(frame, keys, strict=True):
        group = found.groups.get(key)
        if group is None:
            group = found.groups[key] = Group(dict(zip(chosen, key, strict=True)))
        plan = row["plan"]
        nominal = row["sample"] == NOMINAL
        counted.append(plan is not None and not nominal)
        if not nominal:
            group.statuses[row["status"]] += 1
        elif plan is not None:
            group.nominal = plan
        if plan is None:
            if row["conflict"]:
                found.conflicts[tuple(row["conflict"])] += 1
            continue
        found.plan_of[row["cell"]] = plan
        group.plans[plan] += not nominal
    for position, pairs in programmes.pairs_of_new(frame, found.pairs_of):
        found.pairs_of[frame[position]["plan"]] = pairs
    for (key, pair, leads), count in programmes.counts(keys, counted).items():
        group = found.groups[key]
        group.taught[pair] += count
        if leads:
            group.leads[pair] += count


def _keys(batch: pa.RecordBatch, chosen: list[str]) -> list[Key]:
    if not chosen:
        return [()] * batch.num_rows
    return list(zip(*(batch.column(name).to_pylist() for name in chosen), strict=True))


@dataclass(eq=False)
class _Programmes:
    """Programmes of many cells: the row of the cell, campus, specialisation, and whether it leads."""

    rows: np.ndarray[Any, Any]
    campus: np.ndarray[Any, Any]
    specialisation: np.ndarray[Any, Any]
    leads: np.ndarray[Any, Any]

    def pairs_of_new(
        self, frame: list[dict[str, Any]], known: Mapping[str, Any]
    ) -> Iterator[tuple[int, tuple[Pair, ...]]]:
        """Yield the programmes of the first row of every plan that is not known yet."""
        first: dict[str, int] = {}
        for position, row in enumerate(frame):
            if row["plan"] is not None and row["plan"] not in known:
                first.setdefault(row["plan"], position)
        for position in first.values():
            start, end = np.searchsorted(self.rows, [position, position + 1])
            pairs = zip(self.campus[start:end].tolist(), self.specialisation[start:end].tolist(), strict=True)
            yield position, tuple(sorted(pairs))

    def counts(self, keys: list[Key], counted: list[bool]) -> Counter[tuple[Key, Pair, bool]]:
        """Return how often every programme stands in every group, in the rows that count."""
        numbers: dict[Key, int] = {}
        group = np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=int)
        keep = np.array(counted, dtype=bool)[self.rows] if self.rows.size else np.zeros(0, dtype=bool)
        frame = pd.DataFrame(
            {
                "group": group[self.rows][keep],
                "campus": self.campus[keep],
                "specialisation": self.specialisation[keep],
                "leads": self.leads[keep],
            }
        )
        sizes = frame.groupby(["group", "campus", "specialisation", "leads"], sort=False).size()
        names = list(numbers)
        found: Counter[tuple[Key, Pair, bool]] = Counter()
        for place, count in sizes.items():
            number, campus, specialisation, leads = cast("tuple[int, str, str, bool]", place)
            found[names[number], (str(campus), str(specialisation)), bool(leads)] += int(count)
        return found


def _programmes(batch: pa.RecordBatch) -> _Programmes:
    column = batch.column("programmes")
    parts = column.flatten()
    return _Programmes(
        pc.list_parent_indices(column).to_numpy(zero_copy_only=False).astype(int),
        parts.field("campus_id").to_numpy(zero_copy_only=False),
        parts.field("specialisation_id").to_numpy(zero_copy_only=False),
        pc.equal(parts.field("role"), "lead").to_numpy(zero_copy_only=False),
    )
