"""Today observed: today's programmes with the data set's flows."""

from __future__ import annotations

import pandas as pd
import pytest

from optimizer.analysis.observed import observed_plan
from optimizer.analysis.terms import compute_terms
from optimizer.inputs.plan import PLAN_COLUMNS
from tests.factory import PRICES, TINY, TINY_PLAN, tiny_instance, tiny_plan

LEADS = {"film-pba": "one-a", "photo-aba_ma": "one-a", "sound-pba": "two-a", "musical-ma": "two-a"}


def test_observed_today_by_hand() -> None:
    terms = compute_terms(observed_plan(tiny_instance(), LEADS, tiny_plan().institute), tiny_instance(), PRICES)
    # film 50*10 + 10*50 + 10*40 + 30*5; photo 80*10 + 10*50 + 20*40 + 40*5; sound 50*10 + 40*40; musical 80 + 160
    assert terms["student_travel"] == 1550 + 2300 + 2100 + 240
    # film from the north (50*10 + 10*50) - 60*10 = 400, from the south (10*40 + 30*5) - 40*5 = 350;
    # photo 1300 - 900 = 400 and 1000 - 300 = 700; sound and musical at the nearest
    assert terms["extra_travel"] == 400 + 350 + 400 + 700
    # film 3 - 0.8 and photo 3 - 0.4 top FTE; of two campuses each a third is not at the lead
    assert terms["teacher_scatter"] == pytest.approx(2.2 / 3 + 2.6 / 3)
    unchanged = ("staff_travel", "freed", "hired", "displaced", "unplaced", "openings", "worst_loss", "expansion")
    assert {name: terms[name] for name in unchanged} == pytest.approx(dict.fromkeys(unchanged, 0.0))


def test_tables_are_those_of_a_plan() -> None:
    plan = observed_plan(tiny_instance(), LEADS, tiny_plan().institute)
    for name, columns in PLAN_COLUMNS.items():
        assert tuple(getattr(plan, name).columns) == columns
        assert not getattr(plan, name).isna().any(axis=None)
    leads = plan.programmes[plan.programmes["role"] == "lead"]
    assert dict(zip(leads["specialisation_id"], leads["campus_id"], strict=True)) == LEADS
    assert plan.students["students"].sum() == sum(row["students"] for row in TINY["today_flows"])


def test_campuses_of_one_municipality_share_their_flow() -> None:
    flows = [*TINY["today_flows"], {**TINY["today_flows"][0], "campus_id": "two-a", "students": 5.0}]
    students = observed_plan(tiny_instance(today_flows=flows), LEADS, tiny_plan().institute).students
    keys = ["zone_id", "specialisation_id", "municipality_id"]
    assert students.set_index(keys).loc[("z-north", "film-pba", "aa"), "students"] == 55.0


def test_the_staff_of_today_reassigned_is_taken_over() -> None:
    staff = pd.DataFrame(TINY_PLAN["staff"]).query("campus_id != ''").assign(fte=0.5)
    plan = observed_plan(tiny_instance(), LEADS, tiny_plan().institute, staff)
    assert plan.staff["fte"].tolist() == [0.5] * len(staff)
    top = plan.programmes.set_index(["campus_id", "specialisation_id"])["top_fte"]
    assert top["one-a", "film-pba"] == 1.0  # two top groups of film are there
