"""Conflicts are smallest ones, and repairs work and are no larger than they must be: brute force agrees."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from optimizer import explain
from optimizer.errors import InputError
from optimizer.explanation.changing import Change, changed
from optimizer.explanation.enumeration import all_clashes
from optimizer.explanation.explained import Explanation, Step
from optimizer.explanation.levers import Lever, common_levers, levers_of, places_to_spare
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.model.dropping import keeping, parts_of
from optimizer.solving.feasibility import Feasibility
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Outcome
from tests.factory import tiny_instance
from tests.optimizer.explanation.planted import PLANTED, QUICK, assert_smallest_clash, has_plan, planted
from tests.random_instances import scenario_of


@cache
def explained(name: str) -> Explanation:
    """Return the explanation of a planted scenario."""
    return explain(*planted(name))


EACH = [name if name in QUICK else pytest.param(name, marks=pytest.mark.soak) for name in PLANTED]


@pytest.mark.parametrize("name", PLANTED)
def test_every_smallest_clash_is_named(name: str) -> None:
    instance, scenario = planted(name)
    found = all_clashes(Feasibility(instance, SolverDoor(), Clock(Limits())), scenario)
    assert found.is_complete
    assert sorted(sorted(clash.parts) for clash in found.clashes) == sorted(map(sorted, PLANTED[name][2]))
    for clash in found.clashes:
        assert clash.is_minimal
        assert_smallest_clash(instance, scenario, clash.parts)
    for way in found.ways_out:
        assert has_plan(instance, keeping(scenario, [part for part in parts_of(scenario) if part not in way]))


@pytest.mark.parametrize("name", EACH)
def test_every_repair_works_and_one_step_less_does_not(name: str) -> None:
    found, (instance, scenario) = explained(name), planted(name)
    assert found.repairs
    for repair in found.repairs:
        assert repair.verified
        assert has_plan(instance, changed(scenario, repair.changes)), repair
        if repair.is_smallest and not repair.is_switch:
            for place, change in enumerate(repair.changes):
                others = [*repair.changes[:place], *repair.changes[place + 1 :]]
                assert_no_step_less(instance, scenario, others, change, last=place == len(repair.changes) - 1)


def assert_no_step_less(
    instance: Instance, scenario: Scenario, others: list[Change], change: Change, *, last: bool
) -> None:
    """Assert that a number that changes one step less gives no plan; of several changes the last one can be tried."""
    lever = lever_of(instance, scenario, change)
    if lever is None or lever.easing.kind != "number" or change.new is None or not last:
        return
    steps = next(count for count in range(1, 100_000) if lever.value(count) == change.new)
    before = [] if steps == 1 else [lever.change(lever.value(steps - 1))]
    assert not has_plan(instance, changed(scenario, [*others, *before])), change


def lever_of(instance: Instance, scenario: Scenario, change: Change) -> Lever | None:
    every = [(campus, s) for campus in instance.campuses for s in instance.specialisations]
    levers = [
        *levers_of(instance, scenario, scenario.rules),
        *common_levers(instance, scenario),
        *places_to_spare(instance, scenario, every),
    ]
    return next((lever for lever in levers if lever.key == change.key), None)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        # 150 students of photo; two programmes of 75 each
        ("norm", {"rules.minimum_enrolment.norm": 150}),
        ("norm of what is kept", {"rules.minimum_enrolment.norm": 75}),
        ("norm of what is kept", {"rules.minimum_enrolment.local_norms.two-b/photo-aba_ma": 70}),
        # 44 of 352 students have no place within 39 km
        ("reach", {"rules.reach.share": 0.125}),
        ("reach", {"rules.reach.km": 40}),
        *(
            pytest.param(name, changes, marks=pytest.mark.soak)
            for name, changes in (
                ("studios", {"rules.institute.residents_total": 10}),
                ("studios", {"rules.institute.max_hosts": 2}),
                ("assignment", {"students.single_source": False}),
                ("two conflicts", {"rules.minimum_enrolment.norm": 75, "rules.reach.km": 40}),
            )
        ),
    ],
)
def test_repairs_that_can_be_worked_out_by_hand(name: str, changes: dict[str, Any]) -> None:
    told = [{change.key: change.new for change in repair.changes} for repair in explained(name).repairs]
    assert changes in told


@pytest.mark.parametrize("name", EACH)
def test_small_repairs_come_first_and_switches_last(name: str) -> None:
    repairs = explained(name).repairs
    assert [repair.is_switch for repair in repairs] == sorted(repair.is_switch for repair in repairs)
    sizes = [repair.size for repair in repairs if not repair.is_switch]
    assert sizes == sorted(sizes)
    assert len({repair.changes for repair in repairs}) == len(repairs)


def test_the_proof_is_a_sum_where_there_is_one() -> None:
    assert all([each.proof for each in explained(name).conflicts] == ["arithmetic"] for name in QUICK)


@pytest.mark.soak
def test_the_proof_is_a_search_where_there_is_no_sum() -> None:
    names = ("teachers who may go nowhere", "assignment")
    proofs = {each.proof for name in names for each in explained(name).conflicts}
    assert proofs <= {"relaxation", "search"}


def test_a_shortfall_is_what_the_rule_must_give_way() -> None:
    (conflict,) = explained("norm of what is kept").conflicts
    missed = {each.rule: each for each in conflict.shortfalls}
    (row,) = missed["minimum_enrolment"].rows if len(missed["minimum_enrolment"].rows) == 1 else (None,)
    total = sum(each.amount for each in missed["minimum_enrolment"].rows)
    assert total == pytest.approx(2 * 80 - 150)
    assert row is None or row.index[1] == "photo-aba_ma"
    assert [each.amount for each in missed["locks"].rows] == [pytest.approx(1.0)]


def test_a_scenario_with_a_plan_needs_no_explanation() -> None:
    found = explain(tiny_instance(), scenario_of({"reach": {"km": 90}}))
    assert (found.feasible, found.conflicts, found.repairs, found.is_complete) == (True, (), (), True)


def test_what_no_rule_is_to_blame_for_is_told_as_such() -> None:
    campuses = tiny_instance().table("campuses").assign(places=0.0)
    found = explain(tiny_instance(campuses=campuses), scenario_of({"reach": {"km": 90}}))
    assert [conflict.rules for conflict in found.conflicts] == [()]
    assert {repair.changes[0].key for repair in found.repairs} <= {"students.unplaced_share"}


def test_contradictory_input_is_faulty_input() -> None:
    with pytest.raises(InputError, match=r"rules\.locks\.close\.0"):
        explain(tiny_instance(), scenario_of({"locks": {"keep": ["one"], "close": ["one-a"]}}))


def test_the_search_can_be_followed_and_stopped() -> None:
    steps: list[Step] = []
    stopped = Limits(should_stop=lambda: any(step.stage == "repair" for step in steps))
    found = explain(*planted("two conflicts"), stopped, on_step=steps.append)
    assert [step.stage for step in steps][:3] == ["plan", "conflict", "conflict"]
    assert found.feasible is False
    assert len(found.conflicts) == 2
    assert found.repairs == ()
    assert not found.is_complete


def test_what_is_not_decided_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SolverDoor, "run", lambda *_, **__: Outcome("limit", limit="time"))
    found = explain(tiny_instance(), scenario_of({"reach": {"km": 90}}))
    assert (found.feasible, found.conflicts, found.repairs, found.is_complete) == (None, (), (), False)


def test_the_table_has_a_row_a_change() -> None:
    found = explained("norm of what is kept")
    table = found.table()
    assert len(table) == sum(len(repair.changes) for repair in found.repairs)
    assert table["verified"].all()
    first = table[table["repair"] == 1]
    assert list(first["key"]) == [change.key for change in found.repairs[0].changes]


@pytest.mark.soak
def test_equal_questions_have_equal_answers() -> None:
    instance, scenario = planted("norm")
    again = explain(instance, replace(scenario, title="The same"))
    assert again.repairs == explained("norm").repairs
    assert [each.rules for each in again.conflicts] == [each.rules for each in explained("norm").conflicts]
