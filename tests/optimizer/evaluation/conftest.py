"""The tutorial, on which proposals are judged."""

from __future__ import annotations

import pytest

from optimizer import load_instance, load_scenario
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario


@pytest.fixture(scope="module")
def instance() -> Instance:
    return load_instance("tutorial")


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario("tutorial")
