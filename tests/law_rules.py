"""The rules `budget`, `language` and `linear` as the tiny plan satisfies them, and where they just fail."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict

from optimizer.inputs.scenario import RuleParameters


class Told(RuleParameters):
    """Anything by attribute, that can be written into a result."""

    model_config = ConfigDict(extra="allow", frozen=True)


def own(of: str, where: dict[str, Any] | None = None, **limits: float | None) -> Told:
    """Return one rule of the user's own."""
    return Told(of=of, where=where or {}, **{"min": None, "max": None, **limits})


def between(low: float | None = None, high: float | None = None) -> Told:
    """Return a range."""
    return Told(min=low, max=high)


TINY: dict[str, dict[str, Any]] = {
    "budget": {"one_off": 1e6, "yearly": 1e6},
    "language": {
        "vintage": 2020,
        "foreign": (),
        "both_counts": False,
        "agreements": True,
        "ceilings": False,
        "joint": (),
    },
    "linear": {"each": (own("enrolled", {"family_id": "film"}, max=1000),)},
}


def edge(of: str, where: dict[str, Any], amount: float, step: float = 1.0) -> list[tuple[str, Any, Any, str]]:
    """Return the edges of a rule of the user's own: the plan has just this amount."""
    return [
        (
            "linear",
            {"each": (own(of, where, **{end: amount}),)},
            {"each": (own(of, where, **{end: amount + away}),)},
            f"own rule 0: {of}",
        )
        for end, away in (("min", step), ("max", -step))
    ]


EQUIVALENT = "Dutch equivalent, law of {}: {}"
EDGES: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    # 8 places for 800, one opening for 2000, 6.6 FTE moved for 660; measured within EUR 100
    ("budget", {"one_off": 3460.0}, {"one_off": 3350.0}, "once"),
    # 3 FTE hired and 1 freed, as many programmes as today, 6.6 FTE travel 45 km at EUR 20 a km
    ("budget", {"yearly": 2000.0 + 5940}, {"yearly": 7830.0}, "a year above today"),
    # photo at two-b is English and in another province than photo at one-a; sound at two-a is in both languages
    ("language", {"vintage": 2012}, {"vintage": 2004}, EQUIVALENT.format(2004, "two-b/photo-aba_ma")),
    (
        "language",
        {"vintage": 2004, "joint": ["two/photo-aba_ma"]},
        {"vintage": 2004, "joint": ["one/photo-aba_ma"]},
        EQUIVALENT.format(2004, "two-b/photo-aba_ma"),
    ),
    (
        "language",
        {"foreign": ["film-pba"], "both_counts": True},
        {"foreign": ["film-pba"]},
        EQUIVALENT.format(2020, "one-a/film-pba"),
    ),
    ("language", {"foreign": ["leads"], "joint": ["*/*"]}, {"foreign": ["leads"]},
     EQUIVALENT.format(2020, "two-a/musical-ma")),
    ("language", {"foreign": ["two-b/film-pba"]}, {"foreign": ["one/film-pba"]},
     EQUIVALENT.format(2020, "one-a/film-pba")),
    ("language", {"vintage": 2004, "ceilings": True, "joint": ["*/*"]},
     {"ceilings": True, "joint": ["*/*"]}, "foreign bachelors, law of 2020"),
    *edge("offers", {"province_id": "south"}, 2),
    *edge("openings", {}, 1),
    *edge("closures", {"institution_id": "two", "language": "nl"}, 1),
    *edge("leads", {"pole": "harbour", "degree": ("pba", "ma")}, 3),
    *edge("enrolled", {"km": between(high=3)}, 148),  # film firms: 98 film, 50 sound in aa
    *edge("students", {"zones.province_id": "south", "municipalities.province_id": "north"}, 42),
    *edge("students", {"zone_id": "z-south", "km": between(5, 39)}, 100),
    *edge("unplaced", {"zone_id": "z-south"}, 2),
    *edge("expansion", {"network": "community"}, 8),
    *edge("teaching", {"campuses.places": between(120, 130)}, 17, 0.5),
    *edge("hired", {}, 3, 0.5),
    *edge("staff", {"km": between(low=1), "top": True}, 1.6, 0.5),
    *edge("staff", {"teachers.campus_id": "two-b", "campus_id": "one-a"}, 3, 0.5),
    *edge("freed", {"institution_id": "two"}, 1, 0.5),
    *edge("hosts", {"studios": 10.0}, 1),
    *edge("tracks", {"family_id": "film"}, 2),
    *edge("residents", {"host_id": "hall", "degree": "pba"}, 6),
]  # fmt: skip
"""Rule, parameters with which the tiny plan just holds, with which it fails, and the subject that fails."""
