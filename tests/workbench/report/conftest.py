"""What the tests of the report share: pages that must load nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from optimizer import load_instance
from optimizer.solving.result import Result
from tests.maps import example

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def flanders() -> Result:
    """A greedy plan of Flanders, not solved."""
    return example.result_of(load_instance("flanders-2010"))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    opened: list[tuple[Page, str, list[str], list[str]]] = []

    def open_one(path: Path, width: int = 1400, scheme: str = "light") -> Page:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        requests: list[str] = []
        messages: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        opened.append((page, path.as_uri(), requests, messages))
        page.goto(path.as_uri())
        return page

    yield open_one
    for page, address, requests, messages in opened:
        page.close()
        assert [url for url in requests if not url.startswith("data:") and url.split("#")[0] != address] == []
        assert messages == []
