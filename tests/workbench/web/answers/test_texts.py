"""The texts of answers: each is used, each has both languages with the same values, none stands in two catalogues."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import workbench.web
from workbench.web.texts import DOMAINS, FAMILIES

WEB = Path(workbench.web.__file__).parent
SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for pattern in ("templates/*.html", "pages/*.py") for path in WEB.glob(pattern)
)


def texts(domain: str, lang: str) -> dict[str, str]:
    with (WEB / "locale" / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as stream:
        return {str(each.id): str(each.string) for each in read_po(stream, locale=lang) if each.id}


def test_every_text_of_answers_is_used() -> None:
    built = {f"{start}{end}" for start, ends in FAMILIES.items() for end in ends}
    used = set(re.findall(r"'(\w+)'", SOURCES)) | built
    assert set(texts("answers", "nl")) - used == set()


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
