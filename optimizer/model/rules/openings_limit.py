r"""Not too much is opened at once.

.. math::

    \sum_{(k,s) \in A \setminus P} \mathrm{offers}_{k,s} \le \mathrm{total}, \qquad
    \sum_{(k,s) \in A \setminus P,\, k \in i} \mathrm{offers}_{k,s} \le \mathrm{per\_institution}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import higher
from optimizer.model.index import grouped
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `openings_limit`."""

    total: int | None = parameter(None, "Most new programmes in all; empty: no limit", eases=higher(), ge=0)
    per_institution: int | None = parameter(
        None, "Most new programmes of one institution; empty: no limit", eases=higher(), ge=0
    )


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row in all and one an institution, over the pairs that are not taught today."""
    m, index = model.pyomo, model.index
    if parameters.total is not None and index.new_pairs:
        block.in_all = pyo.Constraint(expr=sum(m.offers[pair] for pair in index.new_pairs) <= parameters.total)
    if parameters.per_institution is not None:
        campuses = grouped((index.instance.institution_of[pair[0]], "/".join(pair)) for pair in index.new_pairs)
        block.per_institution = pyo.Constraint(
            list(campuses),
            rule=lambda _, institution: (
                sum(m.offers[tuple(pair.split("/"))] for pair in campuses[institution]) <= parameters.per_institution
            ),
        )


RULE = Rule(
    name="openings_limit",
    sentence_nl=(
        "Nieuwe opleidingen zijn beperkt[: hoogstens {total} in totaal][, hoogstens {per_institution} per hogeschool]."
    ),
    sentence_en=(
        "Openings are limited[: no more than {total} in all][, no more than {per_institution} by one institution]."
    ),
    parameters=Parameters,
    add_rows=add_rows,
    subjects={"in_all": (), "per_institution": ("institution_id",)},
    doc=__doc__,
)
