"""The rules about places, for the generic tests: parameters of the tiny plan, looser ones, and random ones."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from optimizer.inputs.instance import Instance

TINY: dict[str, dict[str, Any]] = {
    "province_presence": {"provinces": [], "count": "specialisation", "min": 2},
    "pole_balance": {"first": "harbour", "second": ["bb"], "count": "students", "max_difference": 250},
    "network_pluralism": {"by": "network", "min": 2},
    "industry_proximity": {"km": 20, "families": []},
}
"""Parameters that the tiny plan satisfies."""

LOOSER: dict[str, dict[str, Any]] = {
    "province_presence": {"min": 0},
    "pole_balance": {"max_difference": 1e6},
    "network_pluralism": {"min": 0},
    "industry_proximity": {"km": 1000.0},
}
"""Parameters that ask less than any random ones."""


def _province_presence(random: Random, instance: Instance) -> dict[str, Any]:
    return {
        "provinces": random.choice(((), (), ("p0",), ("p0", "p1"))),
        "count": random.choice(("specialisation", "family", "lead")),
        "min": random.choice((0, 1, 1, 2)),
    }


def _pole_balance(random: Random, instance: Instance) -> dict[str, Any]:
    first, *others = random.sample(instance.municipalities, len(instance.municipalities))
    return {
        "first": random.choice(("pole", (first,))),
        "second": tuple(others),
        "count": random.choice(("leads", "students")),
        "max_difference": random.choice((0, 0.5, 1, 2, 15, 60)),
    }


def _network_pluralism(random: Random, instance: Instance) -> dict[str, Any]:
    return {"by": random.choice(("network", "association")), "min": random.choice((0, 1, 2, 2, 3))}


def _industry_proximity(random: Random, instance: Instance) -> dict[str, Any]:
    return {"km": random.choice((0, 10, 20, 35)), "families": random.choice(((), ("f0",), ("f1",), ("f0", "f1")))}


RANDOM: dict[str, Callable[[Random, Instance], dict[str, Any]]] = {
    "province_presence": _province_presence,
    "pole_balance": _pole_balance,
    "network_pluralism": _network_pluralism,
    "industry_proximity": _industry_proximity,
}
"""What makes random parameters; each rule draws from a generator of its own, so that other cases stay as they are."""
