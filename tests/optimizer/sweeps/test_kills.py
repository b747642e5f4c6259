"""A sweep that is killed at random moments and begun again ends like one that nobody disturbed."""

from __future__ import annotations

from pathlib import Path
from random import Random

from optimizer.sweeps.reading import load_sweep
from optimizer.sweeps.sweeping import sweep
from tests.optimizer.sweeps.small_sweeps import written
from tests.sweep_kills import contents, run_and_kill, run_to_the_end

SWEEP = """
scenario = "small.toml"
[parameters]
"data.places" = [1, 1.1, 1.2, 1.4]
"rules.minimum_enrolment.norm" = [80, 100]
[robustness]
candidates = 0
"""


def test_three_kills(tmp_path: Path) -> None:
    path, random = written(tmp_path, SWEEP), Random(3)
    sweep(load_sweep(path), tmp_path / "whole")
    killed = [run_and_kill(path, tmp_path / "killed", random, "--workers", "1") for _ in range(3)]
    assert "nothing" not in killed
    run_to_the_end(path, tmp_path / "killed", "--workers", "1")
    assert contents(path, tmp_path / "killed") == contents(path, tmp_path / "whole")
