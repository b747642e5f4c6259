"""The figures of a report: three maps, each with a table that holds the same numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from maps.layers.arrondissements import arrondissements
from maps.layers.institute import institute
from maps.layers.situations import situations
from workbench.report.maps_on_paper import Mark, circle_map, shade_breaks, shaded_map

if TYPE_CHECKING:
    from workbench.report.parts import Subject

RING = 1.3
"""Area of the ring around the institute's municipality, against that of the circle in it."""

SAME = 0.5
"""Students up to which a municipality is said to keep as many."""


@dataclass(frozen=True)
class Figure:
    """A figure: its name, its title, and the table that holds its numbers."""

    name: str
    title: str
    svg: str
    table: str


def figures_of(subject: Subject, numbers: Mapping[str, int]) -> list[Figure]:
    """Return the figures; `numbers` are those of the tables, by name.

    The map of travel is left out where the data set has no boundaries.
    """
    found = [_plan_map(subject, numbers["municipalities"])]
    if subject.result.instance.boundaries.get("arrondissements"):
        found.append(_travel_map(subject, numbers["zones"]))
    return [*found, _leads_map(subject, numbers["municipalities"])]


def _plan_map(subject: Subject, table: int) -> Figure:
    say, number = subject.say, subject.number
    marks = []
    for group in grouped(subject):
        difference = group["students"] - group["students_today"]
        look = "same" if abs(difference) < SAME else "gain" if difference > 0 else "loss"
        shown = number(difference, signed=True)
        detail = f"{number(group['students'])} ({shown})" if look != "same" else number(group["students"])
        marks.append(
            Mark(
                group["name"],
                group["lon"],
                group["lat"],
                group["students"],
                detail,
                look,
                before=group["students_today"],
            )
        )
    key = [
        ("gain", say("key_more")),
        ("loss", say("key_fewer")),
        ("same", say("key_same")),
        ("before", say("key_today")),
    ]
    title, description = say("map_plan"), say("map_plan_said", number=table)
    svg = circle_map(subject.result.instance, "map-plan", marks, key, title, description)
    return Figure("map-plan", title, svg, "municipalities")


def _travel_map(subject: Subject, table: int) -> Figure:
    say, number = subject.say, subject.number
    values = [zone["extra"] for zone in arrondissements(subject.result.instance, situations(subject.result))]
    breaks = [number(upper, None) for upper in shade_breaks(values)]
    between = [f"{low}–{high} km" for low, high in pairwise(breaks)]
    key = [f"≤ {breaks[0]} km", *between, f"> {breaks[-1]} km"]
    title, description = say("map_travel"), say("map_travel_said", number=table)
    svg = shaded_map(subject.result.instance, "map-travel", values, key, title, description)
    return Figure("map-travel", title, svg, "zones")


def _leads_map(subject: Subject, table: int) -> Figure:
    say, instance = subject.say, subject.result.instance
    groups = [group for group in grouped(subject) if group["leads"] > 0]
    marks = [
        Mark(group["name"], group["lon"], group["lat"], group["leads"], "", "lead", count=str(int(group["leads"])))
        for group in groups
    ]
    served = institute(instance, subject.plan)
    places = {town: (group["lon"], group["lat"]) for group in groups for town in group["towns"]}
    leads = {town: group["leads"] for group in groups for town in group["towns"]}
    towns = [instance.municipalities[host["municipality"]] for host in served["hosts"]]
    hosts = [places.get(town, (host["lon"], host["lat"])) for town, host in zip(towns, served["hosts"], strict=True)]
    feeds = []
    for feed in served["feeds"]:
        town = instance.municipality_of[list(instance.campuses)[feed["campus"]]]
        if town in places and places[town] != hosts[feed["host"]]:
            feeds.append((places[town], hosts[feed["host"]]))
    for town, host, place in zip(towns, served["hosts"], hosts, strict=True):
        ring = RING * max(leads.get(town, 0.0), 1.0)
        marks.append(Mark(f"{say('key_host')}: {host['name']}", *place, ring, "", "host"))
    key = [("lead", say("leads").replace("\u00ad", "")), *([("host", say("key_host"))] if hosts else [])]
    title = say("map_leads_institute" if hosts else "map_leads")
    description = say("map_leads_said", number=table)
    svg = circle_map(instance, "map-leads", marks, key, title, description, sorted(set(feeds)))
    return Figure("map-leads", title, svg, "municipalities")


def grouped(subject: Subject) -> list[dict[str, Any]]:
    """Return the municipalities with their sums, those of one pole together: too near each other for a page."""
    sums: Any = subject.sums("municipality_id")
    towns: Any = subject.result.instance.table("municipalities").set_index("municipality_id")
    names = subject.names("municipalities", "municipality_id")
    groups: dict[str, list[str]] = {}
    for town in sums.index:
        groups.setdefault(str(towns.at[town, "pole"] or town), []).append(str(town))
    found = []
    for pole, members in sorted(groups.items()):
        central = [town for town in members if str(towns.at[town, "name_en"]).lower() == pole]
        largest = central[0] if central else max(members, key=lambda town: float(sums.at[town, "students_today"]))
        name = names[largest] if len(members) == 1 else subject.say("and_nearby", name=names[largest])
        total = sums.loc[members].sum()
        place = {axis: float(towns.at[largest, axis]) for axis in ("lon", "lat")}
        counts = {column: float(total[column]) for column in ("students", "students_today", "leads")}
        found.append({"name": name, "towns": members, **place, **counts})
    return found
