"""The tables of a data set: columns, types, units, ranges and references, in one place.

Reading, checking, the template of ``bundel new data``, generated data and the reference page all follow this schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["slug", "text", "number", "integer", "boolean", "choice"]

SLUG_PATTERN = r"^[a-z0-9][a-z0-9_-]*$"
NETWORKS = ("community", "catholic", "provincial")
TIERS = ("core", "likely", "guess")
LAYERS = ("core", "digital", "related")
DEGREES = ("pba", "aba_ma", "ma")
LANGUAGES = ("nl", "en", "both")
CONFIDENCES = ("documented", "well-known", "estimated")


@dataclass(frozen=True)
class Column:
    """One column: its name, kind, unit and what its values may be."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    optional: bool = False
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    refers_to: str | None = None


@dataclass(frozen=True)
class Table:
    """One table of a data set."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    primary: bool = False
    optional: bool = False

    @property
    def file(self) -> str:
        """File name of the table in the data set's folder."""
        return f"{self.name}.csv"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in the order in which they are written."""
        return tuple(column.name for column in self.columns)


def _identifier(name: str, meaning: str, refers_to: str | None = None, *, optional: bool = False) -> Column:
    return Column(name, "slug", meaning, refers_to=refers_to, optional=optional)


def _text(name: str, meaning: str, *, optional: bool = False) -> Column:
    return Column(name, "text", meaning, optional=optional)


def _choice(name: str, meaning: str, choices: tuple[str, ...]) -> Column:
    return Column(name, "choice", meaning, choices=choices)


def _amount(
    name: str, meaning: str, unit: str, *, low: float = 0.0, high: float | None = None, optional: bool = False
) -> Column:
    return Column(name, "number", meaning, unit=unit, low=low, high=high, optional=optional)


_LATITUDE = Column("lat", "number", "latitude, WGS 84", "degrees", low=-90.0, high=90.0)
_LONGITUDE = Column("lon", "number", "longitude, WGS 84", "degrees", low=-180.0, high=180.0)
_PROVENANCE = (
    _text("source", "where the row comes from"),
    _choice("confidence", "how sure the row is", CONFIDENCES),
)

_PRIMARY = (
    Table(
        "institutions",
        "The institutions that may be rearranged",
        (
            _identifier("institution_id", "identifier"),
            _text("name", "official name in the data set's year"),
            _text("short_name", "name on maps"),
            _choice("network", "educational network", NETWORKS),
            _text("association", "association of institutions"),
            _choice("tier", "how sure it is that the institution belongs to the set", TIERS),
            _text("seat", "city of the seat"),
            _text("successor", "present-day successor", optional=True),
            _amount("students_total", "all students of the institution, creative or not", "students", optional=True),
            *_PROVENANCE,
        ),
        ("institution_id",),
        primary=True,
    ),
    Table(
        "provinces",
        "Provinces, for rules and reports",
        (
            _identifier("province_id", "identifier"),
            _text("name_nl", "Dutch name"),
            _text("name_en", "English name"),
            _LATITUDE,
            _LONGITUDE,
            *_PROVENANCE,
        ),
        ("province_id",),
        primary=True,
    ),
    Table(
        "municipalities",
        "The nodes of travel",
        (
            _identifier("municipality_id", "identifier"),
            _text("name_nl", "Dutch name"),
            _text("name_en", "English name"),
            _identifier("province_id", "province", "provinces"),
            _identifier("pole", "group of municipalities that acts as one pole", optional=True),
            _LATITUDE,
            _LONGITUDE,
            *_PROVENANCE,
        ),
        ("municipality_id",),
        primary=True,
    ),
    Table(
        "campuses",
        "Places of an institution, each in one municipality",
        (
            _identifier("campus_id", "identifier"),
            _identifier("institution_id", "institution", "institutions"),
            _identifier("municipality_id", "municipality", "municipalities"),
            _text("name", "name"),
            _LATITUDE,
            _LONGITUDE,
            _amount("places", "students that fit", "students"),
            _amount("expandable_share", "places that can be added, as a share of places", "share", high=10.0),
            *_PROVENANCE,
        ),
        ("campus_id",),
        primary=True,
    ),
    Table(
        "families",
        "Groups of related specialisations",
        (
            _identifier("family_id", "identifier"),
            _text("name_nl", "Dutch name"),
            _text("name_en", "English name"),
            _choice("layer", "shell of the report", LAYERS),
            _amount("institute_weight", "weight in the spread of the institute's residents", "weight"),
            *_PROVENANCE,
        ),
        ("family_id",),
        primary=True,
    ),
    Table(
        "specialisations",
        "What is taught: a subject at a degree",
        (
            _identifier("specialisation_id", "identifier"),
            _identifier("subject_id", "subject"),
            _choice("degree", "degree", DEGREES),
            _identifier("family_id", "family", "families"),
            _identifier("accreditation_id", "tracks that are one recognised programme share it"),
            _text("name_nl", "Dutch name"),
            _text("name_en", "English name"),
            _amount("years", "nominal length", "years", low=0.5, high=10.0),
            _amount("students_per_fte", "students for one teacher", "students per FTE", low=1.0, high=200.0),
            _amount("floor", "fewest students of any programme", "students"),
            Column("norm_exempt", "boolean", "exempt from the size norm"),
            _text("norm_exempt_reason", "why it is exempt", optional=True),
            *_PROVENANCE,
        ),
        ("specialisation_id",),
        primary=True,
    ),
    Table(
        "programmes",
        "Specialisations taught at campuses today",
        (
            _identifier("programme_id", "identifier"),
            _identifier("campus_id", "campus", "campuses"),
            _identifier("specialisation_id", "specialisation", "specialisations"),
            _text("programme_name_nl", "official name"),
            _choice("language", "language of instruction", LANGUAGES),
            _amount("enrolled", "enrolment, all years", "students"),
            _amount("graduates", "graduates", "students per year"),
            *_PROVENANCE,
        ),
        ("campus_id", "specialisation_id"),
        primary=True,
    ),
    Table(
        "teachers",
        "Groups of teachers who share a home campus, a specialisation and a rank",
        (
            _identifier("teacher_group_id", "identifier"),
            _identifier("campus_id", "home campus", "campuses"),
            _identifier("specialisation_id", "specialisation", "specialisations"),
            Column("top", "boolean", "top teachers"),
            _amount("headcount", "teachers in the group", "persons"),
            _amount("fte", "full-time equivalents of the group", "FTE"),
            _amount("max_km", "farthest that they work from home, one way", "km"),
            *_PROVENANCE,
        ),
        ("teacher_group_id",),
        primary=True,
    ),
    Table(
        "zones",
        "Where students come from",
        (
            _identifier("zone_id", "identifier (NIS code)"),
            _text("nuts3", "NUTS 3 code", optional=True),
            _text("name_nl", "Dutch name"),
            _text("name_en", "English name"),
            _identifier("province_id", "province", "provinces"),
            _LATITUDE,
            _LONGITUDE,
            _amount("area_km2", "area", "km2"),
            _amount("population", "inhabitants", "persons"),
            _amount("age18", "18-year-olds who may study in Dutch", "persons"),
            *_PROVENANCE,
        ),
        ("zone_id",),
        primary=True,
    ),
    Table(
        "institute_hosts",
        "Where the post-academic institute may sit",
        (
            _identifier("host_id", "identifier"),
            _text("name", "name"),
            _identifier("campus_id", "campus; empty for a site of its own", "campuses", optional=True),
            _identifier("municipality_id", "municipality", "municipalities"),
            _amount("studios", "residents that fit", "residents"),
            *_PROVENANCE,
        ),
        ("host_id",),
        primary=True,
    ),
    Table(
        "industry",
        "Firms near which programmes may want to be",
        (
            _identifier("firm_id", "identifier"),
            _text("name", "name"),
            _text("kind", "kind of firm"),
            _identifier("municipality_id", "municipality", "municipalities", optional=True),
            Column("lat", "number", "latitude, WGS 84", "degrees", low=-90.0, high=90.0, optional=True),
            Column("lon", "number", "longitude, WGS 84", "degrees", low=-180.0, high=180.0, optional=True),
            _amount("weight", "importance", "weight"),
            _text("families", "families it matters to, separated by spaces"),
            *_PROVENANCE,
        ),
        ("firm_id",),
        primary=True,
        optional=True,
    ),
)

_DERIVED = (
    Table(
        "demand",
        "Students by origin and specialisation",
        (
            _identifier("zone_id", "zone", "zones"),
            _identifier("specialisation_id", "specialisation", "specialisations"),
            _amount("students", "students", "students"),
        ),
        ("zone_id", "specialisation_id"),
    ),
    Table(
        "today_flows",
        "Where students go today (modelled)",
        (
            _identifier("zone_id", "zone", "zones"),
            _identifier("campus_id", "campus", "campuses"),
            _identifier("specialisation_id", "specialisation", "specialisations"),
            _amount("students", "students", "students"),
        ),
        ("zone_id", "campus_id", "specialisation_id"),
    ),
    Table(
        "travel",
        "From zones to municipalities, one way",
        (
            _identifier("zone_id", "zone", "zones"),
            _identifier("municipality_id", "municipality", "municipalities"),
            _amount("km", "distance", "km", high=1000.0),
            _amount("minutes", "time", "minutes", high=2000.0),
        ),
        ("zone_id", "municipality_id"),
    ),
    Table(
        "campus_travel",
        "Between municipalities, one way",
        (
            _identifier("municipality_id", "from", "municipalities"),
            _identifier("municipality_id_to", "to", "municipalities"),
            _amount("km", "distance", "km", high=1000.0),
            _amount("minutes", "time", "minutes", high=2000.0),
        ),
        ("municipality_id", "municipality_id_to"),
    ),
    Table(
        "firm_travel",
        "From municipalities to the nearest firm of a family",
        (
            _identifier("municipality_id", "municipality", "municipalities"),
            _identifier("family_id", "family", "families"),
            _amount("km", "distance", "km", high=1000.0),
        ),
        ("municipality_id", "family_id"),
        optional=True,
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in (*_PRIMARY, *_DERIVED)}
"""Every table of a data set by name, primary tables first."""

PRICES: dict[str, tuple[str, str]] = {
    "eur_per_km": ("EUR per km", "travel of students and staff"),
    "days_per_year": ("days per year", "days on which students and staff travel"),
    "eur_per_programme_year": ("EUR per year", "fixed cost of one programme, whatever its size"),
    "eur_per_fte_year": ("EUR per FTE and year", "salary"),
    "eur_per_place": ("EUR per place", "one-off, a place added"),
    "eur_per_opening": ("EUR per programme", "one-off, a programme opened"),
    "eur_per_fte_moved": ("EUR per FTE", "one-off, teachers who work at another campus than their home"),
    "rate": ("share per year", "interest rate of the annuity over one-off costs"),
    "life_years": ("years", "life over which one-off costs are spread"),
}
"""Keys of ``[prices]`` in ``dataset.toml`` and in scenarios: unit and meaning."""
