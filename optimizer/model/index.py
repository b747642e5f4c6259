"""Index sets and constants of the model, worked out once from the instance and the scenario."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import Scenario

MANY_PROGRAMMES = 200
"""Eligible programmes above which a proof alone takes too long."""


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the second members of pairs by their first member, in order."""
    groups: dict[str, list[str]] = defaultdict(list)
    for first, second in pairs:
        groups[first].append(second)
    return dict(groups)


@dataclass(frozen=True, eq=False)
class Index:
    """The sets over which variables and rows run.

    Attributes
    ----------
    instance, scenario : Instance, Scenario
        What is modelled.
    pairs : tuple of (campus, specialisation)
        The eligible pairs, sorted.
    expandable_share : float or None
        Share of places that every campus may add; None for the data set's own.
    as_today : bool
        Whether today is modelled: then no programme needs more students than it has today.
    crowded : bool
        Whether bounds leave it to the rule `campus_capacity` that a programme fits into its campus.
    """

    instance: Instance
    scenario: Scenario
    pairs: tuple[Pair, ...]
    expandable_share: float | None = None
    as_today: bool = False
    crowded: bool = False

    @cached_property
    def today(self) -> dict[Pair, float]:
        """Today's programmes and their enrolment."""
        return self.instance.enrolled_today

    @cached_property
    def new_pairs(self) -> tuple[Pair, ...]:
        """Eligible pairs that are not taught today."""
        return tuple(pair for pair in self.pairs if pair not in self.today)

    @cached_property
    def campuses_by_specialisation(self) -> dict[str, list[str]]:
        """Campuses that may teach a specialisation."""
        return grouped((specialisation, campus) for campus, specialisation in self.pairs)

    @cached_property
    def specialisations_by_campus(self) -> dict[str, list[str]]:
        """Specialisations that a campus may teach."""
        return grouped(self.pairs)

    @cached_property
    def campuses_by_institution(self) -> dict[str, list[str]]:
        """Campuses of an institution."""
        return grouped((institution, campus) for campus, institution in self.instance.institution_of.items())

    @property
    def has_many(self) -> bool:
        """Whether so many programmes are eligible that a proof alone takes too long."""
        return bool(self.new_pairs) or len(self.pairs) > MANY_PROGRAMMES

    @cached_property
    def campuses_by_node(self) -> dict[Pair, list[str]]:
        """Campuses by (municipality, specialisation): those in it that may teach the specialisation."""
        groups: dict[Pair, list[str]] = defaultdict(list)
        for campus, specialisation in self.pairs:
            groups[self.instance.municipality_of[campus], specialisation].append(campus)
        return dict(groups)

    @cached_property
    def municipalities_by_specialisation(self) -> dict[str, list[str]]:
        """Municipalities in which a specialisation may be taught."""
        return grouped((specialisation, municipality) for municipality, specialisation in self.campuses_by_node)

    @cached_property
    def flows(self) -> list[tuple[str, str, str]]:
        """Every (zone, municipality, specialisation) along which students may go."""
        return [
            (zone, municipality, specialisation)
            for zone, specialisation in self.instance.demand
            for municipality in self.municipalities_by_specialisation.get(specialisation, [])
        ]

    @cached_property
    def most_places(self) -> dict[str, float]:
        """Places of each campus when fully expanded."""
        own = self.instance.expandable_of
        share = self.expandable_share
        return {
            campus: places * (1 + (own[campus] if share is None else share))
            for campus, places in self.instance.places_of.items()
        }

    @cached_property
    def most_enrolled(self) -> dict[Pair, float]:
        """Most students that a programme can have: its places or the national demand."""
        demand = self.instance.demand_of
        if self.crowded:
            return {(c, s): demand[s] for c, s in self.pairs}
        return {(c, s): min(self.most_places[c], demand[s]) for c, s in self.pairs}

    @cached_property
    def least_enrolled(self) -> dict[Pair, float]:
        """Fewest students of a programme: its specialisation's floor, or national demand if less.

        Today no programme needs more than it has; none at all where students choose, for today is as it is.
        """
        if self.as_today and not self.scenario.students.are_free:
            return dict.fromkeys(self.pairs, 0.0)
        frame = self.instance.table("specialisations")
        floors = dict(zip(frame["specialisation_id"], frame["floor"], strict=True))
        least = {(k, s): min(float(floors[s]), self.instance.demand_of[s]) for k, s in self.pairs}
        return {pair: min(students, self.today[pair]) for pair, students in least.items()} if self.as_today else least

    @cached_property
    def group_of(self) -> dict[str, TeacherGroup]:
        """Teacher groups by identifier."""
        frame = self.instance.table("teachers")
        columns = ("teacher_group_id", "campus_id", "specialisation_id", "top", "fte", "max_km")
        rows = zip(*(frame[column].tolist() for column in columns), strict=True)
        return {row[0]: TeacherGroup(*row) for row in rows}

    @cached_property
    def groups_by_specialisation(self) -> dict[str, list[str]]:
        """All teacher groups of a specialisation."""
        return grouped((group.specialisation, name) for name, group in self.group_of.items())

    @cached_property
    def top_groups_by_specialisation(self) -> dict[str, list[str]]:
        """Groups of top teachers of a specialisation."""
        return grouped((group.specialisation, name) for name, group in self.group_of.items() if group.top)

    @cached_property
    def postings(self) -> list[Pair]:
        """Every (teacher group, campus) at which a group may work."""
        return [
            (name, campus)
            for name, group in self.group_of.items()
            for campus in self.campuses_by_specialisation.get(group.specialisation, [])
        ]

    def fte_of(self, specialisation: str, *, top: bool = False) -> float:
        """Return all FTE, or all top FTE, of a specialisation today."""
        groups = self.top_groups_by_specialisation if top else self.groups_by_specialisation
        return sum(self.group_of[name].fte for name in groups.get(specialisation, []))

    def km_posting(self, group: str, campus: str) -> float:
        """Distance in km between a group's home and a campus."""
        towns = self.instance.municipality_of
        home = towns[self.group_of[group].home]
        return 0.0 if home == towns[campus] else self.instance.km_between[home, towns[campus]]

    @cached_property
    def graduates_of(self) -> dict[str, float]:
        """Graduates a year by specialisation, today."""
        totals = self.instance.table("programmes").groupby("specialisation_id")["graduates"].sum()
        return {
            specialisation: float(totals.get(specialisation, 0.0)) for specialisation in self.instance.specialisations
        }

    def must_exist(self, specialisation: str) -> bool:
        """Whether a specialisation is taught in every plan, because all its students must be placed."""
        return self.instance.demand_of[specialisation] > 0 and self.scenario.students.unplaced_share == 0


@dataclass(frozen=True)
class TeacherGroup:
    """A group of teachers: home campus, specialisation, rank, FTE, and how far from home it works (km)."""

    name: str
    home: str
    specialisation: str
    top: bool
    fte: float
    max_km: float
