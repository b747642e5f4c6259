"""Every kind of answer, asked on the page and answered by its job, in both languages; it takes minutes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.web_server import Visitor
from tests.workbench.web.pages.conftest import violations
from workbench.web.pages.answers import ASKED, KINDS
from workbench.web.settings import Settings

FORMS = {"alternatives": {"count": "2", "within": "10"}, "pareto": {"first": "duplication", "second": "student_travel"}}


@pytest.mark.soak
@pytest.mark.parametrize("kind", ASKED)
def test_kind(visitor: Visitor, reader: Page, address: str, small: str, state: Path, kind: str) -> None:
    asked = visitor.submit("/questions", kind=kind, scenario=small, **FORMS.get(kind, {}))
    place = asked.headers["location"]
    identifier = place.rpartition("/")[2]
    assert visitor.wait(identifier)[-1][0] == "done"
    document = Settings(state).runs / identifier / "result" / KINDS[kind].document
    assert json.loads(document.read_text(encoding="utf-8"))
    for lang in ("nl", "en"):
        reader.goto(f"{address}{place}?lang={lang}")
        assert reader.locator("#share").is_visible()
        assert violations(reader) == []


@pytest.mark.soak
def test_an_answer_that_was_stopped_goes_on(visitor: Visitor, small: str, state: Path) -> None:
    first = visitor.submit("/questions", kind="importance", scenario=small, break_evens="on").headers["location"]
    identifier = first.rpartition("/")[2]
    with visitor.stream("GET", f"/runs/{identifier}/events") as stream:
        for line in stream.iter_lines():
            told = json.loads(line[6:]) if line.startswith("data: ") else {}
            if (told.get("finished") or 0) >= 3:
                break
    visitor.submit(f"/runs/{identifier}/stop")
    visitor.wait(identifier)
    assert f"/answers/{identifier}/continue" in visitor.get(first).text
    again = visitor.submit(f"/answers/{identifier}/continue").headers["location"]
    visitor.wait(again.rpartition("/")[2])
    folder = Settings(state).runs / again.rpartition("/")[2] / "result"
    assert json.loads((folder / "importance.json").read_text(encoding="utf-8"))["complete"] is True
