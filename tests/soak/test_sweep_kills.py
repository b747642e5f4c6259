"""Twenty kills at random moments, of whoever leads and of workers, while cells are solved and compared."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.optimizer.sweeps.small_sweeps import written
from tests.sweep_kills import contents, run_and_kill, run_to_the_end

pytestmark = pytest.mark.soak

SWEEP = """
scenario = "small.toml"
[parameters]
"data.places" = [1, 1.1, 1.2, 1.4]
"rules.minimum_enrolment.norm" = [80, 100, 5000]
[samples]
count = 4
seed = 11
demand_noise = 0.15
price_noise = 0.1
nominal = true
"""


def test_twenty_kills(tmp_path: Path) -> None:
    sweep, random = written(tmp_path, SWEEP), Random(20)
    run_to_the_end(sweep, tmp_path / "whole")
    killed = Counter(run_and_kill(sweep, tmp_path / "killed", random, "--workers", "2") for _ in range(20))
    assert killed["leader"] + killed["worker"] == 20
    assert killed["worker"] > 0
    run_to_the_end(sweep, tmp_path / "killed", "--compact")
    assert contents(sweep, tmp_path / "killed") == contents(sweep, tmp_path / "whole")
    run_to_the_end(sweep, tmp_path / "killed")
    assert contents(sweep, tmp_path / "killed") == contents(sweep, tmp_path / "whole")
