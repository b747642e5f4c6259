"""axe-core finds nothing in any mode, view and language."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

import maps
from optimizer.solving.result import Result
from tests.maps.conftest import OpenMap
from tests.thrift import first

AXE = (Path(__file__).parents[1] / "assets" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => {
  const rules = { "target-size": { enabled: true } };
  const { violations } = await axe.run(document, { preload: false, resultTypes: ["violations"], rules });
  return violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join()}`);
}"""
STATES = [
    "view=map&mode=today",
    "view=map&mode=plan&layers=leads.institute.firms",
    "view=map&mode=changes&campus=ab-1",
    "view=map&mode=plan&zone=1",
    "view=map&mode=changes&pick=all:film",
    "view=list&mode=changes",
    "view=tables&mode=changes",
]


@pytest.fixture(scope="module")
def drawn(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return maps.save(result, tmp_path_factory.mktemp("map") / "map.html")


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("lang", first(1, ["nl", "en"]))
@pytest.mark.parametrize("state", first(3, STATES))
def test_axe_finds_nothing(open_map: OpenMap, small: Result, tmp_path: Path, state: str, lang: str) -> None:
    path = maps.save(small, tmp_path / "map.html")
    assert violations(open_map(path, f"lang={lang}&{state}")) == []


@pytest.mark.parametrize(
    "state",
    first(
        1,
        [
            "mode=changes&campus=hg-bij",
            "mode=today&lang=en",
            "mode=plan&layers=leads.institute.firms",
            "mode=changes&lang=en",
        ],
    ),
)
def test_axe_finds_nothing_on_the_map_of_flanders(open_map: OpenMap, drawn: Path, state: str) -> None:
    assert violations(open_map(drawn, f"view=map&{state}")) == []


def test_axe_finds_nothing_on_a_narrow_screen(open_map: OpenMap, drawn: Path) -> None:
    assert violations(open_map(drawn, "campus=hg-bij", width=420, height=800)) == []
