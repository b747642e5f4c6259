"""What programmes are worth, against solving the whole scenario anew with a lock, and by another way of solving."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.plain import solve_plainly
from optimizer import load_instance, load_scenario, solve
from optimizer.answers.importance import Importance, importance
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import Goal, Goals, Scenario
from optimizer.model.registry import discover_rules
from tests.optimizer.answers.cases import EXACT, case
from tests.oracle import Oracle
from tests.random_instances import random_case
from tests.thrift import first


def with_lock(instance: Instance, scenario: Scenario, pair: Pair, *, taught: bool) -> Scenario:
    """Return the scenario with one programme locked."""
    kind = ("keep" if pair in instance.enrolled_today else "open") if taught else "close"
    old = scenario.rules.get("locks")
    entries = {} if old is None else {name: getattr(old, name) for name in ("keep", "open", "close", "lead")}
    entries[kind] = (*entries.get(kind, ()), "/".join(pair))
    return replace(scenario, rules={**scenario.rules, "locks": discover_rules()["locks"].parameters(**entries)})


def rows_of(found: Importance) -> list[tuple[Pair, bool, dict[str, float], str]]:
    goals = [column for column in found.table.columns if column.startswith("loss_")]
    return [
        (
            (row["campus_id"], row["specialisation_id"]),
            row["test"] == "force",
            {goal.removeprefix("loss_"): row[goal] for goal in goals},
            row["status"],
        )
        for row in found.table.to_dict(orient="records")
    ]


@pytest.mark.soak
def test_replacement_costs_are_those_of_plain_solving() -> None:
    scenario = load_scenario("tutorial")
    instance = load_instance(scenario.dataset)
    found = importance(instance, scenario, EXACT, break_evens=False, isolated=False)
    assert found.complete
    assert len(found.table) == 11
    base = solve_plainly(instance, scenario, 60.0, tight=True)
    for pair, taught, loss, status in rows_of(found):
        plain = solve_plainly(instance, with_lock(instance, scenario, pair, taught=taught), 60.0, tight=True)
        assert status == "optimal"
        for now, before in zip(plain.goals, base.goals, strict=True):
            assert now.value is not None
            assert before.value is not None
            assert loss[now.term] == pytest.approx(now.value - before.value, rel=1e-4, abs=0.1), (pair, now.term)


@pytest.mark.parametrize("seed", first(3, [0, 1, 2, 3, 4, 6]))
def test_replacement_costs_are_those_of_trying_every_plan(seed: int) -> None:
    case = random_case(seed, most_pairs=6)
    found = importance(case.instance, case.scenario, EXACT, break_evens=False, isolated=False)
    goals = case.scenario.goals.order
    best = Oracle(case.instance, case.scenario).hierarchy(*goals)
    if best is None:
        assert found.result.plan is None
        assert found.table.empty
        return
    for pair, taught, loss, status in rows_of(found):
        locked = with_lock(case.instance, case.scenario, pair, taught=taught)
        anew = Oracle(case.instance, locked).hierarchy(*goals)
        assert (anew is None) == (status == "impossible"), pair
        if anew is not None:
            first = goals[0].key
            assert loss[first] == pytest.approx(anew[0] - best[0], rel=1e-4, abs=1e-3), pair


@pytest.mark.soak
def test_a_break_even_turns_where_it_says() -> None:
    scenario = load_scenario("tutorial")
    instance = load_instance(scenario.dataset)
    found = importance(instance, scenario, EXACT, isolated=False)
    row = found.break_even.set_index(["campus_id", "specialisation_id", "parameter"]).loc[
        "vk-sluis", "game-pba", "places"
    ]
    campuses = instance.table("campuses")

    def loss(places: float) -> float:
        here = campuses["campus_id"] == "vk-sluis"
        changed = instance.replace(campuses=campuses.assign(places=campuses["places"].where(~here, places)))
        free = solve(changed, scenario, EXACT)
        forced = solve(changed, with_lock(changed, scenario, ("vk-sluis", "game-pba"), taught=True), EXACT)
        return max(abs(a.value - b.value) for a, b in zip(forced.goals, free.goals, strict=True))

    assert loss(row["needed"]) < 1.0
    assert loss(row["not_yet"]) > 1.0
    ranges = found.ranges.set_index("parameter")
    norm = ranges.loc["minimum_enrolment.norm"]
    assert norm["low"] == 0
    assert norm["high"] <= 100 < norm["above"]  # animation has 100 students, all at one campus
    assert norm["above"] - norm["high"] <= 0.02 * norm["now"] + 1e-9
    assert ranges.loc["prices.eur_per_km", "low"] == 0
    assert found.table["stability"].between(0, 1).all()


@pytest.mark.soak
def test_a_price_has_a_range_where_the_goals_are_costs() -> None:
    instance, scenario = case()
    costs = replace(scenario, goals=Goals(mode="weighted", order=(Goal(term="cost"),)))
    found = importance(instance, costs, EXACT, isolated=False)
    assert "loss_cost" in found.table
    row = found.ranges.set_index("parameter").loc["prices.eur_per_programme_year"]
    assert 0 <= row["low"] <= row["now"] <= row["high"]
    assert not found.ranges["status"].isna().any()


def test_a_scenario_without_a_plan_has_no_table() -> None:
    instance, scenario = case({"minimum_enrolment": {"norm": 1e6}})
    found = importance(instance, scenario, EXACT, isolated=False)
    assert found.result.status == "infeasible"
    assert found.table.empty
