"""Every page in every state is for everybody: axe finds nothing, a keyboard suffices, nothing runs off the screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from optimizer.solving.result import Result
from tests.thrift import first
from tests.workbench.web.gallery import TOKEN, Gallery, gallery
from tests.workbench.web.pages.conftest import focus_unseen, violations

Scheme = Literal["light", "dark"]

LOOKS: dict[str, tuple[tuple[Scheme, int], ...]] = {
    "nl": (("light", 1400), ("dark", 420)),
    "en": (("dark", 1400), ("light", 420)),
}
"""Every two of language, scheme and width come together on every page."""

AT_200_PERCENT = 640
"""Width of a window of 1280 pixels whose page is shown twice as large."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, tutorial: Result) -> Iterator[Gallery]:
    with gallery(tmp_path_factory.mktemp("gallery"), tutorial) as opened:
        yield opened


@pytest.fixture(scope="module")
def guest(browser: Browser, shown: Gallery) -> Iterator[Page]:
    """Somebody who has not logged in."""
    with closing(browser.new_context(bypass_csp=True, reduced_motion="reduce")) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def reader(browser: Browser, shown: Gallery) -> Iterator[Page]:
    """Somebody who has logged in."""
    with closing(browser.new_context(bypass_csp=True, reduced_motion="reduce")) as context:
        page = context.new_page()
        page.goto(f"{shown.address}/login")
        page.fill("#token", TOKEN)
        page.press("#token", "Enter")
        page.wait_for_url("**/")
        yield page


def faults(page: Page, looks: tuple[tuple[Scheme, int], ...]) -> list[str]:
    """Return what is wrong with a page in some looks, its folds open, and at 200%."""
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    found = []
    for scheme, width in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{scheme} {width} {each}" for each in [*violations(page), *overflow(page)]]
    page.set_viewport_size({"width": AT_200_PERCENT, "height": 450})
    return [*found, *overflow(page)]


def overflow(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{wide} px too wide"] if wide > 0 else []


@pytest.mark.parametrize(("lang", "looks"), first(1, [("nl", (0,)), ("en", (0,)), ("nl", (1,)), ("en", (1,))]))
def test_every_page_is_accessible(reader: Page, shown: Gallery, lang: str, looks: tuple[int, ...]) -> None:
    found = {}
    for name, path in shown.pages.items():
        reader.goto(f"{shown.address}{path}?lang={lang}", wait_until="domcontentloaded")
        assert reader.locator("html").get_attribute("lang") == lang
        found[name] = faults(reader, tuple(LOOKS[lang][place] for place in looks))
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("lang", first(1, LOOKS))
def test_login_and_refusal_are_accessible(guest: Page, shown: Gallery, lang: str) -> None:
    guest.goto(f"{shown.address}/login?lang={lang}")
    assert faults(guest, LOOKS[lang]) == []
    guest.fill("#token", "something else")
    guest.press("#token", "Enter")
    guest.wait_for_selector("[role=alert]")
    assert faults(guest, LOOKS[lang]) == []
    guest.evaluate("document.querySelector('main form [name=csrf]').value = ''")
    guest.fill("#token", TOKEN)
    guest.press("#token", "Enter")
    guest.wait_for_selector(".kind:has-text('403')")
    assert faults(guest, LOOKS[lang]) == []


@pytest.mark.parametrize("name", ["start", "runs", "run running", "run done", "data"])
def test_focus_is_seen_wherever_it_goes(reader: Page, shown: Gallery, name: str) -> None:
    reader.set_viewport_size({"width": 1400, "height": 900})
    reader.goto(f"{shown.address}{shown.pages[name]}?lang=en")  # styles included: without them there is nothing to see
    for _ in range(25):
        reader.keyboard.press("Tab")
        if reader.evaluate("document.activeElement.matches('body, iframe')"):
            break
        assert focus_unseen(reader) == ""
