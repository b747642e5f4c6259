"""What the rules `budget`, `language` and `linear` ask of a set of programmes, written from their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import TYPE_CHECKING, Any

from tests.oracle_facts import Facts, means
from tests.oracle_programme import Sum, add, times

if TYPE_CHECKING:
    from tests.oracle_placement import Placement

PAIRS = {"offers", "openings", "closures", "leads", "enrolled"}
COLUMNS = {"students": "student", "staff": "staff", "freed": "freed", "expansion": "expansion", "hired": "hired"}
Described = tuple[dict[str, Any], Sum, float]
"""What an amount is of, the amount, and a constant."""


def hold_laws(placement: Placement) -> None:
    """Hold the rules that the scenario has."""
    facts = placement.facts
    budget, language, linear = facts.rule("budget"), facts.rule("language"), facts.rule("linear")
    if budget is not None:
        hold_budget(placement, budget)
    if language is not None:
        hold_language(placement, language)
    for own in linear.holding().values() if linear is not None else ():
        hold_own(placement, own)


def hold_budget(placement: Placement, rule: Any) -> None:
    """Hold what is spent once, and in a year above today."""
    facts, prices = placement.facts, placement.facts.prices
    opened = len(set(placement.offered) - set(facts.today)) * prices["eur_per_opening"]
    once = add(
        times(prices["eur_per_place"], placement.named("expansion")),
        times(prices["eur_per_fte_moved"], placement.moved),
    )
    if rule.one_off is not None:
        placement.hold(times(1e-3, once), -inf, (rule.one_off - opened) / 1e3)
    more = (len(placement.offered) - len(facts.today)) * prices["eur_per_programme_year"]
    yearly = add(
        times(prices["eur_per_fte_year"], placement.named("hired")),
        times(-prices["eur_per_fte_year"], placement.named("freed")),
        times(2 * prices["days_per_year"] * prices["eur_per_km"], placement.staff_km),
    )
    if rule.yearly is not None:
        placement.hold(times(1e-3, yearly), -inf, (rule.yearly - more) / 1e3)


CEILINGS = {2004: {}, 2012: {"bachelor": 0.06, "master": 0.35}, 2020: {"bachelor": 0.09, "master": 0.35}}


def hold_language(placement: Placement, rule: Any) -> None:
    """Hold equivalents and ceilings; a programme is foreign always, as a lead centre, or never."""
    facts = placement.facts
    foreign = {pair: foreign_part(placement, rule, pair) for pair in placement.offered}
    for (k, s), (part, constant, _) in foreign.items():
        if (not part and not constant) or names(facts, rule.joint, (k, s)):
            continue
        dutch: Sum = {}
        dutch_constant = 0.0
        for (other, taught), (theirs, fixed, their_word) in foreign.items():
            if taught == s and within(facts, rule, k, other):
                as_well = rule.both_counts and their_word == "both"
                dutch = dutch if as_well else add(dutch, times(-1.0, theirs))
                dutch_constant += 1.0 if as_well else 1.0 - fixed
        placement.hold(add(dutch, times(-1.0, part)), constant - dutch_constant, inf)
    for degree, share in CEILINGS[rule.vintage].items() if rule.ceilings else ():
        own = [p for p in placement.offered if (facts.specialisations[p[1]]["degree"] == "ma") == (degree == "master")]
        most = share * len(own) - sum(foreign[pair][1] for pair in own)
        placement.hold(add(*(foreign[pair][0] for pair in own)), -inf, most)


def foreign_part(placement: Placement, rule: Any, pair: tuple[str, str]) -> tuple[Sum, float, str]:
    """Return how far a programme is foreign, as a sum and a constant, and the language that it then has."""
    facts, (_, s) = placement.facts, pair
    word = facts.language.get(pair, "nl")
    if word != "nl":
        return {}, 1.0, word
    asked = "both" if rule.both_counts else "en"
    if names(facts, rule.foreign, pair):
        return {}, 1.0, asked
    if {"leads", s, facts.family(s)} & set(rule.foreign):
        return placement.lead[pair], 0.0, asked
    return {}, 0.0, "nl"


def names(facts: Facts, entries: tuple[str, ...], pair: tuple[str, str]) -> bool:
    """Whether an entry with a place names a programme."""
    return any("/" in entry and means(facts, entry, pair) for entry in entries)


def within(facts: Facts, rule: Any, campus: str, other: str) -> bool:
    """Whether a programme at another campus can be an equivalent."""
    if rule.vintage > 2004 or facts.school(campus) == facts.school(other):
        return True
    first, second = (facts.towns[facts.town(k)]["province_id"] for k in (campus, other))
    return rule.agreements and (first == second or {first, second} == {"brussel", "vlaams-brabant"})


def hold_own(placement: Placement, own: Any) -> None:
    """Hold one rule of the user's own."""
    meant = [part for part in amounts(placement, own.of) if fits(part[0], own.where)]
    constant = sum(part[2] for part in meant)
    low = -inf if own.min is None else own.min - constant
    high = inf if own.max is None else own.max - constant
    placement.hold(add(*(part[1] for part in meant)), low, high)


