"""The browser is found where it is, and its absence is said in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import find_browser


def executable(path: Path) -> Path:
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without a browser, whose programs lie in one folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("BUNDEL_BROWSER", raising=False)
    monkeypatch.setattr("workbench.browser.OTHER_PLACES", ())
    return tmp_path


def test_browser_on_the_path_is_found(bare: Path) -> None:
    expected = executable(bare / "google-chrome")
    assert find_browser.find_browser() == expected


def test_chosen_browser_goes_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable(bare / "chromium")
    chosen = executable(bare / "another")
    monkeypatch.setenv("BUNDEL_BROWSER", str(chosen))
    assert find_browser.find_browser() == chosen


def test_chosen_browser_that_does_not_exist_is_not_replaced(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable(bare / "chromium")
    monkeypatch.setenv("BUNDEL_BROWSER", str(bare / "none"))
    assert find_browser.find_browser() is None


def test_absence_fails_with_one_line(bare: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert find_browser.main(["--install"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [find_browser.REMEDY]


def test_apt_installs_chromium_for_root(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = bare / "log"
    executable(bare / "apt-get").write_text(f'#!/bin/sh\necho "$@" >> {log}\n', encoding="utf-8")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    find_browser.install_browser()
    assert log.read_text(encoding="utf-8").splitlines() == [
        "update -q",
        "install -y -q --no-install-recommends chromium",
    ]
