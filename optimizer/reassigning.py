"""Today reassigned: today's programmes, students placed as a scenario's goals place them, checked and measured."""

from __future__ import annotations

from dataclasses import dataclass, replace

from optimizer.analysis.observed import observed_plan
from optimizer.analysis.verify import require_verified, terms_in, terms_under, verify_today
from optimizer.errors import SolverError, VerificationError
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Scenario
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import pursue
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Door, never
from optimizer.solving.today import build_today, todays_of
from optimizer.solving.workshop import Workshop

TODAY_SECONDS = 120.0
"""Seconds in which students are placed in today's programmes, at least."""

TODAY_SHARE = 0.5
"""Share of the time limit that this may take on the largest data sets; it is done beside the search."""

LONGEST = 3600.0
"""Seconds beyond which a time limit gives this no more time."""


@dataclass(frozen=True, eq=False)
class Today:
    """Today as the goals place its students and as observed, each with its terms.

    Attributes
    ----------
    plan : Plan
        Today reassigned.
    kept : Scenario
        What it keeps of the scenario: less than all where today has no room for it.
    observed : Plan
        Today by the flows of the data set.
    terms, observed_terms : dict of str to float
        Every term of both.
    """

    plan: Plan
    kept: Scenario
    observed: Plan
    terms: dict[str, float]
    observed_terms: dict[str, float]


def place_today(instance: Instance, scenario: Scenario, limits: Limits, door: Door) -> Today | None:
    """Return today reassigned; None if nothing of the kind was found in time.

    Raises
    ------
    VerificationError
        If it does not stand up to the second check.
    """
    for kept in todays_of(scenario):
        plan = solve_today(instance, kept, limits, door)
        if plan is not None:
            return measure_today(plan, instance, kept)
    return None


def require_placed(today: Today | None) -> Today:
    """Return today reassigned.

    Raises
    ------
    SolverError
        If there is none.
    """
    if today is None:
        raise SolverError("today's students do not fit into today's places, so that nothing can be compared with today")
    return today


def solve_today(instance: Instance, scenario: Scenario, limits: Limits, door: Door) -> Plan | None:
    """Return today's programmes with students placed as the scenario's goals place them ("reassigned").

    None if there is no such placement, or none was found in time.
    """
    seconds = max(TODAY_SECONDS, min(limits.time_limit, LONGEST) * TODAY_SHARE)
    limits = replace(limits, time_limit=seconds, on_progress=None, on_plan=None, should_stop=never)
    workshop = Workshop(build_today(instance, scenario), door, Clock(limits))
    pursuit = pursue(workshop)
    return None if pursuit.solution is None else extract_plan(workshop, pursuit.solution)


def measure_today(plan: Plan, instance: Instance, kept: Scenario) -> Today:
    """Check today reassigned by second code, and measure it and today as observed.

    Raises
    ------
    VerificationError
        If it does not stand up to that.
    """
    checks = verify_today(plan, instance, kept)
    require_verified(checks)
    leads = plan.programmes.loc[plan.programmes["role"] == "lead"]
    lead_of = dict(zip(leads["specialisation_id"], leads["campus_id"], strict=True))
    observed = observed_plan(instance, lead_of, plan.institute, staff=plan.staff)
    return Today(plan, kept, observed, terms_in(checks), terms_under(observed, instance, kept))


def measure_as_before(plan: Plan, instance: Instance, scenario: Scenario) -> Today | None:
    """Return an earlier result's today, if it holds under the new rules too."""
    for kept in todays_of(scenario):
        try:
            return measure_today(plan, instance, kept)
        except VerificationError:
            continue
    return None
