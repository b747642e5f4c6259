r"""A family is taught in several networks, so that students keep a choice.

With :math:`u` a network or an association and :math:`\mathrm{today}_f` the number of them that teach family :math:`f`
today:

.. math::

    \sum_u \mathrm{present}_{u,f} \ge \min(\mathrm{min}, \mathrm{today}_f), \qquad
    \mathrm{present}_{u,f} \le \min\Bigl(1, \sum_{k \in u,\, s \in f} \mathrm{offers}_{k,s}\Bigr)

The rule keeps pluralism; it does not make any. A family that fewer networks teach today keeps those that it has, also
where programmes may be opened: otherwise no plan would exist, or programmes would be opened that nobody asked for. Such
families are reported. Where locks close what would be needed, no plan exists.
"""

from __future__ import annotations

from typing import Any, Literal

import pyomo.core as pyo

from optimizer.errors import Finding
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import lower, other
from optimizer.model.presence import Members, add_presence, body_of_campus, members_of
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `network_pluralism`."""

    by: Literal["network", "association"] = parameter(
        "network", "What is counted: networks or associations", eases=other()
    )
    min: int = parameter(
        2, "Fewest of them in which a family is taught, or as many as today if fewer", eases=lower(), ge=0
    )


def _by_family(instance: Instance, pairs: Any, by: str) -> Members:
    """Return pairs by (family, network or association)."""
    found = members_of(pairs, body_of_campus(instance, by).__getitem__, instance.family_of.__getitem__)
    return {(family, body): members for (body, family), members in sorted(found.items())}


def bodies_today(instance: Instance, by: str) -> dict[str, int]:
    """Return the number of networks or associations that teach each family today; families that none teaches miss."""
    families = [family for family, _ in _by_family(instance, instance.enrolled_today, by)]
    return {family: families.count(family) for family in sorted({*families})}


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row a family, and in which networks it is taught."""
    index = model.index
    least = {f: min(parameters.min, today) for f, today in bodies_today(index.instance, parameters.by).items()}
    bound = [family for family, count in least.items() if count > 0]
    members = _by_family(index.instance, index.pairs, parameters.by)
    present = add_presence(block, model, {key: pairs for key, pairs in members.items() if key[0] in bound})
    block.several = pyo.Constraint(
        bound,
        rule=lambda _, family: (
            sum(present[family]) >= least[family]
            if len(present.get(family, [])) >= least[family]
            else model.impossible()
        ),
    )


def findings(instance: Instance, parameters: Parameters) -> list[Finding]:
    """Report the families of which the rule asks less, because today has less."""
    today = bodies_today(instance, parameters.by)
    fewer = [f"{family} ({count})" for family, count in today.items() if count < parameters.min]
    if not fewer:
        return []
    message = f"fewer than {parameters.min} {parameters.by}s teach these families today: {', '.join(fewer)}"
    mend = "The rule keeps as many as there are today; name openings in [rules.locks] if there are to be more."
    return [Finding("", message, mend, key="min", severity="warning")]


RULE = Rule(
    name="network_pluralism",
    sentence_nl="Elk domein wordt in minstens {min} {by_nl} gegeven, of in zoveel als vandaag waar dat er minder zijn.",
    sentence_en="Every family is taught in no fewer than {min} {by_en}, or in as many as today where that is fewer.",
    parameters=Parameters,
    add_rows=add_rows,
    findings=findings,
    subjects={"several": ("family_id",)},
    definitions=frozenset({"present_if_offered"}),
    doc=__doc__,
)
