"""The report on paper: printed by the browser that is there, the same every time, and without one left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.solving.result import Result
from workbench.browser import find_browser
from workbench.report import printing, write_report
from workbench.report.printing import PrintingError, made_alike, print_page


def test_page_is_printed_to_the_same_bytes(tutorial: Result, tmp_path: Path) -> None:
    page, *_ = write_report(tutorial, tmp_path, "nl")
    browser = find_browser()
    assert browser is not None
    first = print_page(page, tmp_path / "first.pdf", browser).read_bytes()
    assert first.startswith(b"%PDF-")
    assert b"/Lang (nl)" in first
    assert b"(D:20000101000000" in first
    assert print_page(page, tmp_path / "second.pdf", browser).read_bytes() == first
    assert not list(tmp_path.glob(".*"))


def test_what_differs_between_printings_is_taken_out() -> None:
    first = b"/ID (node00000187) /K (node00000204)\n/CreationDate (D:20261124120000+00'00')"
    second = b"/ID (node00000181) /K (node00000199)\n/CreationDate (D:20271231235959+00'00')"
    assert made_alike(first) == made_alike(second)
    assert len(made_alike(first)) == len(first)
    assert b"(node00000000) /K (node00000001)" in made_alike(first)


def test_chosen_browser_goes_first_and_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = tmp_path / "chromium"
    monkeypatch.setenv("BUNDEL_BROWSER", str(chosen))
    assert find_browser() is None
    chosen.write_text("#!/bin/sh\necho no display >&2\nexit 3\n", encoding="utf-8")
    chosen.chmod(0o755)
    assert find_browser() == chosen


def test_browser_that_fails_leaves_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho no display >&2\nexit 3\n", encoding="utf-8")
    broken.chmod(0o755)
    with pytest.raises(PrintingError, match="no display"):
        print_page(tmp_path / "report.html", tmp_path / "report.pdf", broken)
    assert [path.name for path in tmp_path.iterdir()] == ["chromium"]


def test_browser_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "chromium"
    slow.write_text("#!/bin/sh\nexec sleep 30\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setattr(printing, "SECONDS", 0.2)
    with pytest.raises(PrintingError, match="timed out"):
        print_page(tmp_path / "report.html", tmp_path / "report.pdf", slow)
