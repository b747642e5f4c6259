"""Rows and effect of `language`. Of the tiny data set sound is taught in both languages, photo at two-b in English."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.model.registry import discover_rules
from optimizer.solving.conflict import clashing_rules
from optimizer.solving.highs import SolverDoor
from tests.factory import altered, tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of
from tests.random_instances import scenario_of

FOREIGN = "rules.language.foreign[{}]"


def law(**parameters: Any) -> dict[str, Any]:
    """Return the rule, without ceilings and with sound exempt unless told otherwise."""
    return {"language": {"ceilings": False, "joint": ["*/sound-pba"], **parameters}}


def language_of(rules: dict[str, Any], term: str = "displaced") -> dict[tuple[str, str], str]:
    """Return the languages in the best plan."""
    plan = optimum(tiny_instance(), rules, term).plan
    assert plan is not None
    frame = plan.programmes
    assert tuple(frame.columns)[-1] == "language"
    return dict(zip(plan.pairs, frame["language"], strict=True))


def test_rows_of_what_is_foreign_today_and_of_what_is_asked_for() -> None:
    model = built(tiny_instance(), law(foreign=["film-pba"]))
    assert rows_of(model, "language") == {"is_foreign": 4, "equivalent": 3, "ceiling": 0}
    lead, today = FOREIGN.format("one-a,film-pba"), FOREIGN.format("two-b,photo-aba_ma")
    assert row(model, "language", "is_foreign", "one-a", "film-pba") == (
        0.0, {lead: 1.0, "leads[one-a,film-pba]": -1.0}, 0.0)  # fmt: skip
    assert row(model, "language", "is_foreign", "two-b", "photo-aba_ma") == (
        0.0, {today: 1.0, "offers[two-b,photo-aba_ma]": -1.0}, 0.0)  # fmt: skip
    # one foreign programme, and one that is not, besides itself
    offers = {"offers[one-a,photo-aba_ma]": -1.0, "offers[two-b,photo-aba_ma]": -1.0}
    assert row(model, "language", "equivalent", "two-b", "photo-aba_ma") == (None, {today: 2.0, **offers}, 0.0)
    other, offers = FOREIGN.format("two-b,film-pba"), {"offers[one-a,film-pba]": -1.0, "offers[two-b,film-pba]": -1.0}
    equivalent = row(model, "language", "equivalent", "one-a", "film-pba")
    assert equivalent == (None, {lead: 2.0, other: 1.0, **offers}, 0.0)


def test_rows_of_ceilings() -> None:
    model = built(tiny_instance(), law(ceilings=True, vintage=2012))
    _, coefficients, most = row(model, "language", "ceiling", "bachelor")
    assert (coefficients[FOREIGN.format("two-b,photo-aba_ma")], most) == (1.0, 0.0)
    assert coefficients["offers[one-a,film-pba]"] == pytest.approx(-0.06)
    assert "offers[two-a,musical-ma]" not in coefficients
    assert rows_of(model, "language")["ceiling"] == 1  # no master is foreign
    assert rows_of(built(tiny_instance(), law(ceilings=True, vintage=2004)), "language")["ceiling"] == 0


@pytest.mark.parametrize(
    ("parameters", "openings"),
    [
        ({"joint": []}, 1.0),  # sound needs a programme that is in Dutch alone
        ({"joint": [], "both_counts": True}, 0.0),
        ({}, 0.0),
        ({"joint": ["two-a/sound-pba"]}, 0.0),
        ({"joint": ["two/*"]}, 0.0),
        ({"joint": ["one/*"]}, 1.0),
    ],
)
def test_an_equivalent_is_opened_where_there_is_none(parameters: dict[str, Any], openings: float) -> None:
    assert optimum(tiny_instance(), law(**parameters), "openings", "family").value == openings


def provinces(first: str, second: str) -> list[dict[str, Any]]:
    """Return the municipalities aa and bb in other provinces."""
    towns = altered("municipalities", "aa", province_id=first)
    return [{**row, "province_id": second} if row["municipality_id"] == "bb" else row for row in towns]


# Photo at two-b (50 students) is English; the Dutch one is at another institution, in another province.
@pytest.mark.parametrize(
    ("parameters", "where", "displaced"),
    [
        ({"vintage": 2012}, ("north", "south"), 0.0),
        ({"vintage": 2020}, ("north", "south"), 0.0),
        ({"vintage": 2004}, ("north", "south"), 50.0),
        ({"vintage": 2004}, ("north", "north"), 0.0),
        ({"vintage": 2004}, ("brussel", "vlaams-brabant"), 0.0),
        ({"vintage": 2004}, ("brussel", "limburg"), 50.0),
        ({"vintage": 2004, "agreements": False}, ("north", "north"), 50.0),
        ({"vintage": 2004, "joint": ["*/*"]}, ("north", "south"), 0.0),
    ],
)
def test_the_vintage_says_where_the_equivalent_may_be(
    parameters: dict[str, Any], where: tuple[str, str], displaced: float
) -> None:
    instance = tiny_instance(municipalities=provinces(*where))
    assert optimum(instance, law(**parameters), "displaced").value == displaced


def test_the_same_institution_is_near_enough_in_any_vintage() -> None:
    instance = tiny_instance(campuses=altered("campuses", "one-a", institution_id="two"))
    assert optimum(instance, law(vintage=2004, agreements=False), "displaced").value == 0.0


# Of 6 programmes of today 5 are bachelors: not one of them may be foreign below 20%.
@pytest.mark.parametrize(
    ("vintage", "ceilings", "displaced"), [(2012, True, 50.0), (2020, True, 50.0), (2020, False, 0.0)]
)
def test_a_ceiling_closes_what_is_too_much(vintage: int, ceilings: bool, displaced: float) -> None:
    instance = tiny_instance(programmes=altered("programmes", "p4", language="nl"))
    assert optimum(instance, law(ceilings=ceilings, vintage=vintage), "displaced").value == displaced


# Of two masters one may be foreign at 50%, but not at 35%.
@pytest.mark.parametrize(("vintage", "displaced"), [(2004, 0.0), (2012, 50.0)])
def test_masters_have_a_ceiling_of_their_own(vintage: int, displaced: float) -> None:
    degrees = {"photo-aba_ma": "ma", "musical-ma": "pba"}
    subjects = tiny_instance().table("specialisations")
    instance = tiny_instance(
        programmes=altered("programmes", "p4", language="nl"),
        specialisations=subjects.assign(degree=subjects["specialisation_id"].map(degrees).fillna(subjects["degree"])),
        municipalities=provinces("north", "north"),
    )
    assert optimum(instance, law(ceilings=True, vintage=vintage), "displaced").value == displaced


def test_what_is_asked_for_is_taught_at_the_lead_centre() -> None:
    spoken = language_of(law(foreign=["film-pba"]))
    assert sorted(spoken[k, "film-pba"] for k in ("one-a", "two-b")) == ["en", "nl"]
    assert (spoken["two-a", "sound-pba"], spoken["two-b", "photo-aba_ma"]) == ("both", "en")
    of_family = language_of({**law(foreign=["film"]), "locks": {"lead": ["two-b/film-pba"]}})
    assert (of_family["two-b", "film-pba"], of_family["one-a", "film-pba"]) == ("en", "nl")
    named = language_of(law(foreign=["one/film-pba"]))
    assert (named["one-a", "film-pba"], named["two-b", "film-pba"]) == ("en", "nl")


def test_where_both_count_what_is_asked_for_is_taught_in_both() -> None:
    spoken = language_of({**law(foreign=["leads"], both_counts=True), "locks": {"lead": ["one-a/film-pba"]}})
    assert (spoken["one-a", "film-pba"], spoken["two-a", "musical-ma"]) == ("both", "both")


@pytest.mark.parametrize("foreign", ["film-pba", "film", "leads"])
def test_one_programme_a_specialisation_and_another_language_collide(foreign: str) -> None:
    joint = ["*/sound-pba", "*/photo-aba_ma", "*/musical-ma"]
    rules = {**law(foreign=[foreign], joint=joint), "sites_per_specialisation": {"max": 1}}
    assert optimum(tiny_instance(), rules, "duplication").plan is None
    door = SolverDoor()
    clash = clashing_rules(tiny_instance(), scenario_of(rules), door, 60.0)
    assert clash == ("language", "sites_per_specialisation")
    both = {**rules, **law(foreign=[foreign], joint=joint, both_counts=True)}
    assert optimum(tiny_instance(), both, "duplication").value == 0
    two = {**rules, "sites_per_specialisation": {"max": 2}}
    assert optimum(tiny_instance(), two, "duplication").value == 1


def test_a_later_area_holds_the_earlier_one() -> None:
    displaced = [optimum(tiny_instance(), law(vintage=year), "displaced").value for year in (2004, 2012, 2020)]
    assert displaced == sorted(displaced, reverse=True)


def test_faults_are_found_with_the_nearest_name() -> None:
    rule = discover_rules()["language"]
    assert rule.findings is not None
    parameters = rule.parameters(
        foreign=("film-pb", "lead", "one/film", "ones/film-pba", "film", "*/film-pba"), joint=("film-pba", "*/sound")
    )
    found = {finding.key: finding.nearest for finding in rule.findings(tiny_instance(), parameters)}
    assert found == {
        "foreign.0": "film-pba",
        "foreign.1": "leads",
        "foreign.2": "film-pba",
        "foreign.3": "one-a" if found["foreign.3"] == "one-a" else "one",
        "joint.0": None,
        "joint.1": "sound-pba",
    }


def test_a_rule_that_asks_nothing_is_a_warning() -> None:
    rule = discover_rules()["language"]
    assert rule.findings is not None
    dutch = [{**row, "language": "nl"} for row in tiny_instance().table("programmes").to_dict("records")]
    (found,) = rule.findings(tiny_instance(programmes=dutch), rule.parameters())
    assert (found.severity, found.key) == ("warning", None)
    assert rule.findings(tiny_instance(), rule.parameters()) == []
