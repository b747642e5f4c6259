"""What people call campuses, specialisations and the rest of a data set, in Dutch and in English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workbench.messages import MESSAGES, Language, say

if TYPE_CHECKING:
    from optimizer.inputs.instance import Instance
    from optimizer.inputs.scenario import Scenario

SPECIALISATION, CAMPUS = "specialisation_id", "campus_id"


def title_of(scenario: Scenario, lang: Language) -> str:
    """Return the title of a scenario, in English where it has no Dutch one."""
    return (scenario.title_nl or scenario.title) if lang == "nl" else scenario.title


def description_of(scenario: Scenario, lang: Language) -> str:
    """Return the description of a scenario on one line, in English where it has no Dutch one."""
    told = (scenario.description_nl or scenario.description) if lang == "nl" else scenario.description
    return " ".join(told.split())


class Names:
    """The names of a data set in one language; an identifier that it does not know stays as it is."""

    def __init__(self, instance: Instance, lang: Language) -> None:
        self.instance, self.lang = instance, lang
        self._read: dict[tuple[str, str, str], dict[str, str]] = {}

    def institution(self, institution: str) -> str:
        """Return an institution's short name."""
        return self._of("institutions", "institution_id", "short_name").get(institution, institution)

    def campus(self, campus: str) -> str:
        """Return a campus's name, the institution's short name before it unless it says so itself."""
        name = self._of("campuses", "campus_id", "name").get(campus)
        if name is None:
            return campus
        short = self.institution(self.instance.institution_of[campus])
        return name if short.lower() in name.lower() else f"{short} {name}"

    def specialisation(self, specialisation: str) -> str:
        """Return a specialisation's name, with its degree where another one has the same name."""
        names = self._of("specialisations", "specialisation_id", f"name_{self.lang}")
        name = names.get(specialisation, specialisation)
        if self._shared[name] < 2:
            return name
        return f"{name} ({say(self.lang, f'degree_{self.instance.degree_of[specialisation]}')})"

    def programme(self, campus: str, specialisation: str) -> str:
        """Return a programme: its campus and its specialisation."""
        return f"{self.campus(campus)}, {self.specialisation(specialisation)}"

    def family(self, family: str) -> str:
        """Return a family's name."""
        return self._of("families", "family_id", f"name_{self.lang}").get(family, family)

    def province(self, province: str) -> str:
        """Return a province's name."""
        return self._of("provinces", "province_id", f"name_{self.lang}").get(province, province)

    def municipality(self, municipality: str) -> str:
        """Return a municipality's name."""
        return self._of("municipalities", "municipality_id", f"name_{self.lang}").get(municipality, municipality)

    def zone(self, zone: str) -> str:
        """Return a zone's name."""
        return self._of("zones", "zone_id", f"name_{self.lang}").get(zone, zone)

    def host(self, host: str) -> str:
        """Return the name of a host of the institute."""
        return self._of("institute_hosts", "host_id", "name").get(host, host)

    def teachers(self, group: str) -> str:
        """Return a teacher group: the programme at which it is at home."""
        frame = self.instance.table("teachers").set_index("teacher_group_id")
        if group not in frame.index:
            return group
        return self.programme(str(frame["campus_id"][group]), str(frame["specialisation_id"][group]))

    def place(self, place: str) -> str:
        """Return the name of a campus, an institution or a municipality, whichever has this identifier."""
        if place in self.instance.institution_of:
            return self.campus(place)
        return self.institution(place) if place in self.instance.institutions else self.municipality(place)

    def degree(self, degree: str) -> str:
        """Return what a degree, or a group of degrees, is called."""
        key = f"degree_{degree}"
        return say(self.lang, f"degree_{degree}") if key in MESSAGES else degree

    def of(self, column: str, identifier: str) -> str:
        """Return the name of what an identifier in a column stands for; in another column it stays as it is.

        A group of campuses is a province, or has its name already.
        """
        named: dict[str, Callable[[str], str]] = {
            CAMPUS: self.campus,
            SPECIALISATION: self.specialisation,
            "institution_id": self.institution,
            "province_id": self.province,
            "municipality_id": self.municipality,
            "family_id": self.family,
            "host_id": self.host,
            "group": self.province,
            "degree": self.degree,
        }
        return named[column](identifier) if column in named else identifier

    def subject(self, columns: Sequence[str], index: Sequence[str]) -> str:
        """Return the name of what a row speaks of: a programme, or the names of the parts of its index."""
        if tuple(columns) == (CAMPUS, SPECIALISATION):
            return self.programme(index[0], index[1])
        return ", ".join([self.of(column, each) for column, each in zip(columns, index, strict=False)] or index)

    def place_of_norm(self, place: str) -> str:
        """Return a place of a local norm: a province, campus or institution, with or without a specialisation."""
        where, slash, specialisation = place.partition("/")
        if slash and where == "*":
            return say(self.lang, "everywhere", specialisation=self.specialisation(specialisation))
        if where in self.instance.institution_of:
            name = self.campus(where)
        else:
            name = self.institution(where) if where in self.instance.institutions else self.province(where)
        return name if not slash or specialisation == "*" else f"{name}, {self.specialisation(specialisation)}"

    def body(self, body: str) -> str:
        """Return the name of an institution, a province or a network; an association's is its identifier."""
        if body in self.instance.institutions:
            return self.institution(body)
        named = f"network_{body}"
        return say(self.lang, named) if body in NETWORKS else self.province(body)

    def listed(self, names: Iterable[str]) -> str:
        """Return names as one enumeration."""
        return enumerated(list(names), self.lang)

    @cached_property
    def _shared(self) -> Counter[str]:
        return Counter(self._of("specialisations", "specialisation_id", f"name_{self.lang}").values())

    def _of(self, table: str, key: str, column: str) -> dict[str, str]:
        if (table, key, column) not in self._read:
            frame = self.instance.table(table)
            names = dict(zip(frame[key].astype(str), frame[column].astype(str), strict=True))
            self._read[table, key, column] = names
        return self._read[table, key, column]


NETWORKS = ("community", "catholic", "provincial")


def enumerated(names: Sequence[Any], lang: Language) -> str:
    """Return names with commas, and the word for and before the last."""
    *others, last = [str(name) for name in names] or [say(lang, "none")]
    return say(lang, "and").join([", ".join(others), last] if others else [last])
