"""Holds what a proposal states in a model: the columns that it settles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import numpy as np

from optimizer.evaluation.stated import Stated
from optimizer.inputs.instance import Pair
from optimizer.model.wishes import Wish
from optimizer.solving.choices import Choice
from optimizer.solving.columns import columns_by_index
from optimizer.solving.workshop import Workshop


def wishes_of(stated: Stated) -> dict[Wish, frozenset[Pair]]:
    """Return what a proposal wants of whole campuses, as the model knows it."""
    opened: dict[Wish, frozenset[Pair]] = {("offers", campus): pairs for campus, pairs in stated.some_opened.items()}
    return opened | {("leads", campus): pairs for campus, pairs in stated.some_leading.items()}


def hold(workshop: Workshop, stated: Stated, met: Collection[Wish] = ()) -> Choice | None:
    """Return the columns that a proposal settles; None if it wants a programme that the model has not.

    Parameters
    ----------
    workshop : Workshop
        A model with the proposal's wishes (:func:`optimizer.model.wishes.add_wishes`).
    stated : Stated
        What the proposal states.
    met : collection of (str, str)
        Wishes that must be met.
    """
    offers, leads = (columns_by_index(workshop, name) for name in ("offers", "leads"))
    if not stated.taught | stated.leading <= offers.keys():
        return None
    held = {**_settled(offers, stated.wants), **_settled(leads, stated.wants_to_lead)}
    held |= {column: 0.0 for wish, column in columns_by_index(workshop, "unmet").items() if wish in met}
    columns = np.array(sorted(held), dtype=np.int64)
    return columns, np.array([held[column] for column in columns.tolist()])


def _settled(columns: Mapping[Pair, int], wanted: Callable[[Pair], bool | None]) -> dict[int, float]:
    answers = {column: wanted(pair) for pair, column in columns.items()}
    return {column: float(answer) for column, answer in answers.items() if answer is not None}
