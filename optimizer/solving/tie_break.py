"""Of all plans that are equally good, the same one every time.

All goals are held at their final values, fewest openings and closures are sought, and the programmes are settled. Then
each goal in turn is brought as low as those programmes allow without raising another: what a goal may give up is not
given up for nothing. At last a fixed order of lead centres, hosts and residents, and flows of least student·km and
least staff·km, in a fixed order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.choices import Choice, as_they_are, chosen_in, every_choice
from optimizer.solving.requests import Outcome, Request, ignore, relative_gap
from optimizer.solving.stage import Stage
from optimizer.solving.workshop import Cap, Workshop, with_slack

ORDER_NODES = 20
"""Most branch-and-bound nodes of each step after the programmes are settled: the same end every time."""

FLOW_ORDER = 1e-3
"""Most that the fixed order adds to one flow's km."""

TIGHTENING = 1e-2
"""What a unit of a measuring variable weighs against a km: enough to bring it to its true value, no more."""

LAST_SECONDS = 60.0
"""Most seconds of the last linear programme; it runs even when time is up, so that every plan is clean."""

LEFT_OVER_KM = 100.0
"""Km that one FTE freed or hired, or one student without a place, weighs where the goals leave it open."""


def break_ties(
    workshop: Workshop, solution: Vector, held: tuple[Cap, ...], may_fall: Sequence[bool]
) -> tuple[Vector, bool]:
    """Return the plan that comes first among those that keep `held`, and whether its few changes were proven.

    Parameters
    ----------
    workshop : Workshop
        Model and solver.
    solution : ndarray
        A plan that keeps `held`.
    held : tuple of (Objective, float)
        All goals, at their final values.
    may_fall : sequence of bool
        Which of them may stand above what the programmes allow, because something was given up of them.
    """
    clock, proven = workshop.clock, False
    if not clock.is_over:
        seconds = min(max(5.0, clock.remaining / 3), clock.remaining)
        outcome = Stage(
            workshop, workshop.changes(), with_slack(held), solution, True, seconds, lambda _: None
        ).minimise()
        proven = outcome.status == "optimal"
        solution = solution if outcome.solution is None else outcome.solution
    programmes = chosen_in(solution, workshop.offers)
    solution, held = _lower_each_goal(workshop, solution, held, programmes, may_fall)
    solution = _settle_leads_and_institute(workshop, solution, held, programmes)
    return settle_flows(workshop, solution, held), proven


def _coefficients(workshop: Workshop) -> Vector:
    return np.zeros(workshop.model.columns)


def _in_order(count: int) -> Vector:
    """Return weights in (0, 1) that sum up differently for different sets, for a fixed order without large numbers."""
    golden = (np.sqrt(5) - 1) / 2
    return np.asarray((np.arange(1, count + 1) * golden) % 1.0)


def _step(
    workshop: Workshop, objective: Objective, held: tuple[Cap, ...], fixed: Choice, start: Vector
) -> Vector | None:
    """Return the best solution with some columns fixed, within few nodes; None if time is up or none came."""
    if workshop.clock.is_over:
        return None
    request = _request(workshop, objective, held, fixed)
    request = replace(request, start=start, work_limit=ORDER_NODES)
    return workshop.run(workshop.model, request, ignore, to_its_end=True).solution


def _request(workshop: Workshop, objective: Objective, held: tuple[Cap, ...], fixed: Choice) -> Request:
    request = workshop.request(objective, with_slack(held), workshop.clock.remaining / 2)
    return replace(request, fixed=fixed, brief=True)


def _lower_each_goal(
    workshop: Workshop, solution: Vector, held: tuple[Cap, ...], programmes: Choice, may_fall: Sequence[bool]
) -> tuple[Vector, tuple[Cap, ...]]:
    for position, (objective, limit) in enumerate(held):
        settled_by_programmes = not np.delete(objective.coefficients, programmes[0]).any()
        if settled_by_programmes or not may_fall[position]:
            continue
        lower = _lowest(workshop, objective, held, programmes, solution)
        if lower is not None and objective.value(lower) < limit:
            solution = lower
            held = (*held[:position], (objective, objective.value(lower)), *held[position + 1 :])
    return solution, held


