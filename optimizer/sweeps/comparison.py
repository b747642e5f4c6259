"""Candidates held against every cell: which trials that takes, and the tables that come of them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from optimizer.inputs.instance import Pair
from optimizer.sweeps.definition import Cell, SweepDefinition, digest_of
from optimizer.sweeps.folder import SweepFolder
from optimizer.sweeps.robustness import regret_table
from optimizer.sweeps.survey import NOMINAL, Group, Key, Survey
from optimizer.sweeps.tables import parameter_columns
from optimizer.sweeps.trials import TODAY

TRIAL_FORMAT = 1


@dataclass(eq=False)
class Comparison:
    """What candidates are held against what.

    Attributes
    ----------
    definition : SweepDefinition
        The sweep.
    found : Survey
        Its finished cells.
    """

    definition: SweepDefinition
    found: Survey
    _candidates: dict[Key, list[str]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        settings = self.definition.robustness
        for key, group in self.found.groups.items():
            plans = group.candidates(settings.candidates)
            worth_it = group.planned > 1 and plans
            also = [TODAY] if settings.today else []
            self._candidates[key] = [*plans, *also] if worth_it else []

    def trials(self) -> Iterator[tuple[str, Cell, dict[str, tuple[Pair, ...]]]]:
        """Yield the name, the cell and the plans of every trial that the tables need."""
        for cell in self.definition.cells():
            own = self.found.plan_of.get(cell.name)
            candidates = self._candidates.get(self._key(cell), [])
            is_nominal = cell.sample is not None and cell.sample.number == NOMINAL
            if own is None or is_nominal or not candidates:
                continue
            names = sorted({*candidates, own})
            name = digest_of([TRIAL_FORMAT, cell.name, names, self.definition.robustness.measure])
            yield name, cell, {plan: self.found.pairs_of.get(plan, ()) for plan in names}

    def count(self) -> int:
        """Return the number of trials."""
        return sum(1 for _ in self.trials())

    def tables(self, folder: SweepFolder) -> dict[Key, pd.DataFrame]:
        """Return the table of regrets of every group that has one."""
        places = self._places()
        values = {key: np.full((len(cells), len(self._candidates[key])), math.nan) for key, cells in places.items()}
        best = {key: np.full(len(cells), math.inf) for key, cells in places.items()}
        row_of = {cell: (key, row) for key, cells in places.items() for row, cell in enumerate(cells)}
        columns = {key: {plan: place for place, plan in enumerate(plans)} for key, plans in self._candidates.items()}
        measure = self.definition.robustness.measure
        wanted = {name for name, _, _ in self.trials()}
        for batch in folder.trials.batches(["trial", "cell", "plan", "stands", measure]):
            lists = [batch.column(name).to_pylist() for name in ("trial", "cell", "plan", "stands", measure)]
            for trial, cell, plan, stands, value in zip(*lists, strict=True):
                if not stands or trial not in wanted or value is None:
                    continue
                key, row = row_of[cell]
                if plan in columns[key]:
                    values[key][row, columns[key][plan]] = value
                if plan != TODAY:
                    best[key][row] = min(best[key][row], value)
        return {key: self._table(key, places[key], values[key], best[key]) for key in places}

    def _table(
        self, key: Key, cells: list[str], values: np.ndarray[Any, Any], best: np.ndarray[Any, Any]
    ) -> pd.DataFrame:
        comparable = np.isfinite(best)
        index = pd.RangeIndex(int(comparable.sum()))
        frame = pd.DataFrame(values[comparable], index=index, columns=self._candidates[key])
        own = [self.found.plan_of[cell] for cell, kept in zip(cells, comparable, strict=True) if kept]
        alpha = self.definition.robustness.alpha
        return regret_table(
            frame, pd.Series(own, index=index), pd.Series(best[comparable], index=index), alpha, (TODAY,)
        )

    def _places(self) -> dict[Key, list[str]]:
        """Return the cells of every group that are compared, in a fixed order."""
        places: dict[Key, list[str]] = {}
        for _, cell, _ in self.trials():
            places.setdefault(self._key(cell), []).append(cell.name)
        return places

    def _key(self, cell: Cell) -> Key:
        chosen = {key: cell.parameters[key] for key in self.definition.choices}
        columns = parameter_columns(self.definition, chosen)
        return tuple(columns[name] for name in sorted(columns))

    def group(self, key: Key) -> Group:
        """Return a group."""
        return self.found.groups[key]
