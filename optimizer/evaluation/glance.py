"""Judges a list of programmes at a glance: at once, by the checks of an evaluation, and without solving anything."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from optimizer.analysis.verify import ASSIGNMENT, PROMISES, failures, verify
from optimizer.evaluation.breaking import MAY_FAIL
from optimizer.evaluation.placing import place
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Scenario

SETTLED = frozenset(
    {
        *("sites_per_specialisation", "specialisations_per_institution", "openings_limit", "network_pluralism"),
        *("province_presence", "locks"),
    }
)
"""Rules that nothing but the programmes decides: how students and teachers are placed changes nothing there."""

TERMS = (
    *("duplication", "displaced", "openings", "unplaced", "expansion", "student_travel", "worst_loss"),
    *("freed", "hired", "cost"),
)
"""Terms that mean something without lead centres and institute."""


@dataclass(frozen=True, eq=False)
class Glance:
    """What is seen of a list of programmes at a glance.

    Attributes
    ----------
    plan : Plan
        The programmes, with students and teachers placed by plain rules (:mod:`optimizer.evaluation.placing`).
    broken : DataFrame
        Checks that fail: columns of ``checks.csv``, and `certain`: whether they fail however people are placed.
    kept : tuple of str
        Rules of the scenario that hold.
    left_open : tuple of str
        Rules about what a list of programmes does not say: lead centres, the institute.
    terms : mapping of str to float
        :data:`TERMS`.
    """

    plan: Plan
    broken: pd.DataFrame
    kept: tuple[str, ...]
    left_open: tuple[str, ...]
    terms: dict[str, float]


def glance(pairs: Collection[Pair], instance: Instance, scenario: Scenario) -> Glance:
    """Judge a list of programmes at a glance.

    Parameters
    ----------
    pairs : collection of (campus, specialisation)
        Everything that is taught, at least one; all known to the data set.
    instance : Instance
        The data set.
    scenario : Scenario
        The rules by which it is judged.
    """
    plan = place(pairs, instance, scenario)
    checks = verify(plan, instance, scenario)
    left = _left_open(scenario)
    failed = failures(checks[checks["kind"] == "rule"])
    subject = failed["subject"].astype(str)
    own = failed["name"] == PROMISES
    said = ~failed["name"].isin(left) & ~(failed["name"].eq("locks") & subject.str.startswith("lead "))
    said &= ~own | subject.str.startswith(MAY_FAIL)
    settled = failed["name"].isin(SETTLED) | (own & subject.str.startswith("programmes that may not be opened"))
    broken = failed.assign(certain=settled)[said].reset_index(drop=True)
    measured = checks[checks["kind"] == "term"].set_index("name")["measured"]
    return Glance(
        plan,
        broken,
        tuple(name for name in scenario.rules if name not in {*left, *broken["name"]}),
        tuple(name for name in scenario.rules if name in left),
        {name: float(measured[name]) for name in TERMS},
    )


def _left_open(scenario: Scenario) -> frozenset[str]:
    """Return the rules that speak of lead centres, the institute, or who goes where exactly."""
    counts = {"pole_balance": "leads", "province_presence": "lead"}
    by_leads = {name for name, what in counts.items() if getattr(scenario.rules.get(name), "count", None) == what}
    return frozenset({"institute", "lead_centre", "industry_proximity", ASSIGNMENT, *by_leads})
