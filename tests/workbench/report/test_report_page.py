"""The report in a browser: offline, accessible, readable when narrow, dark and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from optimizer.solving.result import Result
from tests.thrift import first
from tests.workbench.report.conftest import OpenPage
from workbench.report import write_report

AXE = (Path(__file__).parents[2] / "assets" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => {
  const rules = { "target-size": { enabled: true } };
  const { violations } = await axe.run(document, { preload: false, resultTypes: ["violations"], rules });
  return violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join()}`);
}"""


@pytest.fixture(scope="module")
def written(flanders: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(flanders, tmp_path_factory.mktemp("report"), "nl")[0]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize(
    ("width", "scheme"), first(1, [(1400, "light"), (420, "dark"), (1400, "dark"), (420, "light")])
)
def test_axe_finds_nothing(open_page: OpenPage, written: Path, width: int, scheme: str) -> None:
    page = open_page(written, width, scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.soak
def test_axe_finds_nothing_in_the_english_tutorial(open_page: OpenPage, tutorial: Result, tmp_path: Path) -> None:
    page = open_page(write_report(tutorial, tmp_path, "en")[0])
    assert page.evaluate("document.documentElement.lang") == "en"
    assert violations(page) == []


@pytest.mark.parametrize("lang", first(1, ["nl", "en"]))
def test_summary_is_one_sheet_of_a4(open_page: OpenPage, flanders: Result, tmp_path: Path, lang: str) -> None:
    page = open_page(write_report(flanders, tmp_path, lang)[0])  # type: ignore[arg-type]
    whole = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    page.evaluate("document.querySelectorAll('nav, .annex').forEach((part) => part.remove())")
    alone = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", alone)) == 1
    assert b"/MediaBox [0 0 594" in alone or b"/MediaBox [0 0 595" in alone
    assert whole > 5


def test_tables_fit_the_sheet_and_repeat_their_heads(open_page: OpenPage, written: Path) -> None:
    page = open_page(written, 688)  # A4 less two margins of 14 mm, in CSS pixels
    page.emulate_media(media="print")
    too_wide = page.evaluate(
        "[...document.querySelectorAll('table')].filter((table) => table.scrollWidth > 690).map((one) => one.className)"
    )
    assert too_wide == []
    heads = page.evaluate("[...document.querySelectorAll('thead')].map((head) => getComputedStyle(head).display)")
    assert len(heads) > 10
    assert set(heads) == {"table-header-group"}


def test_every_reference_leads_to_a_table(open_page: OpenPage, written: Path) -> None:
    page = open_page(written)
    targets = page.evaluate("[...document.querySelectorAll('a.ref')].map((one) => one.getAttribute('href').slice(1))")
    assert len(targets) > 20
    assert page.evaluate("(names) => names.filter((name) => !document.getElementById(name))", targets) == []
    unreferenced = page.evaluate(
        "[...document.querySelectorAll('.figures div, figure, .columns li')]"
        ".filter((one) => !one.querySelector('a.ref')).map((one) => one.textContent)"
    )
    assert [text for text in unreferenced if re.search(r"\d", text)] == []
