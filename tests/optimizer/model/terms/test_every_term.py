"""Every term, minimised alone, has the value that the second code computes from the finished plan."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from optimizer.analysis.terms import TERM_UNITS, compute_terms
from optimizer.analysis.verify import require_verified, verify
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.scenario import Goal, Openings
from optimizer.model.build import build_model
from optimizer.model.registry import discover_terms
from optimizer.solving.extraction import extract_plan
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Request
from optimizer.solving.workshop import Workshop
from tests.factory import tiny_instance
from tests.optimizer.model.optimum import optimum
from tests.random_instances import scenario_of
from tests.thrift import first

TERMS = tuple(discover_terms())
RESIDENTS = {"tiny": 8, "tutorial": 25}


def workshop_of(dataset: str, openings: Openings, *, institute: bool, goals: tuple[Goal, ...]) -> Workshop:
    instance = tiny_instance() if dataset == "tiny" else read_dataset("tutorial")
    rules: dict[str, dict[str, Any]] = {"sites_per_specialisation": {"max": 2}}
    if institute:
        rules["institute"] = {"residents_total": RESIDENTS[dataset]}
    scenario = scenario_of(rules, openings=openings)
    return Workshop(build_model(instance, scenario, goals), SolverDoor(), Clock(Limits()))


def test_the_model_and_the_second_code_know_the_same_terms_and_units() -> None:
    assert {name: term.unit for name, term in discover_terms().items()} == TERM_UNITS


SITUATIONS = [
    ("tiny", True, "family"),
    ("tiny", False, "none"),
    ("tiny", False, "anywhere"),
    ("tiny", True, "none"),
    ("tutorial", False, "family"),
    ("tutorial", True, "anywhere"),
]


@pytest.mark.parametrize(("dataset", "institute", "openings"), first(1, SITUATIONS))
def test_a_term_is_what_the_second_code_computes(dataset: str, institute: bool, openings: Openings) -> None:
    workshop = workshop_of(dataset, openings, institute=institute, goals=tuple(Goal(term=term) for term in TERMS))
    index = workshop.source.index
    prices = index.instance.prices_with(index.scenario.prices)
    for term in TERMS:
        request = Request(workshop.model.objectives[term], gap=1e-6, time_limit=10.0)
        outcome = workshop.door.run(workshop.model, request)
        assert outcome.solution is not None
        assert outcome.value is not None
        assert outcome.bound is not None
        whole = np.where(workshop.model.integer, np.round(outcome.solution), outcome.solution)
        plan = extract_plan(workshop, whole)
        assert outcome.status == "optimal"
        assert compute_terms(plan, index.instance, prices)[term] == pytest.approx(outcome.value, rel=1e-6, abs=1e-3), (
            term
        )
    require_verified(verify(plan, index.instance, index.scenario, expected_terms={term: outcome.value}))


# two-b has film (40 of its own) and photo (50): closed, institution two keeps musical and sound, 102 of 192. The
# association Red holds both institutions and loses nothing; of province south nothing is left.
@pytest.mark.parametrize(("level", "loss"), [("institution", 90 / 192), ("association", 0.0), ("province", 1.0)])
def test_the_worst_loss_is_measured_at_its_level(level: str, loss: float) -> None:
    found = optimum(tiny_instance(), {"locks": {"close": ["two-b"]}}, "worst_loss", by=level)
    assert found.value == pytest.approx(loss)


def test_prices_of_the_scenario_replace_those_of_the_data_set() -> None:
    free = {"eur_per_km": 0.0, "eur_per_fte_year": 0.0}
    # four programmes at least, EUR 500 a year each; one-a grows from 180 to 250 places: 70·100 / 10 a year
    at_one_a = {"locks": {"close": ["two-b"]}, "staffing": {"freed_share": 1.0}}
    found = optimum(tiny_instance(), at_one_a, "cost", prices=free).value
    assert found == pytest.approx(4 * 500.0 + 70 * 100.0 / 10)


def test_families_without_firms_have_no_distance_to_industry() -> None:
    assert optimum(tiny_instance(firm_travel=[]), {}, "industry_distance").value == 0.0
