"""A page that would fetch something from outside is found out."""

from __future__ import annotations

import html
from pathlib import Path

import offline
import pytest

OUTSIDE = "//example.org/thing"


@pytest.mark.parametrize(
    "page",
    [
        f'<script src="https:{OUTSIDE}"></script>',
        f'<link rel="stylesheet" href="{OUTSIDE}">',
        f'<img src="http:{OUTSIDE}">',
        f"<style>@import 'https:{OUTSIDE}';</style>",
        f'<p style="background: url(https:{OUTSIDE})">',
        f'<iframe srcdoc="{html.escape(f"<script src=https:{OUTSIDE}></script>")}"></iframe>',
    ],
)
def test_outside_resource_is_found(page: str) -> None:
    assert [address.removeprefix("https:").removeprefix("http:") for address in offline.outside_in_page(page)] == [
        OUTSIDE
    ]


@pytest.mark.parametrize(
    "page",
    [
        f'<a href="https:{OUTSIDE}">a link that the reader may follow</a>',
        '<script src="_static/own.js"></script><img src="data:image/png;base64,AAAA">',
        f"<p>the text url(https:{OUTSIDE}) outside a style</p>",
    ],
)
def test_pages_that_fetch_nothing_pass(page: str) -> None:
    assert offline.outside_in_page(page) == []


def test_style_sheets_of_a_folder_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text(f"@font-face {{ src: url('https:{OUTSIDE}') }}", encoding="utf-8")
    (tmp_path / "page.html").write_text("<p>nothing</p>", encoding="utf-8")
    assert list(offline.outside_resources(tmp_path)) == [(Path("own.css"), f"https:{OUTSIDE}")]
