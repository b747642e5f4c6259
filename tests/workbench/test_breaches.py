"""Every rule's breach has a sentence of its own, and its numbers are those of the check."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from optimizer.analysis.verify import failures, known_checks, verify
from optimizer.inputs.reading import read_dataset
from tests.factory import tiny_instance, tiny_plan
from tests.random_instances import scenario_of
from workbench.breaches import SUBJECTS, amount, breach_sentence, breach_sentences

TUTORIAL = read_dataset("tutorial")


def sentence(name: str, subject: str, measured: float, limit: float, unit: str, lang: str = "nl") -> str:
    check = SimpleNamespace(name=name, subject=subject, measured=measured, limit=limit, unit=unit)
    return breach_sentence(check, TUTORIAL, None, lang)


CASES = [
    ("plan", "programmes that may not be opened: at-dok/film_av-aba_ma", 1, 0, "programmes, at most",
     "Atelier Campus Dok, film: bestaat vandaag niet en mag niet opengaan.",
     "Atelier Campus Dok, film: does not exist today and may not be opened."),
    ("plan", "fewest students: at-dok/game-pba", 12.4, 20, "students, at least",
     "Atelier Campus Dok, gameontwikkeling, om te kunnen bestaan: 12 studenten, minstens 20, 8 te weinig.",
     "Atelier Campus Dok, game development, to exist at all: 12 students, at least 20, 8 short."),
    ("plan", "students without a place", 110, 0, "students, at most",
     "Studenten zonder plaats: 110 studenten, hoogstens 0, 110 te veel.",
     "Students without a place: 110 students, at most 0, 110 too many."),
    ("campus_capacity", "at-dok", 301, 300, "students, at most",
     "Atelier Campus Dok: 301 studenten, met alle uitbreiding plaats voor 300, 1 te veel.",
     "Atelier Campus Dok: 301 students, room for 300 with all expansion, 1 too many."),
    ("minimum_enrolment", "beeldende-kunsten-aba_ma at zuiderpoort", 61, 80, "students, at least",
     "Zuiderpoort, beeldende-kunsten-aba_ma: 61 studenten, norm 80, 19 te weinig.",
     "Zuiderpoort, beeldende-kunsten-aba_ma: 61 students, norm 80, 19 short."),
    ("sites_per_specialisation", "graphic-pba", 3, 2, "campuses, at most",
     "Grafische vormgeving: 3 campussen, hoogstens 2, 1 te veel.",
     "Graphic design: 3 campuses, at most 2, 1 too many."),
    ("specialisations_per_institution", "atelier", 1, 2, "families, at least",
     "Atelier: 1 domein, minstens 2, 1 te weinig.", "Atelier: 1 family, at least 2, 1 short."),
    ("reach", "beyond 45 km", 120, 100, "students, at most",
     "Verder dan 45 km van huis: 120 studenten, hoogstens 100, 20 te veel.",
     "Farther than 45 km from home: 120 students, at most 100, 20 too many."),
    ("staffing", "freed", 12.25, 10, "FTE, at most",
     "Vrijgekomen docenten: 12,2 vte, hoogstens 10, 2,2 te veel.",
     "Teachers freed: 12.2 FTE, at most 10, 2.2 too many."),
    ("staffing", "at-dok/game-pba", 4, 5, "FTE, at least",
     "Docenten voor Atelier Campus Dok, gameontwikkeling: 4 vte, minstens 5, 1 te weinig.",
     "Teachers for Atelier Campus Dok, game development: 4 FTE, at least 5, 1 short."),
    ("lead_centre", "graphic-pba", 2, 1, "lead centres, exactly",
     "Expertisecentra van grafische vormgeving: 2 expertisecentra in plaats van 1.",
     "Lead centres of graphic design: 2 lead centres instead of 1."),
    ("lead_centre", "graphic-pba", 40, 60, "students, at least",
     "In het expertisecentrum van grafische vormgeving: 40 studenten, minstens 60, 20 te weinig.",
     "At the lead centre of graphic design: 40 students, at least 60, 20 short."),
    ("budget", "once", 12.345, 10, "million EUR, at most",
     "Eenmalige uitgaven: 12,3 miljoen euro, hoogstens 10, 2,3 te veel.",
     "Spending once: EUR 12.3 million, at most 10, 2.3 too many."),
    ("pole_balance", "torendam against brugveld", 5, 2, "lead centres, at most",
     "Verschil tussen Torendam en Brugveld: 5 expertisecentra, hoogstens 2, 3 te veel.",
     "Difference between Torendam and Brugveld: 5 lead centres, at most 2, 3 too many."),
    ("locks", "keep lh-park/graphic-pba", 0, 1, "programmes, at least",
     "Het scenario wil dat dit blijft: Lindehof Campus Park, grafische vormgeving.",
     "The scenario wants this to stay: Lindehof Campus Park, graphic design."),
    ("my_rule", "somewhere", 1, 2, "bicycles, at least",
     "Regel my_rule, somewhere: 1 bicycles, minstens 2, 1 te weinig.",
     "Rule my_rule, somewhere: 1 bicycles, at least 2, 1 short."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "subject", "measured", "limit", "unit", "dutch", "english"), CASES)
def test_a_breach_is_a_sentence(
    name: str, subject: str, measured: float, limit: float, unit: str, dutch: str, english: str
) -> None:
    assert sentence(name, subject, measured, limit, unit) == dutch
    assert sentence(name, subject, measured, limit, unit, "en") == english


def test_every_rule_with_a_check_has_subjects() -> None:
    assert {name for name, *_ in SUBJECTS} == {*known_checks(), "plan", "students"}


def test_subjects_of_real_checks_are_known() -> None:
    """Every row that a rule of the shipped checks can write is told by more than its identifiers."""
    rules = {
        "minimum_enrolment": {"norm": 500, "count": "municipality"},
        "sites_per_specialisation": {"min": 2, "max": 2},
        "specialisations_per_institution": {"min": 3, "max": 1, "binding": ["core", "likely"]},
        "reach": {"km": 1, "share": 0.0},
        "openings_limit": {"total": 0, "per_institution": 0},
        "budget": {"one_off": 0, "yearly": -1e9},
        "secondment": {"km": 0, "ban": True, "sites": 1},
        "borders": {"by": "province", "share": 1.0},
        "industry_proximity": {"km": 0},
        "province_presence": {"min": 9},
        "network_pluralism": {"min": 2},
        "institute": {"residents_total": 90},
        "language": {"vintage": 2012, "foreign": ["leads"]},
        "lead_centre": {"student_share": 1.0, "top_fte": 50.0},
        "staffing": {"freed_share": 0.0, "top_freed_share": 0.0, "hired_fte": 0.0},
        "linear": {"each": [{"of": "offers", "where": {}, "max": 0}]},
        "locks": {"close": ["one-a"], "keep": ["two-a/film-pba"], "open": ["two"], "lead": ["two-b/sound-pba"]},
    }
    instance, plan = tiny_instance(), tiny_plan()
    failed = failures(verify(plan, instance, scenario_of(rules)))
    failed = failed[failed["kind"] == "rule"]
    assert set(failed["name"]) > {"minimum_enrolment", "reach", "borders", "budget", "institute", "locks", "linear"}
    for lang in ("nl", "en"):
        told = breach_sentences(failed, instance, plan, lang)
        assert len(told) > 15
        assert not [line for line in told if line.startswith(("Regel ", "Rule "))]


@pytest.mark.parametrize("measured", [0.0, 0.4, 12.34, 79.6, 81.2, 989.5])
@pytest.mark.parametrize("limit", [0.0, 1.0, 80.0, 80.4])
def test_numbers_of_a_sentence_add_up(measured: float, limit: float) -> None:
    if measured == limit:
        return
    told = sentence("minimum_enrolment", "x at atelier", measured, limit, "students, at least", "en")
    shown = [float(number) for number in re.findall(r"[\d.]+(?=[ ,])", told.split(": ")[1])]
    assert abs(shown[0] - shown[1]) == pytest.approx(shown[2], abs=1e-9)
    assert shown[0] == pytest.approx(measured, abs=0.51)


def test_one_is_singular() -> None:
    assert amount(1.0, "students", "nl") == "1 student"
    assert amount(2.0, "students", "nl") == "2 studenten"
    assert amount(1.0, "lead centres", "en") == "1 lead centre"


def test_the_largest_breaches_come_first_where_few_are_told() -> None:
    failed = failures(verify(tiny_plan(), tiny_instance(), scenario_of({"minimum_enrolment": {"norm": 500}})))
    failed = failed[failed["name"] == "minimum_enrolment"]
    told = breach_sentences(failed, tiny_instance(), tiny_plan(), "en", 1)
    assert len(told) == 1
    worst = failed.assign(share=(failed["measured"] - failed["limit"]).abs() / failed["limit"].clip(lower=1))
    row = worst.sort_values("share").iloc[-1]
    assert f"{row['measured']:.0f} students" in told[0]
