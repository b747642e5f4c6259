"""What verify makes of plans, of rules without a check, of terms and of wreckage."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.analysis.measures import CHECK_COLUMNS
from optimizer.analysis.terms import TERM_UNITS, compute_terms
from optimizer.analysis.verify import failures, known_checks, require_verified, terms_in, verify, verify_today
from optimizer.errors import VerificationError
from optimizer.inputs.plan import PLAN_COLUMNS, Plan
from optimizer.inputs.scenario import Goal, Goals
from tests.factory import (
    PRICES,
    TINY,
    TINY_PLAN,
    TINY_RULES,
    Parameters,
    parameters,
    tiny_instance,
    tiny_plan,
    tiny_scenario,
)
from tests.optimizer.analysis.breaking import changed


def test_the_legal_plan_is_verified_in_the_columns_of_checks_csv() -> None:
    terms = compute_terms(tiny_plan(), tiny_instance(), PRICES)
    frame = verify(tiny_plan(), tiny_instance(), tiny_scenario(), expected_terms=terms)
    require_verified(frame)
    assert tuple(frame.columns) == CHECK_COLUMNS
    assert frame["ok"].tolist() == [True] * len(frame)
    assert set(frame.loc[frame["kind"] == "rule", "name"]) == {"plan", *TINY_RULES}
    recomputed = frame[frame["kind"] == "term"]
    assert dict(zip(recomputed["name"], recomputed["measured"], strict=True)) == terms
    assert recomputed["unit"].tolist() == list(TERM_UNITS.values())


def test_a_rule_without_a_check_is_unchecked_and_no_failure() -> None:
    frame = verify(tiny_plan(), tiny_instance(), tiny_scenario({"full_moon": Parameters()}))
    row = frame[frame["name"] == "full_moon"]
    assert row["subject"].tolist() == ["unchecked"]
    assert row[["measured", "limit", "ok"]].isna().all(axis=None)
    require_verified(frame)


def test_a_rule_that_asks_nothing_is_in_the_frame() -> None:
    rules = {"locks": parameters("locks", keep=[], open=[], close=[], lead=[])}
    frame = verify(tiny_plan(), tiny_instance(), tiny_scenario(rules))
    assert frame.loc[frame["name"] == "locks", ["subject", "ok"]].to_numpy().tolist() == [["nothing to check", True]]


def test_three_rules_hold_though_no_scenario_names_them() -> None:
    scenario = tiny_scenario()
    scenario.rules.clear()
    frame = verify(tiny_plan(institute=[]), tiny_instance(), scenario)
    assert {"campus_capacity", "staffing", "lead_centre", "institute"} < set(frame["name"])


def test_every_shipped_check_is_found_by_name() -> None:
    assert set(known_checks()) == set(TINY_RULES)


HELD_AGAINST = [
    ("freed", 1.0009, True),
    ("freed", 1.002, False),
    ("cost", 132486.1, True),
    ("cost", 132487.0, False),
    ("beauty", 1.0, False),
]


@pytest.mark.parametrize(("name", "value", "ok"), HELD_AGAINST)
def test_terms_are_held_against_the_models(name: str, value: float, ok: bool) -> None:
    frame = verify(tiny_plan(), tiny_instance(), tiny_scenario(), expected_terms={name: value})
    row = frame[(frame["kind"] == "term") & (frame["name"] == name)].iloc[0]
    assert (row["limit"], row["ok"]) == (value, ok)
    others = frame[(frame["kind"] == "term") & (frame["name"] != name)]
    assert others["ok"].isna().all()


def test_loss_is_measured_at_the_level_of_the_goal_and_prices_are_the_scenarios() -> None:
    goals = Goals(order=(Goal(term="worst_loss", by="province"),))
    scenario = tiny_scenario(goals=goals, prices={"eur_per_programme_year": 600.0})
    frame = verify(tiny_plan(), tiny_instance(), scenario).set_index("name")
    assert frame.loc["worst_loss", "measured"] == pytest.approx(12 / 262)
    assert frame.loc["cost", "measured"] == pytest.approx(132486.0 + 6 * 100)


def test_a_failure_is_a_sentence() -> None:
    plan = tiny_plan(staff=changed("staff", {"teacher_group_id": "photo-two-b"}, fte=3.0))
    frame = verify(plan, tiny_instance(), tiny_scenario())
    with pytest.raises(VerificationError) as error:
        require_verified(frame)
    sentence = (
        f"The plan fails 1 of {len(frame)} checks: plan, teachers of a group: photo-two-b: 3 against 4 (FTE, exactly)."
    )
    assert str(error.value) == sentence


def test_a_long_list_of_failures_is_cut() -> None:
    empty = tiny_plan(**{name: [] for name in TINY_PLAN})
    frame = verify(empty, tiny_instance(), tiny_scenario())
    with pytest.raises(VerificationError, match=rf"and {len(failures(frame)) - 10} more\.$"):
        require_verified(frame)


def test_a_plan_without_columns_is_a_failure_and_no_exception() -> None:
    nothing = Plan(*(pd.DataFrame({"surprise": [1]}) for _ in PLAN_COLUMNS))
    assert "plan" in set(failures(verify(nothing, tiny_instance(), tiny_scenario()))["name"])


WRECKS: list[Any] = [None, float("nan"), float("inf"), -1.0, 1e12, "x", "film-pba", "aa"]


@settings(max_examples=10)
@given(st.data())
def test_any_wrecked_cell_fails_or_changes_nothing(data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(sorted(TINY_PLAN)))
    number = data.draw(st.integers(0, len(TINY_PLAN[table]) - 1))
    column = data.draw(st.sampled_from(PLAN_COLUMNS[table]))
    value = data.draw(st.sampled_from(WRECKS))
    before = TINY_PLAN[table][number]
    assume((table, column) != ("staff", "campus_id") or value in {"x", "film-pba", "aa"})  # empty: freed, may be legal

    rows = [*TINY_PLAN[table]]
    rows[number] = {**before, column: value}
    frames = {name: pd.DataFrame(rows if name == table else lines) for name, lines in TINY_PLAN.items()}
    found = failures(verify(Plan(**frames), tiny_instance(), tiny_scenario()))
    stays = "" in {before.get("municipality_id"), before.get("campus_id")}
    says_nothing_new = (
        before[column] == value or (stays and column == "km") or (pd.isna(value) and before[column] == "")
    )
    assert found.empty == says_nothing_new


TODAY_PROGRAMMES = [
    # students as the flows have them; home FTE less guest hours (0.8 film, 0.4 photo and sound, at the lead)
    ("one-a", "film-pba", "lead", 60.0, 60.0, 5.2, 1.2),
    ("one-a", "photo-aba_ma", "lead", 100.0, 100.0, 9.6, 1.6),
    ("two-a", "musical-ma", "lead", 12.0, 12.0, 2.0, 1.0),
    ("two-a", "sound-pba", "lead", 90.0, 90.0, 8.6, 1.6),
    ("two-b", "film-pba", "teach", 40.0, 40.0, 4.0, 1.0),
    ("two-b", "photo-aba_ma", "teach", 50.0, 50.0, 5.0, 1.0),
]


def today_tables() -> dict[str, list[dict[str, Any]]]:
    """Tables of today's programmes with the flows of the data set: they happen to satisfy what today promises."""
    municipality = {row["campus_id"]: row["municipality_id"] for row in TINY["campuses"]}
    km = {(row["zone_id"], row["municipality_id"]): row["km"] for row in TINY["travel"]}
    guests = {row["lead_campus_id"] + row["specialisation_id"]: row["guest_fte"] for row in TINY_PLAN["institute"]}
    students = [
        {
            **row,
            "municipality_id": municipality[row["campus_id"]],
            "km": km[row["zone_id"], municipality[row["campus_id"]]],
        }
        for row in TINY["today_flows"]
    ]
    staff = [
        {
            **row,
            "km": 0.0,
            "fte": row["fte"] - row["top"] * guests.get(row["campus_id"] + row["specialisation_id"], 0.0),
        }
        for row in TINY["teachers"]
    ]
    programmes = [dict(zip(PLAN_COLUMNS["programmes"], row, strict=True)) for row in TODAY_PROGRAMMES]
    return {"programmes": programmes, "students": students, "staff": staff, "institute": TINY_PLAN["institute"]}


