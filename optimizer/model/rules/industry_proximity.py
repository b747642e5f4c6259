r"""Lead centres are near the companies of their family.

.. math::

    \sum_{k:\, \mathrm{km}_{n(k),f(s)} > \mathrm{km}} \mathrm{leads}_{k,s} = 0
    \qquad \text{for every specialisation } s \text{ of the families}

:math:`\mathrm{km}_{n,f}` is the distance from a municipality to the nearest firm of a family (``firm_travel.csv``).
Families without firms are left out, and reported.
"""

from __future__ import annotations

import math
from typing import Any

import pyomo.core as pyo

from optimizer.errors import Finding
from optimizer.inputs.gathering import unknown_names
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import FARTHEST_KM, fewer, higher
from optimizer.model.index import grouped
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `industry_proximity`."""

    km: float = parameter(
        26,
        "Farthest from a lead centre to a firm, in km",
        "norms: average commute of commuting students",
        eases=higher(1.0, FARTHEST_KM),
        ge=0,
    )
    families: tuple[str, ...] = parameter(
        (), "Families whose lead centres are bound; empty: all that have firms", eases=fewer(may_be_empty=False)
    )


def firm_km(instance: Instance) -> dict[Pair, float]:
    """Return the km to the nearest firm by (municipality, family)."""
    frame = instance.table("firm_travel")
    rows = zip(frame["municipality_id"], frame["family_id"], frame["km"], strict=True)
    return {(municipality, family): float(km) for municipality, family, km in rows}


def bound_families(instance: Instance, parameters: Parameters) -> list[str]:
    """Return the families that are named, or else all, as far as they have firms."""
    with_firms = {family for _, family in firm_km(instance)}
    return [family for family in dict.fromkeys(parameters.families or instance.families) if family in with_firms]


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row a specialisation that some campus may teach too far from its firms."""
    m, instance = model.pyomo, model.index.instance
    km, bound = firm_km(instance), bound_families(instance, parameters)
    far = grouped(
        (s, campus)
        for campus, s in model.index.pairs
        if instance.family_of[s] in bound
        and km.get((instance.municipality_of[campus], instance.family_of[s]), math.inf) > parameters.km
    )
    block.none_far = pyo.Constraint(list(far), rule=lambda _, s: sum(m.leads[campus, s] for campus in far[s]) == 0)


def findings(instance: Instance, parameters: Parameters) -> list[Finding]:
    """Find unknown families; report families without firms, and those of which no campus of today is near enough."""
    named = parameters.families
    found = unknown_names("families", named, instance.families, "family")
    bound = bound_families(instance, parameters)
    left_out = [f for f in dict.fromkeys(named or instance.families) if f in instance.families and f not in bound]
    if left_out:
        message = f"families without firms in firm_travel.csv are left out: {', '.join(left_out)}"
        mend = "Name the families that are meant, or add their firms to the data set."
        found.append(Finding("", message, mend, key="families", severity="warning"))
    for family, needed in _needed_km(instance).items():
        if family in bound and needed > parameters.km:
            message = f"lead centres of {family} lie {needed:g} km from a firm, or more, unless programmes are opened"
            mend = f"Raise km, which is {parameters.km:g}, or leave {family} out of families."
            found.append(Finding("", message, mend, key="km", severity="warning"))
    return found


def _needed_km(instance: Instance) -> dict[str, float]:
    """Return by family how far from a firm one of its specialisations leads at least, at the campuses of today."""
    km, nearest = firm_km(instance), dict[str, float]()
    for campus, s in instance.enrolled_today:
        distance = km.get((instance.municipality_of[campus], instance.family_of[s]), math.inf)
        nearest[s] = min(nearest.get(s, math.inf), distance)
    needed: dict[str, float] = {}
    for s, distance in nearest.items():
        needed[instance.family_of[s]] = max(needed.get(instance.family_of[s], 0.0), distance)
    return needed


RULE = Rule(
    name="industry_proximity",
    sentence_nl="Expertisecentra[ van {families}] liggen hoogstens {km} van een bedrijf van hun domein.",
    sentence_en="Lead centres[ of {families}] lie no more than {km} from a firm of their family.",
    parameters=Parameters,
    add_rows=add_rows,
    findings=findings,
    subjects={"none_far": ("specialisation_id",)},
    doc=__doc__,
)
