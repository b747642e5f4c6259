"""A plan joined to its data set: the tables on which checks and terms are recomputed.

Plans may come from anywhere. What is missing or unknown stays in these tables as an empty value: it never
disappears in a join, and :mod:`optimizer.analysis.promises` reports it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import PLAN_COLUMNS, Plan, columns_of

PAIR = ["campus_id", "specialisation_id"]
NUMBERS = ("students_today", "students", "fte", "top_fte", "km", "residents", "guest_fte")
TRACE = 1e-6
"""FTE up to which a row of staff is rounding: tables are written with 6 decimals."""


def tidy(plan: Plan) -> Plan:
    """Return the plan with every column: identifiers as text (empty if missing), amounts as finite numbers or NaN.

    Of the columns that a plan may have besides, those stay that it has.
    """
    tables = {}
    for name in PLAN_COLUMNS:
        table = getattr(plan, name)
        columns = columns_of(name, table.columns)
        given = table.reindex(columns=list(columns)).reset_index(drop=True)
        tables[name] = pd.DataFrame(
            {column: _amount(given[column]) if column in NUMBERS else _text(given[column]) for column in columns}
        )
    return Plan(**tables)


def _amount(column: pd.Series[Any]) -> pd.Series[float]:
    numbers = pd.to_numeric(column, errors="coerce").astype("float64")
    return numbers.where(np.isfinite(numbers))


def _text(column: pd.Series[Any]) -> pd.Series[str]:
    return column.astype(object).where(column.notna(), "").astype(str)


def among(frame: pd.DataFrame, columns: Sequence[str], other: pd.DataFrame) -> pd.Series[bool]:
    """Say for each row whether its values in `columns` occur together in the other frame."""
    known = pd.MultiIndex.from_frame(other[list(columns)])
    return pd.Series(pd.MultiIndex.from_frame(frame[list(columns)]).isin(known), index=frame.index)


def described(programmes: pd.DataFrame, instance: Instance) -> pd.DataFrame:
    """Return programmes with what the data set knows of their campus and specialisation, fixed costs included."""
    campuses = instance.table("campuses")[["campus_id", "institution_id", "municipality_id"]]
    provinces = instance.table("municipalities")[["municipality_id", "province_id"]]
    specialisations = instance.table("specialisations")[
        ["specialisation_id", "degree", "family_id", "accreditation_id", "students_per_fte", "floor", "norm_exempt"]
    ]
    frame = programmes.merge(campuses, how="left", on="campus_id")
    frame = frame.merge(provinces, how="left", on="municipality_id")
    frame = frame.merge(specialisations, how="left", on="specialisation_id")
    frame = frame.merge(instance.table("programme_costs")[[*PAIR, "fixed_cost"]], how="left", on=PAIR)
    return frame.assign(fixed_cost=frame["fixed_cost"].astype("float64").fillna(0.0))


@lru_cache(maxsize=8)
def programmes_today(instance: Instance) -> pd.DataFrame:
    """Return the programmes of today, one row a (campus, specialisation), with enrolment and graduates."""
    programmes = instance.table("programmes").groupby(PAIR, as_index=False)[["enrolled", "graduates"]].sum()
    return described(programmes, instance)


@lru_cache(maxsize=64)
def _column(instance: Instance, table: str, key: str, value: str) -> pd.Series[Any]:
    series: pd.Series[Any] = instance.table(table).set_index(key)[value]
    return series


@lru_cache(maxsize=16)
def _kilometres(instance: Instance, table: str, *keys: str) -> pd.Series[float]:
    return instance.table(table).set_index(list(keys))["km"].astype("float64")


@dataclass(frozen=True, eq=False)
class Situation:
    """A plan, its data set, and what the scenario allows.

    Attributes
    ----------
    plan : Plan
        The plan, tidy.
    instance : Instance
        The data set.
    openings : {"none", "family", "anywhere"}
        Which programmes may be opened.
    opened : sequence of str
        Entries of ``locks.open``: they may be opened too.
    unplaced_share : float
        Share of all students who may stay without a place.
    as_today : bool
        Whether the plan is today itself: then no programme needs more students than it has today.
    prices : mapping of str to float
        Every key of :data:`optimizer.inputs.schema.PRICES`, for rules that speak of money.
    students_choose : bool
        Whether the goals do not place students freely: then programmes of today need no students at all.
    """

    plan: Plan
    instance: Instance
    openings: str = "none"
    opened: Sequence[str] = ()
    unplaced_share: float = 0.0
    as_today: bool = False
    prices: Mapping[str, float] = field(default_factory=dict)
    students_choose: bool = False

    def column(self, table: str, key: str, value: str) -> pd.Series[Any]:
        """Return a column of the data set, indexed by the table's key."""
        return _column(self.instance, table, key, value)

    def _km(self, table: str, keys: Sequence[str], places: pd.DataFrame) -> pd.Series[float]:
        km = _kilometres(self.instance, table, *keys)
        return pd.Series(km.reindex(pd.MultiIndex.from_frame(places)).to_numpy(), index=places.index)

    def between(self, start: pd.Series[str], end: pd.Series[str]) -> pd.Series[float]:
        """Return the km between two columns of municipalities; 0 inside one, NaN if unknown."""
        pairs = pd.DataFrame({"start": start, "end": end})
        return self._km("campus_travel", ["municipality_id", "municipality_id_to"], pairs).mask(start == end, 0.0)

    @cached_property
    def today(self) -> pd.DataFrame:
        """Programmes of today, one row a (campus, specialisation), with enrolment and graduates."""
        return programmes_today(self.instance)

    @cached_property
    def programmes(self) -> pd.DataFrame:
        """Programmes of the plan, each pair once, described; with enrolled (0 if new), new, staffed and top_staffed."""
        frame = described(self.plan.programmes.drop_duplicates(PAIR), self.instance)
        frame = frame.merge(self.today[[*PAIR, "enrolled"]], how="left", on=PAIR)
        staff = self.staff[self.staff["campus_id"] != ""]
        for name, rows in (("staffed", staff), ("top_staffed", staff[staff["top"]])):
            sums = rows.groupby(PAIR)["fte"].sum().rename(name).reset_index()
            frame = frame.merge(sums, how="left", on=PAIR)
        filled = frame[["enrolled", "staffed", "top_staffed"]].fillna(0.0)
        return frame.assign(
            **filled,
            new=~among(frame, PAIR, self.today),
            pair=frame["campus_id"] + "/" + frame["specialisation_id"],
        )

    @cached_property
    def flows(self) -> pd.DataFrame:
        """Students who have a place, with `distance`: the data set's km (NaN if unknown)."""
        flows = self.plan.students[self.plan.students["municipality_id"] != ""]
        keys = ["zone_id", "municipality_id"]
        return flows.assign(distance=self._km("travel", keys, flows[keys]))

    @cached_property
    def unplaced(self) -> pd.DataFrame:
        """Students without a place."""
        return self.plan.students[self.plan.students["municipality_id"] == ""]

    @cached_property
    def staff(self) -> pd.DataFrame:
        """Where teachers work, with their group's data, `home` campus and `distance` in km from it (0 if freed)."""
        teachers = self.instance.table("teachers").rename(columns={"campus_id": "home"})
        known = teachers[["teacher_group_id", "home", "specialisation_id", "top", "max_km"]]
        staff = self.plan.staff.merge(known, how="left", on="teacher_group_id")
        municipality = self.column("campuses", "campus_id", "municipality_id")
        distance = self.between(staff["home"].map(municipality), staff["campus_id"].map(municipality))
        return staff.assign(
            top=staff["top"].eq(True).fillna(False).astype(bool), distance=distance.mask(staff["campus_id"] == "", 0.0)
        )

    @cached_property
    def away(self) -> pd.DataFrame:
        """Rows of `staff` at another campus than home."""
        staff = self.staff[self.staff["fte"] > TRACE]
        return staff[(staff["campus_id"] != "") & (staff["campus_id"] != staff["home"])]

    @cached_property
    def institute(self) -> pd.DataFrame:
        """The institute's rows, with host and family, and `distance` in km from lead centre to host."""
        hosts = self.instance.table("institute_hosts")[["host_id", "campus_id", "municipality_id", "studios"]]
        frame = self.plan.institute.merge(hosts, how="left", on="host_id")
        frame["campus_id"] = frame["campus_id"].astype(object).where(frame["campus_id"].notna(), "")
        municipality = self.column("campuses", "campus_id", "municipality_id")
        return frame.assign(
            family_id=frame["specialisation_id"].map(self.column("specialisations", "specialisation_id", "family_id")),
            distance=self.between(frame["lead_campus_id"].map(municipality), frame["municipality_id"]),
        )

    @cached_property
    def leads(self) -> pd.DataFrame:
        """Programmes that lead, with `concentrated`: top FTE that teaches there."""
        leads = self.programmes[self.programmes["role"] == "lead"]
        return leads.assign(concentrated=leads[["top_staffed", "fte"]].min(axis="columns"))

    @cached_property
    def demand(self) -> pd.Series[float]:
        """National demand by specialisation, all specialisations."""
        sums = self.instance.table("demand").groupby("specialisation_id")["students"].sum()
        return sums.reindex(list(self.instance.specialisations), fill_value=0.0).astype("float64")
