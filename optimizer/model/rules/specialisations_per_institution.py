r"""Every institution keeps something, and focuses.

With ``count = "family"`` what is counted are families, else specialisations:

.. math::

    \min \le \sum_f \mathrm{family\_at}_{i,f} \le \max, \qquad
    \mathrm{offers}_{k,s} \le \mathrm{family\_at}_{i(k),f(s)} \le \sum_{k \in i,\, s \in f} \mathrm{offers}_{k,s}

The minimum binds institutions of the tiers in ``binding``, the maximum binds all.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Literal

import pyomo.core as pyo

from optimizer.inputs.instance import Pair
from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import fewer, higher, lower, other
from optimizer.model.index import Index, grouped
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `specialisations_per_institution`."""

    count: Literal["specialisation", "family"] = parameter("family", "What is counted", eases=other())
    min: int | None = parameter(1, "Fewest that an institution keeps; empty: no limit", eases=lower(), ge=0)
    max: int | None = parameter(None, "Most that an institution teaches; empty: no limit", eases=higher(), ge=0)
    binding: tuple[str, ...] = parameter(("core",), "Tiers of institutions that the minimum binds", eases=fewer())


def pairs_by_subject(index: Index, count: str) -> dict[Pair, list[Pair]]:
    """Return the eligible pairs by (institution, specialisation or family)."""
    groups: dict[Pair, list[Pair]] = defaultdict(list)
    for campus, specialisation in index.pairs:
        subject = index.instance.family_of[specialisation] if count == "family" else specialisation
        groups[index.instance.institution_of[campus], subject].append((campus, specialisation))
    return dict(groups)


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add a variable for each (institution, subject), its links to ``offers``, and one range an institution."""
    m, index = model.pyomo, model.index
    members = pairs_by_subject(index, parameters.count)
    subjects = grouped(members)
    block.taught = pyo.Var(list(members), domain=pyo.Binary)
    links = [(*subject, *pair) for subject, pairs in members.items() for pair in pairs]
    block.taught_if_offered = pyo.Constraint(
        links, rule=lambda b, institution, subject, *pair: b.taught[institution, subject] >= m.offers[pair]
    )
    block.offered_if_taught = pyo.Constraint(
        list(members),
        rule=lambda b, *subject: b.taught[subject] <= sum(m.offers[pair] for pair in members[subject]),
    )
    tier = index.instance.table("institutions").set_index("institution_id")["tier"]
    if parameters.min:
        block.fewest = pyo.Constraint(
            [institution for institution in index.instance.institutions if tier[institution] in parameters.binding],
            rule=lambda b, institution: (
                sum(b.taught[institution, subject] for subject in subjects[institution]) >= parameters.min
                if institution in subjects
                else model.impossible()
            ),
        )
    if parameters.max is not None:
        block.most = pyo.Constraint(
            list(subjects),
            rule=lambda b, institution: (
                sum(b.taught[institution, subject] for subject in subjects[institution]) <= parameters.max
            ),
        )


RULE = Rule(
    name="specialisations_per_institution",
    sentence_nl=(
        "Hogescholen richten zich op weinig {count_nl}[: geen enkele geeft er meer dan {max}][; die van de groep "
        "{binding} geven er minstens {min}]."
    ),
    sentence_en=(
        "Institutions focus on few {count_en}[: none teaches more than {max}][; those of the tier {binding} teach no "
        "fewer than {min}]."
    ),
    parameters=Parameters,
    add_rows=add_rows,
    subjects={"fewest": ("institution_id",), "most": ("institution_id",)},
    definitions=frozenset({"taught_if_offered", "offered_if_taught"}),
    doc=__doc__,
)
