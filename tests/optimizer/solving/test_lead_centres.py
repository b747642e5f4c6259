"""Teachers out of reach of their lead centre: counted as a plan has them, and never more than can leave."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.inputs.scenario import Goal
from optimizer.reading import load_instance
from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.lead_centres import LEAVING_SHARE, out_of_reach, within_reach
from optimizer.solving.requests import Request
from optimizer.solving.workshop import Workshop
from tests.optimizer.solving.workshops import TUTORIAL, workshop_of

STAFFED = {**TUTORIAL, "staffing": {"top_freed_share": 0.1}}


@pytest.fixture(scope="module")
def workshop() -> Workshop:
    goals = Goal(term="teacher_scatter"), Goal(term="student_travel")
    return workshop_of(*goals, rules=STAFFED, instance=load_instance("tutorial"), openings="anywhere")


def some_plan_of(workshop: Workshop, seed: int) -> Vector:
    """Return some plan: the best of random costs of programmes and lead centres."""
    costs = np.zeros(workshop.model.columns)
    chosen = workshop.columns_named("offers", "leads")
    costs[chosen] = np.random.default_rng(seed).uniform(-1, 1, chosen.size)
    found = workshop.run(workshop.model, Request(Objective(costs), gap=0.05), lambda _: None).solution
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(6))
def test_those_out_of_reach_are_counted_and_scattered_freed_or_guests(workshop: Workshop, seed: int) -> None:
    plan, source = some_plan_of(workshop, seed), workshop.source
    index, variables = source.index, source.pyomo
    leads = workshop.model.values_of(variables.leads, plan)
    lead_of = {specialisation: campus for (campus, specialisation), led in leads.items() if led > 0.5}
    can_go = {posting for posting in index.postings if not variables.staff[posting].fixed}
    top = {name: group for name, group in index.group_of.items() if group.top}
    expected = sum(group.fte for name, group in top.items() if (name, lead_of.get(group.specialisation)) not in can_go)
    measured = out_of_reach(workshop).value(plan)
    assert measured == pytest.approx(expected)
    freed = workshop.model.values_of(variables.freed, plan)
    leaving = sum(value for key, value in freed.items() if (key[0] if isinstance(key, tuple) else key) in top)
    leaving += float(plan[workshop.columns_named("guests")].sum())
    assert measured <= workshop.model.objectives["teacher_scatter"].value(plan) + leaving + 1e-6


def test_the_limit_counts_on_some_of_those_who_may_leave(workshop: Workshop) -> None:
    scatter, travel = (workshop.model.objectives[name] for name in ("teacher_scatter", "student_travel"))
    assert within_reach(workshop, ((travel, 5.0),)) is None
    cap = within_reach(workshop, ((scatter, 3.0), (travel, 5.0), (scatter, 2.0)))
    assert cap is not None
    top = sum(group.fte for group in workshop.source.index.group_of.values() if group.top)
    institute = workshop.source.institute
    assert institute is not None
    guests = institute.guest_fte_per_resident * institute.residents_total
    assert cap[1] == pytest.approx(2.0 + LEAVING_SHARE * (0.1 * top + guests))
