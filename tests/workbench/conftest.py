"""What the tests of the workbench share: a plan of the tutorial, solved once."""

from __future__ import annotations

import pytest

from optimizer import load_instance, load_scenario, solve
from optimizer.solving.result import Result


@pytest.fixture(scope="session")
def tutorial() -> Result:
    scenario = load_scenario("tutorial")
    return solve(load_instance(scenario.dataset), scenario)
