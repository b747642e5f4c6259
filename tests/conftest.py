"""What all tests share: reproducible hypothesis profiles, and a browser a module."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browser import chromium

settings.register_profile("ci", deadline=None, derandomize=True, max_examples=12)
settings.register_profile("explore", deadline=None, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; one at a time, so that it ends with its module."""
    with chromium() as opened:
        yield opened
