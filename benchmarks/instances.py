"""What is measured: shipped scenarios, generated data sets, and questions to a model that stays loaded."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from optimizer import load_instance, load_scenario
from optimizer.inputs.generation import generate
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario

SEED = 1
"""Seed of the generated data sets."""

SCALED = (
    'rules.sites_per_specialisation.max="none"',
    'rules.specialisations_per_institution.max="none"',
)
"""What of the reference does not grow with the number of schools."""


@dataclass(frozen=True)
class Measured:
    """One thing to measure.

    Attributes
    ----------
    name : str
        What it is called on the command line and in the table.
    target : str
        What is to be reached.
    load : callable
        Returns data set and scenario.
    seconds : float
        Limit of one run.
    repeats : int
        Runs of which the median counts: one where a run takes two minutes or more.
    plain : bool
        Whether plain Pyomo and HiGHS is measured beside it.
    """

    name: str
    target: str
    load: Callable[[], tuple[Instance, Scenario]]
    seconds: float
    repeats: int = 1
    plain: bool = False


def shipped(name: str) -> Callable[[], tuple[Instance, Scenario]]:
    """Return how a shipped scenario is loaded."""

    def load() -> tuple[Instance, Scenario]:
        scenario = load_scenario(name)
        return load_instance(scenario.dataset), scenario

    return load


def generated(institutions: int, specialisations: int, zones: int) -> Callable[[], tuple[Instance, Scenario]]:
    """Return how a data set is generated and loaded, with the reference as far as it grows with it."""

    def load() -> tuple[Instance, Scenario]:
        with tempfile.TemporaryDirectory() as folder:
            sizes = {"institutions": institutions, "specialisations": specialisations, "zones": zones}
            path = generate(Path(folder) / "generated", **sizes, seed=SEED)
            return load_instance(path), load_scenario("reference", SCALED)

    return load


INSTANCES = {
    each.name: each
    for each in (
        Measured("reference", "proven in 10 s, 5 times faster than plain", shipped("reference"), 600, 5, plain=True),
        Measured("within-families", "gap 1% in 60 s", shipped("within-families"), 60, 5, plain=True),
        Measured("within-families-long", "gap 0.1% in 10 minutes", shipped("within-families"), 600),
        Measured("anywhere", "gap 3% in 120 s", shipped("anywhere"), 120, plain=True),
        Measured("generated-60", "60 × 40 × 120: gap 5% in 10 minutes", generated(60, 40, 120), 600),
        Measured("generated-300", "300 × 100 × 400: a plan and a bound in 60 minutes", generated(300, 100, 400), 2400),
    )
}

LONG = ("within-families-long", "generated-60", "generated-300")
"""What takes ten minutes or more: measured when named."""
