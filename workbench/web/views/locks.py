"""The matrix of a scenario: what is fixed, and what a cell can be fixed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from optimizer.inputs.eligibility import LockTarget, possible_pairs
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.lock_entries import KINDS
from optimizer.inputs.scenario import Openings, Scenario
from workbench.messages import Language
from workbench.web.editing import FREE
from workbench.web.views.matrix import matrix_of

TODAY = (FREE, "keep", "close", "lead")
NEW = (FREE, "open", "close", "lead")
ONLY_NEW = (FREE, "open")
"""States of a programme of today, of one that the scenario may open, and of one that only a lock can open."""

BROADEST: Openings = "family"
"""Under what a cell can be opened by a lock at least: what its institution teaches something like today."""


def locks_view(instance: Instance, scenario: Scenario, lang: Language) -> dict[str, Any]:
    """Return the matrix of a scenario's locks.

    Parameters
    ----------
    instance : Instance
        The scenario's data set.
    scenario : Scenario
        Its locks and openings.
    lang : {"nl", "en"}
        Language of names.

    Returns
    -------
    dict
        The matrix of the data set (see :func:`workbench.web.views.matrix.matrix_of`) with its rows in ``groups`` by
        institution; each cell is None (cannot exist) or has ``pair``, ``today``, ``state``, the states that are
        ``possible``, the one ``following`` and ``by`` (the entry of a whole campus or institution that fixes it too).
        ``counts`` has how many programmes are in which state, ``signature`` tells matrices of another shape apart.
    """
    cells, matrix = _Cells(instance, scenario), matrix_of(instance, lang)
    rows = [
        {
            **row,
            "short": _without(row["institution"], row["name"]),
            "cells": [cells.cell(cell["pair"], cell["today"]) for cell in row["cells"]],
        }
        for row in matrix["rows"]
    ]
    found = [cell for row in rows for cell in row["cells"] if cell is not None]
    first = {next(members)["id"] for _, members in groupby(matrix["columns"], key=itemgetter("family"))}
    return {
        "families": matrix["families"],
        "columns": [{**column, "first": column["id"] in first} for column in matrix["columns"]],
        "groups": [
            {"name": name, "rows": list(members)} for name, members in groupby(rows, key=itemgetter("institution"))
        ],
        "counts": {kind: sum(cell["state"] == kind for cell in found) for kind in KINDS},
        "signature": f"{scenario.dataset} {lang} {len(found)} {scenario.openings}",
    }


class _Cells:
    def __init__(self, instance: Instance, scenario: Scenario) -> None:
        locks = scenario.rules.get("locks")
        self.instance = instance
        self.allowed = possible_pairs(instance, scenario.openings)
        self.broadest = self.allowed | possible_pairs(instance, BROADEST)
        entries: Mapping[str, Sequence[str]] = {kind: getattr(locks, kind, ()) for kind in KINDS}
        self.state = {entry: kind for kind in KINDS for entry in entries[kind] if _pair(entry, instance) is not None}
        self.wide = [
            (kind, entry, LockTarget.parse(entry))
            for kind in KINDS
            for entry in entries[kind]
            if entry not in self.state and (kind == "close" or "*" in entry)
        ]

    def cell(self, text: str, today: float | None) -> dict[str, Any] | None:
        """Return the cell of a pair, with its students of today; None if it cannot exist."""
        state, pair = self.state.get(text, FREE), _pair(text, self.instance)
        if pair is None or (pair not in self.broadest and state == FREE):
            return None
        possible = TODAY if today is not None else NEW if pair in self.allowed else ONLY_NEW
        place = possible.index(state) if state in possible else -1
        wide = next(((kind, entry) for kind, entry, target in self.wide if target.matches(self.instance, pair)), None)
        return {
            "pair": text,
            "today": today,
            "state": state,
            "possible": possible,
            "following": possible[(place + 1) % len(possible)],
            "by": wide,
        }


def _without(institution: str, campus: str) -> str:
    """Return the name of a campus without that of its institution, which stands above it."""
    short = campus.removeprefix(f"{institution} ")
    return short[:1].upper() + short[1:]


def _pair(entry: str, instance: Instance) -> Pair | None:
    """Return the programme that an entry names alone; None for one of a whole campus, an institution, or with ``*``."""
    campus, _, specialisation = entry.partition("/")
    known = campus in instance.institution_of and specialisation in instance.family_of
    return (campus, specialisation) if known else None
