r"""What holds in all circumstances: how often each programme is chosen, and which plan one would regret least.

A *group* is the cells in which everything that somebody chooses is the same; its cells differ in circumstances: samples
of demand and prices, and parameters named as circumstances. Every cell counts alike. With :math:`f(x, \omega)` the
measure of plan :math:`x` in cell :math:`\omega` (lower is better), and the best of all plans at hand,
:math:`b(\omega) = \min_y f(y, \omega)`, among which are the candidates and the cell's own plan:

worst case
    :math:`\max_\omega f(x, \omega)`; its least value is the absolute robust decision.
regret
    :math:`f(x, \omega) - b(\omega)`; the plan whose largest regret is least is the robust deviation decision of
    P. Kouvelis and G. Yu, *Robust Discrete Optimization and Its Applications* (Kluwer 1997).
conditional value at risk
    the mean of the worst :math:`1 - \alpha` of the cells,

    .. math::

        \mathrm{CVaR}_\alpha = \min_c \; c + \frac{1}{(1 - \alpha) N} \sum_\omega \max(0, v_\omega - c)

    for the values :math:`v_\omega` of the measure or of the regret (R. T. Rockafellar and S. Uryasev, *Optimization of
    conditional value-at-risk*, Journal of Risk 2(3), 2000).

A plan that cannot keep the rules of a cell is *broken* there. Plans that break in fewer cells go before all others, and
figures are over the cells in which a plan stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

REGRET_COLUMNS = (
    "plan",
    "own",
    "cells",
    "broken",
    "best_in",
    "mean",
    "worst",
    "cvar",
    "mean_regret",
    "max_regret",
    "cvar_regret",
    "least_regret",
    "least_worst",
)
SPREAD_COLUMNS = ("term", "unit", "cells", "mean", "least", "worst", "cvar")
TOLERANCE = 1e-6
"""Share of the best value within which a plan counts as best too."""


def conditional_value_at_risk(values: ArrayLike, alpha: float) -> float:
    """Return the mean of the worst ``1 - alpha`` of some values, each of which is as likely as the others.

    Parameters
    ----------
    values : sequence of float
        At least one; higher is worse.
    alpha : float
        From 0 (the mean) to below 1.

    Raises
    ------
    ValueError
        If there are no values, or alpha is out of range.
    """
    ordered = np.sort(np.asarray(values, dtype=float))[::-1]
    if not ordered.size or not 0 <= alpha < 1:
        raise ValueError("a conditional value at risk needs values, and a level from 0 to below 1")
    weights = np.clip((1 - alpha) * ordered.size - np.arange(ordered.size), 0.0, 1.0)
    return float(weights @ ordered / weights.sum())


def regret_table(
    values: pd.DataFrame, own: pd.Series[Any], best: pd.Series[float], alpha: float, outside: Sequence[str] = ()
) -> pd.DataFrame:
    """Return what is known of every plan over the cells of one group.

    Parameters
    ----------
    values : DataFrame
        The measure: one row a cell, one column a candidate; empty where a candidate is broken.
    own : Series
        Name of each cell's own plan.
    best : Series
        Best value of the measure in each cell, over all plans at hand.
    alpha : float
        Level of the conditional value at risk.
    outside : sequence of str
        Candidates that need not keep the rules, and are only shown: today.

    Returns
    -------
    DataFrame
        Columns :data:`REGRET_COLUMNS`, the plan of least regret first: own (cells whose plan it is), cells (in which it
        stands), broken, best_in (share of all cells), mean, worst and cvar of the measure, the same of its regret, and
        whether it has the least regret, or the least worst case.
    """
    rows = []
    for plan in values.columns:
        found = values[plan].dropna()
        row: dict[str, Any] = {"plan": plan, "own": int((own == plan).sum()), "cells": len(found)}
        row["broken"] = len(values) - len(found)
        if len(found):
            regret = found - best[found.index]
            near = regret <= TOLERANCE * best[found.index].abs().clip(lower=1.0)
            row |= {"best_in": float(near.sum()) / len(values), **_told(found, alpha), **_told(regret, alpha, "regret")}
        rows.append(row)
    table = pd.DataFrame(rows).reindex(columns=list(REGRET_COLUMNS))
    ranked = table[~table["plan"].isin(outside) & (table["cells"] > 0)]
    for mark, keys in {
        "least_worst": ["broken", "worst", "mean", "plan"],
        "least_regret": ["broken", "max_regret", "mean_regret", "plan"],
    }.items():
        first = ranked.sort_values(keys).index[:1]
        table[mark] = table.index.isin(first)
    table["_outside"] = table["plan"].isin(outside)
    table = table.sort_values(["_outside", "broken", "max_regret", "mean_regret", "plan"], ignore_index=True)
    return table[list(REGRET_COLUMNS)]


def _told(values: pd.Series[float], alpha: float, what: str = "") -> dict[str, float]:
    mean, worst, cvar = ("mean_regret", "max_regret", "cvar_regret") if what else ("mean", "worst", "cvar")
    numbers = values.to_numpy(float)
    return {mean: float(numbers.mean()), worst: float(numbers.max()), cvar: conditional_value_at_risk(numbers, alpha)}


def spread_table(cells: pd.DataFrame, units: dict[str, str], alpha: float) -> pd.DataFrame:
    """Return how every term of the best plans is spread over the cells of one group (columns :data:`SPREAD_COLUMNS`).

    Parameters
    ----------
    cells : DataFrame
        Cells with a plan: one column a term.
    units : dict of str to str
        Unit of each term.
    alpha : float
        Level of the conditional value at risk.
    """
    rows = []
    for term, unit in units.items():
        values = cells[term].dropna().to_numpy(float)
        if values.size:
            worst, risk = float(values.max()), conditional_value_at_risk(values, alpha)
            row = (term, unit, values.size, float(values.mean()), float(values.min()), worst, risk)
            rows.append(dict(zip(SPREAD_COLUMNS, row, strict=True)))
    return pd.DataFrame(rows, columns=list(SPREAD_COLUMNS))
