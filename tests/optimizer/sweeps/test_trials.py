"""Plans held against cells: what brute force says of the same programmes, and what the cell says of its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer import load_instance, load_scenario
from optimizer.inputs.eligibility import eligible_pairs
from optimizer.inputs.scenario import Goal, Goals
from optimizer.reading import fit_findings
from optimizer.reassigning import solve_today
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Limits
from optimizer.sweeps.answers import solve_cell
from optimizer.sweeps.settings import Sample
from optimizer.sweeps.trials import TODAY, PlanInCell, Trial, hold_against
from tests.optimizer.sweeps.small_sweeps import task_of
from tests.oracle import Oracle
from tests.random_instances import Case, random_case

COST = Goal(term="cost")
SEEDS = tuple(range(300, 340))


def held(case: Case, plans: dict[str, tuple[tuple[str, str], ...]], measure: str = "cost") -> dict[str, PlanInCell]:
    trial = Trial("trial", task_of(case), plans, measure)
    return {each.plan: each for each in hold_against({"made-up": case.instance}, trial)}


def is_sound(case: Case) -> bool:
    return not any(finding.severity == "error" for finding in fit_findings(case.instance, case.scenario))


def some_plans(case: Case, seed: int) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return some sets of programmes: possible ones, and any."""
    oracle, random = Oracle(case.instance, case.scenario), np.random.default_rng(seed)
    possible = sorted(tuple(sorted(offered)) for offered in oracle.possible)
    locks = case.scenario.rules.get("locks")
    pairs = eligible_pairs(
        case.instance, case.scenario.openings, getattr(locks, "open", ()), getattr(locks, "close", ())
    )
    chosen = [possible[place] for place in random.choice(len(possible), 3)] if possible else []
    chosen.append(tuple(pair for pair in pairs if random.random() < 0.6))
    return {f"plan {number}": plan for number, plan in enumerate(chosen)}


@pytest.mark.soak
def test_a_plan_is_in_a_cell_what_brute_force_finds_of_its_programmes() -> None:
    stood, broke = 0, 0
    for seed in SEEDS:
        case = random_case(seed)
        if not is_sound(case):
            continue
        goals = case.scenario.goals.order
        goals = (*goals, COST) if COST.term not in {goal.term for goal in goals} else goals
        plans = some_plans(case, seed)
        for name, found in held(case, plans).items():
            oracle = Oracle(case.instance, case.scenario)
            oracle.possible = [offered for offered in oracle.possible if offered == frozenset(plans[name])]
            exact, loose = oracle.hierarchy(*goals), oracle.hierarchy(*goals, slack=2e-6)
            assert found.stands == (exact is not None), (seed, name)
            if exact is None or loose is None:
                broke += 1
                continue
            stood += 1
            value, tolerance = found.terms[goals[-1].key], 1e-5 * abs(exact[-1]) + 1e-3
            assert loose[-1] - tolerance <= value <= exact[-1] + tolerance, (seed, name)
    assert stood > 20
    assert broke > 20


@pytest.mark.soak
def test_a_cells_own_plan_reaches_its_goals_again() -> None:
    checked = 0
    for seed in SEEDS[::2]:
        case = random_case(seed)
        if not is_sound(case):
            continue
        first, second = (Goal(term=goal.term, by=goal.by) for goal in case.scenario.goals.order)
        case = replace(case, scenario=replace(case.scenario, goals=Goals(order=(first, second))))
        answer = solve_cell({"made-up": case.instance}, task_of(case))
        if answer.plan is None:
            continue
        pairs = tuple((row["campus_id"], row["specialisation_id"]) for row in answer.programmes)
        (found,) = held(case, {answer.plan: pairs}).values()
        assert found.stands, seed
        for goal in (first, second):
            if goal.key in answer.terms:
                assert found.terms[goal.key] == pytest.approx(answer.terms[goal.key], rel=1e-5, abs=1e-3), seed
                checked += 1
    assert checked > 15


def test_costs_and_orders_of_goals_end_in_the_measure() -> None:
    scenario = load_scenario("tutorial")
    instance = load_instance(scenario.dataset)
    today = tuple(sorted(instance.enrolled_today))
    free = replace(scenario, rules={name: scenario.rules[name] for name in ("campus_capacity", "staffing")})
    prices = tuple(Goal(term=term, price=price) for term, price in (("student_travel", 2.0), ("displaced", 5.0)))
    weighted = Case(instance, replace(free, goals=Goals(mode="weighted", order=prices)))
    ordered = Case(instance, replace(free, goals=Goals(order=prices[:1])))
    values = [held(case, {"all": today})["all"].terms for case in (weighted, ordered)]
    assert values[0].keys() == {"student_travel", "displaced", "cost"}
    assert values[0]["student_travel"] == pytest.approx(values[1]["student_travel"])
    assert values[0]["cost"] == pytest.approx(values[1]["cost"])
    travel = held(ordered, {"all": today}, "student_travel")["all"].terms
    assert travel == {"student_travel": pytest.approx(values[1]["student_travel"])}


def test_today_is_what_the_reassigned_today_is() -> None:
    scenario = load_scenario("tutorial")
    instance = load_instance(scenario.dataset)
    found = held(Case(instance, scenario), {TODAY: ()})[TODAY]
    plan = solve_today(instance, scenario, Limits(), SolverDoor())
    assert plan is not None
    km = plan.students["students"] @ plan.students["km"]
    assert found.stands
    assert found.terms["student_travel"] == pytest.approx(km)
    assert found.terms["displaced"] == 0


def test_draws_reach_the_trial() -> None:
    scenario = load_scenario("tutorial")
    instance = load_instance(scenario.dataset)
    case = Case(instance, scenario)
    task = task_of(case, sample=Sample(1, 0, 0.0, 0.5))
    (found,) = hold_against({"made-up": instance}, Trial("trial", task, {TODAY: ()}, "cost"))
    assert found.terms["student_travel"] == pytest.approx(held(case, {TODAY: ()})[TODAY].terms["student_travel"])
    assert found.terms["cost"] != pytest.approx(held(case, {TODAY: ()})[TODAY].terms["cost"], rel=1e-3)
