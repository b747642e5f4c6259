"""Composes plan, doing nothing and the search for break-even values into a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import pandas as pd

from optimizer.analysis.break_even import LINEAR_PRICES, Bill, Point, bill_of
from optimizer.analysis.judgements import AXES, BreakEven, Cheapest, Frontier, Verdict
from optimizer.analysis.observed import observed_plan
from optimizer.analysis.terms import compute_terms
from optimizer.analysis.verdict import Search, judge
from optimizer.analysis.verify import require_verified, verify
from optimizer.errors import Finding, InputError, SolverError, did_you_mean
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Goal, Goals, Scenario
from optimizer.model.build import build_model
from optimizer.reassigning import solve_today
from optimizer.run import solve
from optimizer.solving.child import ChildDoor
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Door
from optimizer.solving.result import Result
from optimizer.solving.workshop import Workshop

MARGIN = 0.1
"""Share by which prices may be off before a break-even counts as far: an assumption."""

POINTS = 6
PLAN_SHARE = 0.4
"""Share of a time limit that the plan of the scenario's goals may take."""

SEARCH_SECONDS = 120.0
"""Most seconds of each search for the cheapest plan."""

SEARCH_GAP = 1e-3
"""Gap at which a cheapest plan counts as proven, unless a wider one is asked for."""

NEGLIGIBLE = 1e-5
"""Share of today's cost that counts as no saving: where the search for a break-even ends."""

COST = Goals(mode="weighted", order=(Goal(term="cost"),))
LEAST_TRAVEL = Goals(order=(Goal(term="expansion"), Goal(term="student_travel")))


@dataclass(eq=False)
class _Pricing:
    """Seeks the cheapest plan of a scenario at any prices."""

    instance: Instance
    scenario: Scenario
    door: Door
    clock: Clock

    def cheapest(self, prices: Mapping[str, float]) -> Cheapest:
        """Return the cheapest plan, verified, or none if time is up."""
        nothing = Cheapest(None, None, 0.0, proven=False)
        if self.clock.is_over:
            return nothing
        scenario = replace(self.scenario, prices=dict(prices), goals=COST)
        limits = self.clock.limits
        seconds = min(SEARCH_SECONDS, self.clock.remaining / 2)
        own = replace(limits, time_limit=seconds, gap=max(limits.gap, SEARCH_GAP))
        workshop = Workshop(build_model(self.instance, scenario, COST.order), self.door, Clock(own))
        pursuit = pursue(workshop, settle_ties=False)
        if pursuit.solution is None:
            return nothing
        (report,) = pursuit.reports
        plan = extract_plan(workshop, pursuit.solution)
        require_verified(verify(plan, self.instance, scenario))
        return Cheapest(
            plan, bill_of(plan, self.instance, prices), report.bound or 0.0, proven=report.status == "optimal"
        )


def verdict(
    instance: Instance,
    scenario: Scenario,
    limits: Limits | None = None,
    *,
    margin: float = MARGIN,
    points: int = POINTS,
    parameters: Sequence[str] = AXES,
    isolated: bool = False,
) -> Verdict:
    """Weigh a scenario's plan against doing nothing, and find the prices at which the answer turns.

    Parameters
    ----------
    instance : Instance
        The data set.
    scenario : Scenario
        Rules and goals; its prices and those of the data set are the present prices.
    limits : Limits, optional
        Time, work, gap, seed, threads, progress, and who may stop it. Each search for a cheapest plan has at most
        two minutes, and a gap of at least 0.1%.
    margin : float
        Share by which prices may be off: a break-even closer than that makes the verdict ``depends``.
    points : int
        How many corners of the curve are checked by seeking the cheapest plan there.
    parameters : sequence of str
        Prices whose break-even is sought: the fixed cost of a programme and the value of a km, unless told otherwise.
    isolated : bool
        Whether the solver runs in a child process, which can be ended when it does not listen.

    Returns
    -------
    Verdict
        The answer, the situations side by side, the break-even values and the curve.

    Raises
    ------
    InputError
        If the scenario does not fit the data set, or a price does not exist.
    SolverError
        If the solver fails.
    VerificationError
        If a plan does not stand up to the second check.
    """
    _check_parameters(parameters)
    limits = limits or Limits()
    clock = Clock(limits)
    result = solve(instance, scenario, replace(limits, time_limit=limits.time_limit * PLAN_SHARE), isolated=isolated)
    with closing(ChildDoor() if isolated else SolverDoor()) as door:
        return _judge(result, door, clock, margin, points, parameters)


def _judge(result: Result, door: Door, clock: Clock, margin: float, points: int, parameters: Sequence[str]) -> Verdict:
    instance, scenario = result.instance, result.scenario
    prices = instance.prices_with(scenario.prices)
    nothing = _doing_nothing(instance, scenario, clock.limits, door)
    plans = {"observed": _observed(instance, nothing), "nothing": nothing}
    if result.plan is None:
        return _without_plan(result, plans, prices, margin)
    plans["plan"] = result.plan
    everybody = replace(scenario, students=scenario.students.model_copy(update={"unplaced_share": 0.0}))
    pricing = _Pricing(instance, everybody, door, clock)
    bills = {name: bill_of(plan, instance, prices) for name, plan in plans.items()}
    search = Search(
        today=bills["nothing"],
        fixed=bills["plan"],
        prices=prices,
        solve_at=pricing.cheapest,
        tolerance=NEGLIGIBLE * bills["nothing"].cost(prices),
        never_more=frozenset({"eur_per_programme_year"} if scenario.openings == "none" else ()),
    )
    now = search.cheapest()
    found = tuple(
        each
        for name in parameters
        for each in search.break_evens(name, estimated=_is_assumed(instance, scenario, name))
    )
    frontier = search.frontier(AXES, _view(search, found), points)
    provable = max(clock.limits.gap, SEARCH_GAP) * bills["nothing"].cost(prices)
    answer, reasons = judge(search, now, found, margin, provable)
    if now.plan is not None and now.bill is not None:
        plans["cheapest"], bills["cheapest"] = now.plan, now.bill
    return Verdict(
        instance,
        scenario,
        verdict=answer,
        reasons=reasons,
        margin=margin,
        prices=prices,
        situations=_situations(plans, bills, instance, prices),
        break_evens=found,
        frontier=frontier,
        bills=bills,
        result=result,
        cheapest=now.plan,
        most_saving=bills["nothing"].cost(prices) - now.bound,
        warnings=_warnings(result, search),
    )


