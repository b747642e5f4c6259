"""The worst loss as a goal, at every level, alone and among others: by brute force."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from optimizer.analysis.verify import failures, verify
from optimizer.inputs.scenario import Goal, Goals, LossLevel
from optimizer.run import solve
from tests.agreement import assert_agreement, is_close, pursued
from tests.factory import tiny_instance, tiny_plan, tiny_scenario
from tests.oracle import Oracle
from tests.oracle_facts import counted
from tests.oracle_placement import Placement
from tests.oracle_programme import Sum, add, times
from tests.random_instances import Case, random_case, scenario_of

LEVELS: tuple[LossLevel, ...] = get_args(LossLevel)
SEEDS = (1, 8)


def pursuing(seed: int, *goals: Goal) -> Case:
    """Return a random case with these goals."""
    case = random_case(seed, most_pairs=6)
    return Case(case.instance, replace(case.scenario, goals=Goals(order=goals)))


def least_cost(case: Case, goals: tuple[Goal, ...]) -> float | None:
    """Return the least sum of goals times their prices, by trying every set of programmes."""
    oracle, values = Oracle(case.instance, case.scenario), []
    for offered in oracle.possible:
        placement, base = Placement(oracle.facts, offered), 0.0
        sums: list[Sum] = []
        for goal in goals:
            assert goal.price is not None
            base += goal.price * counted(oracle.facts, offered, goal.term)
            sums.append(times(goal.price, placement.measure(goal.term, goal.by)))
        rest = placement.least(add(*sums), [])
        if rest is not None:
            values.append(base + rest)
    return min(values, default=None)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seed", SEEDS)
def test_first_goal_of_a_hierarchy(seed: int, level: LossLevel) -> None:
    loss = Goal(term="worst_loss", by=level, give_up_abs=0.05)
    assert_agreement(pursuing(seed, loss, Goal(term="student_travel")))


@pytest.mark.parametrize("level", LEVELS)
def test_second_goal_of_a_hierarchy(level: LossLevel) -> None:
    assert_agreement(pursuing(12, Goal(term="duplication", give_up_abs=1), Goal(term="worst_loss", by=level)))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seed", SEEDS)
def test_weighted_against_others(seed: int, level: LossLevel) -> None:
    goals = (
        Goal(term="worst_loss", by=level, price=1000.0),
        Goal(term="duplication", price=150.0),
        Goal(term="student_travel", price=0.05),
    )
    case = random_case(seed, most_pairs=6)
    scenario = replace(case.scenario, goals=Goals(mode="weighted", order=goals))
    expected = least_cost(Case(case.instance, scenario), goals)
    pursuit, plan = pursued(case.instance, scenario)
    assert (plan is None) == (expected is None)
    if expected is not None:
        assert is_close(pursuit.reports[0].value, expected)


def test_several_levels_in_one_scenario_are_each_verified() -> None:
    goals = Goals(order=(Goal(term="worst_loss", by="province", give_up_abs=0.2), Goal(term="worst_loss")))
    result = solve(tiny_instance(), scenario_of({"sites_per_specialisation": {"max": 1}}, goals=goals))
    terms = result.checks[result.checks["kind"] == "term"].set_index("name")
    for place, name in enumerate(("worst_loss", "worst_loss_by_institution")):
        assert terms.loc[name, "unit"] == "share"
        assert terms.loc[name, "ok"]
        assert terms.loc[name, "measured"] == pytest.approx(terms.loc[name, "limit"], abs=1e-6)
        assert terms.loc[name, "measured"] <= result.goals[place].limit + 1e-6
    assert result.terms["worst_loss"].plan == terms.loc["worst_loss", "measured"]


@pytest.mark.soak
def test_a_wrong_value_at_a_further_level_is_found() -> None:
    scenario = tiny_scenario(goals=Goals(order=tuple(Goal(term="worst_loss", by=level) for level in LEVELS)))
    # the plan: institution two loses 30 of 192, Red 2 of 352, province north 250 - 262 < 0 and south gains
    expected = {"worst_loss": 30 / 192, "worst_loss_by_association": 2 / 352, "worst_loss_by_province": 12 / 262}
    assert failures(verify(tiny_plan(), tiny_instance(), scenario, expected_terms=expected)).empty
    for name in expected:
        wrong = {**expected, name: 0.5}
        assert failures(verify(tiny_plan(), tiny_instance(), scenario, expected_terms=wrong))["name"].tolist() == [name]
