"""The smallest change is found, one step less does not do, and what is not known is not claimed."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.explanation.levers import Lever, levers_of
from optimizer.explanation.smallest import Move, smallest_moves
from optimizer.inputs.scenario import Scenario
from optimizer.solving.feasibility import Answer, Feasibility
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from tests.factory import tiny_instance
from tests.optimizer.explanation.asking import Asked
from tests.random_instances import scenario_of


def lever(scenario: Scenario, key: str) -> Lever:
    rule = key.split(".")[1]
    return next(each for each in levers_of(tiny_instance(), scenario, {rule}) if each.key == key)


def moves(rules: dict[str, Any], key: str, answer: Any) -> tuple[list[Move], Asked]:
    scenario = scenario_of(rules)
    asked = Asked(answer)
    return smallest_moves(asked, scenario, lever(scenario, key)), asked  # type: ignore[arg-type]


def yes_if(holds: bool) -> Answer:
    return "yes" if holds else "no"


@pytest.mark.parametrize("needed", [0, 1, 56, 57, 79])
def test_a_norm_falls_no_more_than_it_must(needed: int) -> None:
    found, asked = moves(
        {"minimum_enrolment": {"norm": 80}},
        "rules.minimum_enrolment.norm",
        lambda scenario: yes_if(scenario.rules["minimum_enrolment"].norm <= needed),
    )
    (move,) = found
    assert (move.change.old, move.change.new, move.is_smallest) == (80, needed, True)
    assert asked.asked <= 10


@pytest.mark.parametrize("needed", [4000, 4001, 123_456, 5_000_000])
def test_a_limit_without_end_is_found_by_doubling(needed: int) -> None:
    def answer(scenario: Scenario) -> Answer:
        limit = scenario.rules["budget"].one_off
        return yes_if(limit is None or limit >= needed)

    (move,) = moves({"budget": {"one_off": 3500.0}}, "rules.budget.one_off", answer)[0]
    assert move.change.new == -(-needed // 1000) * 1000
    assert move.is_smallest


def test_what_never_helps_is_no_repair() -> None:
    assert moves({"minimum_enrolment": {"norm": 80}}, "rules.minimum_enrolment.norm", lambda _: "no")[0] == []
    assert moves({"budget": {"one_off": 1.0}}, "rules.budget.one_off", lambda _: "no")[0] == []
    assert moves({"locks": {"keep": ["one"]}}, "rules.locks.keep", lambda _: "unknown")[0] == []


def test_what_is_not_decided_is_not_claimed() -> None:
    def answer(scenario: Scenario) -> Answer:
        norm = scenario.rules["minimum_enrolment"].norm
        return "yes" if norm <= 40 else "unknown" if norm <= 60 else "no"

    (move,) = moves({"minimum_enrolment": {"norm": 80}}, "rules.minimum_enrolment.norm", answer)[0]
    assert (move.change.new, move.is_smallest) == (40, False)


def test_a_number_that_may_take_plans_away_is_tried_step_by_step() -> None:
    (move,) = moves(
        {"institute": {"residents_total": 25}},
        "rules.institute.residents_total",
        lambda scenario: yes_if(scenario.rules["institute"].residents_total in {22, 5}),
    )[0]
    assert (move.change.new, move.is_smallest) == (22, True)


def test_every_choice_that_does_is_told() -> None:
    found, _ = moves(
        {"minimum_enrolment": {"count": "campus"}},
        "rules.minimum_enrolment.count",
        lambda scenario: yes_if(scenario.rules["minimum_enrolment"].count != "campus"),
    )
    assert [move.change.new for move in found] == ["institution", "municipality"]


ENTRIES = ["one", "two", "one-a", "two-a", "two-b"]


@pytest.mark.parametrize(
    ("to_blame", "expected"),
    [
        ({"two"}, [{"two"}]),
        ({"one", "two-b"}, [{"one", "two-b"}]),
        ({"one", "two-a", "two-b"}, [{"one", "two-a", "two-b"}]),
    ],
)
def test_as_few_entries_as_do_are_taken_out(to_blame: set[str], expected: list[set[str]]) -> None:
    found, _ = moves(
        {"locks": {"keep": ENTRIES}},
        "rules.locks.keep",
        lambda scenario: yes_if(not to_blame & set(scenario.rules["locks"].keep)),
    )
    assert [set(ENTRIES) - set(move.change.new) for move in found] == expected


def test_the_last_province_is_not_taken_out_for_that_would_mean_all() -> None:
    found, _ = moves(
        {"province_presence": {"provinces": ["south"]}}, "rules.province_presence.provinces", lambda _: "yes"
    )
    assert found == []


def test_along_a_line_of_models_the_answers_are_those_of_the_scenarios() -> None:
    # sound has 90 students and one campus
    scenario = scenario_of({"minimum_enrolment": {"norm": 130, "count": "campus"}})
    feasibility = Feasibility(tiny_instance(), SolverDoor(), Clock(Limits()))
    one, other = (scenario_of({"minimum_enrolment": {"norm": norm, "count": "campus"}}) for norm in (129.0, 122.0))
    line = feasibility.line(one, other)
    assert line is not None
    assert [line.answer((129 - norm) / 7) for norm in (130, 91, 90, 89, 0)] == ["no", "no", "yes", "yes", "yes"]
    (move,) = smallest_moves(feasibility, scenario, lever(scenario, "rules.minimum_enrolment.norm"))
    assert (move.change.new, move.is_smallest) == (90, True)
    assert feasibility.line(one, scenario_of({"reach": {}})) is None
