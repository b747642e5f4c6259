r"""What exists is large enough.

The norm counts all tracks of one recognised programme (``accreditation_id``) together, within the campus, the
institution or the municipality :math:`u(k)`:

.. math::

    \sum_{k' \in u(k)} \sum_{s' \in a(s)} \mathrm{enrolled}_{k',s'} \ge \mathrm{norm}_{d(s)}\,\mathrm{offers}_{k,s}
    \qquad \text{for every } s \text{ that is not exempt}
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Literal

import pyomo.environ as pyo

from optimizer.inputs.instance import Pair
from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.index import Index
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `minimum_enrolment`."""

    norm: float = parameter(
        80, "Fewest students of a recognised bachelor programme", "norms: first step of the 2008 norm", ge=0
    )
    norm_master: float = parameter(
        20, "Fewest students of a recognised master programme", "norms: master minimum", ge=0
    )
    count: Literal["campus", "institution", "municipality"] = parameter(
        "institution", "Within what the students of a recognised programme are counted together"
    )
    exempt: bool = parameter(True, "Whether the exemptions that the data set records are honoured")


def exempt_specialisations(index: Index, parameters: Parameters) -> set[str]:
    """Return the specialisations to which the norm does not apply."""
    frame = index.instance.table("specialisations")
    return set(frame.loc[frame["norm_exempt"].astype(bool), "specialisation_id"]) if parameters.exempt else set()


def counted_together(index: Index, parameters: Parameters) -> dict[Pair, list[Pair]]:
    """Return, by (unit, recognised programme), the eligible pairs whose students count together."""
    instance = index.instance
    unit_of = {
        "campus": {campus: campus for campus in instance.campuses},
        "institution": instance.institution_of,
        "municipality": instance.municipality_of,
    }[parameters.count]
    together: dict[Pair, list[Pair]] = defaultdict(list)
    for campus, specialisation in index.pairs:
        together[unit_of[campus], instance.accreditation_of[specialisation]].append((campus, specialisation))
    return dict(together)


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row a programme to which the norm applies."""
    m, index = model.pyomo, model.index
    exempt = exempt_specialisations(index, parameters)
    norm_of = {
        s: parameters.norm_master if degree == "ma" else parameters.norm
        for s, degree in index.instance.degree_of.items()
    }
    companions = {pair: pairs for pairs in counted_together(index, parameters).values() for pair in pairs}
    block.large_enough = pyo.Constraint(
        [pair for pair in index.pairs if pair[1] not in exempt],
        rule=lambda _, *pair: (
            pyo.quicksum(m.enrolled[other] for other in companions[pair]) >= norm_of[pair[1]] * m.offers[pair]
        ),
    )


RULE = Rule(
    name="minimum_enrolment",
    sentence_nl=(
        "Wat bestaat, telt minstens {norm} studenten (master: {norm_master}), samengeteld per erkende opleiding binnen "
        "de {count_nl}; wat de gegevens vrijstellen, is vrij."
    ),
    sentence_en=(
        "What exists has at least {norm} students (master: {norm_master}), counted per recognised programme within "
        "the {count}; what the data exempt is exempt."
    ),
    parameters=Parameters,
    add_rows=add_rows,
    doc=__doc__,
)
