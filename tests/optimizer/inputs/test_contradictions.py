"""Contradictions and shortages are found before solving, name both keys, and never a scenario that has a plan."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.errors import InputError
from optimizer.inputs.contradictions import ALL_CHECKS, ScenarioUnderCheck, contradictions, shortages
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario, Students
from optimizer.inputs.scenario_fit import check_scenario_against
from optimizer.reading import check_fit
from tests.factory import altered, tiny_instance
from tests.oracle import Oracle
from tests.random_instances import random_case, scenario_of

SITES, FOCUS, NORM = "sites_per_specialisation", "specialisations_per_institution", "minimum_enrolment"
EXPANDABLE = "rules.campus_capacity.expandable_share"
Rules = dict[str, dict[str, Any]]

CONTRADICTING: dict[str, tuple[Rules, str, set[str]]] = {
    "keep and close": (
        {"locks": {"keep": ["one-a/film-pba"], "close": ["two-a", "one-a"]}},
        "none",
        {"rules.locks.keep.0", "rules.locks.close.1"},
    ),
    "keep an institution and close all of it": (
        {"locks": {"keep": ["one"], "close": ["one-a"]}},
        "none",
        {"rules.locks.keep.0", "rules.locks.close.0"},
    ),
    "lead on a closed campus": (
        {"locks": {"lead": ["two-b/photo-aba_ma"], "close": ["two-b"]}},
        "none",
        {"rules.locks.lead.0", "rules.locks.close.0"},
    ),
    "two leads": (
        {"locks": {"lead": ["one-a/film-pba", "two-b/film-pba"]}},
        "none",
        {"rules.locks.lead.0", "rules.locks.lead.1"},
    ),
    "lead of what may not be opened": (
        {"locks": {"lead": ["two-a/photo-aba_ma"]}},
        "none",
        {"rules.locks.lead.0", "openings"},
    ),
    "keep of another family": (
        {"locks": {"keep": ["one-a/musical-ma"]}},
        "family",
        {"rules.locks.keep.0", "openings"},
    ),
    "opening where nothing may open": ({"locks": {"open": ["one"]}}, "none", {"rules.locks.open.0", "openings"}),
    "the last place": ({"locks": {"close": ["two-a"]}}, "none", {"rules.locks.close.0", "students.unplaced_share"}),
    "no openings": (
        {"locks": {"open": ["one-a/sound-pba"]}, "openings_limit": {"total": 0}},
        "none",
        {"rules.openings_limit.total", "rules.locks.open.0"},
    ),
    "a lead is an opening too": (
        {"locks": {"open": ["one-a/sound-pba"], "lead": ["two-b/sound-pba"]}, "openings_limit": {"total": 1}},
        "family",
        {"rules.openings_limit.total", "rules.locks.open.0", "rules.locks.lead.0"},
    ),
    "openings at an institution": (
        {"locks": {"open": ["two-b/sound-pba", "two-a/film-pba"]}, "openings_limit": {"per_institution": 1}},
        "none",
        {"rules.openings_limit.per_institution", "rules.locks.open.0", "rules.locks.open.1"},
    ),
    "more sites kept than allowed": (
        {"locks": {"keep": ["*/film-pba"]}, SITES: {"max": 1}},
        "none",
        {f"rules.{SITES}.max", "rules.locks.keep.0"},
    ),
    "fewer sites left than needed": (
        {"locks": {"close": ["two-b/film-pba"], "open": ["two-a/photo-aba_ma", "one-a/sound-pba"]}, SITES: {"min": 2}},
        "none",
        {f"rules.{SITES}.min", "rules.locks.close.0"},
    ),
    "more families kept than allowed": (
        {"locks": {"keep": ["one-a/film-pba"], "lead": ["one-a/photo-aba_ma"]}, FOCUS: {"max": 1}},
        "none",
        {f"rules.{FOCUS}.max", "rules.locks.keep.0", "rules.locks.lead.0"},
    ),
    "too little left to an institution": (
        {"locks": {"close": ["one-a/film-pba"]}, FOCUS: {"min": 2}},
        "none",
        {f"rules.{FOCUS}.min", "rules.locks.close.0"},
    ),
    "hosts where the institute may not sit": (
        {"institute": {"hosts": ["attic"], "not_in": ["harbour"]}},
        "none",
        {"rules.institute.hosts", "rules.institute.not_in"},
    ),
    "the only host closes": (
        {"institute": {"hosts": ["attic"]}, "locks": {"close": ["two-a"]}},
        "none",
        {"rules.institute.hosts", "rules.locks.close.0"},
    ),
}

SHORT: dict[str, tuple[Rules, dict[str, Any], set[str]]] = {
    "norm": ({"minimum_enrolment": {"norm": 5000}}, {}, {"rules.minimum_enrolment.norm", "students.unplaced_share"}),
    "norm of masters": (
        {"minimum_enrolment": {"norm": 0, "norm_master": 13, "exempt": False}},
        {},
        {"rules.minimum_enrolment.norm_master", "students.unplaced_share"},
    ),
    "places": (
        {"campus_capacity": {"expandable_share": 0.0}},
        {"places": 100.0},
        {"rules.campus_capacity.expandable_share", "students.unplaced_share"},
    ),
    "places of a specialisation": (
        {"campus_capacity": {"expandable_share": 0.0}},
        {"places": 142.0, "demand": {"sound-pba": 71.5}},
        {"openings", "rules.campus_capacity.expandable_share"},
    ),
    "sites": ({SITES: {"min": 3}}, {}, {f"rules.{SITES}.min", "openings"}),
    "floor": ({SITES: {"min": 2}}, {"openings": "anywhere"}, {f"rules.{SITES}.min", "floor"}),
    "families": ({FOCUS: {"min": 3}}, {}, {f"rules.{FOCUS}.min", "openings"}),
    "studios": (
        {"institute": {"residents_total": 11, "min_track": 1, "graduate_share": 1.0}},
        {},
        {"rules.institute.residents_total", "rules.institute.max_hosts"},
    ),
    "graduates": (
        {"institute": {"residents_total": 8, "min_track": 1, "graduate_share": 0.02}},
        {},
        {"rules.institute.residents_total", "rules.institute.graduate_share"},
    ),
    "reach": ({"reach": {"km": 39, "share": 0.1}}, {}, {"rules.reach.share", "rules.reach.km"}),
    "places of a lead centre": (
        {"lead_centre": {"student_share": 1.0}, "campus_capacity": {"expandable_share": 0.0}},
        {"places": 142.0},
        {"rules.lead_centre.student_share", EXPANDABLE},
    ),
    "places for the norm": (
        {NORM: {"norm": 130, "count": "campus"}, "campus_capacity": {"expandable_share": 0.0}},
        {"places": 120.0},
        {f"rules.{NORM}.norm", EXPANDABLE},
    ),
    "norm at every site": (
        {NORM: {"norm": 80, "count": "campus"}, SITES: {"min": 2}},
        {"openings": "anywhere"},
        {f"rules.{NORM}.norm", f"rules.{SITES}.min"},
    ),
    "norm of what is kept": (
        {NORM: {"norm": 80, "count": "campus"}, "locks": {"keep": ["*/photo-aba_ma"]}},
        {},
        {f"rules.{NORM}.norm", "rules.locks.keep.0"},
    ),
    "norm within borders": (
        {NORM: {"norm": 80}, "borders": {"by": "network"}},
        {},
        {f"rules.{NORM}.norm", "rules.borders.share"},
    ),
    "places of few sites": (
        {SITES: {"max": 1}, "campus_capacity": {"expandable_share": 0.0}},
        {"places": 142.0},
        {f"rules.{SITES}.max", EXPANDABLE},
    ),
    "openings for sites": (
        {SITES: {"min": 2}, "openings_limit": {"total": 1}},
        {"openings": "anywhere"},
        {f"rules.{SITES}.min", "rules.openings_limit.total"},
    ),
    "sites within borders": (
        {SITES: {"max": 1}, "borders": {"by": "network"}},
        {},
        {f"rules.{SITES}.max", "rules.borders.by"},
    ),
    "provinces": (
        {"province_presence": {"provinces": ["south"], "min": 3}},
        {},
        {"rules.province_presence.min", "openings"},
    ),
    "teachers": (
        {"staffing": {"hired_fte": 3}},
        {"demand": {"sound-pba": 71.5}},
        {"rules.staffing.hired_fte", "students.unplaced_share"},
    ),
    "money for places": (
        {"budget": {"one_off": 5000}},
        {"places": 100.0},
        {"rules.budget.one_off", "students.unplaced_share"},
    ),
    "money for openings": (
        {"budget": {"one_off": 1000}, "locks": {"open": ["one-a/sound-pba"]}},
        {},
        {"rules.budget.one_off", "rules.locks.open.0"},
    ),
}


def case_of(name: str) -> tuple[Instance, Scenario]:
    """Return a contradicting case."""
    rules, openings, _ = CONTRADICTING[name]
    return tiny_instance(), scenario_of(rules, openings=openings)


def short_case(name: str) -> tuple[Instance, Scenario]:
    """Return a case that asks for more than there is."""
    rules, changes, _ = SHORT[name]
    tiny = tiny_instance()
    campuses, demand = tiny.table("campuses"), tiny.table("demand")
    demand["students"] = demand["specialisation_id"].map(changes.get("demand", {})).fillna(demand["students"])
    if "places" in changes:
        campuses = campuses.assign(places=changes["places"])
    return tiny.replace(campuses=campuses, demand=demand), scenario_of(rules, openings=changes.get("openings", "none"))


@pytest.mark.parametrize("name", CONTRADICTING)
def test_a_contradiction_is_an_error_that_names_both_keys(name: str) -> None:
    instance, scenario = case_of(name)
    keys = CONTRADICTING[name][2]
    naming = [found for found in contradictions(instance, scenario) if all(key in found.message for key in keys)]
    assert len(naming) == 1
    assert naming[0].key in keys
    assert (naming[0].severity, naming[0].file) == ("error", "made-up.toml")
    assert naming[0].mend.endswith(".")
    assert naming[0] in check_scenario_against(instance, scenario)
    with pytest.raises(InputError):
        check_fit(instance, scenario)


@pytest.mark.parametrize("name", SHORT)
def test_a_shortage_is_a_warning_that_names_both_keys(name: str) -> None:
    instance, scenario = short_case(name)
    keys = SHORT[name][2]
    naming = [found for found in shortages(instance, scenario) if all(key in found.message for key in keys)]
    assert len(naming) == 1
    assert naming[0].key in keys
    assert naming[0].severity == "warning"
    assert naming[0] in check_fit(instance, scenario)


@pytest.mark.parametrize("name", [*CONTRADICTING, *SHORT])
def test_what_is_found_has_no_plan(name: str) -> None:
    instance, scenario = case_of(name) if name in CONTRADICTING else short_case(name)
    assert Oracle(instance, scenario).hierarchy(*scenario.goals.order) is None


@pytest.mark.parametrize(
    ("rules", "changes"),
    [
        ({"locks": {"keep": ["two"], "close": ["two-a/sound-pba"]}}, {"students": Students(unplaced_share=0.5)}),
        ({"locks": {"open": ["one-a/sound-pba", "*/sound-pba"]}, "openings_limit": {"total": 1}}, {}),
        ({"locks": {"lead": ["one-a/film-pba", "one"]}}, {}),
        ({"locks": {"keep": ["one"]}, FOCUS: {"max": 1}}, {}),
        ({"minimum_enrolment": {"norm": 80}}, {}),
        ({"minimum_enrolment": {"norm": 5000}}, {"students": Students(unplaced_share=1.0)}),
        ({SITES: {"min": 1, "max": 1}}, {}),
        ({"reach": {"km": 39, "share": 0.126}}, {}),
        ({"institute": {"residents_total": 10, "min_track": 1, "graduate_share": 1.0}}, {}),
        ({"institute": {"present": False, "residents_total": 100}}, {}),
    ],
)
def test_what_is_possible_is_left_alone(rules: Rules, changes: dict[str, Any]) -> None:
    scenario = scenario_of(rules, **changes)
    assert contradictions(tiny_instance(), scenario) == []
    assert shortages(tiny_instance(), scenario) == []


def test_the_same_keys_make_one_finding() -> None:
    (found,) = shortages(*short_case("norm"))
    assert found.message.startswith("rules.minimum_enrolment.norm is 5000, and av has 190 students in all")
    assert found.message.endswith("; likewise in 1 more cases")


def test_every_check_is_tried() -> None:
    cases = [ScenarioUnderCheck(*case_of(name)) for name in CONTRADICTING]
    cases += [ScenarioUnderCheck(*short_case(name)) for name in SHORT]
    idle = [check.name for check in ALL_CHECKS if not any(list(check(case)) for case in cases)]
    assert idle == []


@pytest.mark.parametrize("seed", range(30))
def test_a_random_case_in_which_something_is_found_has_no_plan(seed: int) -> None:
    case = random_case(seed, most_pairs=6, also=("province_presence", "borders") if seed % 2 else ())
    found = [*contradictions(case.instance, case.scenario), *shortages(case.instance, case.scenario)]
    assert not found or Oracle(case.instance, case.scenario).hierarchy(*case.scenario.goals.order[:1]) is None


def test_a_campus_without_places_is_short_of_them() -> None:
    instance = tiny_instance(campuses=altered("campuses", "two-a", places=0.0))
    (found,) = shortages(instance, scenario_of())
    assert found.key == "openings"
