"""Slack of rules: none where a plan exists, and by hand where none does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pyomo.environ as pyo
import pytest

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Scenario, Students
from optimizer.model.build import ConsolidationModel, build_model
from optimizer.model.elastic import PLAN, Elastic, limit_unplaced, make_elastic
from optimizer.model.registry import discover_rules
from optimizer.solving.arrays import Objective
from optimizer.solving.compiling import compile_model
from optimizer.solving.highs import SolverDoor
from optimizer.solving.requests import Outcome, Request
from tests.factory import tiny_instance
from tests.random_instances import random_case, scenario_of

GOALS = (Goal(term="duplication"),)


def elastic_of(
    instance: Instance, scenario: Scenario, rules: set[str] | None = None
) -> tuple[ConsolidationModel, Elastic]:
    free = replace(scenario, students=scenario.students.model_copy(update={"unplaced_share": 1.0}))
    model = build_model(instance, free, GOALS, strengthen=False, crowded=True)
    limit_unplaced(model, scenario.students.unplaced_share)
    return model, make_elastic(model, rules)


def least(model: ConsolidationModel, elastic: Elastic) -> tuple[Outcome, dict[str, float]]:
    """Return the least sum of shares, and what each rule is missed by, in the units of its rows."""
    compiled = compile_model(model.pyomo)
    cost = np.zeros(compiled.columns)
    for column in compiled.columns_of(elastic.missed).values():
        cost[column] = 1.0
    outcome = SolverDoor().run(compiled, Request(Objective(cost), gap=0.0))
    assert outcome.status == "optimal"
    assert outcome.solution is not None
    amounts: dict[str, float] = {}
    for slack in elastic.slack:
        for variable in slack.variables:
            share = outcome.solution[compiled.column_of[id(variable)]]
            amounts[slack.rule] = amounts.get(slack.rule, 0.0) + slack.scale * share
    return outcome, {rule: round(amount, 4) for rule, amount in amounts.items() if amount > 1e-5}


def tiny(rules: dict[str, dict[str, Any]], **changes: Any) -> dict[str, float]:
    return least(*elastic_of(tiny_instance(), scenario_of(rules, **changes)))[1]


def test_what_is_too_small_is_counted_for_each_programme() -> None:
    # film (100) and sound (90) are one recognised programme at school two: 10 short, for each of the two; photo has 150
    # students in all, 50 short; musical is exempt
    assert tiny({"minimum_enrolment": {"norm": 200, "count": "institution"}}) == {"minimum_enrolment": 70.0}


def test_far_travellers_are_counted_in_students() -> None:
    # 44 students of the south have no choice but 40 km (tests of `reach`)
    assert tiny({"reach": {"km": 39, "share": 40 / 352}}) == {"reach": 4.0}


def test_a_scenario_without_room_is_crowded() -> None:
    small = tiny_instance()
    places = small.table("campuses").assign(places=[100.0, 90.0, 90.0], expandable_share=0.0)
    small = tiny_instance(campuses=places.to_dict(orient="records"))
    # 352 students, of whom 102 (musical and sound) can only go to two-a, and 280 places
    assert least(*elastic_of(small, scenario_of()))[1] == {"campus_capacity": 72.0}


def test_nobody_may_teach_what_is_closed_so_that_its_students_stay_without_a_place() -> None:
    missed = tiny({"locks": {"close": ["*/musical-ma"]}})
    assert missed == {PLAN: 12.0}


def test_only_the_rules_that_are_named_give_way() -> None:
    rules = {"minimum_enrolment": {"norm": 200, "count": "institution"}, "sites_per_specialisation": {"max": 1}}
    model, elastic = elastic_of(tiny_instance(), scenario_of(rules), {"minimum_enrolment"})
    assert {slack.rule for slack in elastic.slack} == {"minimum_enrolment"}
    assert least(model, elastic)[1] == {"minimum_enrolment": 70.0}


def test_amount_is_in_the_units_of_the_rows() -> None:
    model, elastic = elastic_of(tiny_instance(), scenario_of({"reach": {"km": 39, "share": 40 / 352}}))
    for variable in model.pyomo.elastic.component_data_objects(pyo.Var):
        variable.set_value(0.25, skip_validation=True)
    (slack,) = [each for each in elastic.slack if each.rule == "reach"]
    assert slack.scale == pytest.approx(40.0)
    assert pyo.value(elastic.amount("reach")) == pytest.approx(10.0)


def test_teachers_may_go_farther_than_they_want() -> None:
    rules = {"secondment": {"km": 0}, "sites_per_specialisation": {"max": 1}, "staffing": {"freed_share": 0.0}}
    strict = tiny(rules)
    assert set(strict) <= {"secondment", "staffing", "sites_per_specialisation"}
    assert strict
    assert set(tiny({**rules, "staffing": {"freed_share": 1.0}})) == set()


def test_definitions_name_rows_that_exist() -> None:
    rules = {
        "specialisations_per_institution": {"min": 1, "max": 3},
        "province_presence": {"provinces": ["north"]},
        "network_pluralism": {"min": 1},
        "secondment": {"sites": 2},
        "language": {"vintage": 2012, "foreign": ["leads"]},
        "institute": {"residents_total": 4},
    }
    model = build_model(tiny_instance(), scenario_of(rules), GOALS)
    for name, rule in discover_rules().items():
        if rule.definitions:
            block = model.pyomo.rules.component(name)
            assert rule.definitions <= {row.local_name for row in block.component_objects(pyo.Constraint)}


@pytest.mark.parametrize("seed", range(16))
def test_slack_is_none_exactly_where_a_plan_exists(seed: int) -> None:
    case = random_case(seed)
    model = compile_model(build_model(case.instance, case.scenario, GOALS).pyomo)
    strict = SolverDoor().run(model, Request(model.objectives["duplication"]))
    outcome, _ = least(*elastic_of(case.instance, case.scenario))
    assert outcome.value is not None
    assert (outcome.value < 1e-6) == (strict.status == "optimal")


def test_nearest_places_may_be_passed() -> None:
    scenario = scenario_of({"reach": {"km": 39, "share": 40 / 352}}, students=Students(assignment="nearest"))
    assert set(least(*elastic_of(tiny_instance(), scenario))[1]) <= {"reach", "students"}
