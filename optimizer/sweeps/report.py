"""What holds in all circumstances, as tables and sentences, and the files that say it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from optimizer.analysis.terms import TERM_UNITS
from optimizer.inputs.instance import Pair
from optimizer.inputs.writing import format_table
from optimizer.model.registry import discover_terms
from optimizer.sweeps.comparison import Comparison
from optimizer.sweeps.definition import SweepDefinition, canonical
from optimizer.sweeps.folder import SweepFolder, write_text
from optimizer.sweeps.robustness import REGRET_COLUMNS, SPREAD_COLUMNS, spread_table
from optimizer.sweeps.survey import NOMINAL, SELECTION_COLUMNS, Group, choice_columns
from optimizer.sweeps.tables import PARAMETER
from optimizer.sweeps.trials import TODAY
from optimizer.sweeps.variation import DATASET

FORMAT = 1
ROBUSTNESS = "robustness.json"
SELECTION, SPREAD, REGRET, PLANS = "selection.csv", "spread.csv", "regret.csv", "plans.csv"
REPORT_FILES = (ROBUSTNESS, SELECTION, SPREAD, REGRET, PLANS)


@dataclass(frozen=True, eq=False)
class GroupReport:
    """What holds in the cells of one group.

    Attributes
    ----------
    choices : dict of str to object
        Values of what somebody chooses, by column.
    group : Group
        Its cells, counted.
    selection : DataFrame
        How often every programme is chosen.
    spread : DataFrame
        How every term of the best plans is spread.
    regret : DataFrame
        What is known of every candidate, that of least regret first; empty if none was held against the cells.
    """

    choices: dict[str, Any]
    group: Group
    selection: pd.DataFrame
    spread: pd.DataFrame
    regret: pd.DataFrame

    @property
    def least_regret(self) -> pd.Series[Any] | None:
        """The row of the plan of least regret."""
        return self._marked("least_regret")

    @property
    def least_worst(self) -> pd.Series[Any] | None:
        """The row of the plan with the best worst case."""
        return self._marked("least_worst")

    @property
    def today(self) -> pd.Series[Any] | None:
        """The row of today's programmes, if they were held against the cells."""
        rows = self.regret[(self.regret["plan"] == TODAY) & (self.regret["cells"] > 0)]
        return None if rows.empty else rows.iloc[0]

    def _marked(self, mark: str) -> pd.Series[Any] | None:
        rows = self.regret[self.regret[mark].astype(bool)]
        return None if rows.empty else rows.iloc[0]


@dataclass(frozen=True, eq=False)
class RobustnessReport:
    """What holds in all circumstances.

    Attributes
    ----------
    definition : SweepDefinition
        The sweep.
    groups : tuple of GroupReport
        One for every combination of what somebody chooses.
    pairs_of : dict of str to tuple
        Programmes of every candidate.
    conflicts : dict of tuple to int
        Cells without a plan, by the rules that cannot hold together.
    """

    definition: SweepDefinition
    groups: tuple[GroupReport, ...]
    pairs_of: dict[str, tuple[Pair, ...]]
    conflicts: dict[tuple[str, ...], int]

    @property
    def measure(self) -> str:
        """The term by which regret is measured."""
        return self.definition.robustness.measure

    @property
    def unit(self) -> str:
        """Unit of the measure."""
        return discover_terms()[self.measure].unit

    @cached_property
    def selection(self) -> pd.DataFrame:
        """How often every programme is chosen, all groups below each other."""
        return self._together("selection", SELECTION_COLUMNS)

    @cached_property
    def spread(self) -> pd.DataFrame:
        """How every term of the best plans is spread, all groups below each other."""
        return self._together("spread", SPREAD_COLUMNS)

    @cached_property
    def regret(self) -> pd.DataFrame:
        """What is known of every candidate, all groups below each other, with measure and unit."""
        return self._together("regret", REGRET_COLUMNS).assign(measure=self.measure, unit=self.unit)

    @cached_property
    def plans(self) -> pd.DataFrame:
        """Programmes of every candidate: plan, campus_id, specialisation_id."""
        rows = [(plan, *pair) for plan, pairs in sorted(self.pairs_of.items()) for pair in pairs]
        return pd.DataFrame(rows, columns=["plan", "campus_id", "specialisation_id"])

    def _together(self, name: str, columns: tuple[str, ...]) -> pd.DataFrame:
        chosen = choice_columns(self.definition)
        frames = [getattr(each, name).assign(**each.choices) for each in self.groups if len(getattr(each, name))]
        if not frames:
            return pd.DataFrame(columns=[*chosen, *columns])
        together: pd.DataFrame = pd.concat(frames, ignore_index=True).reindex(columns=[*chosen, *columns])
        return together


