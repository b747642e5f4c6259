"""Rows and effect of `linear`, a user's own rule."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.errors import Finding
from optimizer.model.registry import discover_rules
from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of


def own(of: str, where: dict[str, Any] | None = None, **limits: float) -> dict[str, Any]:
    """Return the rule `linear` with one entry."""
    return {"linear": {"each": [{"of": of, "where": where or {}, **limits}]}}


def names(of: str, where: dict[str, Any], openings: str = "none") -> set[str]:
    """Return the variables that an entry counts."""
    return set(row(built(tiny_instance(), own(of, where, max=99), openings=openings), "linear", "held", 0)[1])


def test_one_row_an_entry() -> None:
    entries = [
        {"of": "offers", "where": {"province_id": "south"}, "min": 1, "max": 2},
        {"of": "enrolled", "where": {"family_id": "film", "places": {"min": 130}}, "max": 80},
    ]
    model = built(tiny_instance(), {"linear": {"each": entries}})
    assert rows_of(model, "linear") == {"held": 2}
    offers = {"offers[two-b,film-pba]": 1.0, "offers[two-b,photo-aba_ma]": 1.0}
    assert row(model, "linear", "held", 0) == (1.0, offers, 2.0)
    enrolled = {"enrolled[one-a,film-pba]": 1.0, "enrolled[two-a,sound-pba]": 1.0}
    assert row(model, "linear", "held", 1) == (None, enrolled, 80.0)


def test_an_entry_that_is_off_adds_nothing_and_keeps_its_number() -> None:
    entries = [{"of": "nothing", "max": 1, "enabled": False}, {"of": "offer", "max": 1}]
    rule = discover_rules()["linear"]
    assert rule.findings is not None
    assert [found.key for found in rule.findings(tiny_instance(), rule.parameters(each=entries))] == ["1.of"]
    off = {"linear": {"each": [{"of": "offers", "max": 0, "enabled": False}]}}
    assert rows_of(built(tiny_instance(), off), "linear") == {"held": 0}


# Through how many tables a column is reached, and every kind of value.
COUNTED: list[tuple[str, dict[str, Any], set[str]]] = [
    ("leads", {"campus_id": "two-b"}, {"leads[two-b,film-pba]", "leads[two-b,photo-aba_ma]"}),
    ("leads", {"tier": "core", "degree": ["aba_ma", "ma"]}, {"leads[one-a,photo-aba_ma]"}),
    ("offers", {"norm_exempt": True}, {"offers[two-a,musical-ma]"}),
    ("offers", {"language": ["en", "both"]}, {"offers[two-a,sound-pba]", "offers[two-b,photo-aba_ma]"}),
    ("offers", {"enrolled": {"min": 60, "max": 90}}, {"offers[one-a,film-pba]", "offers[two-a,sound-pba]"}),
    ("offers", {"km": {"min": 4}}, {"offers[two-b,film-pba]"}),  # to the nearest firm of the family
    ("offers", {"enrolled": 12}, {"offers[two-a,musical-ma]"}),
    ("offers", {"campuses.name": "Two Aa", "layer": "core"}, {"offers[two-a,sound-pba]"}),
    ("students", {"km": {"max": 5}, "degree": "pba"}, {"students[z-south,bb,film-pba]"}),
    ("students", {"zones.province_id": "north", "municipalities.province_id": "south", "degree": "pba"},
     {"students[z-north,bb,film-pba]"}),
    ("expansion", {"network": "catholic"}, {"expansion[two-a]", "expansion[two-b]"}),
    ("staff", {"top": True, "km": {"min": 1}, "specialisation_id": "film-pba"},
     {"staff[film-one-a-top,two-b]", "staff[film-two-b-top,one-a]"}),
    ("staff", {"teachers.campus_id": "two-b", "campus_id": "one-a", "top": True},
     {"staff[film-two-b-top,one-a]", "staff[photo-two-b-top,one-a]"}),
    ("freed", {"institution_id": "one", "top": True}, {"freed[film-one-a-top]", "freed[photo-one-a-top]"}),
    ("hired", {"family_id": "arts", "pole": ""}, {"hired[two-b,photo-aba_ma]"}),
]  # fmt: skip


@pytest.mark.parametrize(("of", "where", "expected"), COUNTED)
def test_what_is_counted(of: str, where: dict[str, Any], expected: set[str]) -> None:
    assert names(of, where) == expected


def test_teaching_is_staff_and_hired() -> None:
    counted = names("teaching", {"campus_id": "two-a", "specialisation_id": "musical-ma"})
    assert counted == {"staff[musical-two-a,two-a]", "staff[musical-two-a-top,two-a]", "hired[two-a,musical-ma]"}


def test_openings_and_closures() -> None:
    where = {"campus_id": "two-b", "family_id": "film"}
    assert names("openings", where, "family") == {"offers[two-b,sound-pba]"}
    model = built(tiny_instance(), own("closures", where, max=0))
    assert row(model, "linear", "held", 0) == (None, {"offers[two-b,film-pba]": -1.0}, -1.0)


def test_the_institute_is_counted_if_there_is_one() -> None:
    entry = own("residents", {"host_id": "hall"}, min=1)
    institute = {"institute": {"residents_total": 4, "graduate_share": 0.2}}
    assert row(built(tiny_instance(), {**entry, **institute}), "linear", "held", 0)[0] == 1.0
    assert optimum(tiny_instance(), entry, "duplication").plan is None  # no institute, no residents


# All in aa: north 208 students 10 km, south 144 students 40 km. With two programmes in bb, film fits there alone, but
# film and photo together do not (250 students, 180 places): one of them is taught twice.
@pytest.mark.parametrize(
    ("entry", "term", "value"),
    [
        (own("offers", {"municipality_id": "bb"}, max=0), "student_travel", 208 * 10.0 + 144 * 40),
        (own("offers", {"province_id": "south"}, min=2), "duplication", 1.0),
        (own("offers", {"province_id": "south"}, min=1), "duplication", 0.0),
        (own("closures", {"institution_id": "two"}, min=1), "displaced", 40.0),
        (own("enrolled", {"campus_id": "two-b", "specialisation_id": "photo-aba_ma"}, max=50), "student_travel",
         4340.0 + 10 * 35),
        (own("leads", {"pole": "harbour"}, max=3), "duplication", 0.0),
        (own("staff", {"km": {"min": 1}}, min=3), "staff_travel", 3 * 45.0),
        (own("freed", {"top": False}, min=2.5), "freed", 2.5),
    ],
)  # fmt: skip
def test_effect_on_the_best_plan(entry: dict[str, Any], term: str, value: float) -> None:
    assert optimum(tiny_instance(), entry, term).value == pytest.approx(value)


def test_the_same_in_other_words_is_the_same() -> None:
    sites = {"sites_per_specialisation": {"max": 1}}
    each = [{"of": "offers", "where": {"specialisation_id": s}, "max": 1} for s in tiny_instance().specialisations]
    for term in ("displaced", "student_travel"):
        by_rule = optimum(tiny_instance(), sites, term).value
        assert by_rule == pytest.approx(optimum(tiny_instance(), {"linear": {"each": each}}, term).value)


def test_a_wider_range_never_makes_the_best_plan_worse() -> None:
    travel = [
        optimum(tiny_instance(), own("enrolled", {"campus_id": "two-b"}, max=most), "student_travel").value
        for most in (40, 60, 80, 100)
    ]
    assert travel == sorted(travel, reverse=True)
    assert travel[0] > travel[-1] == 4340


def test_what_counts_nothing_is_impossible_or_free() -> None:
    """Nothing is opened where nothing may be."""
    assert optimum(tiny_instance(), own("openings", max=1), "duplication").value == 0
    assert optimum(tiny_instance(), own("openings", min=1), "duplication").plan is None


def findings(of: str, where: dict[str, Any] | None = None, **limits: float) -> list[Finding]:
    """Return what the rule finds."""
    rule = discover_rules()["linear"]
    assert rule.findings is not None
    return rule.findings(tiny_instance(), rule.parameters(**own(of, where, **(limits or {"max": 1}))["linear"]))


FAULTS: list[tuple[str, dict[str, Any], str, str]] = [
    ("offer", {}, "0.of", "offers"),
    ("offers", {"provinces": "south"}, "0.where.provinces", ""),
    ("offers", {"province": "south"}, "0.where.province", "province_id"),
    ("offers", {"zone_id": "z-north"}, "0.where.zone_id", ""),
    ("offers", {"province_id": "sout"}, "0.where.province_id", "south"),
    ("offers", {"family_id": ["film", "art"]}, "0.where.family_id", "arts"),
    ("offers", {"family_id": {"min": 1}}, "0.where.family_id", ""),
    ("offers", {"places": "many"}, "0.where.places", ""),
    ("offers", {"places": 121}, "0.where.places", ""),
    ("offers", {"norm_exempt": "yes"}, "0.where.norm_exempt", ""),
    ("offers", {"confidence": "estimated"}, "0.where.confidence", ""),
    ("students", {"province_id": "south"}, "0.where.province_id", ""),
    ("offers", {"campus_id": "one-a", "province_id": "south"}, "0.where", ""),
    ("staff", {"km": {"min": 46}}, "0.where", ""),
]


@pytest.mark.parametrize(("of", "where", "key", "nearest"), FAULTS)
def test_faults_are_found_with_the_nearest_name(of: str, where: dict[str, Any], key: str, nearest: str) -> None:
    (found,) = findings(of, where)
    assert (found.key, found.severity) == (key, "error")
    assert not nearest or found.nearest == nearest
    assert found.mend


def test_an_ambiguous_column_names_its_tables() -> None:
    (found,) = findings("students", {"province_id": "south"})
    assert found.mend == "Write one of: municipalities.province_id, zones.province_id."


def test_every_fault_is_found_at_once() -> None:
    found = findings("offers", {"colour": "red", "province_id": "east", "places": {"max": 1000}})
    assert [finding.key for finding in found] == ["0.where.colour", "0.where.province_id"]


def test_places_are_not_added_for_nobody() -> None:
    (found,) = findings("expansion", {}, min=1)
    assert found.key == "0.min"
    assert findings("expansion", {}, max=1) == []
