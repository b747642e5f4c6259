"""Sets a proposal beside other plans: term by term, and among near-optimal plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from optimizer.analysis.terms import TERM_UNITS
from optimizer.evaluation.evaluation import SITUATIONS, TERMS, Near
from optimizer.solving.result import Result

Measured = Mapping[str, float]
"""Every term of a plan; nothing where there is no plan."""


def terms_of(result: Result | None) -> Measured:
    """Return the terms of a result's plan."""
    return {} if result is None else {name: values.plan for name, values in result.terms.items()}


def side_by_side(measured: Mapping[str, Measured]) -> pd.DataFrame:
    """Return every term of every situation, with its unit; empty where there is no plan."""
    rows = [(term, unit, *(measured[name].get(term) for name in SITUATIONS)) for term, unit in TERM_UNITS.items()]
    table = pd.DataFrame(rows, columns=list(TERMS)).astype(dict.fromkeys(SITUATIONS, "float64"))
    numbers = list(SITUATIONS)
    return table.assign(**(table[numbers].round(9) + 0.0))


def stand_among(optimum: Result, sample: Sequence[Measured], terms: pd.DataFrame, *, legal: bool) -> Near:
    """Return where a proposal stands among the optimum and a sample of near-optimal plans.

    Parameters
    ----------
    optimum : Result
        The best plan.
    sample : sequence of mapping
        The terms of other near-optimal plans.
    terms : DataFrame
        The proposal's terms, in the column `proposal`.
    legal : bool
        Whether the proposal keeps every rule.
    """
    own = dict(zip(terms["term"], terms["proposal"], strict=True))
    table = pd.DataFrame([terms_of(optimum), *sample])
    no_better = {
        str(term): 100.0 * float((table[term] >= own[term] * (1 - 1e-9) - 1e-6).mean()) for term in table.columns
    }
    within = all(
        report.limit is None or own[report.term] <= report.limit * (1 + 1e-6) + 1e-3
        for report in optimum.goals
        if report.term in own
    )
    return Near(table, no_better["cost"], no_better, legal and within)
