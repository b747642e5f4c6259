r"""Public money is limited: what the change costs once, and what education costs in a year beyond today.

Once, places are added, programmes opened and teachers moved to another campus than their home:

.. math::

    p_{\mathrm{place}} \sum_k \mathrm{expansion}_k
      + p_{\mathrm{opening}} \sum_{(k,s) \in A \setminus P} \mathrm{offers}_{k,s}
      + p_{\mathrm{moved}} \sum_{g,\,k \ne k(g)} \mathrm{staff}_{g,k} \le \mathrm{one\_off}

Every year, salaries, programmes and the travel of teachers change from what they are today. What students pay for their
own travel is no public money, and the one-off spending is not counted again as an annuity. A negative limit asks for
a saving:

.. math::

    p_{\mathrm{fte}} (\mathrm{hired} - \mathrm{freed})
      + \sum_{(k,s) \in A} p_{k,s}\,\mathrm{offers}_{k,s} - \sum_{(k,s) \in P} p_{k,s}
      + 2\,\mathrm{days}\,p_{\mathrm{km}} \sum_{g,k} \mathrm{km}_{g,k}\,\mathrm{staff}_{g,k} \le \mathrm{yearly}

where :math:`p_{k,s}` is the price of every programme and the fixed cost of this one besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyomo.core as pyo

from optimizer.errors import Finding
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import higher
from optimizer.model.registry import Rule, parameter

EUR_IN_A_UNIT = 1000.0
"""Rows are in thousands of EUR, so that their coefficients are near those of other rows."""

Part = tuple[float, Any]


class Parameters(RuleParameters):
    """Parameters of `budget`."""

    one_off: float | None = parameter(
        None,
        "Most spent once, in EUR: places, openings, teachers who move; empty: no limit",
        eases=higher(EUR_IN_A_UNIT),
        ge=0,
    )
    yearly: float | None = parameter(
        None,
        "Most spent a year above today, in EUR; below 0: to be saved; empty: no limit",
        "no limit",
        eases=higher(EUR_IN_A_UNIT),
    )


def _one_off(model: ConsolidationModel, price: Mapping[str, float]) -> list[Part]:
    m, index = model.pyomo, model.index
    away = [posting for posting in index.postings if posting[1] != index.group_of[posting[0]].home]
    return [
        *((price["eur_per_place"], grows) for grows in m.expansion.values()),
        *((price["eur_per_opening"], m.offers[pair]) for pair in index.new_pairs),
        *((price["eur_per_fte_moved"], m.staff[posting]) for posting in away),
    ]


def _yearly(model: ConsolidationModel, price: Mapping[str, float]) -> list[Part]:
    m, index = model.pyomo, model.index
    per_km, fixed = 2 * price["days_per_year"] * price["eur_per_km"], index.instance.fixed_cost_of
    return [
        *((price["eur_per_fte_year"], hired) for hired in m.hired.values()),
        *((-price["eur_per_fte_year"], freed) for freed in m.freed.values()),
        *((price["eur_per_programme_year"] + fixed.get(pair, 0.0), offers) for pair, offers in m.offers.items()),
        *((per_km * index.km_posting(*posting), m.staff[posting]) for posting in index.postings),
    ]


def _at_most(model: ConsolidationModel, parts: list[Part], constant: float, limit: float) -> Any:
    priced = [(eur / EUR_IN_A_UNIT, amount) for eur, amount in parts if eur != 0]
    room = (limit - constant) / EUR_IN_A_UNIT
    if not priced:
        return pyo.Constraint.Skip if room >= 0 else model.impossible()
    return pyo.quicksum(eur * amount for eur, amount in priced) <= room


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row a limit."""
    price = model.index.instance.prices_with(model.index.scenario.prices)
    one_off, yearly = parameters.one_off, parameters.yearly
    if one_off is not None:
        block.one_off = pyo.Constraint(rule=lambda _: _at_most(model, _one_off(model, price), 0.0, one_off))
    if yearly is not None:
        fixed, programmes = model.index.instance.fixed_cost_of, model.index.today
        today = -sum(price["eur_per_programme_year"] + fixed.get(pair, 0.0) for pair in programmes)
        block.yearly = pyo.Constraint(rule=lambda _: _at_most(model, _yearly(model, price), today, yearly))


def findings(instance: Instance, parameters: Parameters) -> list[Finding]:
    """Warn of a budget without limits."""
    if parameters.one_off is None and parameters.yearly is None:
        message = "the budget limits nothing: neither one_off nor yearly is given"
        return [Finding("", message, "Add a limit in EUR, or remove the rule.", severity="warning")]
    return []


RULE = Rule(
    name="budget",
    sentence_nl=(
        "De overheid geeft niet meer uit dan haar budget[: eenmalig hoogstens {one_off} euro, voor plaatsen, openingen "
        "en docenten die verhuizen][; per jaar hoogstens {yearly} euro meer dan vandaag, voor lonen, opleidingen en "
        "dienstreizen]."
    ),
    sentence_en=(
        "Public spending stays within its budget[: no more than EUR {one_off} once, for places, openings and teachers "
        "who move][; no more than EUR {yearly} a year above today, for salaries, programmes and travel of teachers]."
    ),
    parameters=Parameters,
    add_rows=add_rows,
    findings=findings,
    subjects={"one_off": (), "yearly": ()},
    doc=__doc__,
)
