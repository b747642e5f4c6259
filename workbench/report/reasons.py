"""The reason of every programme: what is fixed, what its students would travel without it, where they go.

Reasons are read off the tables of the plan. They say what follows for one programme; why all of them together are best
is what the proof says.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from maps.layers.catalogue import specialisation_order
from maps.layers.flows import net_shifts
from maps.layers.programmes import programmes
from maps.layers.situations import situations
from optimizer.inputs.lock_entries import KINDS, named_pairs

if TYPE_CHECKING:
    from workbench.report.parts import Subject

Pair = tuple[str, str]
MOST_PLACES = 3
COUNTED = {"campus": "campus_id", "institution": "institution_id", "municipality": "municipality_id"}


class Reasons:
    """The reasons of a plan's programmes."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        changes = subject.changes
        self.sites_today = changes[changes["programmes_today"] == 1].groupby("specialisation_id").size().to_dict()
        self.sites = changes[changes["programmes"] == 1].groupby("specialisation_id").size().to_dict()
        self.campuses: dict[str, list[str]] = defaultdict(list)
        for row in changes[changes["programmes"] == 1].itertuples():
            self.campuses[str(row.specialisation_id)].append(str(row.campus_id))
        self.totals = subject.plan.programmes.groupby("specialisation_id")["students"].sum().to_dict()
        self.top = {
            (str(row.campus_id), str(row.specialisation_id)): float(str(row.top_fte))
            for row in subject.plan.programmes.itertuples()
        }
        self.locks = _locks(subject)
        self.small = _below_norm(subject)
        self.shifts = _shifts(subject)

    def of(self, row: Any) -> str:
        """Return the reason of a row of the changes."""
        pair = (str(row.campus_id), str(row.specialisation_id))
        say = self.subject.say
        parts = [say("reason_locked", kind=kind, entry=entry) for kind, entry in self.locks.get(pair, [])]
        parts += self._closed(pair) if row.change == "closed" else self._open(pair, row)
        return " ".join(parts)

    def _closed(self, pair: Pair) -> list[str]:
        say, number = self.subject.say, self.subject.number
        left = self.sites.get(pair[1], 0)
        parts = [say("reason_sites", today=self.sites_today[pair[1]], plan=left) if left else say("reason_ends")]
        if pair in self.small:
            students, norm = self.small[pair]
            parts.append(say("reason_below_norm", students=number(students), norm=number(norm)))
        goals = self.shifts.get(pair, [])
        if goals:
            places = [f"{self.subject.town_of(campus)} ({number(students)})" for campus, students in goals]
            parts.append(say("reason_go_to", places=self._listed(places)))
        return parts

    def _open(self, pair: Pair, row: Any) -> list[str]:
        say, number = self.subject.say, self.subject.number
        campus, specialisation = pair
        parts = []
        others = [other for other in self.campuses[specialisation] if other != campus]
        if not others:
            only = self.sites_today.get(specialisation) == 1 and row.change == "kept"
            parts.append(say("reason_only" if only else "reason_only_left"))
        elif row.lead:
            share = float(row.students) / self.totals[specialisation] if self.totals[specialisation] else 0.0
            shown = number(share * 100) + "%"
            parts.append(say("reason_lead", share=shown, fte=number(self.top[pair], 1)))
        town = self.subject.result.instance.municipality_of
        near = [other for other in others if town[other] == town[campus]]
        if near:
            parts.append(say("reason_same_town", campuses=self._listed([self.subject.campus(each) for each in near])))
        elif others:
            farther = farther_without(self.subject, specialisation, town[campus])
            if farther is not None and farther >= 0.1:
                parts.append(say("reason_farther", km=number(farther, 1)))
            elif farther is not None:
                parts.append(say("reason_not_farther"))
        return parts

    def _listed(self, names: list[str]) -> str:
        if len(names) <= MOST_PLACES + 1:
            return ", ".join(names)
        shown = ", ".join(names[:MOST_PLACES])
        return self.subject.say("and_more", names=shown, count=len(names) - MOST_PLACES)


def farther_without(subject: Subject, specialisation: str, municipality: str) -> float | None:
    """Return how many km farther (mean, one way) the nearest other site of the plan is for a municipality's students.

    None if no student of the specialisation goes there, or nowhere else teaches it.
    """
    instance, students = subject.result.instance, subject.plan.students
    programmes = subject.plan.programmes
    taught = programmes[programmes["specialisation_id"] == specialisation]["campus_id"]
    others = sorted({instance.municipality_of[campus] for campus in taught} - {municipality})
    here = students[(students["specialisation_id"] == specialisation) & (students["municipality_id"] == municipality)]
    total = float(here["students"].sum())
    if not others or total <= 0:
        return None
    nearest = here["zone_id"].map(lambda zone: min(instance.km[zone, other] for other in others))
    return float(((nearest - here["km"]) * here["students"]).sum()) / total


def _locks(subject: Subject) -> dict[Pair, list[tuple[str, str]]]:
    """Return the entries of the rule `locks` by programme."""
    parameters = subject.result.scenario.rules.get("locks")
    found: dict[Pair, list[tuple[str, str]]] = defaultdict(list)
    for kind in KINDS:
        for entry in getattr(parameters, kind, None) or ():
            named = named_pairs(str(entry), subject.result.instance)
            for pair in named if isinstance(named, frozenset) else ():
                found[pair].append((kind, str(entry)))
    return found


def _below_norm(subject: Subject) -> dict[Pair, tuple[float, float]]:
    """Return students of today and the norm of every programme that is below it today, as the scenario counts them."""
    parameters: Any = subject.result.scenario.rules.get("minimum_enrolment")
    if parameters is None or not parameters.enabled:
        return {}
    specialisations = subject.result.instance.table("specialisations")
    columns = ["specialisation_id", "accreditation_id", "degree", "norm_exempt"]
    frame = subject.changes[subject.changes["programmes_today"] == 1].merge(specialisations[columns])
    unit = ["accreditation_id", COUNTED[parameters.count]]
    frame["together"] = frame.groupby(unit, dropna=False)["students_today"].transform("sum")
    frame["norm"] = [parameters.norm_master if degree == "ma" else parameters.norm for degree in frame["degree"]]
    small = frame[(frame["together"] < frame["norm"]) & ~(frame["norm_exempt"].astype(bool) & parameters.exempt)]
    pairs = zip(small["campus_id"], small["specialisation_id"], strict=True)
    return dict(zip(pairs, zip(small["together"], small["norm"], strict=True), strict=True))


def _shifts(subject: Subject) -> dict[Pair, list[tuple[str, float]]]:
    """Return where the students of every shrinking programme go on balance, the largest number first."""
    instance = subject.result.instance
    order, campuses = specialisation_order(instance), list(instance.campuses)
    found: dict[Pair, list[tuple[str, float]]] = defaultdict(list)
    for shift in net_shifts(instance, programmes(instance, situations(subject.result))):
        pair = (campuses[shift["start"]], order[shift["specialisation"]])
        found[pair].append((campuses[shift["end"]], float(shift["students"])))
    return {pair: sorted(goals, key=lambda goal: (-goal[1], goal[0])) for pair, goals in found.items()}
