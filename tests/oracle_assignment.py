"""How students are assigned, for the oracle: which campuses are full, and which groups stay together."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from tests.oracle_programme import Sum, add, times

if TYPE_CHECKING:
    from tests.oracle_placement import Placement


def assign(placement: Placement) -> None:
    """Hold a placement to the scenario's ``[students]``."""
    students = placement.facts.scenario.students
    if students.assignment == "nearest":
        _nearest(placement)
    if students.single_source:
        _together(placement)


def _nearest(placement: Placement) -> None:
    """Say for each way and each programme that it passes: nobody goes this way unless that campus is full."""
    facts = placement.facts
    share = facts.rule("campus_capacity").expandable_share
    full = {}
    for k in {k for k, _ in placement.offered}:
        row = facts.campuses[k]
        most = row["places"] * (1 + (row["expandable_share"] if share is None else share))
        full[k] = placement.column_sum("full", k, high=1.0, whole=True)
        here = add(*(placement.enrolled[pair] for pair in placement.offered if pair[0] == k))
        placement.hold(add(here, times(-most, full[k])), 0.0, inf)
    for way in [name for name in placement.column if name[0] in {"student", "unplaced"}]:
        zone, s = way[1], way[-1]
        ends = facts.km[zone, facts.town(way[2])] if way[0] == "student" else inf
        for k in [k for k, other in placement.offered if other == s]:
            if facts.km[zone, facts.town(k)] < ends:
                placement.hold(add({way: 1.0}, times(-facts.demand[zone, s], full[k])), -inf, 0.0)


def _together(placement: Placement) -> None:
    facts = placement.facts
    ways: dict[Any, Sum] = {}
    for name in list(placement.column):
        if name[0] == "student":
            ways.setdefault((name[1], name[3]), {})[name] = 1.0
    for (zone, s), students in ways.items():
        towns = sorted({facts.town(name[2]) for name in students})
        goes = {town: placement.column_sum("goes", zone, s, town, high=1.0, whole=True) for town in towns}
        placement.hold(add(*goes.values()), 0.0, 1.0)
        for name in students:
            most = facts.demand[zone, s]
            placement.hold(add({name: 1.0}, times(-most, goes[facts.town(name[2])])), -inf, 0.0)
