"""What the tests of the workbench share: a plan of the tutorial, solved once."""

from __future__ import annotations

import pytest

from optimizer import load_instance, load_scenario, solve, verdict
from optimizer.analysis.judgements import Verdict
from optimizer.solving.result import Result


@pytest.fixture(scope="session")
def tutorial() -> Result:
    scenario = load_scenario("tutorial")
    return solve(load_instance(scenario.dataset), scenario)


@pytest.fixture(scope="session")
def tutorial_verdict() -> Verdict:
    scenario = load_scenario("tutorial")
    return verdict(load_instance(scenario.dataset), scenario, points=0)
