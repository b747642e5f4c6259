"""When no plan exists: a smallest set of rules that clash, none of which can be missed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario, Students
from optimizer.model.dropping import ASSIGNMENT, CAPACITY
from optimizer.solving.conflict import clashing_rules
from optimizer.solving.highs import SolverDoor
from optimizer.solving.requests import Outcome
from tests.agreement import pursued
from tests.factory import tiny_instance
from tests.random_instances import scenario_of

IDLE: dict[str, dict[str, Any]] = {"reach": {"km": 90}, "openings_limit": {"total": 3}}
PLANTED: dict[str, tuple[dict[str, dict[str, Any]], dict[str, Any], set[str]]] = {
    # a norm that no recognised programme reaches, while every student must be placed
    "norm": ({"minimum_enrolment": {"norm": 5000}}, {}, {"minimum_enrolment"}),
    # where nobody need be placed, everything but musical closes, unless every specialisation keeps a site
    "norm and sites": (
        {"minimum_enrolment": {"norm": 5000}, "sites_per_specialisation": {"min": 1}},
        {"unplaced_share": 1.0},
        {"minimum_enrolment", "sites_per_specialisation"},
    ),
    # 44 students of the south have no nearer place than aa; 35 of 352 may travel so far
    "reach": ({"reach": {"km": 39, "share": 0.1}}, {}, {"reach"}),
    "locks and sites": (
        {"locks": {"keep": ["*/film-pba"]}, "sites_per_specialisation": {"max": 1}},
        {},
        {"locks", "sites_per_specialisation"},
    ),
    "institute": ({"institute": {"residents_total": 25}}, {}, {"institute"}),
}


def planted(name: str) -> tuple[Instance, Scenario, set[str]]:
    """Return a data set and a scenario with a planted conflict, and the rules that clash."""
    rules, students, expected = PLANTED[name]
    scenario = scenario_of({**IDLE, **rules})
    return tiny_instance(), replace(scenario, students=scenario.students.model_copy(update=students)), expected


def has_plan(instance: Instance, scenario: Scenario) -> bool:
    """Whether a scenario has a plan."""
    return pursued(instance, scenario)[1] is not None


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_conflict_is_named_and_none_of_its_rules_can_be_missed(name: str) -> None:
    instance, scenario, expected = planted(name)
    assert not has_plan(instance, scenario)
    found = clashing_rules(instance, scenario, SolverDoor(), 60.0)
    assert set(found) == expected
    always = {rule: scenario.rules[rule] for rule in ("campus_capacity", "staffing", "lead_centre")}
    core = {**always, **{rule: scenario.rules[rule] for rule in found}}
    assert not has_plan(instance, replace(scenario, rules=core))
    for rule in found:
        others = {name: parameters for name, parameters in core.items() if name != rule}
        assert has_plan(instance, replace(scenario, rules=others))


def test_the_way_students_are_assigned_is_named_where_it_takes_part() -> None:
    # two sites of photo with 70 students each need some of the 90 of the north and all 60 of the south
    rules = {"locks": {"keep": ["*/photo-aba_ma"]}, "minimum_enrolment": {"norm": 70}}
    scenario = scenario_of({**IDLE, **rules}, students=Students(single_source=True))
    assert not has_plan(tiny_instance(), scenario)
    assert has_plan(tiny_instance(), replace(scenario, students=Students()))
    found = clashing_rules(tiny_instance(), scenario, SolverDoor(), 60.0)
    assert found == ("locks", "minimum_enrolment", ASSIGNMENT)


def test_the_way_students_are_assigned_is_not_named_where_it_takes_no_part() -> None:
    instance, scenario, expected = planted("norm")
    nearest = replace(scenario, students=Students(assignment="nearest"))
    assert set(clashing_rules(instance, nearest, SolverDoor(), 60.0)) == expected


def test_a_rule_that_always_holds_is_named_where_it_takes_part() -> None:
    campuses = tiny_instance().table("campuses").assign(places=10.0)
    assert clashing_rules(tiny_instance(campuses=campuses), scenario_of(IDLE), SolverDoor(), 60.0) == (CAPACITY,)


def test_nothing_is_named_where_no_rule_is_to_blame() -> None:
    campuses = tiny_instance().table("campuses").assign(places=0.0)
    assert clashing_rules(tiny_instance(campuses=campuses), scenario_of(IDLE), SolverDoor(), 60.0) == ()


def searched() -> tuple[Instance, Scenario]:
    """Return a scenario in which no sum shows the conflict of locks and staffing; reach takes no part."""
    rules = {"reach": {"km": 90}, "locks": {"close": ["two-b/film-pba"]}, "staffing": {"freed_share": 0.0}}
    return tiny_instance(), scenario_of({**rules, "secondment": {"km": 0}})


def test_without_time_only_sums_tell_rules_apart() -> None:
    instance, scenario, expected = planted("reach")
    assert set(clashing_rules(instance, scenario, SolverDoor(), 0.0)) == expected
    instance, scenario = searched()
    assert set(clashing_rules(instance, scenario, SolverDoor(), 0.0)) == {"reach", "locks", "secondment"}
    assert set(clashing_rules(instance, scenario, SolverDoor(), 60.0)) == {"locks", "secondment", "staffing"}


class UndecidedDoor(SolverDoor):
    """Never decides."""

    def run(self, *_: Any, **__: Any) -> Outcome:
        """Reach a limit."""
        return Outcome("limit", limit="time", seconds=1.0)


def test_what_cannot_be_ruled_out_stays_named() -> None:
    instance, scenario = searched()
    assert set(clashing_rules(instance, scenario, UndecidedDoor(), 60.0)) == {"reach", "locks", "secondment"}
