"""The frozen, validated data set that everything else works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from optimizer.errors import Finding
from optimizer.inputs.schema import TABLES

Pair = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Instance:
    """A data set: tables as data frames, prices, and lookups derived from them.

    Attributes
    ----------
    name : str
        Name of the data set.
    tables : mapping of str to DataFrame
        One frame a table of :data:`optimizer.inputs.schema.TABLES`, sorted by its key.
    settings : mapping
        The contents of ``dataset.toml``.
    boundaries : mapping of str to dict
        GeoJSON feature collections by file stem; empty if the data set has none.
    hashes : mapping of str to str
        SHA-256 of every file that was read.
    notes : tuple of Finding
        Warnings that reading gave.
    """

    name: str
    tables: Mapping[str, pd.DataFrame]
    settings: Mapping[str, Any] = field(default_factory=dict)
    boundaries: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        return f"Instance({self.name!r}, {len(self.campuses)} campuses, {len(self.enrolled_today)} programmes)"

    def table(self, name: str) -> pd.DataFrame:
        """Return a table; an optional table that the data set lacks is empty."""
        if name in self.tables:
            return self.tables[name]
        return pd.DataFrame({column: pd.Series(dtype=object) for column in TABLES[name].column_names})

    def replace(self, **tables: pd.DataFrame) -> Instance:
        """Return a copy with some tables replaced, for variants and tests."""
        return replace(self, tables={**self.tables, **tables})

    @property
    def prices(self) -> dict[str, float]:
        """Prices of the data set (:data:`optimizer.inputs.schema.PRICES`)."""
        return {key: float(value) for key, value in self.settings.get("prices", {}).items()}

    def prices_with(self, others: Mapping[str, float]) -> dict[str, float]:
        """Return the prices of the data set, those of a scenario in their stead where it has its own."""
        return {**self.prices, **others}

    def _column(self, table: str, key: str, value: str) -> dict[str, Any]:
        frame = self.table(table)
        return dict(zip(frame[key].tolist(), frame[value].tolist(), strict=True))

    @cached_property
    def institutions(self) -> tuple[str, ...]:
        """Identifiers of the institutions, in key order (likewise below)."""
        return tuple(self.table("institutions")["institution_id"].tolist())

    @cached_property
    def campuses(self) -> tuple[str, ...]:
        """Identifiers of the campuses."""
        return tuple(self.table("campuses")["campus_id"].tolist())

    @cached_property
    def specialisations(self) -> tuple[str, ...]:
        """Identifiers of the specialisations."""
        return tuple(self.table("specialisations")["specialisation_id"].tolist())

    @cached_property
    def families(self) -> tuple[str, ...]:
        """Identifiers of the families."""
        return tuple(self.table("families")["family_id"].tolist())

    @cached_property
    def zones(self) -> tuple[str, ...]:
        """Identifiers of the zones."""
        return tuple(self.table("zones")["zone_id"].tolist())

    @cached_property
    def municipalities(self) -> tuple[str, ...]:
        """Identifiers of the municipalities."""
        return tuple(self.table("municipalities")["municipality_id"].tolist())

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """Identifiers of the possible hosts of the institute."""
        return tuple(self.table("institute_hosts")["host_id"].tolist())

    @cached_property
    def teacher_groups(self) -> tuple[str, ...]:
        """Identifiers of the teacher groups."""
        return tuple(self.table("teachers")["teacher_group_id"].tolist())

    @cached_property
    def students_per_teacher(self) -> dict[str, float]:
        """Students for one FTE, by specialisation."""
        frame = self.table("specialisations")
        return dict(zip(frame["specialisation_id"], frame["students_per_fte"].astype(float), strict=True))

    @cached_property
    def institution_of(self) -> dict[str, str]:
        """Institution of each campus."""
        return self._column("campuses", "campus_id", "institution_id")

    @cached_property
    def municipality_of(self) -> dict[str, str]:
        """Municipality of each campus."""
        return self._column("campuses", "campus_id", "municipality_id")

    @cached_property
    def province_of(self) -> dict[str, str]:
        """Province of each campus."""
        provinces = self._column("municipalities", "municipality_id", "province_id")
        return {campus: provinces[municipality] for campus, municipality in self.municipality_of.items()}

    def bodies(self, level: str) -> dict[str, str]:
        """Return the institution, association or province of each campus, by the name of that level."""
        if level == "association":
            associations = self._column("institutions", "institution_id", "association")
            return {campus: str(associations[institution]) for campus, institution in self.institution_of.items()}
        return dict(self.province_of if level == "province" else self.institution_of)

    @cached_property
    def family_of(self) -> dict[str, str]:
        """Family of each specialisation."""
        return self._column("specialisations", "specialisation_id", "family_id")

    @cached_property
    def degree_of(self) -> dict[str, str]:
        """Degree of each specialisation."""
        return self._column("specialisations", "specialisation_id", "degree")

    @cached_property
    def accreditation_of(self) -> dict[str, str]:
        """Recognised programme of each specialisation."""
        return self._column("specialisations", "specialisation_id", "accreditation_id")

    @cached_property
    def places_of(self) -> dict[str, float]:
        """Student places of each campus."""
        return self._column("campuses", "campus_id", "places")

    @cached_property
    def expandable_of(self) -> dict[str, float]:
        """Places that each campus can add, as a share of its places."""
        return self._column("campuses", "campus_id", "expandable_share")

    @cached_property
    def enrolled_today(self) -> dict[Pair, float]:
        """Enrolment by (campus, specialisation); its keys are the programmes of today."""
        totals = self.table("programmes").groupby(["campus_id", "specialisation_id"], as_index=False)["enrolled"].sum()
        rows = zip(totals["campus_id"], totals["specialisation_id"], totals["enrolled"], strict=True)
        return {(campus, specialisation): float(enrolled) for campus, specialisation, enrolled in rows}

    @cached_property
    def fixed_cost_of(self) -> dict[Pair, float]:
        """EUR a year of some programmes, whatever their size, on top of the price of every programme."""
        frame = self.table("programme_costs")
        rows = zip(frame["campus_id"], frame["specialisation_id"], frame["fixed_cost"], strict=True)
        return {(campus, specialisation): float(cost) for campus, specialisation, cost in rows}

    @cached_property
    def demand(self) -> dict[Pair, float]:
        """Students by (zone, specialisation), positive entries only."""
        frame = self.table("demand")
        rows = zip(frame["zone_id"], frame["specialisation_id"], frame["students"], strict=True)
        return {(zone, specialisation): float(students) for zone, specialisation, students in rows if students > 0}

    @cached_property
    def demand_of(self) -> dict[str, float]:
        """National demand by specialisation."""
        totals = dict.fromkeys(self.specialisations, 0.0)
        for (_, specialisation), students in self.demand.items():
            totals[specialisation] += students
        return totals

    @cached_property
    def km(self) -> dict[Pair, float]:
        """Distance by (zone, municipality), one way."""
        frame = self.table("travel")
        return {
            (zone, municipality): float(km)
            for zone, municipality, km in zip(frame["zone_id"], frame["municipality_id"], frame["km"], strict=True)
        }

    @cached_property
    def km_between(self) -> dict[Pair, float]:
        """Distance by (municipality, municipality), one way."""
        frame = self.table("campus_travel")
        rows = zip(frame["municipality_id"], frame["municipality_id_to"], frame["km"], strict=True)
        return {(start, end): float(km) for start, end, km in rows}
