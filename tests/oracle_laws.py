"""What the rules `budget`, `language` and `linear` ask of a set of programmes, written from their meaning."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import TYPE_CHECKING, Any

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
    budget, linear = facts.rule("budget"), facts.rule("linear")
    if budget is not None:
        hold_budget(placement, budget)
    for own in linear.each if linear is not None else ():
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
