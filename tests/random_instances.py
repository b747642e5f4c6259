"""Small random data sets and scenarios: the same seed gives the same case on every machine.

Sizes are such that :mod:`tests.oracle` can try every plan: up to 3 campuses, 4 specialisations, 3 municipalities.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import Any

from optimizer.inputs.eligibility import eligible_pairs
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Goals, Scenario, Students
from optimizer.model.registry import discover_rules
from tests import place_rules
from tests.factory import rows, tiny_instance
from tests.oracle import TERMS

ALWAYS = ("campus_capacity", "staffing", "lead_centre")
OPENINGS = ("none", "family", "anywhere")


@dataclass(frozen=True)
class Case:
    """A data set and a scenario."""

    instance: Instance
    scenario: Scenario


def scenario_of(rules: dict[str, dict[str, Any]] | None = None, **changes: Any) -> Scenario:
    """Return a scenario with rules by name and parameters; the three that always hold are added."""
    known = discover_rules()
    named = {**{name: {} for name in ALWAYS}, **(rules or {})}
    values: dict[str, Any] = {
        "name": "made-up",
        "title": "Made up",
        "dataset": "made-up",
        "openings": "none",
        "goals": Goals(order=(Goal(term="duplication"),)),
        "students": Students(),
        "rules": {name: known[name].parameters(**parameters) for name, parameters in named.items()},
        "prices": {},
    }
    return Scenario(**{**values, **changes})


def random_case(seed: int, most_pairs: int = 8, also: Collection[str] = ()) -> Case:
    """Return a random case with no more eligible pairs than `most_pairs`, and two goals; the rules `also` are on."""
    random = Random(seed)
    while True:
        instance = random_instance(random)
        share = random.choice((0.0, 0.0, 0.05, 0.3))
        scenario = scenario_of(
            {**random_rules(random, instance), **later_rules(seed, instance, also)},
            openings=random.choice(OPENINGS),
            students=Students(unplaced_share=share),
            goals=Goals(order=random_goals(random)),
        )
        locks = scenario.rules.get("locks")
        pairs = eligible_pairs(instance, scenario.openings, getattr(locks, "open", ()), getattr(locks, "close", ()))
        if len(pairs) <= most_pairs:
            return Case(instance, scenario)


def random_goals(random: Random) -> tuple[Goal, Goal]:
    """Return two goals; later ones may cost the first."""
    first, second = random.sample(TERMS, 2)
    by = random.choice(("institution", "association", "province"))
    level = {"worst_loss": {"by": by}}
    gives = {"give_up": random.choice((0.0, 0.1, 0.5)), "give_up_abs": random.choice((0.0, 0.0, 1.0, 5.0))}
    return Goal(term=first, **gives, **level.get(first, {})), Goal(term=second, **level.get(second, {}))


def random_instance(random: Random, own_campuses: int | None = None) -> Instance:
    """Return a random data set; with `own_campuses`, so many institutions of one campus each."""
    towns = [f"t{number}" for number in range(random.randint(1, 3))]
    schools = [f"i{number}" for number in range(own_campuses or random.randint(1, 3))]
    zones = [f"z{number}" for number in range(random.randint(1, 3))]
    campuses = [f"k{number}" for number in range(own_campuses or random.randint(2, 3))]
    specialisations = [f"s{number}" for number in range(random.randint(2, 4))]
    town_of = {campus: random.choice(towns) for campus in campuses}
    owners = schools if own_campuses else random.choices(schools, k=len(campuses))
    school_of = dict(zip(campuses, owners, strict=True))
    taught = _taught(random, campuses, specialisations)
    flows = [(zone, k, s, float(random.choice((0, 5, 10, 20, 40)))) for (k, s) in sorted(taught) for zone in zones]
    flows = [flow for flow in flows if flow[3] > 0]
    enrolled = {pair: sum(flow[3] for flow in flows if flow[1:3] == pair) for pair in taught}
    slack = random.choice((1.0, 1.1, 1.5, 2.5))
    used = {k: sum(students for (other, _), students in enrolled.items() if other == k) for k in campuses}
    tables = {
        **_places(random, towns, schools),
        "campuses": rows(
            "campus_id institution_id municipality_id name lat lon places expandable_share",
            *(
                (k, school_of[k], town_of[k], k, 51.0, 4.0, max(20.0, slack * used[k]), random.choice((0.0, 0.25, 1.0)))
                for k in campuses
            ),
        ),
        **_subjects(random, specialisations),
        "programmes": rows(
            "programme_id campus_id specialisation_id programme_name_nl language enrolled graduates",
            *(
                (f"{k}-{s}", k, s, s, "nl", enrolled[k, s], float(random.choice((5, 20, 40))))
                for k, s in sorted(taught)
            ),
        ),
        "teachers": _teachers(random, taught, enrolled),
        "zones": rows(
            "zone_id nuts3 name_nl name_en province_id lat lon area_km2 population age18",
            *((zone, "", zone, zone, "p0", 51.0, 4.0, 100.0, 1000.0, 100.0) for zone in zones),
        ),
        "demand": _demand(flows),
        "today_flows": rows("zone_id campus_id specialisation_id students", *flows),
        **_distances(random, towns, zones),
        **_surroundings(random, towns, campuses, town_of),
    }
    return tiny_instance(**tables)


def _taught(random: Random, campuses: list[str], specialisations: list[str]) -> set[tuple[str, str]]:
    taught = {(random.choice(campuses), s) for s in specialisations if random.random() < 0.95}
    return taught | {(k, s) for k in campuses for s in specialisations if random.random() < 0.3}


def _demand(flows: list[tuple[str, str, str, float]]) -> list[dict[str, Any]]:
    sums: dict[tuple[str, str], float] = {}
    for zone, _, s, students in flows:
        sums[zone, s] = sums.get((zone, s), 0.0) + students
    return rows("zone_id specialisation_id students", *((*origin, students) for origin, students in sums.items()))


def _places(random: Random, towns: list[str], schools: list[str]) -> dict[str, list[dict[str, Any]]]:
    return {
        "institutions": rows(
            "institution_id name short_name network association tier seat successor students_total",
            *(
                (i, i, i, network, random.choice(("Red", "Blue")), random.choice(("core", "likely")), "", "", 100.0)
                for i, network in zip(schools, cycle(("community", "catholic", "community")), strict=False)
            ),
        ),
        "provinces": rows("province_id name_nl name_en lat lon", *((p, p, p, 51.0, 4.0) for p in ("p0", "p1"))),
        "municipalities": rows(
            "municipality_id name_nl name_en province_id pole lat lon",
            *((t, t, t, random.choice(("p0", "p1")), random.choice(("", "pole")), 51.0, 4.0) for t in towns),
        ),
    }


def _subjects(random: Random, specialisations: list[str]) -> dict[str, list[dict[str, Any]]]:
    return {
        "families": rows(
            "family_id name_nl name_en layer institute_weight",
            ("f0", "f0", "f0", "core", float(random.choice((1, 2)))),
            ("f1", "f1", "f1", "related", float(random.choice((0, 1)))),
        ),
        "specialisations": rows(
            "specialisation_id subject_id degree family_id accreditation_id name_nl name_en years students_per_fte"
            " floor norm_exempt norm_exempt_reason",
            *(
                (
                    s,
                    s,
                    random.choice(("pba", "pba", "aba_ma", "ma")),
                    random.choice(("f0", "f1")),
                    random.choice(("a0", "a1", s)),
                    s,
                    s,
                    3.0,
                    float(random.choice((5, 10, 12))),
                    float(random.choice((0, 10, 20))),
                    random.random() < 0.2,
                    "",
                )
                for s in specialisations
            ),
        ),
    }


def _teachers(
    random: Random, taught: set[tuple[str, str]], enrolled: dict[tuple[str, str], float]
) -> list[dict[str, Any]]:
    groups = [
        (
            f"{k}-{s}-{top}",
            k,
            s,
            bool(top),
            2.0,
            random.choice((0.5, 1.0, enrolled[k, s] / 12)),
            random.choice((20.0, 60.0)),
        )
        for k, s in sorted(taught)
        for top in (0, 1)
        if random.random() < 0.85
    ]
    return rows("teacher_group_id campus_id specialisation_id top headcount fte max_km", *groups)


def _distances(random: Random, towns: list[str], zones: list[str]) -> dict[str, list[dict[str, Any]]]:
    between = {(a, b): float(random.randint(5, 60)) for a in towns for b in towns if a < b}
    return {
        "travel": rows(
            "zone_id municipality_id km minutes",
            *((zone, town, float(random.randint(2, 80)), 10.0) for zone in zones for town in towns),
        ),
        "campus_travel": rows(
            "municipality_id municipality_id_to km minutes",
            *((a, b, between.get((min(a, b), max(a, b)), 0.0), 10.0) for a in towns for b in towns),
        ),
    }


def _surroundings(
    random: Random, towns: list[str], campuses: list[str], town_of: dict[str, str]
) -> dict[str, list[dict[str, Any]]]:
    host = random.choice(campuses)
    hosts = [("h0", "h0", host, town_of[host], 6.0), ("h1", "h1", "", random.choice(towns), 8.0)]
    firms = [(town, "f0", float(random.randint(0, 40))) for town in towns if random.random() < 0.7]
    return {
        "institute_hosts": rows("host_id name campus_id municipality_id studios", *hosts),
        "industry": [],
        "firm_travel": rows("municipality_id family_id km", *firms),
    }


def later_rules(seed: int, instance: Instance, names: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return rules by name with random parameters; they change nothing else of a seed's case."""
    return {name: place_rules.RANDOM[name](Random(f"{name} {seed}"), instance) for name in names}


