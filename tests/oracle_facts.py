"""A data set as plain dictionaries, and what of a plan its programmes alone decide; nothing here knows the model."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario

Pair = tuple[str, str]
Offered = frozenset[Pair]


def by_key(instance: Instance, table: str) -> dict[str, dict[str, Any]]:
    """Return a table's rows by their first column."""
    frame = instance.table(table)
    return {row[frame.columns[0]]: row for row in frame.to_dict("records")}


@dataclass
class Facts:
    """What the oracle reads of a data set and a scenario."""

    instance: Instance
    scenario: Scenario

    def __post_init__(self) -> None:
        instance = self.instance
        self.institutions = by_key(instance, "institutions")
        self.towns = by_key(instance, "municipalities")
        self.campuses = by_key(instance, "campuses")
        self.specialisations = by_key(instance, "specialisations")
        self.groups = by_key(instance, "teachers")
        self.hosts = by_key(instance, "institute_hosts")
        self.weights = {name: row["institute_weight"] for name, row in by_key(instance, "families").items()}
        self.today: dict[Pair, float] = defaultdict(float)
        self.graduates: dict[str, float] = defaultdict(float)
        self.language: dict[Pair, str] = {}
        for row in instance.table("programmes").to_dict("records"):
            self.today[row["campus_id"], row["specialisation_id"]] += row["enrolled"]
            self.graduates[row["specialisation_id"]] += row["graduates"]
            self.language[row["campus_id"], row["specialisation_id"]] = row["language"]
        self.demand = {
            (row["zone_id"], row["specialisation_id"]): row["students"]
            for row in instance.table("demand").to_dict("records")
            if row["students"] > 0
        }
        self.national = {s: sum(n for (_, other), n in self.demand.items() if other == s) for s in self.specialisations}
        self.km = {
            (row["zone_id"], row["municipality_id"]): row["km"] for row in instance.table("travel").to_dict("records")
        }
        self.between = {
            (row["municipality_id"], row["municipality_id_to"]): row["km"]
            for row in instance.table("campus_travel").to_dict("records")
        }
        self.firm_km = {
            (row["municipality_id"], row["family_id"]): row["km"]
            for row in instance.table("firm_travel").to_dict("records")
        }
        self.prices = {**instance.settings["prices"], **self.scenario.prices}

    def town(self, campus: str) -> str:
        """Return a campus's municipality."""
        return str(self.campuses[campus]["municipality_id"])

    def school(self, campus: str) -> str:
        """Return a campus's institution."""
        return str(self.campuses[campus]["institution_id"])

    def family(self, specialisation: str) -> str:
        """Return a specialisation's family."""
        return str(self.specialisations[specialisation]["family_id"])

    def km_towns(self, start: str, end: str) -> float:
        """Return the km between two municipalities."""
        return 0.0 if start == end else float(self.between[start, end])

    def rule(self, name: str) -> Any:
        """Return a rule's parameters, or None if it is off."""
        return self.scenario.rules.get(name)


def means(facts: Facts, entry: str, pair: Pair) -> bool:
    """Whether an entry of `locks` names a pair."""
    place, _, specialisation = entry.partition("/")
    return place in {"*", pair[0], facts.school(pair[0])} and specialisation in {"", "*", pair[1]}


def eligible(facts: Facts) -> set[Pair]:
    """Return the pairs that may be taught."""
    everything = set(product(facts.campuses, facts.specialisations))
    today = set(facts.today)
    locks = facts.rule("locks")
    if facts.scenario.openings == "anywhere":
        allowed = everything
    elif facts.scenario.openings == "family":
        kind = {s: (row["family_id"], row["degree"]) for s, row in facts.specialisations.items()}
        taught = {(facts.school(k), kind[s]) for k, s in today}
        allowed = {(k, s) for k, s in everything if (k, s) in today or (facts.school(k), kind[s]) in taught}
    else:
        allowed = today
    if locks is None:
        return allowed
    opened = [entry for entry in locks.open if entry.partition("/")[2] not in {"", "*"}]
    allowed = allowed | {pair for pair in everything if any(means(facts, entry, pair) for entry in opened)}
    return {pair for pair in allowed if not any(means(facts, entry, pair) for entry in locks.close)}