def _lowest(
    workshop: Workshop, objective: Objective, held: tuple[Cap, ...], programmes: Choice, solution: Vector
) -> Vector | None:
    """Return the solution in which a goal is lowest: mostly two linear programmes tell that no choice need change."""
    if workshop.clock.is_over:
        return None
    model = workshop.model
    relaxed = replace(_request(workshop, objective, held, programmes), relaxed=True)
    bound = workshop.run(model, relaxed, ignore, to_its_end=True).bound
    kept = replace(_request(workshop, objective, held, every_choice(model, solution)), confirmed=False)
    chosen = workshop.run(model, kept, ignore, to_its_end=True)
    gap = relative_gap(chosen.value, bound)
    if gap is not None and gap <= workshop.clock.limits.gap:
        return chosen.solution
    return _step(workshop, objective, held, programmes, solution)


def _settle_leads_and_institute(
    workshop: Workshop, solution: Vector, held: tuple[Cap, ...], programmes: Choice
) -> Vector:
    chosen = workshop.columns_named("leads", "hosts", "tracks", "residents")
    coefficients = _coefficients(workshop)
    coefficients[chosen] = _in_order(chosen.size)
    settled = _step(workshop, Objective(coefficients), held, programmes, solution)
    return solution if settled is None else settled


def settle_flows(workshop: Workshop, solution: Vector, held: tuple[Cap, ...], seconds: float = LAST_SECONDS) -> Vector:
    """Fix every choice at its whole number and solve the rest again: a linear programme with one answer.

    After it every measuring variable is at its true value, so that a goal is what the plan itself gives. Where time
    does not suffice flows stay as they are.

    Parameters
    ----------
    workshop : Workshop
        Model and solver.
    solution : ndarray, shape (columns,)
        A plan that keeps `held`.
    held : tuple of (Objective, float)
        All goals, and what each may rise to.
    seconds : float
        Most seconds for it.
    """
    model, source = workshop.model, workshop.source
    instance, index = source.index.instance, source.index
    coefficients = _coefficients(workshop)
    for (zone, town, _), column in model.columns_of(source.pyomo.students).items():
        coefficients[column] = instance.km[zone, town]
    for (group, campus), column in model.columns_of(source.pyomo.staff).items():
        coefficients[column] = index.km_posting(group, campus) + (campus != index.group_of[group].home)
    coefficients[workshop.columns_named("freed", "hired", "unplaced")] = LEFT_OVER_KM
    measures = _measures(workshop)
    coefficients += measures
    flows = workshop.columns_named("students", "enrolled", "staff", "freed", "hired", "guests", "feeds")
    coefficients[flows] += FLOW_ORDER * _in_order(flows.size)
    fixed = every_choice(model, solution)
    for caps in (held, with_slack(held)):
        outcome = _last(workshop, coefficients, caps, fixed, seconds)
        if outcome.solution is not None:
            return outcome.solution
        if outcome.status == "limit":
            break
    others = as_they_are(model, solution, np.flatnonzero(measures == 0))
    settled = _last(workshop, measures, (), others, seconds).solution
    return solution if settled is None else settled


def _measures(workshop: Workshop) -> Vector:
    """Return the weights that bring measuring variables to their true values."""
    weights = _coefficients(workshop)
    for variable, sign in workshop.source.tightened:
        weights[list(workshop.model.columns_of(variable).values())] += sign * TIGHTENING
    return weights


def _last(workshop: Workshop, coefficients: Vector, caps: tuple[Cap, ...], fixed: Choice, seconds: float) -> Outcome:
    request = replace(workshop.request(Objective(coefficients), caps, seconds), fixed=fixed)
    request = replace(request, time_limit=seconds, work_limit=None, confirmed=False)
    return workshop.run(workshop.model, request, ignore, to_its_end=True)