def test_today_is_verified_without_the_rules_that_it_need_not_satisfy() -> None:
    strict = {"sites_per_specialisation": parameters("sites_per_specialisation", max=1),
              "lead_centre": parameters("lead_centre", student_share=0.9)}  # fmt: skip
    plan, scenario = tiny_plan(**today_tables()), tiny_scenario(strict)
    frame = verify_today(plan, tiny_instance(), scenario)
    require_verified(frame)
    assert set(frame.loc[frame["kind"] == "rule", "name"]) == {"plan", "campus_capacity", "lead_centre", "institute"}
    assert terms_in(frame) == compute_terms(plan, tiny_instance(), {**tiny_instance().prices, **scenario.prices})


TODAY_BROKEN: dict[str, tuple[str, int, dict[str, Any], str]] = {
    "a teacher away": ("staff", 0, {"campus_id": "two-b", "km": 45.0}, "teachers away from home"),
    "a teacher freed": ("staff", 0, {"campus_id": ""}, "teachers freed"),
    "somebody hired": ("programmes", 0, {"fte": 6.0}, "teachers hired"),
    "a programme that closed": (
        "programmes",
        4,
        {"campus_id": "two-a"},
        "programmes of today that are not taught: two-b/film-pba",
    ),
}


@pytest.mark.parametrize("broken", TODAY_BROKEN)
def test_a_broken_today_is_caught(broken: str) -> None:
    table, number, values, subject = TODAY_BROKEN[broken]
    tables = today_tables()
    tables[table][number] = {**tables[table][number], **values}
    found = failures(verify_today(tiny_plan(**tables), tiny_instance(), tiny_scenario()))
    assert set(found["name"]) == {"plan"}
    assert subject in set(found["subject"])
