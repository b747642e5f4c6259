r"""Two poles stay in balance.

A pole :math:`N` is a set of municipalities; what is counted are lead centres or students:

.. math::

    -\mathrm{max\_difference} \le \sum_{k \in N_1,\, s} x_{k,s} - \sum_{k \in N_2,\, s} x_{k,s}
      \le \mathrm{max\_difference}, \qquad x = \mathrm{leads} \text{ or } \mathrm{enrolled}

The balance is between totals. That one pole gets all of something is a matter of locks, or of a rule ``linear``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Literal

import pyomo.core as pyo

from optimizer.errors import Finding
from optimizer.inputs.gathering import nearest_mend, shown, unknown_names
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import higher, other
from optimizer.model.registry import Rule, parameter

Pole = str | tuple[str, ...]

MOST_DIFFERENCE = 1e6
"""A difference that binds nobody."""


class Parameters(RuleParameters):
    """Parameters of `pole_balance`."""

    first: Pole = parameter("brussels", "A pole of the data set, or a list of municipalities")
    second: Pole = parameter("ghent", "The pole, or the municipalities, that it is held against")
    count: Literal["leads", "students"] = parameter("leads", "What is counted: lead centres or students", eases=other())
    max_difference: float = parameter(
        3, "Most by which the two may differ, in lead centres or students", eases=higher(1.0, MOST_DIFFERENCE), ge=0
    )


def municipalities_of(instance: Instance, pole: Pole) -> list[str]:
    """Return the municipalities of a pole of the data set, or those that are listed."""
    if not isinstance(pole, str):
        return list(dict.fromkeys(pole))
    towns = instance.table("municipalities")
    return sorted(towns.loc[towns["pole"] == pole, "municipality_id"])


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one range."""
    m, index = model.pyomo, model.index
    counted = m.leads if parameters.count == "leads" else m.enrolled
    signs = dict.fromkeys(municipalities_of(index.instance, parameters.first), 1)
    for town in municipalities_of(index.instance, parameters.second):
        signs[town] = signs.get(town, 0) - 1
    sign_of = {pair: signs.get(index.instance.municipality_of[pair[0]], 0) for pair in index.pairs}
    most = parameters.max_difference
    most = float(math.floor(most + 1e-9)) if parameters.count == "leads" else most
    if any(sign_of.values()):
        difference = sum(sign * counted[pair] for pair, sign in sign_of.items() if sign)
        block.balanced = pyo.Constraint(expr=(-most, difference, most))


def findings(instance: Instance, parameters: Parameters) -> list[Finding]:
    """Find poles and municipalities that are not there, that overlap, or that have no campus."""
    poles = {"first": parameters.first, "second": parameters.second}
    found = [finding for key, pole in poles.items() for finding in _unknown(instance, key, pole)]
    if found:
        return found
    first, second = (municipalities_of(instance, pole) for pole in poles.values())
    for town in sorted({*first} & {*second}):
        mend = "Name every municipality on one side only."
        found.append(Finding("", f"{shown(town)} is on both sides", mend, key="second"))
    for key, towns in (("first", first), ("second", second)):
        if not {*instance.municipality_of.values()} & {*towns}:
            message = "there is no campus in these municipalities, so that nothing is counted"
            mend = "Name municipalities with a campus."
            found.append(Finding("", message, mend, key=key, severity="warning"))
    return found


def _unknown(instance: Instance, key: str, pole: Pole) -> Iterator[Finding]:
    known = {*instance.table("municipalities")["pole"]} - {""}
    if not isinstance(pole, str):
        yield from unknown_names(key, pole, instance.municipalities, "municipality")
        if not pole:
            yield Finding("", "the list names no municipality", "Name at least one municipality, or a pole.", key=key)
    elif pole in instance.municipalities and pole not in known:
        message = f"{shown(pole)} is a municipality, not a pole"
        yield Finding("", message, f'Write a list: ["{pole}"].', key=key)
    elif pole not in known:
        mend, nearest = nearest_mend(pole, known)
        mend = mend if known else "The data set has no poles: write a list of municipalities."
        yield Finding("", f"there is no pole {shown(pole)} in the data set", mend, key=key, nearest=nearest)


RULE = Rule(
    name="pole_balance",
    sentence_nl=(
        "Het verschil tussen {first} aan de ene kant en {second} aan de andere is hoogstens {max_difference} "
        "{count_nl}."
    ),
    sentence_en=(
        "The difference between {first} on one side and {second} on the other is no more than {max_difference} "
        "{count_en}."
    ),
    parameters=Parameters,
    add_rows=add_rows,
    findings=findings,
    subjects={"balanced": ()},
    doc=__doc__,
)
