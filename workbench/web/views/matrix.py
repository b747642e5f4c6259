"""Campuses by specialisations: what is taught where, to be clicked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from optimizer.inputs.instance import Instance
from workbench.messages import Language
from workbench.names import Names

Pair = tuple[str, str]

FREE = "free"


def matrix_of(
    instance: Instance,
    lang: Language,
    *,
    taught: Collection[Pair] | None = None,
    locks: Mapping[str, Collection[str]] | None = None,
) -> dict[str, Any]:
    """Return the matrix of a data set.

    Parameters
    ----------
    instance : Instance
        The data set.
    lang : {"nl", "en"}
        Language of names.
    taught : collection of (str, str), optional
        What is taught; today's programmes by default.
    locks : mapping of str to collection of str, optional
        Entries by kind of lock; where a pair stands in several, the last kind counts.

    Returns
    -------
    dict
        ``families`` (name, how many specialisations), ``columns``, ``rows`` with ``cells``; each cell has ``pair``,
        ``today`` (students, or None), ``on`` and ``lock`` (a kind, or ``free``).
    """
    names, today = Names(instance, lang), instance.enrolled_today
    chosen = frozenset(today if taught is None else taught)
    lock_of = {entry: kind for kind, entries in (locks or {}).items() for entry in entries}
    families = instance.table("families")["family_id"].tolist()
    by_family = {
        family: sorted(each for each in instance.specialisations if instance.family_of[each] == family)
        for family in families
    }
    columns = [(family, each) for family, members in by_family.items() for each in members]
    campuses = sorted(instance.campuses, key=lambda each: (names.institution(instance.institution_of[each]), each))
    return {
        "families": [(names.family(family), len(members)) for family, members in by_family.items() if members],
        "columns": [{"id": each, "name": names.specialisation(each), "family": family} for family, each in columns],
        "rows": [
            {
                "id": campus,
                "name": names.campus(campus),
                "institution": names.institution(instance.institution_of[campus]),
                "cells": [
                    {
                        "pair": f"{campus}/{each}",
                        "family": family,
                        "today": today.get((campus, each)),
                        "on": (campus, each) in chosen,
                        "lock": lock_of.get(f"{campus}/{each}", FREE),
                    }
                    for family, each in columns
                ],
            }
            for campus in campuses
        ],
        "today": len(today),
        "chosen": len(chosen),
    }
