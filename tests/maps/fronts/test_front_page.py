"""The page of a front as text: the same every time, without addresses, and with every message it needs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import maps
from maps.fronts.messages import FRONT_MESSAGES, OWN, SHARED
from maps.fronts.page import FRONT_MODULES
from maps.messages import MESSAGES
from optimizer.inputs.instance import Instance
from tests.maps.fronts.made_up import made_up_front

ASSETS = Path(maps.__file__).parent / "assets"
SCRIPTS = "\n".join((ASSETS / f"{name}.js").read_text(encoding="utf-8") for name in FRONT_MODULES)
FRONT_SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ASSETS / "front").glob("*.js")))


def test_two_renders_are_identical_and_name_no_address(flanders: Instance) -> None:
    front = made_up_front(flanders)
    page = maps.render_front(front, "en")
    assert page == maps.render_front(front, "en")
    assert '<html lang="en">' in page
    markup = re.sub(r"(?s)<script.*?</script>|<style>.*?</style>", "", page)
    assert "://" not in markup
    assert "<link" not in page
    assert "default-src 'none'" in page


def test_what_cannot_be_drawn_is_refused(flanders: Instance) -> None:
    front = made_up_front(flanders)
    with pytest.raises(ValueError, match="not fr"):
        maps.render_front(front, "fr")
    with pytest.raises(ValueError, match="without points"):
        maps.render_front(made_up_front(flanders, points=0))


def test_every_script_is_joined_and_every_message_is_there() -> None:
    named = {name.removeprefix("front/") for name in FRONT_MODULES if name.startswith("front/")}
    assert sorted(path.stem for path in (ASSETS / "front").glob("*.js")) == sorted(named)
    asked = set(re.findall(r'\bt\("(\w+)"', FRONT_SCRIPTS)) | set(re.findall(r'\? "(\w+)" : "\w+"', FRONT_SCRIPTS))
    assert {key for key in asked if "_" in key or key in OWN} - set(FRONT_MESSAGES) == set()


def test_no_message_is_unused() -> None:
    quoted = set(re.findall(r'"([a-z][a-z0-9_]+)"', SCRIPTS)) | {"no_script", "language_name"}
    beginnings = tuple(re.findall(r"`([a-z]+_)\$\{", SCRIPTS))
    assert {key for key in OWN if key not in quoted and not key.startswith(beginnings)} == set()
    assert {key for key in SHARED if key not in quoted and not key.startswith(beginnings)} == set()


@pytest.mark.parametrize("key", sorted(OWN))
def test_both_languages_say_something_about_the_same_values(key: str) -> None:
    dutch, english = OWN[key]
    assert dutch
    assert english
    assert sorted(re.findall(r"\{\w+\}", dutch)) == sorted(re.findall(r"\{\w+\}", english))
    assert key not in MESSAGES or OWN[key] != MESSAGES[key]
