"""What the oracle knows of rules about places: provinces, poles, networks, firms."""

from __future__ import annotations

from collections import defaultdict
from math import inf

from tests.oracle_facts import Facts, Offered
from tests.oracle_placement import Placement
from tests.oracle_programme import add, times


def spread(facts: Facts, offered: Offered) -> bool:
    """Whether the rules about places hold that speak of programmes alone."""
    return _in_provinces(facts, offered) and _in_networks(facts, offered)


def _province(facts: Facts, campus: str) -> str:
    return str(facts.towns[facts.town(campus)]["province_id"])


def _bound_provinces(facts: Facts, named: tuple[str, ...]) -> set[str]:
    return set(named) or {_province(facts, k) for k, _ in facts.today}


def _in_provinces(facts: Facts, offered: Offered) -> bool:
    rule = facts.rule("province_presence")
    if rule is None or rule.count == "lead":
        return True
    for province in _bound_provinces(facts, rule.provinces):
        here = {s for k, s in offered if _province(facts, k) == province}
        if len({facts.family(s) for s in here} if rule.count == "family" else here) < rule.min:
            return False
    return True


def _in_networks(facts: Facts, offered: Offered) -> bool:
    rule = facts.rule("network_pluralism")
    if rule is None:
        return True

    def bodies(pairs: Offered) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for k, s in pairs:
            found[facts.family(s)].add(facts.institutions[facts.school(k)][rule.by])
        return found

    then, now = bodies(offered), bodies(frozenset(facts.today))
    return all(len(then[family]) >= min(rule.min, len(found)) for family, found in now.items())


def hold_places(placement: Placement) -> None:
    """Hold the rules about places that speak of lead centres or students."""
    facts = placement.facts
    provinces, poles, firms = (facts.rule(name) for name in ("province_presence", "pole_balance", "industry_proximity"))
    if provinces is not None and provinces.count == "lead":
        for province in _bound_provinces(facts, provinces.provinces):
            here = [placement.lead[k, s] for k, s in placement.offered if _province(facts, k) == province]
            placement.hold(add(*here), provinces.min, inf)
    if poles is not None:
        counted = placement.lead if poles.count == "leads" else placement.enrolled
        for one, other in ((poles.first, poles.second), (poles.second, poles.first)):
            more = add(*(counted[pair] for pair in placement.offered if _is_in(facts, pair[0], one)))
            less = add(*(counted[pair] for pair in placement.offered if _is_in(facts, pair[0], other)))
            placement.hold(add(more, times(-1.0, less)), -inf, poles.max_difference)
    if firms is not None:
        served = {family for _, family in facts.firm_km} & set(firms.families or facts.weights)
        for k, s in placement.offered:
            if facts.family(s) in served and facts.firm_km.get((facts.town(k), facts.family(s)), inf) > firms.km:
                placement.hold(placement.lead[k, s], 0.0, 0.0)


def _is_in(facts: Facts, campus: str, pole: str | tuple[str, ...]) -> bool:
    town = facts.towns[facts.town(campus)]
    return town["pole"] == pole if isinstance(pole, str) else town["municipality_id"] in pole
