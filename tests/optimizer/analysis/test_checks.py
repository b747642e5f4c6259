"""Every rule binds at its limit and not before, and reads the data set."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from optimizer.analysis.situation import Situation, tidy
from optimizer.analysis.verify import failures, known_checks, verify
from tests import law_rules
from tests.factory import PRICES, TINY, altered, parameters, tiny_instance, tiny_plan, tiny_scenario
from tests.optimizer.analysis.breaking import changed, failed, without


@pytest.fixture(scope="module")
def situation() -> Situation:
    """The legal plan, joined once."""
    return Situation(tidy(tiny_plan()), tiny_instance(), prices=PRICES)


# Rule: parameters with which the legal plan just holds, with which it just fails, and the subject that fails.
EDGES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    # one-a: 188 students on 180 places
    ("campus_capacity", {"expandable_share": 8 / 180}, {"expandable_share": 7.9 / 180}, "one-a"),
    ("minimum_enrolment", {"norm": 60}, {"norm": 60.1}, "visual at two"),
    ("minimum_enrolment", {"norm": 61, "local_norms": {"two-b": 60}}, {"norm": 61}, "visual at two"),
    (
        "minimum_enrolment",
        {"norm": 60, "local_norms": {"south": 60}},
        {"local_norms": {"south": 60.1}},
        "visual at two",
    ),
    (
        "minimum_enrolment",
        {"norm": 61, "local_norms": {"two/photo-aba_ma": 60, "*/photo-aba_ma": 70}},
        {"norm": 61, "local_norms": {"one/photo-aba_ma": 60, "two/sound-pba": 60}},
        "visual at two",
    ),
    ("minimum_enrolment", {"norm_master": 12, "exempt": False}, {"norm_master": 13, "exempt": False}, "stage at two"),
    ("minimum_enrolment", {"norm": 40, "count": "campus"}, {"norm": 41, "count": "campus"}, "av at two-b"),
    # photo in bb 60, film and sound in bb 40, in aa 148
    ("minimum_enrolment", {"norm": 40, "count": "municipality"}, {"norm": 41, "count": "municipality"}, "av at bb"),
    ("sites_per_specialisation", {"min": 1}, {"min": 2}, "film-pba"),
    ("sites_per_specialisation", {"max": 2}, {"max": 1}, "sound-pba"),
    ("specialisations_per_institution", {"min": 2}, {"min": 3}, "one"),
    ("specialisations_per_institution", {"max": 2}, {"max": 1}, "two"),
    (
        "specialisations_per_institution",
        {"count": "specialisation", "max": 3},
        {"count": "specialisation", "max": 2},
        "two",
    ),
    (
        "specialisations_per_institution",
        {"count": "specialisation", "min": 3, "max": None, "binding": ["likely"]},
        {"count": "specialisation", "min": 3, "max": None, "binding": ["core"]},
        "one",
    ),
    # 42 students travel exactly 40 km
    ("reach", {"km": 40, "share": 0}, {"km": 39.9, "share": 0}, "beyond 39.9 km"),
    ("reach", {"km": 39, "share": 42 / 352}, {"km": 39, "share": 41.9 / 352}, "beyond 39 km"),
    ("locks", {"keep": ["one-a/*"]}, {"keep": ["*/film-pba"]}, "keep */film-pba"),
    ("locks", {"keep": ["two/sound-pba"]}, {"keep": ["two/film-pba"]}, "keep two/film-pba"),
    ("locks", {"keep": ["one-a"]}, {"keep": ["*/*"]}, "keep */*"),
    ("locks", {"open": ["two/sound-pba"]}, {"open": ["two/photo-aba_ma"]}, "open two/photo-aba_ma"),
    ("locks", {"open": ["two-b"]}, {"open": ["two-a"]}, "open two-a"),
    ("locks", {"open": ["two"]}, {"open": ["one"]}, "open one"),
    ("locks", {"close": ["two-b/film-pba"]}, {"close": ["two-b"]}, "close two-b"),
    ("locks", {"close": ["two/film-pba"]}, {"close": ["*/film-pba"]}, "close */film-pba"),
    ("locks", {"lead": ["two"]}, {"lead": ["two-b"]}, "lead two-b"),
    ("locks", {"lead": ["two-a/sound-pba"]}, {"lead": ["two-b/sound-pba"]}, "lead two-b/sound-pba"),
    # the north teaches four specialisations of two families and leads them all; the south teaches photo and sound
    ("province_presence", {"min": 2}, {"min": 3}, "south"),
    ("province_presence", {"provinces": ["north"], "min": 4}, {"provinces": ["north"], "min": 5}, "north"),
    ("province_presence", {"count": "family", "min": 2}, {"count": "family", "min": 3}, "north"),
    ("province_presence", {"count": "lead", "provinces": ["north"], "min": 4}, {"count": "lead", "min": 1}, "south"),
    # 250 students in aa, 100 in bb; four lead centres in aa
    ("pole_balance", {"max_difference": 150}, {"max_difference": 149.9}, "harbour against bb"),
    (
        "pole_balance",
        {"first": ["bb"], "second": "harbour", "max_difference": 150},
        {"first": ["bb"], "second": "harbour", "max_difference": 149},
        "bb against harbour",
    ),
    (
        "pole_balance",
        {"count": "leads", "max_difference": 4},
        {"count": "leads", "max_difference": 3.9},
        "harbour against bb",
    ),
    ("industry_proximity", {"km": 3}, {"km": 2.9}, "one-a/film-pba"),
    ("industry_proximity", {"km": 0, "families": ["arts"]}, {"km": 0, "families": ["arts", "film"]}, "one-a/film-pba"),
    ("borders", {"by": "network", "share": 0}, {"by": "network", "share": 0.01}, "catholic/film-pba"),
    ("openings_limit", {"total": 1}, {"total": 0}, "all institutions"),
    ("openings_limit", {"per_institution": 1}, {"per_institution": 0}, "two"),
    ("staffing", {"freed_share": 1 / 36}, {"freed_share": 0.99 / 36}, "freed"),
    ("staffing", {"hired_fte": 3}, {"hired_fte": 2.99}, "hired"),
    ("secondment", {"km": 45}, {"km": 44.9}, "sound-two-a at two-b"),
    ("secondment", {"km": None}, {"ban": True}, "film-two-b at one-a (other institution)"),
    ("secondment", {"sites": 2}, {"sites": 1}, "sound-two-a"),
    # sound: 50 of 90 students and 1.0 of 2 top FTE at the lead
    ("lead_centre", {"student_share": 50 / 90}, {"student_share": 51 / 90}, "sound-pba"),
    ("lead_centre", {"top_fte": 1.0}, {"top_fte": 1.1}, "sound-pba"),
    ("institute", {"residents_total": 8}, {"residents_total": 9}, "all residents"),
    ("institute", {"min_track": 2}, {"min_track": 3}, "track sound-pba"),
    ("institute", {"graduate_share": 4 / 32}, {"graduate_share": 3.9 / 32}, "track film-pba"),
    ("institute", {"hosts": ["hall"]}, {"hosts": ["attic"]}, "hosts that are not allowed: hall"),
    ("institute", {"not_in": ["harbour"]}, {"not_in": ["south"]}, "hosts where the institute may not sit: hall"),
    ("institute", {"not_in": ["aa"]}, {"not_in": ["bb"]}, "hosts where the institute may not sit: hall"),
    ("institute", {}, {"present": False}, "institute that is absent"),
    ("institute", {}, {"guest_fte_per_resident": 0.3}, "guest hours: hall/film-pba"),
    *law_rules.EDGES,
]


@pytest.mark.parametrize(("rule", "holds", "fails", "subject"), EDGES)
def test_a_rule_binds_exactly_at_its_limit(
    situation: Situation, rule: str, holds: dict[str, Any], fails: dict[str, Any], subject: str
) -> None:
    check = known_checks()[rule].check
    assert failures(check(situation, parameters(rule, **holds))).empty
    assert subject in failures(check(situation, parameters(rule, **fails)))["subject"].tolist()


def test_every_check_is_held_against_its_limit() -> None:
    # network_pluralism never asks for more than today has: plans are broken in a test of its own
    assert {rule for rule, *_ in EDGES} | {"network_pluralism"} == set(known_checks())


@pytest.mark.parametrize(
    ("by", "least", "holds"), [("network", 2, False), ("network", 1, True), ("association", 9, True)]
)
def test_a_family_that_a_network_gives_up(by: str, least: int, holds: bool) -> None:
    # school one gives up photo; musical and photo are then taught by school two alone
    plan = tiny_plan(programmes=without("programmes", campus_id="one-a", specialisation_id="photo-aba_ma"))
    found = known_checks()["network_pluralism"].check(
        Situation(tidy(plan), tiny_instance()), parameters("network_pluralism", by=by, min=least)
    )
    assert failures(found)["subject"].tolist() == ([] if holds else ["arts"])


# What the data set says instead: the table, the name that fails, its subject.
DATA: dict[str, tuple[dict[str, Any], str, str]] = {
    "fewer places": ({"campuses": altered("campuses", "two-b", places=60.0)}, "campus_capacity", "two-b"),
    "a higher floor": (
        {"specialisations": altered("specialisations", "sound-pba", floor=41.0)},
        "plan",
        "fewest students: two-b/sound-pba",
    ),
    "teachers who stay nearer": (
        {"teachers": altered("teachers", "sound-two-a-top", max_km=44.0)},
        "secondment",
        "sound-two-a-top at two-b",
    ),
    "fewer studios": ({"institute_hosts": altered("institute_hosts", "hall", studios=7.0)}, "institute", "host hall"),
    "another spread": ({"families": altered("families", "arts", institute_weight=0.0)}, "institute", "family film"),
    "a host on an empty campus": (
        {
            "campuses": [*TINY["campuses"], {**TINY["campuses"][2], "campus_id": "two-c"}],
            "institute_hosts": altered("institute_hosts", "hall", campus_id="two-c"),
        },
        "institute",
        "hosts on a campus that teaches nothing: hall",
    ),
}


@pytest.mark.parametrize("difference", DATA)
def test_the_data_set_decides(difference: str) -> None:
    tables, name, subject = DATA[difference]
    found = failed(tiny_plan(), **tables)
    assert {name for name, _ in found} == {name}
    assert subject in {subject for _, subject in found}


def test_more_hosts_than_allowed() -> None:
    plan = tiny_plan(institute=changed("institute", {"specialisation_id": "photo-aba_ma"}, host_id="attic", km=0.0))
    assert failed(plan) == [("institute", "hosts")]
    assert failed(plan, rules={"institute": parameters("institute", max_hosts=2)}) == []


def test_more_guest_hours_than_top_teachers_at_the_lead() -> None:
    # photo leads at one-a with 1.6 top FTE; of these 1.5 are freed, so 0.1 stays and cannot give 0.4 guest hours
    plan = tiny_plan(
        staff=[
            *changed("staff", {"teacher_group_id": "photo-one-a-top"}, fte=0.1),
            {"teacher_group_id": "photo-one-a-top", "campus_id": "", "fte": 1.5},
        ],
        programmes=changed(
            "programmes", {"campus_id": "one-a", "specialisation_id": "photo-aba_ma"}, top_fte=0.1, fte=9
        ),
    )
    rules = {
        "staffing": parameters("staffing", hired_fte=None),
        "lead_centre": parameters("lead_centre", top_fte=0.1),
    }
    assert failed(plan, rules=rules) == [("institute", "guests of photo-aba_ma")]


@pytest.mark.parametrize(
    ("openings", "opened", "legal"),
    [
        ("family", [], True),
        ("anywhere", [], True),
        ("none", [], False),
        ("none", ["two-b/sound-pba"], True),
        ("none", ["two/sound-pba"], True),
        ("none", ["*/sound-pba"], True),
        ("none", ["two-b"], False),  # something opens there, but nothing says that it may
    ],
)
def test_what_may_be_opened(openings: str, opened: list[str], legal: bool) -> None:
    found = failed(tiny_plan(), openings=openings, rules={"locks": parameters("locks", open=opened)})
    assert found == ([] if legal else [("plan", "programmes that may not be opened: two-b/sound-pba")])


def test_a_family_is_not_enough_if_the_degree_differs() -> None:
    specialisations = altered("specialisations", "sound-pba", degree="aba_ma")
    programmes = [{**row, "campus_id": "one-a"} if row["programme_id"] == "p4" else row for row in TINY["programmes"]]
    found = failed(tiny_plan(), specialisations=specialisations, programmes=programmes)
    assert ("plan", "programmes that may not be opened: two-a/sound-pba") in found


def test_without_the_rule_there_is_no_institute() -> None:
    rules = tiny_scenario().rules
    del rules["institute"]
    frame = failures(verify(tiny_plan(), tiny_instance(), replace(tiny_scenario(), rules=rules)))
    assert frame[["name", "subject"]].to_numpy().tolist() == [["institute", "institute that is absent"]]


@pytest.mark.parametrize(
    ("language", "subjects"), [("nl", ["two-b/photo-aba_ma"]), ("en", []), ("both", ["two-b/photo-aba_ma"])]
)
def test_a_plan_that_tells_languages_tells_them_rightly(language: str, subjects: list[str]) -> None:
    plan = tiny_plan()
    spoken = ["nl", "nl", "nl", "both", language, "nl"]
    told = replace(plan, programmes=plan.programmes.assign(language=spoken))
    assert failed(told) == [("language", f"programmes in another language than theirs: {pair}") for pair in subjects]
