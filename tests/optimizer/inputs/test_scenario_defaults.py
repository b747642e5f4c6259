"""The word none, and the values that stand where nobody set a key."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from optimizer.errors import InputError
from optimizer.inputs.scenario import Override
from optimizer.inputs.scenario_defaults import may_be_none, without_none
from optimizer.model.registry import discover_rules
from optimizer.reading import load_scenario


def child(folder: Path, text: str) -> Path:
    """Write a scenario that extends the reference."""
    path = folder / "mine.toml"
    path.write_text('title = "Mine"\nextends = "reference"\n' + text, encoding="utf-8")
    return path


def test_none_takes_a_limit_of_the_parent_away(tmp_path: Path) -> None:
    parent = load_scenario("reference").rules
    scenario = load_scenario(child(tmp_path, '[rules.sites_per_specialisation]\nmax = "none"\n'))
    assert parent["sites_per_specialisation"].max == 4  # type: ignore[attr-defined]
    assert scenario.rules["sites_per_specialisation"].max is None  # type: ignore[attr-defined]
    assert scenario.rules["specialisations_per_institution"] == parent["specialisations_per_institution"]
    assert Override("rules.sites_per_specialisation.max", 4, "none", "mine.toml") in scenario.overrides


def test_none_works_on_the_command_line_and_for_lists_and_prices(tmp_path: Path) -> None:
    path = child(tmp_path, '[rules.institute]\nhosts = ["hisk"]\n[prices]\nrate = 0.1\n')
    scenario = load_scenario(path, ["rules.institute.hosts=none", "prices.rate=none"])
    assert scenario.rules["institute"].hosts is None  # type: ignore[attr-defined]
    assert scenario.prices == {}
    assert load_scenario(path).prices == {"rate": 0.1}


@pytest.mark.parametrize(
    "key", ["rules.minimum_enrolment.norm", "rules.reach.km", "students.unplaced_share", "dataset"]
)
def test_what_must_have_a_value_refuses_none(key: str) -> None:
    if key == "dataset":  # a text like any other: a data set of that name is looked for when it is read
        assert load_scenario("reference", {key: "none"}).dataset == "none"
        return
    with pytest.raises(InputError) as caught:
        load_scenario("reference", {key: "none"})
    assert [finding.key for finding in caught.value.findings] == [key]


def test_openings_none_is_a_choice() -> None:
    assert load_scenario("within-families", ["openings=none"]).openings == "none"
    assert not may_be_none(Literal["none", "family"] | None)


def test_every_limit_that_is_empty_by_default_can_be_taken_away() -> None:
    empty = [
        (rule.parameters, name)
        for rule in discover_rules().values()
        for name, field in rule.parameters.model_fields.items()
        if not field.is_required() and field.default is None
    ]
    assert len(empty) > 5
    assert all(without_none({name: "none"}, model) == {name: None} for model, name in empty)


def test_the_old_value_of_a_key_that_nobody_set_is_its_default() -> None:
    changes = {
        "students.assignment": "nearest",
        "goals.mode": "hierarchy",
        "rules.staffing.hired_fte": 3,
        "rules.institute.min_track": 3,
        "rules.openings_limit.total": 5,
        "prices.rate": 0.1,
    }
    found = {override.key: (override.old, override.new) for override in load_scenario("reference", changes).overrides}
    assert found == {
        "students.assignment": ("optimal", "nearest"),
        "rules.staffing.hired_fte": (None, 3),
        "rules.institute.min_track": (2, 3),
        "rules.openings_limit.total": (None, 5),  # the rule was off
        "prices.rate": (None, 0.1),
    }


def test_changes_are_logged_through_every_layer(tmp_path: Path) -> None:
    scenario = load_scenario(
        child(tmp_path, "[rules.minimum_enrolment]\nnorm = 100\n"), ["rules.minimum_enrolment.norm=115"]
    )
    steps = [each for each in scenario.overrides if each.key == "rules.minimum_enrolment.norm"]
    assert steps == [
        Override("rules.minimum_enrolment.norm", 80, 100, "mine.toml"),
        Override("rules.minimum_enrolment.norm", 100, 115, "--set"),
    ]
