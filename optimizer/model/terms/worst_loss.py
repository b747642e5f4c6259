r"""Largest share of its students, as observed today, that an institution (or association, or province) loses.

.. math::

    \max_i \max\Bigl(0, 1 - \frac{\sum_{k \in i,\,s} \mathrm{enrolled}_{k,s}}{\mathrm{today}_i}\Bigr)
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.index import grouped
from optimizer.model.registry import Term


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    m, index = model.pyomo, model.index
    member_of = index.instance.bodies(goal.by)
    today: dict[str, float] = {}
    for (campus, _), students in index.today.items():
        today[member_of[campus]] = today.get(member_of[campus], 0.0) + students
    pairs = grouped((member_of[campus], f"{campus}/{s}") for campus, s in index.pairs)
    worst = pyo.Var(bounds=(0, 1))
    m.add_component(goal.key, worst)
    no_loss_is_worse = pyo.Constraint(
        [member for member, students in today.items() if students > 0],
        rule=lambda m, member: (
            worst
            >= 1
            - pyo.quicksum(m.enrolled[tuple(pair.split("/"))] for pair in pairs.get(member, [])) * (1 / today[member])
        ),
    )
    m.add_component(f"{goal.key}_is_worst", no_loss_is_worse)
    model.tighten(worst, 1.0)
    return worst


TERM = Term(
    name="worst_loss",
    unit="share",
    label_nl="grootste verlies",
    label_en="worst loss",
    expression=expression,
    doc=__doc__,
)
