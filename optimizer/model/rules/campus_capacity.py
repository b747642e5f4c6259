r"""No campus is fuller than its places plus what it adds.

.. math::

    \sum_s \mathrm{enrolled}_{k,s} \le \mathrm{places}_k + \mathrm{expansion}_k, \qquad
    0 \le \mathrm{expansion}_k \le \mathrm{share}_k\,\mathrm{places}_k
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import higher
from optimizer.model.registry import Rule, parameter

MOST_SHARE = 10.0


class Parameters(RuleParameters):
    """Parameters of `campus_capacity`."""

    expandable_share: float | None = parameter(
        None,
        "Places that every campus may add, as a share of its places; empty: as in the data set",
        eases=higher(0.001, MOST_SHARE),
        ge=0,
        le=MOST_SHARE,
    )


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row a campus."""
    m, index = model.pyomo, model.index
    places = index.instance.places_of
    block.students_fit = pyo.Constraint(
        list(index.specialisations_by_campus),
        rule=lambda _, campus: (
            sum(m.enrolled[campus, s] for s in index.specialisations_by_campus[campus])
            <= places[campus] + m.expansion[campus]
        ),
    )


RULE = Rule(
    name="campus_capacity",
    sentence_nl="Een campus heeft nooit meer studenten dan plaatsen, uitbreiding inbegrepen.",
    sentence_en="A campus never has more students than places, expansion included.",
    parameters=Parameters,
    add_rows=add_rows,
    always_on=True,
    holds_today=True,
    subjects={"students_fit": ("campus_id",)},
    doc=__doc__,
)
