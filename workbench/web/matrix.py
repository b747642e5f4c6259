"""The campuses and specialisations of a data set as a matrix: what is taught today, and what is locked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby

from optimizer.inputs.instance import Instance
from optimizer.inputs.lock_entries import KINDS
from optimizer.inputs.scenario import Scenario
from workbench.messages import Language
from workbench.names import Names

FREE = "free"
CYCLE = (FREE, "keep", "close", "open", "lead")
"""What a click makes of a cell, one after the other."""


@dataclass(frozen=True)
class Cell:
    """One campus and one specialisation: today's students, and the lock on the pair."""

    pair: str
    students: float | None
    lock: str


@dataclass(frozen=True)
class Matrix:
    """Rows are campuses by institution, columns specialisations by family.

    Attributes
    ----------
    families : list of (str, list of (str, str))
        Name of each family, with the identifiers and names of its specialisations.
    institutions : list of (str, list of (str, str, list of Cell))
        Name of each institution, with the identifiers, names and cells of its campuses.
    others : dict of str to list of str
        Locks by kind that name more than one programme: a campus, an institution, or any.
    """

    families: list[tuple[str, list[tuple[str, str]]]]
    institutions: list[tuple[str, list[tuple[str, str, list[Cell]]]]]
    others: dict[str, list[str]]


def matrix_of(instance: Instance, scenario: Scenario, lang: Language) -> Matrix:
    """Return the matrix of a data set with the locks of a scenario."""
    names = Names(instance, lang)
    locks = locks_of(scenario)
    specialisations = sorted(
        instance.specialisations,
        key=lambda each: (instance.families.index(instance.family_of[each]), names.specialisation(each)),
    )
    families = [
        (names.family(family), [(each, names.specialisation(each)) for each in group])
        for family, group in groupby(specialisations, key=instance.family_of.__getitem__)
    ]
    campuses = sorted(instance.campuses, key=lambda each: (names.institution(instance.institution_of[each]), each))
    institutions = [
        (names.institution(school), [_row(instance, names, campus, specialisations, locks) for campus in group])
        for school, group in groupby(campuses, key=instance.institution_of.__getitem__)
    ]
    pairs = {f"{campus}/{each}" for campus in campuses for each in specialisations}
    others = {kind: [entry for entry in entries if entry not in pairs] for kind, entries in locks.items()}
    return Matrix(families, institutions, others)


def locks_of(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Return the locks of a scenario by kind."""
    rule = scenario.rules.get("locks")
    return {kind: tuple(getattr(rule, kind, ())) for kind in KINDS}


def _row(
    instance: Instance,
    names: Names,
    campus: str,
    specialisations: Collection[str],
    locks: Mapping[str, tuple[str, ...]],
) -> tuple[str, str, list[Cell]]:
    cells = []
    for each in specialisations:
        pair = f"{campus}/{each}"
        lock = next((kind for kind in reversed(KINDS) if pair in locks[kind]), FREE)
        cells.append(Cell(pair, instance.enrolled_today.get((campus, each)), lock))
    return campus, names.campus(campus), cells
