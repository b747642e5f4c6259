"""A plan broken by hand in each possible way is caught, by the promise that it breaks and by no other."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factory import TINY_PLAN, tiny_plan
from tests.optimizer.analysis.breaking import added, changed, failed, without

FILM = {"campus_id": "one-a", "specialisation_id": "film-pba"}
SOUND = {"campus_id": "two-b", "specialisation_id": "sound-pba"}
NAN, INFINITE = float("nan"), float("inf")

# What is broken: the tables of the broken plan, the names that fail, and one subject that tells why.
BROKEN: dict[str, tuple[dict[str, Any], set[str], str]] = {
    "a programme twice": (
        {"programmes": [*TINY_PLAN["programmes"], TINY_PLAN["programmes"][1]]},
        {"plan"},
        "programmes: repeated rows: one-a/photo-aba_ma",
    ),
    "students twice": (
        {"students": [*TINY_PLAN["students"], TINY_PLAN["students"][0]]},
        {"plan"},
        "students: repeated rows: z-north/film-pba/aa",
    ),
    "staff twice": (
        {"staff": [*TINY_PLAN["staff"], {**TINY_PLAN["staff"][0], "fte": 0.0}]},
        {"plan"},
        "staff: repeated rows: film-one-a/one-a",
    ),
    "a track twice": (
        {"institute": added("institute", "hall", "film-pba", "one-a", 0.0, 0.0, 45.0)},
        {"plan"},
        "institute: repeated rows: hall/film-pba/one-a",
    ),
    "an unknown zone": (
        {"students": added("students", "z-west", "film-pba", "aa", 0.0, 10.0)},
        {"plan"},
        "students: unknown zone_id: z-west",
    ),
    "an unknown municipality": (
        {"students": added("students", "z-north", "film-pba", "cc", 0.0, 10.0)},
        {"plan"},
        "students: unknown municipality_id: cc",
    ),
    "students of an unknown specialisation": (
        {"students": added("students", "z-north", "opera-ma", "aa", 3.0, 10.0)},
        {"plan"},
        "students in a municipality: aa/opera-ma",
    ),
    "an unknown teacher group": (
        {"staff": added("staff", "nobody", "one-a", 1.0, 0.0)},
        {"plan", "secondment"},  # nobody's home is unknown, so is how far it may be
        "staff: unknown teacher_group_id: nobody",
    ),
    "staff at an unknown campus": (
        {"staff": changed("staff", {"teacher_group_id": "film-one-a"}, campus_id="nowhere")},
        {"plan", "secondment", "staffing"},  # its distance is unknown; 4 FTE are missing and hired
        "staff: unknown campus_id: nowhere",
    ),
    "a programme at an unknown campus": (
        {"programmes": added("programmes", "nowhere", "film-pba", "teach", 0.0, 30.0, 3.0, 0.0)},
        # its institution and places are unknown too: neither size nor capacity can be granted
        {"plan", "borders", "campus_capacity", "minimum_enrolment", "openings_limit"},
        "programmes: unknown campus_id: nowhere",
    ),
    "a programme of an unknown specialisation": (
        {"programmes": added("programmes", "one-a", "opera-ma", "lead", 0.0, 60.0, 6.0, 0.0)},
        {"plan", "staffing", "openings_limit"},
        "programmes: unknown specialisation_id: opera-ma",
    ),
    "an unknown host": (
        {"institute": changed("institute", {}, host_id="castle")},
        {"plan", "institute"},
        "institute: unknown host_id: castle",
    ),
    "a role that does not exist": (
        {"programmes": changed("programmes", SOUND, role="boss")},
        {"plan"},
        "programmes: unknown role: boss",
    ),
    "students that are no number": (
        {"students": changed("students", {"zone_id": "z-north", "specialisation_id": "film-pba"}, students=NAN)},
        {"plan"},
        "students: amounts missing or below 0: z-north/film-pba/aa",
    ),
    "residents without end": (
        {"institute": changed("institute", {"specialisation_id": "film-pba"}, residents=INFINITE)},
        {"plan", "institute"},
        "institute: amounts missing or below 0: hall/film-pba/one-a",
    ),
    "students below zero": (
        {
            "students": [
                *changed("students", {"zone_id": "z-north", "specialisation_id": "film-pba"}, students=65.0),
                {"zone_id": "z-north", "specialisation_id": "film-pba", "municipality_id": "", "students": -5.0},
            ],
            "programmes": changed("programmes", FILM, students=103.0, fte=10.3),
        },
        {"plan"},
        "students: amounts missing or below 0: z-north/film-pba/",
    ),
    "staff below zero": (
        {
            "staff": [
                *changed("staff", {"teacher_group_id": "film-one-a"}, fte=5.0),
                {"teacher_group_id": "film-one-a", "campus_id": "", "fte": -1.0},
            ]
        },
        {"plan"},
        "staff: amounts missing or below 0: film-one-a/",
    ),
    "a programme that may not be opened": (
        {
            "programmes": [
                *changed(
                    "programmes", {"campus_id": "two-a", "specialisation_id": "musical-ma"}, students=6.0, fte=1.0
                ),
                *added("programmes", "one-a", "musical-ma", "teach", 0.0, 6.0, 1.0, 0.0)[-1:],
            ],
        },
        {"plan", "openings_limit"},
        "programmes that may not be opened: one-a/musical-ma",
    ),
    "students lost on the way": (
        {"students": changed("students", {"zone_id": "z-south", "specialisation_id": "sound-pba"}, students=39.0)},
        {"plan"},
        "students of a zone: z-south/sound-pba",
    ),
    "a zone that is missing": (
        {"students": without("students", zone_id="z-south", specialisation_id="musical-ma")},
        {"plan"},
        "students of a zone: z-south/musical-ma",
    ),
    "too many without a place": (
        {
            "students": changed("students", {"municipality_id": "", "specialisation_id": "film-pba"}, students=4.0)[:5]
            + changed("students", {"zone_id": "z-south", "specialisation_id": "film-pba"}, students=36.0)[5:],
            "programmes": changed("programmes", FILM, students=96.0),
        },
        {"plan"},
        "students without a place",
    ),
    "enrolment that nobody travels to": (
        {"programmes": changed("programmes", SOUND, students=39.0)},
        {"plan"},
        "students in a municipality: bb/sound-pba",
    ),
    "students today that were not": (
        {"programmes": changed("programmes", SOUND, students_today=7.0)},
        {"plan"},
        "students today: two-b/sound-pba",
    ),
    "top teachers who are not there": (
        {"programmes": changed("programmes", SOUND, top_fte=2.0)},
        {"plan"},
        "top teachers: two-b/sound-pba",
    ),
    "staff who do not teach": (
        {"programmes": changed("programmes", {"campus_id": "one-a", "specialisation_id": "photo-aba_ma"}, fte=9.1)},
        {"plan"},
        "teaching includes all staff: one-a/photo-aba_ma",
    ),
    "a teacher who vanished": (
        {"staff": changed("staff", {"teacher_group_id": "photo-one-a"}, fte=7.9)},
        {"plan"},
        "teachers of a group: photo-one-a",
    ),
    "a top group that works more than it has": (
        {"staff": changed("staff", {"teacher_group_id": "photo-two-b-top"}, fte=1.1)},
        {"plan"},
        "teachers of a group: photo-two-b-top",
    ),
    "guest hours that no group gives": (
        {
            "staff": changed("staff", {"teacher_group_id": "photo-one-a-top"}, fte=2.0),
            "programmes": changed(
                "programmes", {"campus_id": "one-a", "specialisation_id": "photo-aba_ma"}, fte=10.0, top_fte=2.0
            ),
        },
        {"plan"},
        "guest hours of top teachers: photo-aba_ma",
    ),
    "teachers where nobody learns": (
        {
            "staff": [
                *changed("staff", {"campus_id": "", "teacher_group_id": "film-two-b"}, fte=0.0),
                {"teacher_group_id": "film-two-b", "campus_id": "two-b", "fte": 1.0, "km": 0.0},
            ]
        },
        {"plan"},
        "teachers where their specialisation is not taught: film-two-b/two-b",
    ),
    "a shorter way for students": (
        {"students": changed("students", {"zone_id": "z-south", "municipality_id": "aa"}, km=20.0)},
        {"plan"},
        "distance: z-south/aa",
    ),
    "a shorter way for teachers": (
        {"staff": changed("staff", {"teacher_group_id": "sound-two-a", "campus_id": "two-b"}, km=1.0)},
        {"plan"},
        "distance: sound-two-a/two-b",
    ),
    "a longer way to the institute": (
        {"institute": changed("institute", {"specialisation_id": "sound-pba"}, km=46.0)},
        {"plan"},
        "distance: hall/two-a",
    ),
    "too little teaching": (
        {"programmes": changed("programmes", SOUND, fte=3.9)},
        {"staffing"},
        "two-b/sound-pba",
    ),
    "no lead centre": (
        {"programmes": changed("programmes", {"campus_id": "two-a", "specialisation_id": "musical-ma"}, role="teach")},
        {"lead_centre"},
        "musical-ma",
    ),
    "two lead centres": (
        {"programmes": changed("programmes", SOUND, role="lead")},
        {"lead_centre"},
        "sound-pba",
    ),
    "a resident too few": (
        {
            "institute": changed("institute", {"specialisation_id": "film-pba"}, residents=3.0, guest_fte=0.6),
            "staff": changed("staff", {"teacher_group_id": "film-one-a-top"}, fte=1.4),
            "programmes": changed("programmes", FILM, top_fte=2.4),
        },
        {"institute"},
        "all residents",
    ),
    "half a resident": (
        {
            "institute": [
                *changed("institute", {"specialisation_id": "film-pba"}, residents=3.5, guest_fte=0.7)[:2],
                *changed("institute", {"specialisation_id": "sound-pba"}, residents=2.5, guest_fte=0.5)[2:],
            ],
            "staff": [
                *changed("staff", {"teacher_group_id": "film-one-a-top"}, fte=1.3)[:-1],
                *changed("staff", {"teacher_group_id": "sound-two-a-top", "campus_id": "two-b"}, fte=0.5)[-1:],
            ],
            "programmes": [
                *changed("programmes", FILM, top_fte=2.3)[:-1],
                {**TINY_PLAN["programmes"][-1], "top_fte": 0.5},
            ],
        },
        {"institute"},
        "residents that are not whole: one-a/film-pba",
    ),
    "guest hours that do not fit the residents": (
        {
            "institute": changed("institute", {"specialisation_id": "film-pba"}, guest_fte=0.9),
            "staff": changed("staff", {"teacher_group_id": "film-one-a-top"}, fte=1.1),
            "programmes": changed("programmes", FILM, top_fte=2.1),
        },
        {"institute"},
        "guest hours: hall/film-pba",
    ),
    "residents of a programme that does not lead": (
        {"institute": changed("institute", {"specialisation_id": "photo-aba_ma"}, lead_campus_id="two-b", km=0.0)},
        {"institute"},
        "residents of a programme that does not lead: two-b/photo-aba_ma",
    ),
    "no institute": ({"institute": []}, {"plan", "institute"}, "hosts"),
    "nothing at all": (
        {name: [] for name in TINY_PLAN},
        {
            *("plan", "institute", "locks", "sites_per_specialisation", "specialisations_per_institution"),
            *("network_pluralism", "province_presence"),
        },
        "film-pba",
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_plan_is_caught(broken: str) -> None:
    tables, names, subject = BROKEN[broken]
    found = failed(tiny_plan(**tables))
    assert {name for name, _ in found} == names
    assert subject in {subject for _, subject in found}
