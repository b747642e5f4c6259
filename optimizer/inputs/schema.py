"""The tables of a data set: columns, types, units, ranges and references, in one place.

Reading, checking, the template of ``bundel new data``, generated data and the reference page all follow this schema.
"""

from __future__ import annotations

from optimizer.inputs.columns import Column, Kind, Table, amount, choice, identifier, text

__all__ = ["PRICES", "TABLES", "Column", "Kind", "Table"]

SLUG_PATTERN = r"^[a-z0-9][a-z0-9_-]*$"
NETWORKS = ("community", "catholic", "provincial")
TIERS = ("core", "likely", "guess")
LAYERS = ("core", "digital", "related")
DEGREES = ("pba", "aba_ma", "ma")
LANGUAGES = ("nl", "en", "both")
CONFIDENCES = ("documented", "well-known", "estimated")

_LATITUDE = Column("lat", "number", "latitude, WGS 84", "degrees", low=-90.0, high=90.0)
_LONGITUDE = Column("lon", "number", "longitude, WGS 84", "degrees", low=-180.0, high=180.0)
_PROVENANCE = (
    text("source", "where the row comes from"),
    choice("confidence", "how sure the row is", CONFIDENCES),
)

_PRIMARY = (
    Table(
        "institutions",
        "The institutions that may be rearranged",
        (
            identifier("institution_id", "identifier"),
            text("name", "official name in the data set's year"),
            text("short_name", "name on maps"),
            choice("network", "educational network", NETWORKS),
            text("association", "association of institutions"),
            choice("tier", "how sure it is that the institution belongs to the set", TIERS),
            text("seat", "city of the seat"),
            text("successor", "present-day successor", optional=True),
            amount("students_total", "all students of the institution, creative or not", "students", optional=True),
            *_PROVENANCE,
        ),
        ("institution_id",),
        primary=True,
    ),
    Table(
        "provinces",
        "Provinces, for rules and reports",
        (
            identifier("province_id", "identifier"),
            text("name_nl", "Dutch name"),
            text("name_en", "English name"),
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
            identifier("municipality_id", "identifier"),
            text("name_nl", "Dutch name"),
            text("name_en", "English name"),
            identifier("province_id", "province", "provinces"),
            identifier("pole", "group of municipalities that acts as one pole", optional=True),
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
            identifier("campus_id", "identifier"),
            identifier("institution_id", "institution", "institutions"),
            identifier("municipality_id", "municipality", "municipalities"),
            text("name", "name"),
            _LATITUDE,
            _LONGITUDE,
            amount("places", "students that fit", "students"),
            amount("expandable_share", "places that can be added, as a share of places", "share", high=10.0),
            *_PROVENANCE,
        ),
        ("campus_id",),
        primary=True,
    ),
    Table(
        "families",
        "Groups of related specialisations",
        (
            identifier("family_id", "identifier"),
            text("name_nl", "Dutch name"),
            text("name_en", "English name"),
            choice("layer", "shell of the report", LAYERS),
            amount("institute_weight", "weight in the spread of the institute's residents", "weight"),
            *_PROVENANCE,
        ),
        ("family_id",),
        primary=True,
    ),
    Table(
        "specialisations",
        "What is taught: a subject at a degree",
        (
            identifier("specialisation_id", "identifier"),
            identifier("subject_id", "subject"),
            choice("degree", "degree", DEGREES),
            identifier("family_id", "family", "families"),
            identifier("accreditation_id", "tracks that are one recognised programme share it"),
            text("name_nl", "Dutch name"),
            text("name_en", "English name"),
            amount("years", "nominal length", "years", low=0.5, high=10.0),
            amount("students_per_fte", "students for one teacher", "students per FTE", low=1.0, high=200.0),
            amount("floor", "fewest students of any programme", "students"),
            Column("norm_exempt", "boolean", "exempt from the size norm"),
            text("norm_exempt_reason", "why it is exempt", optional=True),
            *_PROVENANCE,
        ),
        ("specialisation_id",),
        primary=True,
    ),
    Table(
        "programmes",
        "Specialisations taught at campuses today",
        (
            identifier("programme_id", "identifier"),
            identifier("campus_id", "campus", "campuses"),
            identifier("specialisation_id", "specialisation", "specialisations"),
            text("programme_name_nl", "official name"),
            choice("language", "language of instruction", LANGUAGES),
            amount("enrolled", "enrolment, all years", "students"),
            amount("graduates", "graduates", "students per year"),
            *_PROVENANCE,
        ),
        ("campus_id", "specialisation_id"),
        primary=True,
    ),
    Table(
        "programme_costs",
        "What programmes cost at some campuses, today's or new ones",
        (
            identifier("campus_id", "campus", "campuses"),
            identifier("specialisation_id", "specialisation", "specialisations"),
            amount("fixed_cost", "cost of the programme whatever its size, besides what any costs", "EUR per year"),
            *_PROVENANCE,
        ),
        ("campus_id", "specialisation_id"),
        primary=True,
        optional=True,
        in_example=False,
    ),
    Table(
        "teachers",
        "Groups of teachers who share a home campus, a specialisation and a rank",
        (
            identifier("teacher_group_id", "identifier"),
            identifier("campus_id", "home campus", "campuses"),
            identifier("specialisation_id", "specialisation", "specialisations"),
            Column("top", "boolean", "top teachers"),
            amount("headcount", "teachers in the group", "persons"),
            amount("fte", "full-time equivalents of the group", "FTE"),
            amount("max_km", "farthest that they work from home, one way", "km"),
            *_PROVENANCE,
        ),
        ("teacher_group_id",),
        primary=True,
    ),
    Table(
        "zones",
        "Where students come from",
        (
            identifier("zone_id", "identifier (NIS code)"),
            text("nuts3", "NUTS 3 code", optional=True),
            text("name_nl", "Dutch name"),
            text("name_en", "English name"),
            identifier("province_id", "province", "provinces"),
            _LATITUDE,
            _LONGITUDE,
            amount("area_km2", "area", "km2"),
            amount("population", "inhabitants", "persons"),
            amount("age18", "18-year-olds who may study in Dutch", "persons"),
            *_PROVENANCE,
        ),
        ("zone_id",),
        primary=True,
    ),
    Table(
        "institute_hosts",
        "Where the post-academic institute may sit",
        (
            identifier("host_id", "identifier"),
            text("name", "name"),
            identifier("campus_id", "campus; empty for a site of its own", "campuses", optional=True),
            identifier("municipality_id", "municipality", "municipalities"),
            amount("studios", "residents that fit", "residents"),
            *_PROVENANCE,
        ),
        ("host_id",),
        primary=True,
    ),
    Table(
        "industry",
        "Firms near which programmes may want to be",
        (
            identifier("firm_id", "identifier"),
            text("name", "name"),
            text("kind", "kind of firm"),
            identifier("municipality_id", "municipality", "municipalities", optional=True),
            Column("lat", "number", "latitude, WGS 84", "degrees", low=-90.0, high=90.0, optional=True),
            Column("lon", "number", "longitude, WGS 84", "degrees", low=-180.0, high=180.0, optional=True),
            amount("weight", "importance", "weight"),
            text("families", "families it matters to, separated by spaces"),
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
            identifier("zone_id", "zone", "zones"),
            identifier("specialisation_id", "specialisation", "specialisations"),
            amount("students", "students", "students"),
        ),
        ("zone_id", "specialisation_id"),
    ),
    Table(
        "today_flows",
        "Where students go today (modelled)",
        (
            identifier("zone_id", "zone", "zones"),
            identifier("campus_id", "campus", "campuses"),
            identifier("specialisation_id", "specialisation", "specialisations"),
            amount("students", "students", "students"),
        ),
        ("zone_id", "campus_id", "specialisation_id"),
    ),
    Table(
        "travel",
        "From zones to municipalities, one way",
        (
            identifier("zone_id", "zone", "zones"),
            identifier("municipality_id", "municipality", "municipalities"),
            amount("km", "distance", "km", high=1000.0),
            amount("minutes", "time", "minutes", high=2000.0),
        ),
        ("zone_id", "municipality_id"),
    ),
    Table(
        "campus_travel",
        "Between municipalities, one way",
        (
            identifier("municipality_id", "from", "municipalities"),
            identifier("municipality_id_to", "to", "municipalities"),
            amount("km", "distance", "km", high=1000.0),
            amount("minutes", "time", "minutes", high=2000.0),
        ),
        ("municipality_id", "municipality_id_to"),
    ),
    Table(
        "firm_travel",
        "From municipalities to the nearest firm of a family",
        (
            identifier("municipality_id", "municipality", "municipalities"),
            identifier("family_id", "family", "families"),
            amount("km", "distance", "km", high=1000.0),
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
