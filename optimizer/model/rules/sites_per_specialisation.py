r"""Every specialisation is taught somewhere, but not everywhere.

.. math::

    \min \le \sum_k \mathrm{offers}_{k,s} \le \max \qquad \text{for every } s \text{ with students}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import higher, lower
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `sites_per_specialisation`."""

    min: int = parameter(1, "Fewest campuses that teach a specialisation", eases=lower(), ge=0)
    max: int | None = parameter(
        None, "Most campuses that teach a specialisation; empty: no limit", eases=higher(), ge=1
    )


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one range a specialisation with students."""
    demanded = [s for s, students in model.index.instance.demand_of.items() if students > 0]
    block.fewest_sites = pyo.Constraint(
        demanded,
        rule=lambda _, s: (
            model.number_of_sites(s) >= parameters.min
            if s in model.index.campuses_by_specialisation
            else (model.impossible() if parameters.min > 0 else pyo.Constraint.Skip)
        ),
    )
    if parameters.max is not None:
        block.most_sites = pyo.Constraint(
            [s for s in demanded if len(model.index.campuses_by_specialisation.get(s, [])) > parameters.max],
            rule=lambda _, s: model.number_of_sites(s) <= parameters.max,
        )


RULE = Rule(
    name="sites_per_specialisation",
    sentence_nl="Elke specialisatie wordt op minstens {min}[ en hoogstens {max}] campussen gegeven.",
    sentence_en="Every specialisation is taught at no fewer than {min}[ and no more than {max}] campuses.",
    parameters=Parameters,
    add_rows=add_rows,
    subjects={"fewest_sites": ("specialisation_id",), "most_sites": ("specialisation_id",)},
    doc=__doc__,
)
