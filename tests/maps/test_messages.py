"""The catalogue holds what the page says, and nothing more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from maps.messages import MESSAGES
from maps.page import MODULES
from optimizer.analysis.terms import TERM_UNITS

ROOT = Path(__file__).parents[2]
APP = ROOT / "maps" / "assets" / "app"
SCRIPTS = "\n".join((APP / f"{name}.js").read_text(encoding="utf-8") for name in MODULES)
FORMS = ("_one", "_many")


def used() -> tuple[set[str], set[str]]:
    """Return the keys and the beginnings of keys that the page's scripts and Python name."""
    names = set(re.findall(r'"([a-z][a-z0-9_]+)"', SCRIPTS))
    beginnings = {found for found in re.findall(r"`([a-z]+_)\$\{", SCRIPTS) if found}
    python = (ROOT / "maps" / "page.py").read_text(encoding="utf-8")
    return names | set(re.findall(r'MESSAGES\["(\w+)"\]', python)) | {"language_name"}, beginnings


def test_every_module_is_joined() -> None:
    assert sorted(path.stem for path in APP.glob("*.js")) == sorted(MODULES)


def test_no_message_is_missing() -> None:
    asked = set(re.findall(r'\bt\("(\w+)"', SCRIPTS))
    asked |= {key + form for key in re.findall(r'\bplural\("(\w+)"', SCRIPTS) for form in FORMS}
    assert len(asked) > 100
    assert asked - set(MESSAGES) == set()


def test_no_message_is_unused() -> None:
    names, beginnings = used()
    plurals = {key + form for key in re.findall(r'\bplural\("(\w+)"', SCRIPTS) for form in FORMS}
    known = names | plurals
    unused = {key for key in MESSAGES if key not in known and not key.startswith(tuple(beginnings))}
    assert unused == set()


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_both_languages_say_something_about_the_same_values(key: str) -> None:
    dutch, english = MESSAGES[key]
    assert dutch
    assert english
    assert sorted(re.findall(r"\{\w+\}", dutch)) == sorted(re.findall(r"\{\w+\}", english))


@pytest.mark.parametrize(("term", "unit"), TERM_UNITS.items())
def test_every_term_and_unit_has_a_name(term: str, unit: str) -> None:
    assert f"term_{term}" in MESSAGES
    assert unit == "share" or "unit_" + re.sub(r"[^A-Za-z0-9]+", "_", unit).lower() in MESSAGES
