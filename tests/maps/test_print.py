"""A4 landscape shows the whole map on one sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import maps
from optimizer.solving.result import Result
from tests.maps.conftest import OpenMap
from tests.thrift import first

INSIDE = """() => {
  const frame = document.querySelector("#paper svg").getBoundingClientRect();
  const marks = [...document.querySelectorAll("#paper .zone, #paper .glyph")];
  const outside = marks.filter((mark) => {
    const box = mark.getBoundingClientRect();
    return box.left < frame.left - 0.5 || box.right > frame.right + 0.5
      || box.top < frame.top - 0.5 || box.bottom > frame.bottom + 0.5;
  });
  return { marks: marks.length, outside: outside.length, right: frame.right };
}"""
PAPER_WIDTH = 1047
"""A4 landscape less two margins of 10 mm, in CSS pixels."""


@pytest.fixture(scope="module")
def drawn(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return maps.save(result, tmp_path_factory.mktemp("map") / "map.html")


@pytest.mark.parametrize(
    "state", first(1, ["mode=changes", "mode=plan&campus=hg-bij", "mode=changes&pick=all:multimedia&lang=en"])
)
def test_printed_map_lies_on_one_sheet_whole(open_map: OpenMap, drawn: Path, state: str) -> None:
    page = open_map(drawn, f"view=map&{state}")
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.set_viewport_size({"width": PAPER_WIDTH, "height": 740})
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    found = page.evaluate(INSIDE)
    assert found["marks"] > 20
    assert found["outside"] == 0
    assert found["right"] <= PAPER_WIDTH


def test_printed_tables_follow_the_map(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn, "view=tables&mode=changes")
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 2
