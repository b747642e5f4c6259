"""A sweep that is killed at random moments and begun again ends like one that nobody disturbed."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.optimizer.sweeps.small_sweeps import written
from tests.sweep_kills import contents, run_and_kill, run_to_the_end

SWEEP = """
scenario = "small.toml"
[parameters]
"data.places" = [1, 1.2, 1.4]
"rules.minimum_enrolment.norm" = [80, 100]
[robustness]
today = false
"""


def test_three_kills(tmp_path: Path) -> None:
    sweep, random = written(tmp_path, SWEEP), Random(3)
    run_to_the_end(sweep, tmp_path / "whole")
    killed = [run_and_kill(sweep, tmp_path / "killed", random) for _ in range(3)]
    assert "nothing" not in killed
    run_to_the_end(sweep, tmp_path / "killed")
    assert contents(sweep, tmp_path / "killed") == contents(sweep, tmp_path / "whole")
