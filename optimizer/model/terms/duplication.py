r"""Programmes beyond the first of each specialisation.

.. math::

    \sum_s \max\Bigl(0, \sum_k \mathrm{offers}_{k,s} - 1\Bigr)
"""

from __future__ import annotations

from typing import Any

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    return sum(model.number_of_sites(s) - model.exists(s) for s in model.index.campuses_by_specialisation)


TERM = Term(
    name="duplication",
    unit="programmes",
    label_nl="dubbele opleidingen",
    label_en="duplicate programmes",
    expression=expression,
    integral=True,
    doc=__doc__,
)