def every_offer(facts: Facts) -> list[Offered]:
    """Return every set of programmes that keeps the rules which speak of programmes alone."""
    allowed, sites = eligible(facts), facts.rule("sites_per_specialisation")
    choices = []
    for s in facts.specialisations:
        campuses = sorted(k for k, other in allowed if other == s)
        wanted = facts.national[s] > 0
        least = 1 if wanted and facts.scenario.students.unplaced_share == 0 else 0
        most = len(campuses)
        if wanted and sites is not None:
            least, most = max(least, sites.min), min(most, most if sites.max is None else sites.max)
        choices.append([chosen for size in range(least, most + 1) for chosen in combinations(campuses, size)])
    offers = []
    for chosen in product(*choices):
        offered = frozenset((k, s) for s, campuses in zip(facts.specialisations, chosen, strict=True) for k in campuses)
        if focused(facts, offered) and locked(facts, offered) and few_opened(facts, offered):
            offers.append(offered)
    return offers


def focused(facts: Facts, offered: Offered) -> bool:
    """Whether `specialisations_per_institution` holds."""
    rule = facts.rule("specialisations_per_institution")
    if rule is None:
        return True
    taught: dict[str, set[str]] = {school: set() for school in facts.institutions}
    for k, s in offered:
        taught[facts.school(k)].add(facts.family(s) if rule.count == "family" else s)
    for school, row in facts.institutions.items():
        if rule.min is not None and row["tier"] in rule.binding and len(taught[school]) < rule.min:
            return False
        if rule.max is not None and len(taught[school]) > rule.max:
            return False
    return True


def locked(facts: Facts, offered: Offered) -> bool:
    """Whether `keep` and `open` hold; `close` is a matter of eligibility, `lead` one of lead centres."""
    rule = facts.rule("locks")
    if rule is None:
        return True
    for entry in rule.keep:
        meant = {pair for pair in (facts.today if "*" in entry else offered) if means(facts, entry, pair)}
        if not (meant <= offered if "*" in entry else meant):
            return False
    for entry in rule.open:
        place, _, specialisation = entry.partition("/")
        exact = place in facts.campuses and specialisation not in {"", "*"}
        meant = {pair for pair in offered if means(facts, entry, pair)}
        if not (meant if exact else meant - set(facts.today)):
            return False
    return True


def few_opened(facts: Facts, offered: Offered) -> bool:
    """Whether `openings_limit` holds."""
    rule = facts.rule("openings_limit")
    if rule is None:
        return True
    new = [facts.school(k) for k, s in offered if (k, s) not in facts.today]
    in_all = rule.total is None or len(new) <= rule.total
    return in_all and (rule.per_institution is None or all(new.count(i) <= rule.per_institution for i in new))


def counted(facts: Facts, offered: Offered, term: str) -> float:
    """Return the part of a term that the programmes alone decide; the rest of it is never negative."""
    prices = facts.prices
    if term == "duplication":
        return float(len(offered) - len({s for _, s in offered}))
    if term == "family_sites":
        sites = {(k, facts.family(s)) for k, s in offered}
        return float(len(sites) - len({family for _, family in sites}))
    if term == "displaced":
        return float(sum(students for pair, students in facts.today.items() if pair not in offered))
    if term == "openings":
        return float(len([pair for pair in offered if pair not in facts.today]))
    if term == "cost":
        opened = counted(facts, offered, "openings") * prices["eur_per_opening"]
        return len(offered) * prices["eur_per_programme_year"] + opened * annuity(prices)
    return 0.0


def annuity(prices: dict[str, float]) -> float:
    """Return the yearly share of a one-off cost."""
    rate, life = prices["rate"], prices["life_years"]
    return 1 / life if rate == 0 else rate / (1 - (1 + rate) ** -life)
