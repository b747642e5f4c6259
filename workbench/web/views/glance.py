"""What is shown of a proposal while it is clicked together: rules, totals beside today, and how full campuses are."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from optimizer.analysis.terms import TERM_UNITS
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import Scenario
from workbench.breaches import breach_sentences
from workbench.messages import Language
from workbench.names import Names

if TYPE_CHECKING:
    from optimizer.evaluation.glance import Glance


def glance_view(pairs: frozenset[Pair], instance: Instance, scenario: Scenario, lang: Language) -> dict[str, Any]:
    """Return what ``glance.html`` speaks of."""
    ruled = _Ruled(repr(scenario), scenario)
    found, today = (_glance(each, instance, ruled) for each in (pairs, frozenset(instance.enrolled_today)))
    students = found.plan.students
    waiting = students["municipality_id"] == ""
    certain = found.broken["certain"].astype(bool)
    return {
        "certain": breach_sentences(found.broken[certain], instance, found.plan, lang),
        "placed": breach_sentences(found.broken[~certain], instance, found.plan, lang),
        "kept": found.kept,
        "left_open": found.left_open,
        "rules": len(dict.fromkeys(found.broken["name"])),
        "programmes": len(found.plan.programmes),
        "students": float(students.loc[~waiting, "students"].sum()),
        "without": float(students.loc[waiting, "students"].sum()),
        "terms": [
            {"term": name, "unit": TERM_UNITS[name], "today": today.terms[name], "proposal": value}
            for name, value in found.terms.items()
        ],
        "campuses": _campuses(found, today, instance, lang),
    }


def _campuses(found: Glance, today: Glance, instance: Instance, lang: Language) -> list[dict[str, Any]]:
    """Return students and places of every campus that teaches, today or then; the largest change first."""
    names = Names(instance, lang)
    then, now = (_by_campus(each) for each in (found, today))
    rows = [
        {
            "name": names.campus(campus),
            "today": now.get(campus, 0.0),
            "students": then.get(campus, 0.0),
            "places": instance.places_of[campus],
        }
        for campus in {*then, *now}
    ]
    return sorted(rows, key=lambda row: (-abs(row["students"] - row["today"]), row["name"]))


def _by_campus(found: Glance) -> dict[str, float]:
    sums = found.plan.programmes.groupby("campus_id")["students"].sum()
    return {str(campus): float(students) for campus, students in sums.items()}


@dataclass(frozen=True)
class _Ruled:
    """A scenario that is known by all that it says."""

    said: str
    scenario: Scenario = field(compare=False)


@lru_cache(maxsize=64)
def _glance(pairs: frozenset[Pair], instance: Instance, ruled: _Ruled) -> Glance:
    from optimizer.evaluation.glance import glance  # a solver comes with it, which no other page needs

    return glance(pairs, instance, ruled.scenario)
