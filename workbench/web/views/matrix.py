"""Campuses by specialisations: what is taught where."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from optimizer.inputs.instance import Instance
from workbench.messages import Language
from workbench.names import Names

Pair = tuple[str, str]


def matrix_of(instance: Instance, lang: Language, *, taught: Collection[Pair] | None = None) -> dict[str, Any]:
    """Return the matrix of a data set.

    Parameters
    ----------
    instance : Instance
        The data set.
    lang : {"nl", "en"}
        Language of names.
    taught : collection of (str, str), optional
        What is taught; today's programmes by default.

    Returns
    -------
    dict
        ``families`` (name, how many specialisations), ``columns``, ``rows`` with ``cells``; each cell has ``pair``,
        ``today`` (students, or None) and ``on``.
    """
    names, today = Names(instance, lang), instance.enrolled_today
    chosen = frozenset(today if taught is None else taught)
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
                    }
                    for family, each in columns
                ],
            }
            for campus in campuses
        ],
        "today": len(today),
        "chosen": len(chosen),
    }
