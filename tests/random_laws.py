"""Random cases with the rules `budget`, `language` and `linear`, on top of those of :mod:`tests.random_instances`."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from optimizer.inputs.instance import Instance
from optimizer.model.registry import discover_rules
from tests.random_instances import Case, random_case

CONDITIONS: dict[str, tuple[str, ...]] = {
    "offers": ("campus", "place", "subject"),
    "openings": ("campus", "place", "subject"),
    "closures": ("campus", "place", "subject"),
    "leads": ("campus", "place", "subject"),
    "enrolled": ("campus", "place", "subject"),
    "hired": ("campus", "place", "subject"),
    "students": ("town", "subject", "km"),
    "staff": ("campus", "place", "subject", "top", "km"),
    "freed": ("subject", "top"),
    "expansion": ("campus", "place"),
}
"""Kinds of conditions that make sense, by what is counted."""


def random_where(random: Random, instance: Instance, kind: str) -> dict[str, Any]:
    """Return a random condition of a kind."""
    choice = random.choice
    if kind == "campus":
        return choice(
            (
                {"campus_id": choice(instance.campuses)},
                {"institution_id": choice(instance.institutions)},
                {"places": {"max": 60}},
            )
        )
    if kind == "place":
        return choice(({"province_id": choice(("p0", "p1"))}, {"pole": "pole"}, {"tier": ["core", "guess"]}))
    if kind == "subject":
        taught = random.sample(instance.specialisations, 2)
        return choice(({"specialisation_id": taught}, {"family_id": choice(("f0", "f1"))}, {"degree": "pba"}))
    if kind == "town":
        return {"municipality_id": choice(instance.municipalities)}
    return {"top": choice((True, False))} if kind == "top" else {"km": {"min": choice((5, 20)), "max": 60}}


def random_own_rule(random: Random, instance: Instance) -> dict[str, Any]:
    """Return one random entry of `linear`."""
    of = random.choice(sorted(CONDITIONS))
    where: dict[str, Any] = {}
    for kind in random.sample(CONDITIONS[of], random.randint(0, 2)):
        where |= random_where(random, instance, kind)
    if of in ("offers", "openings", "closures", "leads"):
        low, high = random.choice((0, 1, 1, 2)), random.choice((0, 1, 2, 3))
    else:
        low, high = random.choice((0, 1, 5, 20)), random.choice((0, 2, 20, 60, 100))
    limits = random.choice(({"min": low}, {"max": high}, {"min": low, "max": max(low, high)}))
    # What the model lets a programme hire is bounded by its students, which brute force does not repeat.
    return {"of": of, "where": where, **({"max": high} if of in ("expansion", "hired") else limits)}


def random_budget(random: Random) -> dict[str, Any]:
    """Return random limits, of the size of what small cases cost."""
    return {
        "one_off": random.choice((None, 0.0, 500.0, 2500.0, 6000.0)),
        "yearly": random.choice((None, -3000.0, -500.0, 0.0, 2000.0)),
    }


def with_rules(case: Case, **rules: dict[str, Any]) -> Case:
    """Return the case with rules more."""
    known = discover_rules()
    added = {name: known[name].parameters.model_validate(values) for name, values in rules.items()}
    return Case(case.instance, replace(case.scenario, rules={**case.scenario.rules, **added}))


def linear_case(seed: int) -> Case:
    """Return a random case with one or two rules of the user's own."""
    random, case = Random(f"linear-{seed}"), random_case(seed)
    own = [random_own_rule(random, case.instance) for _ in range(random.randint(1, 2))]
    return with_rules(case, linear={"each": own})


def budget_case(seed: int) -> Case:
    """Return a random case with a budget."""
    return with_rules(random_case(seed), budget=random_budget(Random(f"budget-{seed}")))


def random_language(random: Random, instance: Instance) -> dict[str, Any]:
    """Return random parameters of `language`."""
    named = [*instance.specialisations, "f0", "leads", f"{random.choice(instance.campuses)}/*"]
    joint = f"{random.choice(instance.institutions)}/{random.choice(instance.specialisations)}"
    return {
        "vintage": random.choice((2004, 2004, 2012, 2020)),
        "foreign": random.sample(named, random.choice((0, 1, 1, 2))),
        "both_counts": random.choice((False, False, True)),
        "ceilings": random.choice((True, False, False)),
        "agreements": random.choice((True, True, False)),
        "joint": random.choice(([], [], [joint], ["*/*"])),
    }


def language_case(seed: int) -> Case:
    """Return a random case in which some programmes are foreign; Brussels and Flemish Brabant are its provinces."""
    random, case = Random(f"language-{seed}"), random_case(seed)
    programmes = case.instance.table("programmes")
    spoken = [random.choice(("nl", "nl", "nl", "en", "both")) for _ in range(len(programmes))]
    renamed = {"p0": "vlaams-brabant", "p1": random.choice(("brussel", "limburg"))}
    tables = {
        name: frame.replace({"province_id": renamed}) if "province_id" in frame.columns else frame
        for name, frame in case.instance.tables.items()
    }
    instance = case.instance.replace(**{**tables, "programmes": programmes.assign(language=spoken)})
    return with_rules(Case(instance, case.scenario), language=random_language(random, instance))
