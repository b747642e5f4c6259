"""A proposal at a glance: rules with amounts, students, places and totals, without any job."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer import load_instance
from tests.web_server import Visitor
from workbench.web.runs import Runs
from workbench.web.settings import Settings
from workbench.web.store import Store

TODAY = ["/".join(pair) for pair in sorted(load_instance("tutorial").enrolled_today)]


def look(visitor: Visitor, pairs: list[str], scenario: str = "tutorial", lang: str = "en"):
    fields = {"csrf": visitor.token(), "scenario": scenario, "pair": pairs}
    return visitor.post(f"/proposals/glance?lang={lang}", data=fields)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", ("gebroken regels: 2", ": 3 campussen, hoogstens 2, 1 te veel", "Zeker gebroken")),
        ("en", ("broken at a glance: 2", "Graphic design: 3 campuses, at most 2, 1 too many", "Certainly broken")),
    ],
)
def test_what_it_keeps_and_breaks_and_by_how_much(visitor: Visitor, lang: str, words: tuple[str, ...]) -> None:
    answer = look(visitor, TODAY, lang=lang)
    assert answer.status_code == 200
    for each in (*words, "norm 80", "<code>campus_capacity</code>", "<code>lead_centre</code>"):
        assert each in answer.text
    assert 'name="pair"' not in answer.text


def test_students_without_a_place_are_counted(visitor: Visitor) -> None:
    without_film = [pair for pair in TODAY if "film" not in pair]
    assert "find a place, 0 do not" in look(visitor, TODAY).text
    assert "find a place, 0 do not" not in look(visitor, without_film).text


def test_it_starts_nothing(visitor: Visitor, state: Path) -> None:
    def count() -> int:
        store = Store(Settings(state).database)
        found = len(Runs(store).latest())
        store.close()
        return found

    before = count()
    look(visitor, TODAY)
    assert count() == before


def test_nothing_and_nonsense_are_no_programmes(visitor: Visitor) -> None:
    for pairs in ([], ["<script>/x", "at-dok", "at-dok/nothing", "/", "at-dok/game-pba/x"]):
        answer = look(visitor, pairs)
        assert answer.status_code == 200
        assert "Tick at least one programme." in answer.text
        assert "<script>" not in answer.text
    assert look(visitor, TODAY, scenario="nothing").status_code == 404


def test_other_sites_cannot_ask(visitor: Visitor) -> None:
    assert visitor.post("/proposals/glance", data={"csrf": "wrong", "pair": TODAY}).status_code == 403
