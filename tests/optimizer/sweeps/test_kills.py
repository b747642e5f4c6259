"""A sweep that is killed at random moments and begun again ends like one that nobody disturbed."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from optimizer.sweeps.reading import load_sweep
from optimizer.sweeps.sweeping import sweep
from tests.optimizer.sweeps.small_sweeps import written
from tests.sweep_kills import PATIENCE, command, contents, finished, run_and_kill, run_to_the_end

SWEEP = """
scenario = "small.toml"
[parameters]
"data.places" = [1, 1.2, 1.4]
"rules.minimum_enrolment.norm" = [80, 100]
[robustness]
candidates = 0
"""


@pytest.mark.soak
def test_three_kills(tmp_path: Path) -> None:
    path, random = written(tmp_path, SWEEP), Random(3)
    sweep(load_sweep(path), tmp_path / "whole")
    killed = [run_and_kill(path, tmp_path / "killed", random, "--workers", "1") for _ in range(3)]
    assert "nothing" not in killed
    run_to_the_end(path, tmp_path / "killed", "--workers", "1")
    assert contents(path, tmp_path / "killed") == contents(path, tmp_path / "whole")


@pytest.mark.soak
def test_ctrl_c_in_a_terminal_keeps_what_is_finished(tmp_path: Path) -> None:
    path, out = written(tmp_path, SWEEP), tmp_path / "out"
    process = subprocess.Popen(
        command(path, out, "--workers", "2"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a group of its own, all of which a terminal's Ctrl-C reaches
    )
    while process.poll() is None and not finished(out):
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    said, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, told
    assert "Stopping: the cells that are finished are kept." in told
    assert "Traceback" not in told
    assert "(stopped by the user). The same command goes on" in said
    assert 0 < finished(out) < 6
