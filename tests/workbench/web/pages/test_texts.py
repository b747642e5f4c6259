"""The texts of answers: each is used, each has both languages with the same values, none stands in two catalogues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import workbench.web
from optimizer.inputs.scenario import parameter_fields
from optimizer.model.registry import discover_rules
from workbench.web.texts import DOMAINS, FAMILIES, Texts

WEB = Path(workbench.web.__file__).parent
PLACES = ("templates/*.html", "pages/*.py", "views/*.py", "*.py")
SOURCES = "\n".join(path.read_text(encoding="utf-8") for place in PLACES for path in WEB.glob(place))


def texts(domain: str, lang: str) -> dict[str, str]:
    with (WEB / "locale" / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as stream:
        return {str(each.id): str(each.string) for each in read_po(stream, locale=lang) if each.id}


def of_rules() -> set[str]:
    """Return the keys that parameters of rules and their sources have; a rule without them is shown in English."""
    rules = discover_rules().values()
    fields = [
        (rule.name, *each)
        for rule in rules
        if rule.name != "linear"
        for each in parameter_fields(rule.parameters).items()
    ]
    told = [str((info.json_schema_extra or {}).get("source", "")) for _, _, info in fields]  # type: ignore[union-attr]
    sources = {f"source_{source.lower().replace(':', '').replace(' ', '_')}" for source in told}
    return {f"parameter_{rule}_{name}" for rule, name, _ in fields} | sources


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_text_is_used(domain: str) -> None:
    built = {f"{start}{end}" for start, ends in FAMILIES.items() for end in ends}
    used = set(re.findall(r"""['"](\w+)['"]""", SOURCES)) | built | of_rules()
    assert set(texts(domain, "nl")) - used == set()


def test_every_shipped_rule_has_its_texts() -> None:
    assert {key for key in of_rules() if key != "source_"} <= set(texts("web", "nl"))


def test_every_text_that_templates_ask_for_is_there() -> None:
    asked = set(re.findall(r"""\b_\('(\w+)'[,)]""", SOURCES))
    known = {key for domain in DOMAINS for key in texts(domain, "nl")}
    assert asked - known == set()


def test_no_text_stands_in_two_catalogues() -> None:
    first, second = (set(texts(domain, "nl")) for domain in DOMAINS)
    assert first & second == set()


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_say_something_about_the_same_values(domain: str) -> None:
    dutch, english = texts(domain, "nl"), texts(domain, "en")
    assert set(dutch) == set(english)
    for key, text in dutch.items():
        assert text
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", english[key])), key


def test_english_texts_of_parameters_are_their_descriptions() -> None:
    english, rules = texts("web", "en"), [rule for rule in discover_rules().values() if rule.name != "linear"]
    told = {
        f"parameter_{rule.name}_{name}": info.description
        for rule in rules
        for name, info in parameter_fields(rule.parameters).items()
    }
    assert {key: english[key] for key in told} == told


def test_a_text_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        Texts("nl")("no_such_text")
