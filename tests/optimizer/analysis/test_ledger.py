"""The ledger adds up: to the terms, over every level, and by hand on the tiny plan."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from optimizer.analysis.ledger import LEDGER, LEVELS, accounts, ledger
from optimizer.analysis.observed import observed_plan
from optimizer.analysis.terms import compute_terms
from optimizer.inputs.plan import Plan
from tests.factory import PRICES, tiny_instance, tiny_plan

INSTANCE = tiny_instance()


def today() -> Plan:
    plan = tiny_plan()
    return observed_plan(INSTANCE, {}, plan.institute.iloc[:0])


def test_every_euro_is_borne_by_somebody() -> None:
    table = ledger(tiny_plan(), today(), INSTANCE, PRICES)
    assert tuple(table.columns) == LEDGER
    terms = [compute_terms(plan, INSTANCE, PRICES) for plan in (tiny_plan(), today())]
    whole = table[table["level"] == "all"].iloc[0]
    assert whole["eur"] == pytest.approx(terms[0]["cost"] - terms[1]["cost"])
    assert whole["eur_today"] == pytest.approx(terms[1]["cost"])
    travel = table.loc[table["level"] == "students", "eur"].sum()
    per_km = 2 * PRICES["days_per_year"] * PRICES["eur_per_km"]
    assert travel == pytest.approx(per_km * (terms[0]["student_travel"] - terms[1]["student_travel"]))
    for level in LEVELS:
        own = table[table["level"] == level]
        assert own["eur"].sum() + travel == pytest.approx(whole["eur"])
        for amount in ("programmes", "students", "fte"):
            assert own[amount].sum() == pytest.approx(whole[amount])


def test_amounts_are_those_of_the_plan() -> None:
    plan = tiny_plan()
    found = accounts(plan, INSTANCE, PRICES)["students"]
    for institution in INSTANCE.institutions:
        campuses = [campus for campus, owner in INSTANCE.institution_of.items() if owner == institution]
        expected = plan.programmes.loc[plan.programmes["campus_id"].isin(campuses), "students"].sum()
        assert found["institution", institution] == pytest.approx(expected)
    assert found["students"].sum() == pytest.approx(
        plan.students.loc[plan.students["municipality_id"] != "", "students"].sum()
    )


@pytest.mark.parametrize("price", [name for name in PRICES if name.startswith("eur_")])
def test_each_price_is_borne_where_it_arises(price: str) -> None:
    """With one price alone, the sum is that part of the cost; travel of students is borne by students alone."""
    prices = {**dict.fromkeys(PRICES, 0.0), price: 1.0, "days_per_year": 100.0, "life_years": 10.0}
    found = accounts(tiny_plan(), INSTANCE, prices)["eur"]
    assert found["all", "all"] == pytest.approx(compute_terms(tiny_plan(), INSTANCE, prices)["cost"])
    assert (found["students"].sum() > 0) == (price == "eur_per_km")


def test_an_institution_that_closes_altogether_keeps_its_row() -> None:
    plan = tiny_plan()
    gone = plan.programmes["campus_id"].map(INSTANCE.institution_of) == "two"
    closed = replace(plan, programmes=plan.programmes[~gone].reset_index(drop=True))
    table = ledger(closed, today(), INSTANCE, PRICES)
    row = table[(table["level"] == "institution") & (table["id"] == "two")].iloc[0]
    assert row["programmes"] == -row["programmes_today"] < 0
    assert pd.notna(table).all().all()
