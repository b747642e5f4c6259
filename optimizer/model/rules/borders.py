r"""Each group plans alone: what it teaches today it goes on teaching to as many students.

With :math:`\mathrm{today}_{g,s}` the share of the students of :math:`s` that group :math:`g` (an association, a
province or a network) enrols today:

.. math::

    \sum_{k \in g} \mathrm{enrolled}_{k,s} \ge
    \mathrm{share} \cdot \mathrm{today}_{g,s} \sum_k \mathrm{enrolled}_{k,s}

With a share of 1 the sides are equal: no group gains what another loses. Students are placed once
for all groups together, so that they may change places across a border as long as numbers stay; what borders cost is
therefore rather underestimated. It is the difference from the same scenario without this rule (Allen et al. 2017).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Literal

import pyomo.core as pyo

from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import lower, other
from optimizer.model.presence import body_of_campus, members_of
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `borders`."""

    by: Literal["association", "province", "network"] = parameter(
        "association", "What plans alone: associations, provinces or networks", eases=other()
    )
    share: float = parameter(
        1.0, "Share of its students of a specialisation that each of them keeps", eases=lower(0.001), ge=0, le=1
    )


def group_of_campus(instance: Instance, by: str) -> dict[str, str]:
    """Return the group of every campus."""
    return instance.province_of if by == "province" else body_of_campus(instance, by)


def share_today(instance: Instance, by: str) -> dict[Pair, float]:
    """Return the share of a specialisation's students today, by (group, specialisation)."""
    group = group_of_campus(instance, by)
    students: dict[Pair, float] = defaultdict(float)
    in_all: dict[str, float] = defaultdict(float)
    for (campus, specialisation), enrolled in instance.enrolled_today.items():
        students[group[campus], specialisation] += enrolled
        in_all[specialisation] += enrolled
    return {(g, s): count / in_all[s] for (g, s), count in sorted(students.items()) if count > 0}


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row a group and specialisation that it teaches today."""
    m, index = model.pyomo, model.index
    group, shares = group_of_campus(index.instance, parameters.by), share_today(index.instance, parameters.by)
    here = members_of(index.pairs, group.__getitem__, str)
    block.keeps_its_students = pyo.Constraint(
        [key for key in shares if key[1] in index.campuses_by_specialisation],
        rule=lambda _, *key: (
            pyo.quicksum(m.enrolled[pair] for pair in here.get(key, []))
            >= parameters.share * shares[key] * model.enrolled_in(key[1])
        ),
    )


RULE = Rule(
    name="borders",
    sentence_nl=(
        "De {by_nl} plannen elk voor zich: van hun studenten van vandaag houden zij in elke specialisatie {share}."
    ),
    sentence_en="The {by_en} each plan alone: in every specialisation they keep {share} of their students of today.",
    parameters=Parameters,
    add_rows=add_rows,
    subjects={"keeps_its_students": ("group", "specialisation_id")},
    doc=__doc__,
)
