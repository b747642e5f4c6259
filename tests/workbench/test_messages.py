"""The catalogue holds what the workbench says, and nothing more."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from optimizer.analysis.terms import TERM_UNITS
from optimizer.answers.distances import DIFFERENCES
from optimizer.inputs.contradictions import ALL_CHECKS
from optimizer.inputs.scenario import parameter_fields
from optimizer.model.easing import easing_of
from optimizer.model.registry import discover_rules
from optimizer.solving.result import StoppedBy
from workbench.conflicts import SHORT
from workbench.messages import MESSAGES, language_of_environment, say, say_unit

WORKBENCH = Path(__file__).parents[2] / "workbench"
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in WORKBENCH.rglob("*.py")
    if not path.stem.endswith("messages") and path.parent.name != "report"  # which has a catalogue of its own
)
FAMILIES = (
    *("stopped_", "goal_", "level_", "verdict_", "reason_", "turns_", "fixed_", "price_", "situation_"),
    *("sum_", "short_", "repair_", "proof_", "degree_", "step_"),
    *("table_", "column_", "lever_", "evaluating_", "change_", "because_", "answer_", "amount_", "network_", "cells_"),
    *("question_", "outcome_"),
)
"""Beginnings of keys that the code puts together; units and words of what is counted have tests of their own."""


def test_no_message_is_missing() -> None:
    asked = set(re.findall(r'\bsay\(\s*(?:self\._lang, |lang, )?"(\w+)"', CODE))
    assert len(asked) > 20
    assert asked - set(MESSAGES) == set()


def test_no_message_is_unused() -> None:
    texts = set(re.findall(r'"(\w+)"', CODE))
    prefixes = tuple(prefix for prefix in FAMILIES if re.search(rf"""\bf["']{prefix}{{""", CODE))
    assert prefixes == FAMILIES
    assert {key for key in MESSAGES if key not in texts and not key.startswith((*prefixes, "unit_", "count_"))} == set()


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_both_languages_say_something_about_the_same_values(key: str) -> None:
    dutch, english = MESSAGES[key]
    assert dutch
    assert english
    assert sorted(re.findall(r"\{\w+\}", dutch)) == sorted(re.findall(r"\{\w+\}", english))


def test_every_unit_and_every_reason_has_a_text() -> None:
    units = {*TERM_UNITS.values(), DIFFERENCES}
    wanted = {f"unit_{unit}" for unit in units} | {f"stopped_{reason}" for reason in get_args(StoppedBy)}
    assert wanted - set(MESSAGES) == set()
    assert {key for key in MESSAGES if key.startswith(("unit_", "stopped_"))} == wanted


def test_every_word_of_what_is_counted_has_a_text() -> None:
    choices = {
        f"count_{choice}"
        for rule in discover_rules().values()
        for name in ("count", "by")
        if name in rule.parameters.model_fields
        for choice in get_args(rule.parameters.model_fields[name].annotation)
    }
    assert {key for key in MESSAGES if key.startswith("count_")} == choices


def test_every_sum_has_a_text() -> None:
    sums = {check.name for check in ALL_CHECKS if check.shortage}
    assert set(SHORT) == sums
    told = {key.removeprefix("sum_").removesuffix("_of_a_family") for key in MESSAGES if key.startswith("sum_")}
    assert told == sums


def test_every_row_that_may_be_missed_has_a_text() -> None:
    rows = {f"short_{rule.name}_{row}" for rule in discover_rules().values() for row in rule.subjects}
    assert {key for key in MESSAGES if key.startswith("short_")} - {"short_other"} == rows


def test_every_parameter_that_may_give_way_has_a_text() -> None:
    eased = {
        f"repair_{rule.name}_{name}"
        for rule in discover_rules().values()
        for name, field in parameter_fields(rule.parameters).items()
        if easing_of(field) is not None
    }
    assert eased - set(MESSAGES) == set()


def test_values_are_filled_in() -> None:
    assert say("nl", "map", path="a/b.html") == "Kaart: a/b.html"
    assert say_unit("nl", "FTE") == "vte"
    assert say_unit("nl", "bicycles") == "bicycles"


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "nl_BE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "fr_BE", "LC_MESSAGES": "nl_NL"}, "nl"),
        ({}, "en"),
    ],
)
def test_language_comes_from_the_environment(
    variables: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language_of_environment() == lang
