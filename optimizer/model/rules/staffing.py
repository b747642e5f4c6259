r"""There are enough teachers, few lose their work, and few must be found.

.. math::

    \mathrm{teaching}_{k,s} \ge \frac{\mathrm{enrolled}_{k,s}}{\mathrm{students\_per\_fte}_s}, \qquad
    \sum_g \mathrm{freed}_g \le \mathrm{freed\_share} \sum_g \mathrm{fte}_g \;\text{(likewise over top groups)}, \qquad
    \sum_{k,s} \mathrm{hired}_{k,s} \le \mathrm{hired\_fte}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import higher
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `staffing`."""

    freed_share: float = parameter(1.0, "Share of all FTE that may be freed", eases=higher(0.001, 1.0), ge=0, le=1)
    top_freed_share: float = parameter(
        1.0, "Share of the top FTE that may be freed", eases=higher(0.001, 1.0), ge=0, le=1
    )
    hired_fte: float | None = parameter(None, "Most FTE that may be hired; empty: no limit", eases=higher(0.1), ge=0)


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row a programme, and one each over all that is freed and hired."""
    m, index = model.pyomo, model.index
    block.teaching_covers_enrolment = pyo.Constraint(
        index.pairs,
        rule=lambda _, *pair: m.teaching[pair] >= m.enrolled[pair] * (1 / index.instance.students_per_teacher[pair[1]]),
    )
    if parameters.freed_share < 1 and len(m.freed):
        allowed = parameters.freed_share * sum(group.fte for group in index.group_of.values())
        block.few_freed = pyo.Constraint(expr=pyo.quicksum(m.freed.values()) <= allowed)
    if parameters.top_freed_share < 1:
        top = [name for name, group in index.group_of.items() if group.top]
        allowed_top = parameters.top_freed_share * sum(index.group_of[name].fte for name in top)
        if top:
            block.few_top_freed = pyo.Constraint(expr=sum(m.freed[name] for name in top) <= allowed_top)
    if parameters.hired_fte is not None and len(m.hired):
        block.few_hired = pyo.Constraint(expr=pyo.quicksum(m.hired.values()) <= parameters.hired_fte)


RULE = Rule(
    name="staffing",
    sentence_nl=(
        "Er zijn genoeg docenten voor elke opleiding; hoogstens {freed_share} van de vte valt weg (topdocenten: "
        "hoogstens {top_freed_share})[ en hoogstens {hired_fte} vte wordt aangeworven]."
    ),
    sentence_en=(
        "Every programme has enough teachers; no more than {freed_share} of all FTE is freed (of top teachers: "
        "{top_freed_share})[ and no more than {hired_fte} FTE is hired]."
    ),
    parameters=Parameters,
    add_rows=add_rows,
    always_on=True,
    subjects={
        "teaching_covers_enrolment": ("campus_id", "specialisation_id"),
        "few_freed": (),
        "few_top_freed": (),
        "few_hired": (),
    },
    doc=__doc__,
)
