"""One map a module; every page asserts that nothing was requested, logged or refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from optimizer.inputs.instance import Instance
from optimizer.solving.result import Result
from tests.maps import example

OpenMap = Callable[..., Page]

WATCH = """() => {
  window.refused = [];
  document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
}"""


@pytest.fixture(scope="session")
def flanders() -> Instance:
    return example.flanders()


@pytest.fixture(scope="session")
def result(flanders: Instance) -> Result:
    return example.result_of(flanders)


@pytest.fixture(scope="session")
def small() -> Result:
    return example.result_of(example.small())


@pytest.fixture
def open_map(browser: Browser) -> Iterator[OpenMap]:
    pages: list[tuple[Page, str, list[str], list[str]]] = []

    def open_page(path: Path, state: str = "", width: int = 1400, height: int = 900) -> Page:
        page = browser.new_page(viewport={"width": width, "height": height})
        requests: list[str] = []
        messages: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        page.add_init_script(f"({WATCH})()")
        address = path.as_uri()
        pages.append((page, address, requests, messages))
        page.goto(f"{address}#{state}")
        page.wait_for_selector("body[data-ready]")
        return page

    yield open_page
    for page, address, requests, messages in pages:
        loaded = [url for url in requests if not url.startswith(("data:", "blob:")) and url.split("#")[0] != address]
        refused = page.evaluate("window.refused")
        page.close()
        assert loaded == []
        assert messages == []
        assert refused == []
