"""The catalogue of the report holds what the report says, in both languages, and nothing more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import workbench.report
from workbench.report.messages import REPORT_MESSAGES, tell

FOLDER = Path(workbench.report.__file__).parent
SOURCES = [path for path in FOLDER.iterdir() if path.suffix in {".py", ".jinja"} and "messages" not in path.stem]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)


def test_no_message_is_missing() -> None:
    asked = set(re.findall(r"""\bsay\(["'](\w+)["']""", CODE)) - {"two_todays"}
    assert len(asked) > 60
    assert asked - set(REPORT_MESSAGES) == set()


def test_no_message_is_unused() -> None:
    words = set(re.findall(r"""["'](\w+)["']""", CODE))
    figures = {f"figure_{name}" for name in words} if 'f"figure_{' in CODE else set()
    assert {key for key in REPORT_MESSAGES if key not in words | figures} == set()


@pytest.mark.parametrize("key", sorted(REPORT_MESSAGES))
def test_both_languages_say_something_about_the_same_values(key: str) -> None:
    dutch, english = REPORT_MESSAGES[key]
    assert dutch
    assert english
    assert sorted(re.findall(r"\{\w+\}", dutch)) == sorted(re.findall(r"\{\w+\}", english))


def test_values_are_filled_in() -> None:
    assert tell("nl", "table", number=3, title="Provincies") == "Tabel 3. Provincies"
