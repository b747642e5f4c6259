"""Shipped scenarios fit their data, and what their pages say of them is so."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import pytest

from optimizer.inputs.locating import shipped_scenarios
from optimizer.inputs.scenario import Goal, Scenario
from optimizer.model.build import build_model
from optimizer.reading import check_fit, load_instance, load_scenario
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.projection import LADDER
from optimizer.solving.requests import Request
from optimizer.solving.workshop import Workshop
from tests.thrift import first

EXPECTED = {
    "reference",
    "within-families",
    "today",
    "one-school-one-domain",
    "no-institute",
    "all-17-keep",
    "tutorial",
    "norm-115",
    "clusters-first",
    "brussels-ghent-balanced",
    "all-to-brussels",
    "all-to-ghent",
    "every-province",
    "both-networks",
    "no-teaching-elsewhere",
    "multilingual-2004",
    "multilingual-2012",
    "multilingual-2020",
    "institute-ghent",
    "institute-brussels",
    "institute-antwerp",
    "institute-two-hosts",
    "near-the-firms",
    "each-association-alone",
    "each-province-alone",
    "anywhere",
    "budget-0",
    "budget-5",
    "budget-20",
}

REPORTED = {"both-networks": "network_pluralism.min"}
"""Scenarios of which one rule reports that today has less than it asks for."""


kept_instance = lru_cache(load_instance)


def smallest_relaxation_is_empty(scenario: Scenario) -> bool:
    """Whether even the smallest relaxation has no solution: then no plan exists."""
    workshop = Workshop(
        build_model(kept_instance(scenario.dataset), scenario, (Goal(term="duplication"),)),
        SolverDoor(),
        Clock(Limits()),
    )
    relaxation = workshop.projection(LADDER[0])
    objective = relaxation.restrict(workshop.model.objectives["duplication"])
    return SolverDoor().run(relaxation.model, Request(objective, target=1000.0)).status == "infeasible"


def test_the_library_is_complete() -> None:
    assert set(shipped_scenarios()) >= EXPECTED


@pytest.mark.parametrize("name", sorted(shipped_scenarios()))
def test_scenario_fits_its_data_and_has_both_languages(name: str) -> None:
    scenario = load_scenario(name)
    reported = [finding.key for finding in check_fit(kept_instance(scenario.dataset), scenario)]
    assert reported == ([f"rules.{REPORTED[name]}"] if name in REPORTED else [])
    assert scenario.title
    assert scenario.title_nl
    assert scenario.description
    assert scenario.description_nl


def test_the_strict_form_asks_each_of_17_for_exactly_one_family() -> None:
    scenario = load_scenario("one-school-one-domain")
    rule = scenario.rules["specialisations_per_institution"].model_dump()
    tiers = set(kept_instance(scenario.dataset).table("institutions")["tier"])
    assert (rule["count"], rule["min"], rule["max"]) == ("family", 1, 1)
    assert set(rule["binding"]) == tiers
    assert len(kept_instance(scenario.dataset).institutions) == 17


@pytest.mark.parametrize("entry", first(1, ["*/textile-pba", "*/music-pba", "*/sound_image_tech-pba"]))
def test_the_strict_form_needs_each_of_its_openings(entry: str) -> None:
    scenario = load_scenario("one-school-one-domain")
    locks = scenario.rules["locks"]
    fewer = tuple(other for other in locks.open if other != entry)  # type: ignore[attr-defined]
    changed = replace(scenario, rules={**scenario.rules, "locks": locks.model_copy(update={"open": fewer})})
    assert smallest_relaxation_is_empty(changed)


def test_the_reference_must_let_some_top_teachers_go() -> None:
    scenario = load_scenario("reference", {"rules.staffing.top_freed_share": 0.0})
    workshop = Workshop(
        build_model(kept_instance(scenario.dataset), scenario, (Goal(term="duplication"),)),
        SolverDoor(),
        Clock(Limits()),
    )
    nothing = workshop.model.objectives["duplication"]
    assert SolverDoor().run(workshop.model, Request(nothing, target=1000.0)).status == "infeasible"
