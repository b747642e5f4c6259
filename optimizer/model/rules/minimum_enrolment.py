r"""What exists is large enough.

The norm counts all tracks of one recognised programme (``accreditation_id``) together, within the campus, the
institution or the municipality :math:`u(k)`:

.. math::

    \sum_{k' \in u(k)} \sum_{s' \in a(s)} \mathrm{enrolled}_{k',s'} \ge \mathrm{norm}_{d(s)}\,\mathrm{offers}_{k,s}
    \qquad \text{for every } s \text{ that is not exempt}

A norm of ``local_norms`` replaces the general one for the programmes that its place names.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated, Any, Literal

import pyomo.core as pyo
from pydantic import Field

from optimizer.errors import Finding
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.local_norms import norm_at, place_findings
from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import lower, other
from optimizer.model.index import Index
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `minimum_enrolment`."""

    norm: float = parameter(
        80,
        "Fewest students of a recognised bachelor programme",
        "norms: first step of the 2008 norm",
        eases=lower(),
        ge=0,
    )
    norm_master: float = parameter(
        20, "Fewest students of a recognised master programme", "norms: master minimum", eases=lower(), ge=0
    )
    count: Literal["campus", "institution", "municipality"] = parameter(
        "institution", "Within what the students of a recognised programme are counted together", eases=other()
    )
    exempt: bool = parameter(True, "Whether the exemptions that the data set records are honoured", eases=other(True))
    local_norms: dict[str, Annotated[float, Field(ge=0)]] = parameter(
        {},
        "Norms that hold locally in place of the general ones, by province, campus, institution, or one of the latter "
        "and a specialisation (campus/specialisation, * for any); where several hold, the lowest",
        "none",
    )


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
    general = {
        s: parameters.norm_master if degree == "ma" else parameters.norm
        for s, degree in index.instance.degree_of.items()
    }
    norms = {
        pair: norm_at(index.instance, general[pair[1]], parameters.local_norms, pair)
        for pair in index.pairs
        if pair[1] not in exempt
    }
    companions = {pair: pairs for pairs in counted_together(index, parameters).values() for pair in pairs}
    block.large_enough = pyo.Constraint(
        list(norms),
        rule=lambda _, *pair: (
            pyo.quicksum(m.enrolled[other] for other in companions[pair]) >= norms[pair] * m.offers[pair]
        ),
    )


def findings(instance: Instance, parameters: Parameters) -> list[Finding]:
    """Find local norms of places that are not there."""
    return list(place_findings(instance, parameters.local_norms))


RULE = Rule(
    name="minimum_enrolment",
    sentence_nl=(
        "Wat bestaat, telt minstens {norm} studenten (master: {norm_master}), samengeteld per erkende opleiding binnen "
        "de {count_nl}[ (plaatselijk: {local_norms})]; wat de gegevens vrijstellen, is vrij."
    ),
    sentence_en=(
        "What exists has at least {norm} students (master: {norm_master}), counted per recognised programme within "
        "the {count}[ (locally: {local_norms})]; what the data exempt is exempt."
    ),
    parameters=Parameters,
    add_rows=add_rows,
    findings=findings,
    subjects={"large_enough": ("campus_id", "specialisation_id")},
    doc=__doc__,
)