def fits(described: dict[str, Any], where: dict[str, Any]) -> bool:
    """Whether all conditions hold."""
    for column, condition in where.items():
        value = described[column]
        if hasattr(condition, "max"):
            low, high = condition.min, condition.max
            if (low is not None and value < low) or (high is not None and value > high):
                return False
        elif value not in (condition if isinstance(condition, tuple) else (condition,)):
            return False
    return True


def place_of(placement: Placement, campus: str) -> dict[str, Any]:
    """Return what is known of a campus."""
    facts, row = placement.facts, placement.facts.campuses[campus]
    town, school = facts.towns[row["municipality_id"]], facts.institutions[row["institution_id"]]
    return {
        **{key: row[key] for key in ("campus_id", "institution_id", "municipality_id", "places")},
        **{key: town[key] for key in ("province_id", "pole")},
        **{key: school[key] for key in ("association", "tier")},
    }


def subject_of(placement: Placement, specialisation: str) -> dict[str, Any]:
    """Return what is known of a specialisation."""
    row = placement.facts.specialisations[specialisation]
    keys = ("specialisation_id", "family_id", "degree", "norm_exempt", "students_per_fte")
    return {key: row[key] for key in keys}


def amounts(placement: Placement, of: str) -> Iterator[Described]:
    """Yield what `of` counts in every plan with these programmes."""
    return of_pairs(placement, of) if of in PAIRS else of_columns(placement, COLUMNS[of])


def of_pairs(placement: Placement, of: str) -> Iterator[Described]:
    """Yield what is counted by programme."""
    offered, today = set(placement.offered), set(placement.facts.today)
    counted = {"offers": offered, "openings": offered - today, "closures": today - offered}
    for k, s in counted.get(of, offered):
        amount = {"leads": placement.lead, "enrolled": placement.enrolled}.get(of, {}).get((k, s), {})
        yield {**place_of(placement, k), **subject_of(placement, s)}, amount, float(of in counted)


def of_columns(placement: Placement, kind: str) -> Iterator[Described]:
    """Yield what is counted by students or teachers."""
    for name in placement.column:
        if name[0] == kind:
            yield column_facts(placement, *name), {name: 1.0}, 0.0


def column_facts(placement: Placement, kind: str, first: str, *rest: str) -> dict[str, Any]:
    """Return what is known of a column."""
    facts = placement.facts
    if kind == "student":
        town = facts.town(rest[0])
        way = {"zone_id": first, "municipality_id": town, "km": facts.km[first, town]}
        return {**way, **subject_of(placement, rest[1])}
    if kind in ("expansion", "hired"):
        return {**place_of(placement, first), **(subject_of(placement, rest[0]) if rest else {})}
    group = facts.groups[first]
    known = {"teacher_group_id": first, "top": group["top"], **subject_of(placement, group["specialisation_id"])}
    if kind == "freed":
        return known
    km = facts.km_towns(facts.town(group["campus_id"]), facts.town(rest[0]))
    return {**known, **place_of(placement, rest[0]), "km": km}