def make_report(folder: SweepFolder, comparison: Comparison) -> RobustnessReport:
    """Return what the finished cells and trials of a sweep say."""
    definition, found = folder.definition, comparison.found
    regrets = comparison.tables(folder)
    cells = folder.table()
    cells = cells[cells["plan"].notna() & (cells["sample"].fillna(NOMINAL + 1) != NOMINAL)]
    chosen = choice_columns(definition)
    if chosen:
        by_key = {(key if isinstance(key, tuple) else (key,)): rows for key, rows in cells.groupby(chosen)}
    else:
        by_key = {(): cells}
    empty = pd.DataFrame(columns=list(REGRET_COLUMNS))
    groups = []
    for key, group in found.groups.items():
        dataset = group.choices.get(PARAMETER + DATASET, next(iter(definition.instances)))
        groups.append(
            GroupReport(
                group.choices,
                group,
                group.selection(definition.instances[dataset]),
                spread_table(by_key.get(key, cells.head(0)), TERM_UNITS, definition.robustness.alpha),
                regrets.get(key, empty),
            )
        )
    named = {plan for each in groups for plan in each.regret["plan"]} - {TODAY}
    pairs = {plan: found.pairs_of[plan] for plan in sorted(named)}
    return RobustnessReport(definition, tuple(groups), pairs, dict(sorted(found.conflicts.items())))


def write_report(folder: SweepFolder, comparison: Comparison) -> RobustnessReport:
    """Make the report of a sweep and write its files."""
    report = make_report(folder, comparison)
    chosen = choice_columns(folder.definition)
    tables = {
        SELECTION: (report.selection, [*chosen, *SELECTION_COLUMNS], [*chosen, "campus_id", "specialisation_id"]),
        SPREAD: (report.spread, [*chosen, *SPREAD_COLUMNS], [*chosen, "term"]),
        REGRET: (report.regret, [*chosen, "plan", "measure", "unit", *REGRET_COLUMNS[1:]], [*chosen, "plan"]),
        PLANS: (report.plans, ["plan", "campus_id", "specialisation_id"], ["plan", "campus_id", "specialisation_id"]),
    }
    for name, (frame, columns, keys) in tables.items():
        write_text(folder.folder / name, format_table(frame, columns, keys))
    document = json.dumps(describe_report(report), ensure_ascii=False, allow_nan=False, indent=2)
    write_text(folder.folder / ROBUSTNESS, document + "\n")
    return report


def describe_report(report: RobustnessReport) -> dict[str, Any]:
    """Return the contents of ``robustness.json``: plain values."""
    from optimizer.sweeps.sentences import group_sentences

    settings = report.definition.robustness
    return {
        "format": FORMAT,
        "sweep": report.definition.name,
        "measure": report.measure,
        "unit": report.unit,
        "alpha": settings.alpha,
        "choices": list(report.definition.choices),
        "circumstances": list(report.definition.circumstances),
        "groups": [
            {
                "choices": {name.removeprefix(PARAMETER): canonical(value) for name, value in each.choices.items()},
                "cells": each.group.statuses.total(),
                "statuses": dict(sorted(each.group.statuses.items())),
                "plans": len(+each.group.plans),
                "least_regret": None if each.least_regret is None else str(each.least_regret["plan"]),
                "least_worst": None if each.least_worst is None else str(each.least_worst["plan"]),
                **{lang: group_sentences(report, each, lang) for lang in ("nl", "en")},
            }
            for each in report.groups
        ],
        "conflicts": [{"rules": list(rules), "cells": count} for rules, count in report.conflicts.items()],
    }
