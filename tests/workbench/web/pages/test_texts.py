"""The texts of answers: each is used, each has both languages with the same values, none stands in two catalogues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import workbench.web
from optimizer.inputs.lock_entries import KINDS
from optimizer.inputs.scenario import Students
from optimizer.inputs.schema import PRICES
from optimizer.model.registry import discover_rules
from workbench.parameter_messages import PARAMETERS, SOURCES
from workbench.web.controls import Control, control_of, rule_controls
from workbench.web.texts import DOMAINS, FAMILIES, Texts
from workbench.web.views.changes import Words
from workbench.web.views.scenario import GOAL_PARTS, TOPICS

WEB = Path(workbench.web.__file__).parent
STUDENTS = tuple(f"students.{name}" for name in Students.model_fields)
ALIKE = {"campus"}
"""Choices that are the same word in Dutch."""

PLACES = ("templates/*.html", "pages/*.py", "views/*.py", "*.py")
WRITTEN = "\n".join(path.read_text(encoding="utf-8") for place in PLACES for path in WEB.glob(place))


def texts(domain: str, lang: str) -> dict[str, str]:
    with (WEB / "locale" / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as stream:
        return {str(each.id): str(each.string) for each in read_po(stream, locale=lang) if each.id}


def controls() -> list[Control]:
    rules = [control for rule in discover_rules() for control in rule_controls(rule)]
    return [*rules, *map(control_of, ("openings", "goals.mode", *STUDENTS))]


def of_scenarios() -> set[str]:
    """Return the keys that the page of a scenario puts together from rules, prices, topics, locks and choices."""
    choices = {(control.name, option) for control in controls() for option in control.options}
    return {
        *(f"rule_{rule}" for rule in discover_rules()),
        *(f"price_{price}" for price in PRICES),
        *(f"price_unit_{price}" for price in PRICES),
        *(f"topic_{topic}" for topic in TOPICS),
        *(f"sign_{kind}" for kind in KINDS),
        *(f"goals_lead_{mode}" for mode in GOAL_PARTS),
        *(f"part_{part}" for parts in GOAL_PARTS.values() for part in (*parts, "by")),
        *(f"save_{field}" for field in ("name", "title", "title_nl")),
        *(f"choice_{name}_{option}" for name, option in choices),
        *(f"choice_{option}" for _, option in choices),
    }


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_text_is_used(domain: str) -> None:
    built = {f"{start}{end}" for start, ends in FAMILIES.items() for end in ends}
    used = set(re.findall(r"""['"](\w+)['"]""", WRITTEN)) | built | of_scenarios()
    assert set(texts(domain, "nl")) - used == set()


def test_every_rule_price_topic_and_sign_has_its_text() -> None:
    known = {key for key in of_scenarios() if not key.startswith("choice_")}
    assert known <= set(texts("scenario", "nl"))


@pytest.mark.parametrize("control", controls(), ids=lambda control: control.key)
def test_every_parameter_speaks_dutch(control: Control) -> None:
    assert control.description in PARAMETERS or control.key == "openings"
    assert control.source in {"", *SOURCES}
    words = Words("nl", None, {})
    plain = {str(option) for option in control.options if words.option(control, option) == str(option)}
    assert {option for option in plain if not option.isdigit()} <= ALIKE


def test_every_text_that_templates_ask_for_is_there() -> None:
    asked = set(re.findall(r"""\b_\('(\w+)'[,)]""", WRITTEN))
    known = {key for domain in DOMAINS for key in texts(domain, "nl")}
    assert asked - known == set()


def test_no_text_stands_in_two_catalogues() -> None:
    keys = [key for domain in DOMAINS for key in texts(domain, "nl")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_say_something_about_the_same_values(domain: str) -> None:
    dutch, english = texts(domain, "nl"), texts(domain, "en")
    assert set(dutch) == set(english)
    for key, text in dutch.items():
        assert text
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[key])), key


def test_a_text_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        Texts("nl")("no_such_text")
