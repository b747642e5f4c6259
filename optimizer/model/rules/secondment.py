r"""Teachers work elsewhere only within reach of home, or not at all at another institution.

.. math::

    \mathrm{staff}_{g,k} = 0 \quad \text{where } \mathrm{km}_{g,k} > \min(\mathrm{max\_km}_g, \mathrm{km})
    \text{ or, with the ban, } i(k) \ne i(g)

With ``sites`` a binary says where a group works at all: :math:`\mathrm{staff}_{g,k} \le \mathrm{fte}_g\,w_{g,k}` and
:math:`\sum_k w_{g,k} \le \mathrm{sites}`.
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.instance import Pair
from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import higher, other
from optimizer.model.index import Index, grouped
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `secondment`."""

    ban: bool = parameter(False, "Whether teaching at another institution is forbidden", eases=other(False))
    km: float | None = parameter(
        None, "Farthest from home, in km; empty: as the data set says for each group", eases=higher(), ge=0
    )
    sites: int | None = parameter(None, "Most campuses at which a group works; empty: no limit", eases=higher(), ge=1)


def is_allowed(index: Index, parameters: Parameters, posting: Pair) -> bool:
    """Whether a group may work at a campus."""
    name, campus = posting
    group = index.group_of[name]
    if campus == group.home:
        return True
    if parameters.ban and index.instance.institution_of[campus] != index.instance.institution_of[group.home]:
        return False
    farthest = group.max_km if parameters.km is None else min(group.max_km, parameters.km)
    return index.km_posting(name, campus) <= farthest


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Fix postings out of reach at zero; with a limit on sites add a binary a posting."""
    m, index = model.pyomo, model.index
    postings = {posting: is_allowed(index, parameters, posting) for posting in index.postings}
    for posting, within_reach in postings.items():
        if not within_reach:
            m.staff[posting].fix(0.0)
    if parameters.sites is None:
        return
    allowed = [posting for posting, within_reach in postings.items() if within_reach]
    campuses = grouped(allowed)
    block.works_at = pyo.Var(allowed, domain=pyo.Binary)
    block.works_at_if_staff = pyo.Constraint(
        allowed, rule=lambda b, *posting: m.staff[posting] <= index.group_of[posting[0]].fte * b.works_at[posting]
    )
    block.few_sites = pyo.Constraint(
        list(campuses),
        rule=lambda b, group: sum(b.works_at[group, campus] for campus in campuses[group]) <= parameters.sites,
    )


RULE = Rule(
    name="secondment",
    sentence_nl=(
        "Docenten werken binnen hun bereik[, en hoogstens {km}, van hun thuiscampus][, op hoogstens {sites} "
        "campussen]; verbod op lesgeven in een andere hogeschool: {ban}."
    ),
    sentence_en=(
        "Teachers work within their reach[, and no more than {km}, of their home campus][, at no more than {sites} "
        "campuses]; ban on teaching at another institution: {ban}."
    ),
    parameters=Parameters,
    add_rows=add_rows,
    subjects={"few_sites": ("teacher_group_id",), "goes_farther": ("teacher_group_id", "campus_id")},
    definitions=frozenset({"works_at_if_staff"}),
    doc=__doc__,
)
