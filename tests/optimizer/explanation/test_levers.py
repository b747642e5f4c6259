"""Every lever goes in steps, knows its end, and says how large a change is."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from optimizer.explanation.levers import LARGE_STEPS, Lever, common_levers, levers_of, places_to_spare
from optimizer.inputs.scenario import Students, parameter_fields
from optimizer.model.easing import easing_of, fewer, higher, lower, other
from optimizer.model.registry import discover_rules
from tests.factory import tiny_instance
from tests.random_instances import scenario_of


def number(start: float, easing: Any, **changes: Any) -> Lever:
    return Lever("rules.x.y", "x", start, easing, start=start, **changes)


@pytest.mark.parametrize(
    ("lever", "values", "steps"),
    [
        (number(80, lower()), [79, 78, 77], 80),
        (number(80.5, lower()), [80, 79, 78], 81),
        (number(0.1, higher(0.001, 1.0)), [0.101, 0.102, 0.103], 900),
        (number(0.9985, higher(0.001, 1.0)), [0.999, 1, 1], 2),
        (number(2, lower(1.0, 1.0), whole=True), [1, 1, 1], 1),
        (number(-1500, higher(1000.0)), [-1000, 0, 1000], LARGE_STEPS),
        (number(2.5, higher(0.1)), [2.6, 2.7, 2.8], LARGE_STEPS),
    ],
)
def test_numbers_go_in_steps_to_their_end(lever: Lever, values: list[float], steps: int) -> None:
    assert [lever.value(count) for count in (1, 2, 3)] == values
    assert lever.steps() == steps


@pytest.mark.parametrize(
    ("lever", "new", "size"),
    [
        (number(80, lower()), 60, 0.25),
        (number(0, higher()), 2, 2.0),
        (number(0.1, higher(0.001, 1.0)), 0.15, 0.5),
        (number(0.0, higher(0.001, 1.0)), 0.05, 0.5),
        (number(80, lower(), weight=0.5), 40, 0.25),
        (number(0.0, higher(0.001, 10.0), known=0.5), 0.75, 0.5),
        (Lever("rules.x.y", "x", "campus", other("institution")), "institution", 1.0),
        (Lever("rules.x.y", "x", ("a", "b", "c"), fewer()), ("b",), 2.0),
    ],
)
def test_a_change_counts_relatively(lever: Lever, new: Any, size: float) -> None:
    assert lever.size(new) == pytest.approx(size)


def test_every_number_of_a_shipped_rule_can_give_way() -> None:
    silent = [
        f"{rule.name}.{name}"
        for rule in discover_rules().values()
        for name, field in parameter_fields(rule.parameters).items()
        if {int, float} & set(get_args(field.annotation) or (field.annotation,)) and easing_of(field) is None
    ]
    assert silent == []


def test_the_years_of_the_law_are_those_that_it_has() -> None:
    field = discover_rules()["language"].parameters.model_fields["vintage"]
    easing = easing_of(field)
    assert easing is not None
    assert all(discover_rules()["language"].parameters(vintage=year) for year in easing.options)


def test_levers_of_a_scenario() -> None:
    rules = {
        "minimum_enrolment": {"norm": 0, "exempt": False},
        "locks": {"keep": ["one", "two"]},
        "openings_limit": {"total": 1},
        "linear": {"each": [{"of": "leads", "min": 1}]},
        "institute": {"hosts": ["hall"]},
    }
    scenario = scenario_of(rules)
    found = {lever.key: lever for lever in levers_of(tiny_instance(), scenario, {*rules, "campus_capacity"})}
    assert {"rules.minimum_enrolment.norm", "rules.openings_limit.per_institution"}.isdisjoint(found)
    assert found["rules.minimum_enrolment.exempt"].easing.options == (True,)
    assert found["rules.minimum_enrolment.count"].easing.options == ("campus", "municipality")
    assert found["rules.locks.keep"].old == ("one", "two")
    assert found["rules.institute.hosts"].easing.options == (None,)
    assert found["rules.linear.0.min"].off.key == "rules.linear.0.enabled"
    assert found["rules.openings_limit.total"].off.new is None
    capacity = found["rules.campus_capacity.expandable_share"]
    assert (capacity.old, capacity.start, capacity.known, capacity.steps()) == (None, 0.0, 0.5, 10000)


def test_levers_that_help_whatever_the_rules() -> None:
    students = Students(assignment="nearest", single_source=True, unplaced_share=0.2)
    found = {
        lever.key: lever for lever in common_levers(tiny_instance(), scenario_of(openings="family", students=students))
    }
    assert found["openings"].easing.options == ("anywhere",)
    assert found["students.unplaced_share"].value(1) == 0.201
    assert {"students.assignment", "students.single_source"} <= set(found)
    everything = scenario_of(openings="anywhere", students=Students(unplaced_share=1.0))
    assert list(common_levers(tiny_instance(), everything)) == []


def test_a_norm_may_be_lower_where_a_programme_is() -> None:
    scenario = scenario_of({"minimum_enrolment": {"norm": 80, "norm_master": 20, "local_norms": {"north": 70}}})
    programmes = [("two-b", "photo-aba_ma"), ("two-a", "musical-ma")]
    found = {lever.key.rpartition(".")[2]: lever for lever in places_to_spare(tiny_instance(), scenario, programmes)}
    # two of the six programmes of today lie in the south, one of them is photo; north has a norm of its own already
    assert {place: lever.start for place, lever in found.items()} == {
        "south": 80.0,
        "*/photo-aba_ma": 80.0,
        "two-b/photo-aba_ma": 80.0,
        "*/musical-ma": 20.0,
        "two-a/musical-ma": 20.0,
    }
    assert found["south"].size(40) == pytest.approx(0.5 * 2 / 6)
    assert found["two-b/photo-aba_ma"].size(40) == pytest.approx(0.5 / 6)
