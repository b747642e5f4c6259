"""The first signal asks to stop, the second ends at once; handlers are put back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.thrift import first
from workbench.stopping import ENDED_WITHOUT_PLAN, Stopping

BUNDEL = [sys.executable, "-c", "from workbench.cli import main; main()"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_first_signal_asks_and_second_ends(number: signal.Signals) -> None:
    told = []
    before = signal.getsignal(number)
    with Stopping(lambda: told.append("stopping")) as stopping:
        assert not stopping.should_stop()
        os.kill(os.getpid(), number)
        assert stopping.should_stop()
        assert stopping.should_stop()
        with pytest.raises(SystemExit) as ended:
            os.kill(os.getpid(), number)
    assert told == ["stopping"]
    assert ended.value.code == ENDED_WITHOUT_PLAN
    assert signal.getsignal(number) is before


def begin(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*BUNDEL, *arguments, "--lang", "en"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def wait_for(process: subprocess.Popen[str], text: str) -> None:
    """Read stderr until a line holds the text."""
    assert process.stderr is not None
    for line in process.stderr:
        if text in line:
            return
    pytest.fail(f"{text} was never said")


@pytest.mark.soak
@pytest.mark.parametrize("number", first(1, [signal.SIGINT, signal.SIGTERM]))
def test_signal_before_any_plan_ends_with_3(tmp_path: Path, number: signal.Signals) -> None:
    process = begin(tmp_path, "solve", "within-families")
    wait_for(process, "Reading within-families")
    time.sleep(0.5)
    process.send_signal(number)
    said, errors = process.communicate(timeout=120)
    assert process.returncode == 3
    assert "No plan was found (stopped by the user)" in said
    assert "Stopping: the best plan so far is kept" in errors
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


@pytest.mark.soak
def test_signal_after_a_plan_keeps_it(tmp_path: Path) -> None:
    process = begin(tmp_path, "solve", "within-families", "--out", "kept")
    wait_for(process, " best ")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=300)
    assert process.returncode == 0
    document = (tmp_path / "kept" / "result.json").read_text(encoding="utf-8")
    assert '"stopped_by": "interrupt"' in document
    assert (tmp_path / "kept" / "map.html").is_file()


@pytest.mark.soak
def test_second_signal_ends_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    process = begin(tmp_path, "solve", "within-families")
    wait_for(process, "Goal 1 of 6")
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=10)
    assert process.returncode == 3
    assert list(tmp_path.iterdir()) == []