def _doing_nothing(instance: Instance, scenario: Scenario, limits: Limits, door: Door) -> Plan:
    """Return today's programmes with students placed by least travel, in today's places if they fit."""
    rules = {name: each for name, each in scenario.rules.items() if name != "institute"}
    students = scenario.students.model_copy(update={"unplaced_share": 0.0})
    still = replace(scenario, rules=rules, students=students, goals=LEAST_TRAVEL)
    plan = solve_today(instance, still, limits, door)
    if plan is None:
        raise SolverError("today's students do not fit into today's places, so that nothing can be compared with today")
    return plan


def _observed(instance: Instance, nothing: Plan) -> Plan:
    leads = nothing.programmes.loc[nothing.programmes["role"] == "lead"]
    lead_of = dict(zip(leads["specialisation_id"], leads["campus_id"], strict=True))
    return observed_plan(instance, lead_of, nothing.institute, staff=nothing.staff)


def _situations(
    plans: Mapping[str, Plan], bills: Mapping[str, Bill], instance: Instance, prices: Mapping[str, float]
) -> pd.DataFrame:
    today, rows = bills["nothing"].cost(prices), {}
    for name, plan in plans.items():
        terms, cost = compute_terms(plan, instance, prices), bills[name].cost(prices)
        placed = float(plan.students.loc[plan.students["municipality_id"] != "", "students"].sum())
        rows[name] = {
            "students": placed,
            "programmes": float(len(plan.programmes)),
            "km": terms["student_travel"] / placed if placed > 0 else 0.0,
            "staff_km": terms["staff_travel"],
            "fte": bills[name].quantities["eur_per_fte_year"],
            "places": terms["expansion"],
            "cost": cost,
            "saving": today - cost,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def _view(search: Search, found: Sequence[BreakEven]) -> Point:
    """Return how far the curve's axes go: to twice what matters on each."""
    ends = []
    for axis in AXES:
        values = [each.value for each in found if each.parameter == axis and each.value is not None]
        widest = 2.0 * max([search.prices[axis], *values])
        ends.append(widest if widest > 0 else search.today.cost(search.prices) / search.today.quantities[axis])
    return ends[0], ends[1]


def _without_plan(result: Result, plans: Mapping[str, Plan], prices: Mapping[str, float], margin: float) -> Verdict:
    """Return the verdict where there is nothing to weigh; the caller tells why from `result`."""
    bills = {name: bill_of(plan, result.instance, prices) for name, plan in plans.items()}
    view = (2.0 * prices[AXES[0]], 2.0 * prices[AXES[1]])
    box = [(0.0, 0.0), (view[0], 0.0), view, (0.0, view[1])]
    return Verdict(
        result.instance,
        result.scenario,
        verdict="not_worth_it" if result.status == "infeasible" else "depends",
        reasons=("no_plan",) if result.status == "infeasible" else ("unproven",),
        margin=margin,
        prices=prices,
        situations=_situations(plans, bills, result.instance, prices),
        break_evens=(),
        frontier=Frontier(AXES, view, box if result.status == "infeasible" else [], []),
        bills=bills,
        result=result,
        warnings=result.warnings,
    )


def _warnings(result: Result, search: Search) -> tuple[str, ...]:
    warnings = list(result.warnings)
    unproven = sum(not each.proven for each in search.solved.values())
    if unproven:
        warnings.append(
            f"{unproven} of {len(search.solved)} searches for a cheapest plan were cut short: break-even values may be "
            "nearer to today's prices than told, and another run may give others."
        )
    if result.plan is not None and result.terms["unplaced"].plan > 0:
        warnings.append("The plan leaves students without a place; the cheapest plans place everybody.")
    return tuple(warnings)


def _is_assumed(instance: Instance, scenario: Scenario, parameter: str) -> bool:
    """Whether a price is an assumption of the data set, rather than stated by the scenario or a source."""
    assumptions = instance.settings.get("assumptions", {})
    stated = assumptions.get(parameter, {}) if isinstance(assumptions, dict) else {}
    source = stated.get("source", "assumption") if isinstance(stated, dict) else "assumption"
    return parameter not in scenario.prices and source == "assumption"


def _check_parameters(parameters: Sequence[str]) -> None:
    findings = []
    for name in parameters:
        if name not in LINEAR_PRICES:
            mend, nearest = did_you_mean(name, LINEAR_PRICES)
            message = f'"{name}" is not a price with a break-even'
            findings.append(Finding("verdict", message, mend, key="parameters", nearest=nearest))
    if findings:
        raise InputError(findings)
