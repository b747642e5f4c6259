"""What the change costs once, and in a year beyond today, stays within its limits; measured in millions of EUR."""

from __future__ import annotations

from typing import Any

import pandas as pd

from optimizer.analysis.measures import joined, measures
from optimizer.analysis.situation import Situation

MILLION = 1e6
"""EUR in the unit of the measures: tables have six decimals, too few to account for every cent."""

UNIT = "million EUR"


def check(situation: Situation, parameters: Any) -> pd.DataFrame:
    """Check both limits."""
    found = []
    if parameters.one_off is not None:
        found.append(measures("once", one_off(situation) / MILLION, parameters.one_off / MILLION, UNIT, "at most"))
    if parameters.yearly is not None:
        above = yearly(situation) / MILLION
        found.append(measures("a year above today", above, parameters.yearly / MILLION, UNIT, "at most"))
    return joined(*found)


def one_off(situation: Situation) -> float:
    """Return what places, openings and moved teachers cost, in EUR."""
    prices, taught = situation.prices, situation.programmes
    students = taught.groupby("campus_id")["students"].sum()
    places = situation.column("campuses", "campus_id", "places").astype("float64").reindex(students.index)
    added = (students - places).clip(lower=0).sum()
    return float(
        prices["eur_per_place"] * added
        + prices["eur_per_opening"] * taught["new"].sum()
        + prices["eur_per_fte_moved"] * situation.away["fte"].sum()
    )


def yearly(situation: Situation) -> float:
    """Return what salaries, programmes and travel of teachers cost in a year above today, in EUR."""
    prices, taught, staff = situation.prices, situation.programmes, situation.staff
    hired = (taught["fte"] - taught["staffed"]).clip(lower=0).sum()
    freed = staff.loc[staff["campus_id"] == "", "fte"].sum()
    more = prices["eur_per_programme_year"] * (len(taught) - len(situation.today))
    fixed = taught["fixed_cost"].sum() - situation.today["fixed_cost"].sum()
    km = (staff["fte"] * staff["distance"]).sum()
    return float(
        prices["eur_per_fte_year"] * (hired - freed)
        + more
        + fixed
        + 2.0 * prices["days_per_year"] * prices["eur_per_km"] * km
    )
