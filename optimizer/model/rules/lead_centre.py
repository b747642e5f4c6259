r"""Every specialisation that exists has exactly one lead centre, large enough to lead.

.. math::

    \sum_k \mathrm{leads}_{k,s} &= \mathrm{exists}_s \\
    \mathrm{enrolled}_{k,s} &\ge \mathrm{student\_share}
      \Bigl(\mathrm{demand}_s\,\mathrm{leads}_{k,s} - \sum_z \mathrm{unplaced}_{z,s}\Bigr) \\
    \sum_g \mathrm{concentrated}_{g,k} &\ge \min(\mathrm{top\_fte}, \mathrm{fte}^{\mathrm{top}}_s)\,\mathrm{leads}_{k,s}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import lower
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `lead_centre`."""

    student_share: float = parameter(
        0.0, "Least share of its specialisation's students at the lead centre", eases=lower(0.001), ge=0, le=1
    )
    top_fte: float = parameter(0.0, "Least top FTE at the lead centre, or all there is if less", eases=lower(0.1), ge=0)


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row a specialisation, and up to two a programme for the size of lead centres."""
    m, index = model.pyomo, model.index
    campuses = index.campuses_by_specialisation
    block.one_lead = pyo.Constraint(
        list(campuses), rule=lambda _, s: sum(m.leads[campus, s] for campus in campuses[s]) == model.exists(s)
    )
    if parameters.student_share > 0:
        unplaced = {
            s: pyo.quicksum(m.unplaced[zone, other] for zone, other in m.unplaced if other == s) for s in campuses
        }
        demand = index.instance.demand_of
        block.lead_has_students = pyo.Constraint(
            index.pairs,
            rule=lambda _, campus, s: (
                m.enrolled[campus, s] >= parameters.student_share * (demand[s] * m.leads[campus, s] - unplaced[s])
            ),
        )
    if parameters.top_fte > 0:
        block.lead_has_top_teachers = pyo.Constraint(
            [pair for pair in index.pairs if pair[1] in index.top_groups_by_specialisation],
            rule=lambda _, campus, s: (
                sum(m.concentrated[group, campus] for group in index.top_groups_by_specialisation[s])
                >= min(parameters.top_fte, index.fte_of(s, top=True)) * m.leads[campus, s]
            ),
        )


RULE = Rule(
    name="lead_centre",
    sentence_nl=(
        "Elke specialisatie heeft precies één expertisecentrum, met minstens {student_share} van haar studenten en "
        "minstens {top_fte} vte topdocenten."
    ),
    sentence_en=(
        "Every specialisation has exactly one lead centre, with no less than {student_share} of its students and no "
        "less than {top_fte} FTE of top teachers."
    ),
    parameters=Parameters,
    add_rows=add_rows,
    always_on=True,
    holds_today=True,
    subjects={
        "one_lead": ("specialisation_id",),
        "lead_has_students": ("campus_id", "specialisation_id"),
        "lead_has_top_teachers": ("campus_id", "specialisation_id"),
    },
    doc=__doc__,
)
