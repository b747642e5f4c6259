"""Scenarios on the tiny data set that have no plan, and what brute force says of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario, Students
from optimizer.model.dropping import keeping, parts_of
from tests.factory import tiny_instance
from tests.oracle import Oracle
from tests.random_instances import scenario_of

Rules = dict[str, dict[str, Any]]

PLANTED: dict[str, tuple[Rules, dict[str, Any], list[set[str]]]] = {
    "norm": ({"minimum_enrolment": {"norm": 160}}, {}, [{"minimum_enrolment"}]),
    "norm of what is kept": (
        {"minimum_enrolment": {"norm": 80, "count": "campus"}, "locks": {"keep": ["*/photo-aba_ma"]}},
        {},
        [{"minimum_enrolment", "locks"}],
    ),
    "reach": ({"reach": {"km": 39, "share": 0.1}}, {}, [{"reach"}]),
    "studios": (
        {"institute": {"residents_total": 11, "min_track": 1, "graduate_share": 1.0}},
        {},
        [{"institute"}],
    ),
    "teachers who may go nowhere": (
        {"locks": {"close": ["two-b/film-pba"]}, "secondment": {"km": 0}, "staffing": {"freed_share": 0.05}},
        {},
        [{"locks", "secondment", "staffing"}],
    ),
    "assignment": (
        {"minimum_enrolment": {"norm": 70, "count": "campus"}, "locks": {"keep": ["*/photo-aba_ma"]}},
        {"students": Students(single_source=True)},
        [{"minimum_enrolment", "locks", "students"}],
    ),
    "two conflicts": (
        {
            "minimum_enrolment": {"norm": 80, "count": "campus"},
            "locks": {"keep": ["*/photo-aba_ma"]},
            "reach": {"km": 39, "share": 0.1},
        },
        {},
        [{"minimum_enrolment", "locks"}, {"reach"}],
    ),
}
"""Rules, other changes, and every smallest set of rules that clash."""


QUICK = ("norm", "reach")
"""Those of which repairs are sought in every run of the tests; the others take longer."""


def planted(name: str) -> tuple[Instance, Scenario]:
    """Return a data set and a scenario without plan; a rule that binds nobody is among its rules."""
    rules, changes, _ = PLANTED[name]
    return tiny_instance(), scenario_of({"openings_limit": {"total": 9}, **rules}, **changes)


def has_plan(instance: Instance, scenario: Scenario) -> bool:
    """Whether brute force finds a plan."""
    return Oracle(instance, scenario).hierarchy(scenario.goals.order[0]) is not None


def assert_smallest_clash(instance: Instance, scenario: Scenario, parts: Collection[str]) -> None:
    """Assert by brute force that parts clash, and that without any one of them the others have a plan."""
    assert set(parts) <= set(parts_of(scenario))
    assert not has_plan(instance, keeping(scenario, parts))
    for part in parts:
        assert has_plan(instance, keeping(scenario, [other for other in parts if other != part])), part
