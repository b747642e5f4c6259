"""Eligible programmes in groups: by specialisation, family, institution and municipality."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from optimizer.solving.workshop import Workshop


def groupings_of(workshop: Workshop) -> dict[str, list[NDArray[np.int64]]]:
    """Return the columns of ``offers`` grouped by specialisation, family, institution and municipality."""
    instance = workshop.source.index.instance
    keys: dict[str, Callable[[str, str], str]] = {
        "specialisation": lambda _, specialisation: specialisation,
        "family": lambda _, specialisation: instance.family_of[specialisation],
        "institution": lambda campus, _: instance.institution_of[campus],
        "municipality": lambda campus, _: instance.municipality_of[campus],
    }
    groupings = {}
    for name, key in keys.items():
        groups: dict[str, list[int]] = {}
        for pair, column in workshop.column_of_pair.items():
            groups.setdefault(key(*pair), []).append(column)
        groupings[name] = [np.array(columns, dtype=np.int64) for columns in groups.values()]
    return groupings
