"""The numbers of sums over the data set are what other code counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from math import floor
from typing import Any

import pytest

from optimizer.model.dropping import Sum, keeping, sums
from tests.optimizer.inputs.test_contradictions import SHORT, short_case
from tests.oracle_facts import Facts, eligible
from tests.oracle_placement import UNITS

Numbers = dict[str, Any]


def most_places(facts: Facts, campus: str) -> float:
    share = facts.rule("campus_capacity").expandable_share
    row = facts.campuses[campus]
    return float(row["places"] * (1 + (row["expandable_share"] if share is None else share)))


def campuses_of(facts: Facts, s: str) -> list[str]:
    return sorted({k for k, other in eligible(facts) if other == s})


def tracks(facts: Facts, s: str) -> list[str]:
    group = facts.specialisations[s]["accreditation_id"]
    return [other for other, row in facts.specialisations.items() if row["accreditation_id"] == group]


def in_all(facts: Facts, s: str) -> float:
    return sum(facts.national[other] for other in tracks(facts, s))


def places_for_all(facts: Facts, _: Numbers) -> Numbers:
    teaching = {k for k, _ in eligible(facts)}
    return {"places": sum(most_places(facts, k) for k in teaching), "students": sum(facts.demand.values())}


def places_for_one(facts: Facts, told: Numbers) -> Numbers:
    here = campuses_of(facts, told["specialisation"])
    return {
        "campuses": len(here),
        "places": sum(most_places(facts, k) for k in here),
        "students": facts.national[told["specialisation"]],
    }


def within_reach(facts: Facts, _: Numbers) -> Numbers:
    rule, allowed = facts.rule("reach"), eligible(facts)
    far = sum(
        students
        for (zone, s), students in facts.demand.items()
        if all(facts.km[zone, facts.town(k)] > rule.km for k, other in allowed if other == s)
    )
    return {"students": far, "allowed": rule.share * sum(facts.demand.values()), "km": rule.km}


def norm_of(facts: Facts, s: str) -> float:
    rule = facts.rule("minimum_enrolment")
    return float(rule.norm_master if facts.specialisations[s]["degree"] == "ma" else rule.norm)


def norm(facts: Facts, told: Numbers) -> Numbers:
    return {"norm": norm_of(facts, told["specialisation"]), "students": in_all(facts, told["specialisation"])}


def norm_and_places(facts: Facts, told: Numbers) -> Numbers:
    unit, together = UNITS[facts.rule("minimum_enrolment").count], defaultdict[str, set[str]](set)
    for k, s in eligible(facts):
        if s in tracks(facts, told["specialisation"]):
            together[unit(facts, k)].add(k)
    largest = max(sum(most_places(facts, k) for k in campuses) for campuses in together.values())
    return {"norm": norm_of(facts, told["specialisation"]), "places": largest}


def norm_at_sites(facts: Facts, told: Numbers) -> Numbers:
    least = facts.rule("sites_per_specialisation").min
    assert facts.rule("minimum_enrolment").count == "campus"  # then every site counts apart
    needed = least * norm_of(facts, told["specialisation"])
    return {"least": least, "units": least, "needed": needed, "students": in_all(facts, told["specialisation"])}


def norm_of_kept(facts: Facts, told: Numbers) -> Numbers:
    (entry,) = facts.rule("locks").keep
    kept = {k for k, s in facts.today if entry == f"*/{s}"}
    needed = len(kept) * norm_of(facts, told["specialisation"])
    return {"units": len(kept), "needed": needed, "students": in_all(facts, told["specialisation"])}


def norm_in_group(facts: Facts, told: Numbers) -> Numbers:
    network = {k: facts.institutions[facts.school(k)]["network"] for k in facts.campuses}
    most = sum(
        n
        for (k, s), n in facts.today.items()
        if network[k] == told["group"] and s in tracks(facts, told["specialisation"])
    )
    return {"students": most, "norm": norm_of(facts, told["specialisation"])}


def sites(facts: Facts, told: Numbers) -> Numbers:
    least = facts.rule("sites_per_specialisation").min
    return {"least": least, "possible": len(campuses_of(facts, told["specialisation"]))}


def floors(facts: Facts, told: Numbers) -> Numbers:
    s = told["specialisation"]
    least = facts.rule("sites_per_specialisation").min
    smallest = min(facts.specialisations[s]["floor"], facts.national[s])
    return {"least": least, "floor": smallest, "students": facts.national[s]}


def few_sites(facts: Facts, told: Numbers) -> Numbers:
    most = facts.rule("sites_per_specialisation").max
    places = sorted((most_places(facts, k) for k in campuses_of(facts, told["specialisation"])), reverse=True)
    return {"most": most, "places": sum(places[:most]), "students": facts.national[told["specialisation"]]}


def openings(facts: Facts, _: Numbers) -> Numbers:
    least = facts.rule("sites_per_specialisation").min
    missing = [least - sum(other == s for _, other in facts.today) for s, n in facts.national.items() if n > 0]
    allowed = facts.rule("openings_limit").total
    return {"least": least, "needed": sum(count for count in missing if count > 0), "allowed": allowed}


def groups(facts: Facts, told: Numbers) -> Numbers:
    keeping_it = {facts.institutions[facts.school(k)]["network"] for k, s in facts.today if s == told["specialisation"]}
    return {"most": facts.rule("sites_per_specialisation").max, "groups": len(keeping_it)}


def lead_places(facts: Facts, told: Numbers) -> Numbers:
    s = told["specialisation"]
    share = facts.rule("lead_centre").student_share
    return {"students": share * facts.national[s], "places": max(most_places(facts, k) for k in campuses_of(facts, s))}


def taught_by(facts: Facts, told: Numbers) -> Numbers:
    rule = facts.rule("specialisations_per_institution")
    here = {facts.family(s) for k, s in eligible(facts) if facts.school(k) == told["institution"]}
    return {"least": rule.min, "possible": len(here)}


def taught_in(facts: Facts, told: Numbers) -> Numbers:
    rule = facts.rule("province_presence")
    here = {s for k, s in eligible(facts) if facts.towns[facts.town(k)]["province_id"] == told["province"]}
    return {"least": rule.min, "possible": len(here)}


def studios(facts: Facts, _: Numbers) -> Numbers:
    rule = facts.rule("institute")
    largest = sorted((row["studios"] for row in facts.hosts.values()), reverse=True)[: rule.max_hosts]
    return {"residents": rule.residents_total, "hosts": rule.max_hosts, "studios": sum(largest)}


def graduates(facts: Facts, told: Numbers) -> Numbers:
    rule = facts.rule("institute")
    most = {s: floor(rule.graduate_share * n + 1e-9) for s, n in facts.graduates.items()}
    family = told["family"]
    quota = rule.residents_total * facts.weights[family] / sum(facts.weights.values())
    possible = sum(count for s, count in most.items() if facts.family(s) == family and count >= rule.min_track)
    return {"residents": floor(quota + 1e-9), "possible": possible}


def hired(facts: Facts, _: Numbers) -> Numbers:
    needed = 0.0
    for s, students in facts.national.items():
        fte = sum(group["fte"] for group in facts.groups.values() if group["specialisation_id"] == s)
        needed += max(0.0, students / facts.specialisations[s]["students_per_fte"] - fte)
    return {"needed": needed, "allowed": facts.rule("staffing").hired_fte}


def money_for_places(facts: Facts, _: Numbers) -> Numbers:
    missing = sum(facts.demand.values()) - sum(row["places"] for row in facts.campuses.values())
    price = facts.prices["eur_per_place"]
    return {"missing": missing, "price": price, "eur": missing * price, "allowed": facts.rule("budget").one_off}


def money_for_openings(facts: Facts, _: Numbers) -> Numbers:
    new, price = len(facts.rule("locks").open), facts.prices["eur_per_opening"]
    return {"openings": new, "price": price, "eur": new * price, "allowed": facts.rule("budget").one_off}


COUNTED: dict[str, Callable[[Facts, Numbers], Numbers]] = {
    "there_are_places_for_all": places_for_all,
    "there_are_places_for_every_specialisation": places_for_one,
    "places_lie_within_reach": within_reach,
    "recognised_programmes_can_reach_the_norm": norm,
    "norms_fit_the_places": norm_and_places,
    "sites_have_enough_students": norm_at_sites,
    "fixed_programmes_have_enough_students": norm_of_kept,
    "groups_have_enough_students": norm_in_group,
    "specialisations_have_enough_sites": sites,
    "every_site_has_enough_students": floors,
    "few_sites_have_places": few_sites,
    "openings_reach_the_sites": openings,
    "every_group_has_a_site": groups,
    "lead_centres_have_places": lead_places,
    "institutions_can_teach_enough": taught_by,
    "provinces_can_teach_enough": taught_in,
    "residents_fit_the_studios": studios,
    "residents_are_graduates": graduates,
    "teachers_can_be_hired": hired,
    "places_can_be_paid": money_for_places,
    "openings_can_be_paid": money_for_openings,
}
NAMES = {"specialisation", "institution", "province", "family", "group", "count", "by"}
FOUND = [(name, each) for name in SHORT for each in sums(*short_case(name))]


@pytest.mark.parametrize(("name", "found"), FOUND, ids=[f"{name}: {each.kind}" for name, each in FOUND])
def test_numbers_are_what_other_code_counts(name: str, found: Sum) -> None:
    instance, scenario = short_case(name)
    told = dict(found.found.numbers)
    counted = COUNTED[found.kind](Facts(instance, scenario), told)
    assert {key: value for key, value in told.items() if key not in NAMES} == pytest.approx(counted)


def test_every_sum_is_counted_again() -> None:
    assert {each.kind for _, each in FOUND} == set(COUNTED)


@pytest.mark.parametrize(("name", "found"), FOUND, ids=[f"{name}: {each.kind}" for name, each in FOUND])
def test_the_rules_that_a_sum_names_are_enough_for_it(name: str, found: Sum) -> None:
    instance, scenario = short_case(name)
    assert found.kind in {each.kind for each in sums(instance, keeping(scenario, found.parts))}
