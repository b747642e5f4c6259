r"""Every province keeps something.

What is counted in a province :math:`p` are different specialisations, different families, or lead centres:

.. math::

    \min \le \sum_u \mathrm{present}_{p,u}, \qquad
    \mathrm{present}_{p,u} \le \min\Bigl(1, \sum_{k \in p,\, s \in u} \mathrm{offers}_{k,s}\Bigr), \qquad
    \text{or } \min \le \sum_{k \in p,\, s} \mathrm{leads}_{k,s}

Without ``provinces`` the rule binds every province that teaches something today. It binds as it is written: where a
province teaches fewer today, something has to open there.
"""

from __future__ import annotations

from typing import Any, Literal

import pyomo.core as pyo

from optimizer.errors import Finding
from optimizer.inputs.gathering import unknown_names
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import fewer, lower, other
from optimizer.model.presence import Members, add_presence, members_of
from optimizer.model.registry import Rule, parameter

PLURALS = {"specialisation": "specialisations", "family": "families", "lead": "lead centres"}


class Parameters(RuleParameters):
    """Parameters of `province_presence`."""

    provinces: tuple[str, ...] = parameter(
        (), "Provinces that keep something; empty: all that teach something today", eases=fewer(may_be_empty=False)
    )
    count: Literal["specialisation", "family", "lead"] = parameter("specialisation", "What is counted", eases=other())
    min: int = parameter(1, "Fewest that a province keeps", eases=lower(), ge=0)


def bound_provinces(instance: Instance, parameters: Parameters) -> list[str]:
    """Return the provinces that are named, or else those that teach something today."""
    today = {instance.province_of[campus] for campus, _ in instance.enrolled_today}
    return list(dict.fromkeys(parameters.provinces)) or sorted(today)


def _by_subject(instance: Instance, pairs: Any, count: str) -> Members:
    families = instance.family_of
    return members_of(pairs, instance.province_of.__getitem__, lambda s: families[s] if count == "family" else s)


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row a province, and for specialisations and families what each province teaches."""
    m, index = model.pyomo, model.index
    provinces = bound_provinces(index.instance, parameters)
    if parameters.min == 0:
        return
    pairs = [pair for pair in index.pairs if index.instance.province_of[pair[0]] in provinces]
    if parameters.count == "lead":
        counted = {p: [m.leads[pair] for pair in pairs if index.instance.province_of[pair[0]] == p] for p in provinces}
    else:
        counted = add_presence(block, model, _by_subject(index.instance, pairs, parameters.count))
    block.fewest = pyo.Constraint(
        provinces,
        rule=lambda _, province: (
            sum(counted[province]) >= parameters.min if counted.get(province) else model.impossible()
        ),
    )


def findings(instance: Instance, parameters: Parameters) -> list[Finding]:
    """Find provinces that are not there, and numbers that they cannot reach, or not without openings."""
    known = instance.table("provinces")["province_id"].tolist()
    found = unknown_names("provinces", parameters.provinces, known, "province")
    provinces = [province for province in bound_provinces(instance, parameters) if province in known]
    count = parameters.count
    subjects = instance.families if count == "family" else instance.specialisations
    wanted = parameters.min * (len(provinces) if count == "lead" else 1)
    if wanted > len(subjects):
        where = f"{len(provinces)} provinces" if count == "lead" else "a province"
        message = f"{wanted} {PLURALS[count]} in {where} are more than there can be: {len(subjects)}"
        return [*found, Finding("", message, "Lower min.", key="min")]
    taught = _by_subject(instance, instance.enrolled_today, count)
    for province in provinces:
        today = sum(other == province for other, _ in taught)
        if today < parameters.min:
            noun = "family" if count == "family" else "specialisation"
            message = f"{province} teaches {today} {noun if today == 1 else PLURALS[noun]} today, and min is"
            mend = "Lower min, or let programmes be opened there."
            found.append(Finding("", f"{message} {parameters.min}", mend, key="min", severity="warning"))
    return found


RULE = Rule(
    name="province_presence",
    sentence_nl="Het aantal {count_nl} is minstens {min} in elke provincie met opleidingen[: {provinces}].",
    sentence_en="The number of {count_en} is no less than {min} in every province with programmes[: {provinces}].",
    parameters=Parameters,
    add_rows=add_rows,
    findings=findings,
    subjects={"fewest": ("province_id",)},
    definitions=frozenset({"present_if_offered"}),
    doc=__doc__,
)