def random_rules(random: Random, instance: Instance) -> dict[str, dict[str, Any]]:
    """Return rules, on and off at random, with random parameters."""
    choice = random.choice
    possible: dict[str, dict[str, Any]] = {
        "minimum_enrolment": {
            "norm": choice((10, 20, 40)),
            "norm_master": choice((5, 15)),
            "count": choice(("campus", "institution", "municipality")),
            "exempt": choice((True, False)),
        },
        "sites_per_specialisation": {"min": choice((0, 1, 1, 2)), "max": choice((None, 1, 2, 3))},
        "specialisations_per_institution": {
            "count": choice(("family", "specialisation")),
            "min": choice((None, 1, 1, 2)),
            "max": choice((None, 1, 2, 3)),
            "binding": choice((("core",), ("core", "likely"), ())),
        },
        "reach": {"km": choice((20, 40, 60)), "share": choice((0.0, 0.1, 0.5))},
        "locks": random_locks(random, instance),
        "openings_limit": {"total": choice((None, 0, 1, 2)), "per_institution": choice((None, 0, 1))},
        "secondment": {
            "ban": choice((True, False)),
            "km": choice((None, 10, 40)),
            "sites": choice((None, None, 1, 2)),
        },
        "institute": {
            "present": choice((True, True, True, False)),
            "hosts": choice((None, None, ("h0",), ("h1",))),
            "max_hosts": choice((1, 1, 2)),
            "residents_total": choice((2, 3, 5)),
            "min_track": choice((1, 2)),
            "graduate_share": choice((0.1, 0.2, 0.5)),
            "guest_fte_per_resident": choice((0.0, 0.1)),
            "not_in": choice(((), (), ("pole",), ("p1",), ("t0",))),
        },
    }
    rate = choice((0.1, 0.2, 0.4))
    named = {name: values for name, values in possible.items() if random.random() < rate}
    return {
        "campus_capacity": {"expandable_share": choice((None, None, 0.0, 0.5))},
        "staffing": {
            "freed_share": choice((1.0, 1.0, 0.3)),
            "top_freed_share": choice((1.0, 1.0, 0.2)),
            "hired_fte": choice((None, None, 3.0, 10.0)),
        },
        "lead_centre": {"student_share": choice((0.0, 0.0, 0.3, 0.6)), "top_fte": choice((0.0, 0.0, 1.0, 2.0))},
        **named,
    }


def random_locks(random: Random, instance: Instance) -> dict[str, list[str]]:
    """Return one or two random entries, of any kind and form."""
    places = [*instance.campuses, *instance.institution_of.values(), "*"]
    locks: dict[str, list[str]] = {}
    for kind in random.choices(("keep", "open", "close", "lead"), k=random.randint(1, 2)):
        place, s = random.choice(places), random.choice((*instance.specialisations, "*", ""))
        entry = f"{place}/{s}" if s else place
        if entry not in ("*", "*/*") or kind == "keep":
            locks.setdefault(kind, []).append("*/*" if entry == "*" else entry)
    return locks
