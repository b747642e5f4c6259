"""Every term of a finished plan, recomputed from its tables and the data set alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from optimizer.analysis.situation import PAIR, Situation, among, tidy
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan

TERM_UNITS: dict[str, str] = {
    "duplication": "programmes",
    "family_sites": "sites",
    "teacher_scatter": "FTE",
    "staff_travel": "FTE·km",
    "freed": "FTE",
    "hired": "FTE",
    "student_travel": "student·km",
    "extra_travel": "student·km",
    "displaced": "students",
    "unplaced": "students",
    "expansion": "places",
    "openings": "programmes",
    "worst_loss": "share",
    "institute_distance": "resident·km",
    "industry_distance": "student·km",
    "cost": "EUR/year",
}
"""Every term with its unit, in the order in which terms are listed."""


def compute_terms(
    plan: Plan, instance: Instance, prices: Mapping[str, float], loss_level: str = "institution"
) -> dict[str, float]:
    """Recompute every term of a plan.

    Distances are the data set's, whatever the plan says; amounts that are missing count as nothing.

    Parameters
    ----------
    plan : Plan
        A finished plan.
    instance : Instance
        The data set.
    prices : mapping of str to float
        Every key of :data:`optimizer.inputs.schema.PRICES`.
    loss_level : {"institution", "association", "province"}
        Level at which ``worst_loss`` is measured.

    Returns
    -------
    dict of str to float
        Values in the order and units of :data:`TERM_UNITS`.

    Raises
    ------
    KeyError
        If a price is missing.
    """
    return terms_of(Situation(tidy(plan), instance), prices, loss_level)


def terms_of(situation: Situation, prices: Mapping[str, float], loss_level: str) -> dict[str, float]:
    """Recompute every term of a plan that is already joined to its data set; see :func:`compute_terms`."""
    terms = {
        **_sites(situation),
        **_teachers(situation),
        **_students(situation),
        "worst_loss": worst_loss(situation, loss_level),
        "institute_distance": _product(situation.institute["residents"], situation.institute["distance"]),
        "industry_distance": _industry_distance(situation),
    }
    terms["cost"] = cost(situation, terms, prices)
    return {name: float(terms[name]) for name in TERM_UNITS}


def _product(amounts: pd.Series[float], distances: pd.Series[float]) -> float:
    return float((amounts * distances).sum())


def _sites(situation: Situation) -> dict[str, float]:
    taught, today = situation.programmes, situation.today
    closed = today[~among(today, PAIR, taught)]
    return {
        "duplication": float((taught.groupby("specialisation_id")["campus_id"].nunique() - 1).sum()),
        "family_sites": float((taught.groupby("family_id")["campus_id"].nunique() - 1).sum()),
        "displaced": float(closed["enrolled"].sum()),
        "openings": float(taught["new"].sum()),
    }


def _teachers(situation: Situation) -> dict[str, float]:
    staff, taught = situation.staff, situation.programmes
    working = staff[staff["campus_id"] != ""]
    scattered = working.loc[working["top"], "fte"].sum() - situation.leads["concentrated"].sum()
    return {
        "teacher_scatter": float(scattered),
        "staff_travel": _product(working["fte"], working["distance"]),
        "freed": float(staff.loc[staff["campus_id"] == "", "fte"].sum()),
        "hired": float((taught["fte"] - taught["staffed"]).clip(lower=0).sum()),
    }


def _students(situation: Situation) -> dict[str, float]:
    places = situation.column("campuses", "campus_id", "places")
    crowding = situation.programmes.groupby("campus_id")["students"].sum() - places
    flows = situation.flows
    return {
        "student_travel": _product(flows["students"], flows["distance"]),
        "extra_travel": _extra_travel(situation),
        "unplaced": float(situation.unplaced["students"].sum()),
        "expansion": float(crowding.clip(lower=0).sum()),
    }


def _extra_travel(situation: Situation) -> float:
    """Student·km beyond today's nearest, by zone and specialisation; where none is taught today nothing is extra."""
    flows = situation.flows.merge(_nearest_today(situation.instance), how="left", on=["specialisation_id", "zone_id"])
    extra = flows["students"] * (flows["distance"] - flows["nearest"])
    return float(extra.groupby([flows["zone_id"], flows["specialisation_id"]]).sum().clip(lower=0).sum())


@lru_cache(maxsize=8)
def _nearest_today(instance: Instance) -> pd.DataFrame:
    """Return km to the nearest programme of today: specialisation_id, zone_id, nearest; only what is taught today."""
    travel = instance.table("travel").pivot_table(index="zone_id", columns="municipality_id", values="km")
    towns: dict[str, set[str]] = {}
    for campus, specialisation in instance.enrolled_today:
        towns.setdefault(specialisation, set()).add(instance.municipality_of[campus])
    rows = [
        (specialisation, zone, nearest)
        for specialisation, near in towns.items()
        for zone, nearest in travel[sorted(near & set(travel.columns))].min(axis="columns").items()
    ]
    return pd.DataFrame(rows, columns=["specialisation_id", "zone_id", "nearest"])


def worst_loss(situation: Situation, level: str) -> float:
    """Return the largest share of today's enrolment that one institution, association or province loses."""
    losses = loss_of_each(situation, level)
    return float(losses.max()) if len(losses) else 0.0


def loss_of_each(situation: Situation, level: str) -> pd.Series[float]:
    """Return the share of today's enrolment that each institution, association or province loses, where it had any."""
    institutions = situation.column("institutions", "institution_id", "association")

    def by_level(programmes: pd.DataFrame, amount: str) -> pd.Series[float]:
        group = programmes["province_id" if level == "province" else "institution_id"]
        sums: pd.Series[float] = programmes.groupby(group.map(institutions) if level == "association" else group)[
            amount
        ].sum()
        return sums

    today = by_level(situation.today, "enrolled")
    today = today[today > 0]
    plan = by_level(situation.programmes, "students").reindex(today.index, fill_value=0.0)
    return (1.0 - plan / today).clip(lower=0.0)


def _industry_distance(situation: Situation) -> float:
    firms = situation.instance.table("firm_travel")[["municipality_id", "family_id", "km"]]
    taught = situation.programmes.merge(firms, how="inner", on=["municipality_id", "family_id"])
    return _product(taught["students"], taught["km"].astype("float64"))


def annuity(rate: float, life_years: float) -> float:
    """Return the yearly share of a one-off cost: rate / (1 - (1 + rate)^-life), or 1 / life without interest."""
    return rate / (1.0 - (1.0 + rate) ** -life_years) if rate else 1.0 / life_years


def cost(situation: Situation, terms: Mapping[str, float], prices: Mapping[str, float]) -> float:
    """Return the yearly cost in EUR: travel both ways, salaries, programmes, and one-off costs as annuities."""
    travel = 2.0 * prices["days_per_year"] * prices["eur_per_km"] * (terms["student_travel"] + terms["staff_travel"])
    employed = situation.instance.table("teachers")["fte"].sum() - terms["freed"] + terms["hired"]
    one_off = (
        prices["eur_per_place"] * terms["expansion"]
        + prices["eur_per_opening"] * terms["openings"]
        + prices["eur_per_fte_moved"] * situation.away["fte"].sum()
    )
    return float(
        travel
        + prices["eur_per_fte_year"] * employed
        + prices["eur_per_programme_year"] * len(situation.programmes)
        + situation.programmes["fixed_cost"].sum()
        + annuity(prices["rate"], prices["life_years"]) * one_off
    )
