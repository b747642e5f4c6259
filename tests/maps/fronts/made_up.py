"""Fronts made by hand, so that the chart can be tested without a solver; nothing here is an optimum."""

from __future__ import annotations

from dataclasses import replace

from optimizer.analysis.terms import TERM_UNITS
from optimizer.fronts.axes import Axes, with_terms
from optimizer.fronts.front import CellRecord, Front, FrontPoint, points_of
from optimizer.fronts.grid import Cell
from optimizer.inputs.instance import Instance
from tests.factory import tiny_scenario

TERMS = ("duplication", "student_travel", "teacher_scatter")


def made_up_front(
    instance: Instance, terms: tuple[str, ...] = TERMS[:2], points: int = 12, title: str = "Voorbeeld"
) -> Front:
    """Return a front that falls ever more slowly; with a third term every fourth point lies above the others."""
    scenario = replace(with_terms(tiny_scenario(), terms), title=title, title_nl=title)
    axes = Axes.of(terms)
    records = {}
    for place in range(points):
        lifted = len(terms) > 2 and place % 4 == 2
        values = dict.fromkeys(TERM_UNITS, 10.0) | {
            "duplication": float(place + 1),
            "student_travel": 500_000.0 + 400_000.0 / (place + 1) + (60_000.0 if lifted else 0.0),
            "teacher_scatter": 4.0 if lifted else 20.0 - place,
        }
        bounds = {term: values[term] * (0.8 if place == 5 and term == "student_travel" else 1.0) for term in terms}
        sites = {s: 1 + (number + place) % 3 for number, s in enumerate(instance.specialisations)}
        status = "feasible" if place == 5 else "optimal"
        records[f"cell-{place:03}"] = CellRecord(
            Cell(f"cell-{place:03}", terms), "point", status, values, bounds, sites
        )
    today = dict.fromkeys(TERM_UNITS, 5.0) | {"duplication": float(points), "student_travel": 450_000.0}
    chosen = points_of(axes, list(records.values()), today, len(instance.enrolled_today))
    numbered = tuple(FrontPoint(number, *one) for number, one in enumerate(chosen, start=1))
    return Front(instance, scenario, axes, numbered, records, today, complete=True)
