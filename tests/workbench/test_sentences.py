"""Sentences of rules stand filled in, in plain words."""

from __future__ import annotations

import re

import pytest

from optimizer.model.registry import discover_rules
from workbench.messages import LANGUAGES, Language
from workbench.sentences import fill, rule_sentence


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", discover_rules())
def test_every_rule_with_its_defaults_leaves_no_placeholder(name: str, lang: Language) -> None:
    rule = discover_rules()[name]
    sentence = rule_sentence(rule, rule.parameters(), lang)
    assert sentence.endswith(".")
    assert re.search(r"[{}\[\]]|None|True|False|km km", sentence) is None


def test_reach_says_its_share_and_distance() -> None:
    rule = discover_rules()["reach"]
    parameters = rule.parameters(km=60, share=0.125)
    assert "12,5% van alle studenten" in rule_sentence(rule, parameters, "nl")
    assert "60 km one way" in rule_sentence(rule, parameters, "en")


@pytest.mark.parametrize(
    ("template", "parameters", "dutch"),
    [
        ("hoogstens {max}", {"max": None}, "hoogstens geen grens"),
        ("minstens {min}[ en hoogstens {max}].", {"min": 1, "max": None}, "minstens 1."),
        ("minstens {min}[ en hoogstens {max}].", {"min": 1, "max": 4}, "minstens 1 en hoogstens 4."),
        ("[blijft {keep}; ][sluit {close}]", {"keep": (), "close": ("a/b", "c")}, "sluit a/b en c"),
        ("{max} {count_nl}", {"max": 3, "count": "family"}, "3 domeinen"),
        ("de {count_nl}", {"count": "campus"}, "de campus"),
        ("in {min} {by_nl}", {"min": 2, "by": "network"}, "in 2 netten"),
        ("verbod: {ban}", {"ban": False}, "verbod: nee"),
        ("{freed_share} valt weg", {"freed_share": 0.05}, "5% valt weg"),
        ("binnen {km} van huis", {"km": 60.0}, "binnen 60 km van huis"),
        ("meer dan {km} km", {"km": 90}, "meer dan 90 km"),
        ("binnen {km}", {"km": None}, "binnen geen grens"),
        ("{norm} studenten", {"norm": 1150.0}, "1.150 studenten"),
        ("{entries}", {"entries": ("x", "y", "z")}, "x, y en z"),
        ("{nobody} blijft staan", {}, "{nobody} blijft staan"),
    ],
)
def test_values_in_plain_words(template: str, parameters: dict[str, object], dutch: str) -> None:
    assert fill(template, parameters, "nl") == dutch


def test_what_is_counted_follows_the_language() -> None:
    assert fill("{max} ({count})", {"max": 2, "count": "specialisation"}, "en") == "2 (specialisations)"
    assert fill("within the {count_en}", {"count": "municipality"}, "en") == "within the municipality"


def test_own_rules_tell_themselves_in_both_languages() -> None:
    rule = discover_rules()["linear"]
    own = [
        {"of": "offers", "where": {"province_id": "limburg", "family_id": ["film", "music"]}, "min": 1},
        {"of": "enrolled", "where": {"places": {"max": 200}, "norm_exempt": False}, "min": 5, "max": 1500},
    ]
    parameters = rule.parameters(each=own)
    assert rule_sentence(rule, parameters, "nl") == (
        "Eigen regels van de gebruiker gelden: minstens 1 opleidingen met province_id = limburg en family_id = film of "
        "music en minstens 5 en hoogstens 1500 studenten van opleidingen met places ≤ 200 en norm_exempt = false."
    )
    assert "no less than 1 programmes with province_id = limburg and family_id = film or music" in rule_sentence(
        rule, parameters, "en"
    )


def test_a_vintage_is_a_year_and_no_amount() -> None:
    rule = discover_rules()["language"]
    sentence = rule_sentence(rule, rule.parameters(vintage=2012, foreign=("leads",)), "nl")
    assert "de wet van 2012 wil; in een andere taal komt leads; een opleiding" in sentence


def test_a_budget_says_what_it_limits() -> None:
    rule = discover_rules()["budget"]
    saving = rule_sentence(rule, rule.parameters(yearly=-250_000), "en")
    assert "no more than EUR -250,000 a year above today" in saving
    assert "once" not in saving
