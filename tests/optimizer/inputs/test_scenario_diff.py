"""Differences of two scenarios, whatever files they come from."""

from __future__ import annotations

import pytest

from optimizer.inputs.locating import shipped_scenarios
from optimizer.inputs.scenario import Goal, Goals, Students
from optimizer.inputs.scenario_diff import Difference, scenario_diff
from optimizer.reading import load_scenario
from tests.random_instances import scenario_of


def test_a_child_differs_from_its_parent_in_what_it_changes() -> None:
    found = scenario_diff(load_scenario("reference"), load_scenario("within-families"))
    assert found == (Difference("openings", "none", "family"),)


@pytest.mark.parametrize("name", shipped_scenarios())
def test_a_scenario_does_not_differ_from_itself(name: str) -> None:
    assert scenario_diff(load_scenario(name), load_scenario(name), texts=True) == ()


def test_what_is_set_to_its_default_does_not_differ() -> None:
    assert scenario_diff(scenario_of(), scenario_of({"staffing": {"freed_share": 1.0}})) == ()


def test_a_rule_that_one_of_them_lacks() -> None:
    off, on = scenario_of(), scenario_of({"reach": {"km": 50}})
    assert scenario_diff(off, on) == (
        Difference("rules.reach.enabled", False, True),
        Difference("rules.reach.km", None, 50.0),
        Difference("rules.reach.share", None, 0.1),
    )
    assert scenario_diff(on, off)[0] == Difference("rules.reach.enabled", True, False)


def test_every_part_is_compared_in_the_order_of_a_file() -> None:
    goals = Goals(order=(Goal(term="expansion", give_up=0.1), Goal(term="displaced")))
    other = scenario_of(
        {"reach": {"km": 50}, "lead_centre": {"top_fte": 1.0}},
        dataset="tutorial",
        openings="family",
        goals=goals,
        students=Students(assignment="nearest"),
        prices={"rate": 0.1},
    )
    old = scenario_of({"reach": {"km": 60}}, prices={"eur_per_km": 0.2})
    assert [each.key for each in scenario_diff(old, other)] == [
        "dataset",
        "openings",
        "goals.order.0.term",
        "goals.order.0.give_up",
        "goals.order.1.term",
        "goals.order.1.give_up",
        "goals.order.1.give_up_abs",
        "goals.order.1.by",
        "students.assignment",
        "rules.lead_centre.top_fte",
        "rules.reach.km",
        "prices.eur_per_km",
        "prices.rate",
    ]


def test_titles_are_compared_where_asked() -> None:
    one, other = scenario_of(), scenario_of(title="Another")
    assert scenario_diff(one, other) == ()
    assert scenario_diff(one, other, texts=True) == (Difference("title", "Made up", "Another"),)
    assert Difference("title", "Made up", "Another").as_dict() == {"key": "title", "old": "Made up", "new": "Another"}
