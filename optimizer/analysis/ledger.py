"""Who gains and who loses by a plan: programmes, students, FTE and EUR by institution, network, association, province.

Every EUR of the term `cost` is borne by somebody. A campus, and so its institution, bears its programmes, what it adds
and opens, and those it hires; a teacher's employer, the institution of the home campus, bears salary, travel and the
move; students bear their own travel, in the province where they live.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from optimizer.analysis.situation import Situation, tidy
from optimizer.analysis.terms import annuity
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan

LEVELS = ("institution", "network", "association", "province")
"""Levels at which campuses are summed up; every campus belongs to one body of each."""

STUDENTS = "students"
"""Level at which students are summed up, by the province where they live: they bear their travel."""

ALL = "all"
"""Level of the sum of everything, and its only id."""

AMOUNTS = ("programmes", "students", "fte", "eur")
LEDGER = ("level", "id", *AMOUNTS, *(f"{name}_today" for name in AMOUNTS))
"""Columns of ``ledger.csv``: what changes, then what is today."""


def ledger(plan: Plan, today: Plan, instance: Instance, prices: Mapping[str, float]) -> pd.DataFrame:
    """Return what changes from today to a plan, and for whom.

    Parameters
    ----------
    plan, today : Plan
        Both placed by the model ("reassigned").
    instance : Instance
        The data set.
    prices : mapping of str to float
        Every key of :data:`optimizer.inputs.schema.PRICES`.

    Returns
    -------
    DataFrame
        Columns :data:`LEDGER`, in students, FTE and EUR a year. The rows of one level of :data:`LEVELS` and those of
        :data:`STUDENTS` together make the row :data:`ALL`, whose EUR are the change of the term `cost`.
    """
    after, before = accounts(plan, instance, prices), accounts(today, instance, prices)
    both = pd.concat([after, before.add_suffix("_today")], axis="columns").fillna(0.0)
    for name in AMOUNTS:
        both[name] -= both[f"{name}_today"]
    return both.reset_index()[list(LEDGER)].astype(dict.fromkeys(LEDGER[2:], "float64"))


def accounts(plan: Plan, instance: Instance, prices: Mapping[str, float]) -> pd.DataFrame:
    """Return what everybody has and bears in a plan: columns :data:`AMOUNTS` by level and id."""
    situation = Situation(tidy(plan), instance)
    campuses = _campuses(situation, prices)
    bodies = instance.table("campuses").merge(instance.table("institutions"), on="institution_id")
    bodies = bodies.merge(instance.table("municipalities")[["municipality_id", "province_id"]], on="municipality_id")
    columns = {"institution": "institution_id", "province": "province_id"}
    named = bodies.set_index("campus_id").reindex(campuses.index)
    found = {level: campuses.groupby(named[columns.get(level, level)]).sum() for level in LEVELS}
    living = _students(situation, prices)
    total = campuses.sum()
    total["eur"] += living["eur"].sum()
    table = pd.concat({**found, STUDENTS: living, ALL: total.to_frame(ALL).T}, names=["level", "id"])
    return table[list(AMOUNTS)]


def _campuses(situation: Situation, prices: Mapping[str, float]) -> pd.DataFrame:
    """Return what every campus has, and what it and its employees cost."""
    taught, teachers = situation.programmes, situation.instance.table("teachers")
    here = taught.groupby("campus_id")
    names = list(situation.instance.campuses)

    def at(amounts: pd.Series[Any]) -> pd.Series[float]:
        return amounts.reindex(names).astype("float64").fillna(0.0)

    places = situation.column("campuses", "campus_id", "places").astype("float64")
    hired = (taught["fte"] - taught["staffed"]).clip(lower=0).groupby(taught["campus_id"]).sum()
    students = at(here["students"].sum())
    freed = situation.staff[situation.staff["campus_id"] == ""]
    working, away = situation.staff[situation.staff["campus_id"] != ""], situation.away
    km = (working["fte"] * working["distance"]).groupby(working["home"]).sum()
    share = annuity(prices["rate"], prices["life_years"])
    employed = at(teachers.groupby("campus_id")["fte"].sum()) - at(freed.groupby("home")["fte"].sum()) + at(hired)
    eur = (
        prices["eur_per_programme_year"] * at(here.size())
        + prices["eur_per_fte_year"] * employed
        + 2.0 * prices["days_per_year"] * prices["eur_per_km"] * at(km)
        + share * prices["eur_per_place"] * (students - places.reindex(names)).clip(lower=0)
        + share * prices["eur_per_opening"] * at(here["new"].sum())
        + share * prices["eur_per_fte_moved"] * at(away.groupby("home")["fte"].sum())
    )
    return pd.DataFrame({"programmes": at(here.size()), "students": students, "fte": at(here["fte"].sum()), "eur": eur})


def _students(situation: Situation, prices: Mapping[str, float]) -> pd.DataFrame:
    """Return the students of every province who have a place, and what their travel costs them."""
    flows = situation.flows
    province = flows["zone_id"].map(situation.column("zones", "zone_id", "province_id"))
    students = flows.groupby(province)["students"].sum()
    km = (flows["students"] * flows["distance"]).groupby(province).sum()
    eur = 2.0 * prices["days_per_year"] * prices["eur_per_km"] * km
    return pd.DataFrame({"programmes": 0.0, "students": students, "fte": 0.0, "eur": eur})
