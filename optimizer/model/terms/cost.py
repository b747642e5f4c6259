r"""What a plan costs in a year, one-off costs spread over their life.

.. math::

    2\,\mathrm{days}\,p_{\mathrm{km}}\,(\mathrm{student\_travel} + \mathrm{staff\_travel})
      + p_{\mathrm{fte}} \Bigl(\sum_g \mathrm{fte}_g - \mathrm{freed} + \mathrm{hired}\Bigr)
      + \sum_{k,s} (p_{\mathrm{programme}} + \mathrm{fixed\_cost}_{k,s})\,\mathrm{offers}_{k,s} \\
      + a\,\bigl(p_{\mathrm{place}}\,\mathrm{expansion} + p_{\mathrm{opening}}\,\mathrm{openings}
      + p_{\mathrm{moved}} \sum_{g,\,k \ne k(g)} \mathrm{staff}_{g,k}\bigr),
      \qquad a = \frac{r}{1 - (1 + r)^{-L}}
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.scenario import Goal
from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import Term, discover_terms


def annuity(rate: float, life_years: float) -> float:
    """Return the yearly share of a one-off cost, spread over its life at an interest rate."""
    return 1 / life_years if rate == 0 else rate / (1 - (1 + rate) ** -life_years)


def expression(model: ConsolidationModel, goal: Goal) -> Any:
    """Return the term as a linear expression."""
    m, index, terms = model.pyomo, model.index, discover_terms()
    price, fixed = index.instance.prices_with(index.scenario.prices), index.instance.fixed_cost_of
    measured = {
        name: terms[name].expression(model, goal)
        for name in ("student_travel", "staff_travel", "freed", "hired", "expansion", "openings")
    }
    per_km = 2 * price["days_per_year"] * price["eur_per_km"]
    all_fte = sum(group.fte for group in index.group_of.values())
    moved = pyo.quicksum(m.staff[group, k] for group, k in index.postings if k != index.group_of[group].home)
    one_off = (
        price["eur_per_place"] * measured["expansion"]
        + price["eur_per_opening"] * measured["openings"]
        + price["eur_per_fte_moved"] * moved
    )
    return (
        per_km * (measured["student_travel"] + measured["staff_travel"])
        + price["eur_per_fte_year"] * (all_fte - measured["freed"] + measured["hired"])
        + pyo.quicksum(
            (price["eur_per_programme_year"] + fixed.get(pair, 0.0)) * offers for pair, offers in m.offers.items()
        )
        + annuity(price["rate"], price["life_years"]) * one_off
    )


TERM = Term(
    name="cost",
    unit="EUR/year",
    label_nl="kosten per jaar",
    label_en="cost per year",
    expression=expression,
    doc=__doc__,
)
