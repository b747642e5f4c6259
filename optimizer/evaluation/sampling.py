"""A seeded sample of near-optimal plans: those that keep the rules and all that the goals may give up.

A walk from the best plan: each step frees the programmes of some specialisations, holds all others, and minimises a
random measure of the freed ones under the limits of every goal. The programmes that come of it are then completed like
any other plan, by pursuing the goals. See decision 0028.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.inputs.plan import Plan
from optimizer.solving.arrays import Objective
from optimizer.solving.choices import chosen_in
from optimizer.solving.extraction import extract_plan
from optimizer.solving.groupings import groupings_of
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import ignore
from optimizer.solving.workshop import Workshop, with_slack

FREED_SHARE = 0.35
"""Share of the specialisations whose programmes a step frees."""

STEP_NODES = 200
"""Most branch-and-bound nodes of a step: the same plans on every machine."""

STEPS_A_PLAN = 3
"""Most steps for one plan that is new."""


def near_optimal_plans(workshop: Workshop, answer: Pursuit, count: int, limits: Limits) -> list[Plan]:
    """Return up to `count` near-optimal plans with different programmes; the best plan is not among them.

    Parameters
    ----------
    workshop : Workshop
        The scenario's model.
    answer : Pursuit
        What came of its goals.
    count : int
        How many plans are sought.
    limits : Limits
        Limits of the whole sample; its seed is that of the draws.
    """
    assert answer.solution is not None
    clock, random = Clock(limits), np.random.default_rng(limits.seed)
    groups = groupings_of(workshop)["specialisation"]
    here = answer.solution
    seen = {_programmes(workshop, here)}
    plans: list[Plan] = []

    def step() -> Workshop:
        return workshop.holding(None, Clock(replace(limits, time_limit=clock.remaining)))

    for _ in range(count * STEPS_A_PLAN):
        if len(plans) == count or clock.is_over:
            break
        chosen = random.choice(len(groups), size=max(1, round(FREED_SHARE * len(groups))), replace=False)
        free = np.concatenate([groups[place] for place in sorted(chosen.tolist())])
        coefficients = np.zeros(workshop.model.columns)
        coefficients[free] = random.normal(size=free.size)
        held = np.setdiff1d(workshop.offers, free)
        request = step().request(Objective(coefficients), with_slack(answer.caps), clock.remaining)
        fixed = chosen_in(here, held)
        request = replace(request, fixed=fixed, start=here, work_limit=STEP_NODES, brief=True, confirmed=False)
        outcome = step().run(workshop.model, request, ignore)
        if outcome.solution is None:
            continue
        here = outcome.solution
        key = _programmes(workshop, here)
        if key in seen:
            continue
        seen.add(key)
        own = workshop.holding(chosen_in(here, workshop.offers), step().clock)
        completed = pursue(own)
        if completed.solution is not None:
            plans.append(extract_plan(own, completed.solution))
    return plans


def _programmes(workshop: Workshop, solution: np.ndarray[tuple[int], np.dtype[np.float64]]) -> bytes:
    return np.round(solution[workshop.offers]).astype(np.int8).tobytes()
