"""A change of a scenario does what its command says."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
from pydantic import ValidationError

from optimizer.explanation.changing import Change, changed
from optimizer.explanation.writing import command, setting
from optimizer.reading import load_scenario
from optimizer.solving.feasibility import question

GIVEN = (
    'rules.locks.keep=["at-kaai/film_av-aba_ma", "lindehof"]',
    'rules.linear=[{of = "leads", where = {institution_id = "atelier"}, min = 1, max = 3}, {of = "closures", max = 4}]',
    "rules.openings_limit.total=1",
    "students.single_source=true",
)

CHANGES = [
    ("openings", "none", "family"),
    ("students.unplaced_share", 0.0, 0.034),
    ("students.single_source", True, False),
    ("rules.minimum_enrolment.norm", 80, 57),
    ("rules.minimum_enrolment.count", "institution", "municipality"),
    ("rules.minimum_enrolment.local_norms.*/visual_arts-aba_ma", None, 75),
    ("rules.minimum_enrolment.local_norms.kustland", None, 0),
    ("rules.locks.keep", ("at-kaai/film_av-aba_ma", "lindehof"), ("lindehof",)),
    ("rules.locks.keep", ("at-kaai/film_av-aba_ma", "lindehof"), ()),
    ("rules.linear.0.max", 3.0, 4),
    ("rules.linear.1.max", 4.0, 4.5),
    ("rules.linear.1.enabled", True, False),
    ("rules.openings_limit.total", 1, None),
    ("rules.institute.hosts", ("post",), None),
    ("rules.institute.enabled", True, False),
    ("rules.staffing.hired_fte", None, 2.5),
]


@pytest.mark.parametrize(("key", "old", "new"), CHANGES)
def test_a_change_is_what_the_command_sets(key: str, old: Any, new: Any) -> None:
    change = Change(key, old, new)
    asked = shlex.split(command("solve", "tutorial", GIVEN, None, [change]))
    assert asked[:3] == ["bundel", "solve", "tutorial"]
    settings = [text for place, text in enumerate(asked) if asked[place - 1] == "--set"]
    assert settings[-1] == setting(change)
    made, read = changed(load_scenario("tutorial", GIVEN), [change]), load_scenario("tutorial", settings)
    assert question(without_disabled(made)) == question(without_disabled(read))


def without_disabled(scenario: Any) -> Any:
    """Return a scenario in which entries that do not hold are not told apart by more than that."""
    linear = scenario.rules.get("linear")
    if linear is not None:
        scenario.rules["linear"] = linear.model_copy(update={"each": tuple(linear.holding().values())})
    return scenario


def test_a_change_takes_the_place_of_one_that_was_given() -> None:
    change = Change("rules.openings_limit.total", 1, 2)
    text = command("solve", "my file.toml", GIVEN, "data/mine", [change])
    assert text.startswith("bundel solve 'my file.toml' --data data/mine --set ")
    assert text.endswith(" --set rules.openings_limit.total=2")
    assert text.count("openings_limit") == 1


def test_a_value_that_a_rule_does_not_take_is_refused() -> None:
    with pytest.raises(ValidationError):
        changed(load_scenario("tutorial"), [Change("rules.minimum_enrolment.norm", 80, -1)])
    with pytest.raises(ValueError, match="no key goals"):
        changed(load_scenario("tutorial"), [Change("goals.mode", "hierarchy", "weighted")])
