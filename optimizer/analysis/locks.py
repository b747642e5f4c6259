"""Which programmes an entry of the rule ``locks`` speaks of."""

from __future__ import annotations

import pandas as pd

from optimizer.inputs.instance import Instance


def place_and_specialisation(entry: str) -> tuple[str | None, str | None]:
    """Split an entry such as ``campus/specialisation``; None stands for all."""
    place, _, specialisation = entry.partition("/")
    return (None if place == "*" else place), (None if specialisation in {"", "*"} else specialisation)


def matches(programmes: pd.DataFrame, entry: str, instance: Instance) -> pd.Series[bool]:
    """Say for each programme whether the entry speaks of it; a name of both a campus and an institution is the campus.

    Parameters
    ----------
    programmes : DataFrame
        With campus_id, institution_id and specialisation_id.
    entry : str
        ``campus/specialisation``, ``campus``, ``institution/specialisation`` or ``institution``, with ``*`` for any.
    instance : Instance
        The data set, which knows the campuses.
    """
    place, specialisation = place_and_specialisation(entry)
    matching = pd.Series(True, index=programmes.index)
    if place is not None:
        matching &= programmes["campus_id" if place in instance.municipality_of else "institution_id"] == place
    if specialisation is not None:
        matching &= programmes["specialisation_id"] == specialisation
    return matching
