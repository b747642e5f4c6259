"""What must not matter does not: names, unused campuses, the scale of prices; and looser rules never do harm."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Goals, Scenario
from tests import place_rules
from tests.agreement import is_close, pursued
from tests.factory import tiny_instance
from tests.random_instances import Case, random_case

SEEDS = st.integers(0, 100_000)
few_examples = settings(max_examples=6)
IDENTIFIER = re.compile(r"\b([tizksfhap])(\d)\b")

LOOSER: dict[str, dict[str, Any]] = {
    "campus_capacity": {"expandable_share": 3.0},
    "staffing": {"freed_share": 1.0, "top_freed_share": 1.0, "hired_fte": None},
    "lead_centre": {"student_share": 0.0, "top_fte": 0.0},
    "minimum_enrolment": {"norm": 0.0, "norm_master": 0.0, "exempt": True},
    "sites_per_specialisation": {"min": 0, "max": None},
    "specialisations_per_institution": {"min": None, "max": None, "binding": ()},
    "reach": {"km": 1000.0, "share": 1.0},
    "locks": {"keep": (), "close": (), "lead": ()},
    "openings_limit": {"total": None, "per_institution": None},
    "secondment": {"ban": False, "km": None, "sites": None},
    "institute": {"hosts": None, "not_in": (), "max_hosts": 2, "min_track": 1, "graduate_share": 1.0},
    **place_rules.LOOSER,
}


def values(case: Case) -> list[float] | None:
    """Return the values of a case's goals, or None if there is no plan."""
    pursuit, plan = pursued(case.instance, case.scenario)
    return None if plan is None else [report.value for report in pursuit.reports]


def renamed(text: Any) -> Any:
    """Return a text in which every identifier of a random case has another name, in the opposite order."""
    return IDENTIFIER.sub(lambda name: f"{name[1]}{9 - int(name[2])}", text) if isinstance(text, str) else text


def renamed_case(case: Case) -> Case:
    """Return the case with other names in its tables and its rules."""
    tables = {name: frame.map(renamed) for name, frame in case.instance.tables.items()}
    rules = {}
    for name, parameters in case.scenario.rules.items():
        changed = {
            key: tuple(renamed(part) for part in value) if isinstance(value, tuple) else value
            for key, value in parameters.model_dump().items()
        }
        rules[name] = type(parameters)(**changed)
    return Case(tiny_instance(**tables), replace(case.scenario, rules=rules))


@few_examples
@given(SEEDS)
def test_names_do_not_matter(seed: int) -> None:
    case = random_case(seed)
    before, after = values(case), values(renamed_case(case))
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert all(is_close(one, other) or abs(one - other) < 1e-3 for one, other in zip(before, after, strict=True))


@settings(max_examples=15)
@given(SEEDS, st.sampled_from(sorted(LOOSER)))
def test_a_looser_rule_never_makes_the_first_goal_worse(seed: int, rule: str) -> None:
    case = random_case(seed, also=[rule] if rule in place_rules.RANDOM else [])
    assume(rule in case.scenario.rules)
    looser = case.scenario.rules[rule].model_copy(update=LOOSER[rule])
    first = Goals(order=case.scenario.goals.order[:1])
    strict = replace(case.scenario, goals=first)
    before = values(Case(case.instance, strict))
    after = values(Case(case.instance, replace(strict, rules={**strict.rules, rule: looser})))
    if before is not None:
        assert after is not None
        assert after[0] <= before[0] + 1e-6 * abs(before[0]) + 1e-4


@few_examples
@given(SEEDS)
def test_twice_the_prices_are_twice_the_cost_of_the_same_plan(seed: int) -> None:
    case = random_case(seed)
    goals = Goals(mode="weighted", order=(Goal(term="cost"),))
    twice = {name: 2 * price for name, price in case.instance.prices.items() if name.startswith("eur_")}
    once_found, plan = pursued(case.instance, replace(case.scenario, goals=goals))
    twice_found, other = pursued(case.instance, replace(case.scenario, goals=goals, prices=twice))
    assert (plan is None) == (other is None)
    if plan is not None and other is not None:
        assert [report.term for report in twice_found.reports] == ["cost"]
        assert twice_found.reports[0].value == pytest.approx(2 * once_found.reports[0].value, rel=1e-6)
        assert other.pairs == plan.pairs


def with_empty_campus(instance: Instance) -> Instance:
    """Return the data set with a campus more, which has no places."""
    campuses = instance.table("campuses")
    empty = campuses.iloc[[0]].assign(campus_id="k9", places=0.0)
    return tiny_instance(**{**instance.tables, "campuses": pd.concat([campuses, empty])})


@few_examples
@given(SEEDS)
def test_a_campus_without_places_changes_nothing(seed: int) -> None:
    case = random_case(seed)
    closed: Scenario = replace(case.scenario, openings="none")
    before, plan = pursued(case.instance, closed)
    after, other = pursued(with_empty_campus(case.instance), closed)
    assert before.ended == after.ended
    if plan is not None and other is not None:
        assert [report.value for report in after.reports] == pytest.approx([report.value for report in before.reports])
        pd.testing.assert_frame_equal(plan.programmes, other.programmes)
