"""Rows and effect of `locks`."""

from __future__ import annotations

import pytest

from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of


def test_one_row_an_entry_and_one_a_programme_where_a_star_asks_for_each() -> None:
    locks = {
        "keep": ["one", "two-a/sound-pba", "*/photo-aba_ma"],
        "open": ["two-b/sound-pba"],
        "lead": ["two/film-pba"],
    }
    model = built(tiny_instance(), {"locks": locks})
    assert rows_of(model, "locks") == {"keep_each": 2, "keep": 2, "open": 1, "lead": 1}
    assert row(model, "locks", "keep", "one") == (
        1.0,
        {"offers[one-a,film-pba]": 1.0, "offers[one-a,photo-aba_ma]": 1.0},
        None,
    )
    assert row(model, "locks", "lead", "two/film-pba") == (1.0, {"leads[two-b,film-pba]": 1.0}, None)


def test_what_is_closed_has_no_variable() -> None:
    model = built(tiny_instance(), {"locks": {"close": ["two/film-pba", "one-a/photo-aba_ma"]}})
    assert [pair for pair in model.pyomo.offers if pair[1] != "musical-ma"] == [
        ("one-a", "film-pba"),
        ("two-a", "sound-pba"),
        ("two-b", "photo-aba_ma"),
    ]


# Without locks no duplicates are needed. Film and photo have two programmes each.
@pytest.mark.parametrize(
    ("keep", "duplication"),
    [
        (["one-a", "two-b"], 0.0),
        (["*/film-pba"], 1.0),
        (["*/*"], 2.0),
        (["one/film-pba", "two/film-pba", "two-b/photo-aba_ma"], 1.0),
        (["two-b/sound-pba"], None),
    ],
)
def test_what_must_stay_stays(keep: list[str], duplication: float | None) -> None:
    assert optimum(tiny_instance(), {"locks": {"keep": keep}}, "duplication").value == duplication


# Sound at two-b saves its 40 students of the south 35 km each; film closed there costs 40·35 more.
@pytest.mark.parametrize(
    ("locks", "travel"),
    [
        ({}, 4340.0),
        ({"open": ["two-b/sound-pba"]}, 2940.0),
        ({"open": ["two/sound-pba"]}, 2940.0),
        ({"open": ["one-a/film-pba"]}, 4340.0),
        ({"open": ["two-b"]}, None),
        ({"close": ["two-b/film-pba"]}, 5740.0),
        ({"close": ["two-b"]}, 7840.0),
        ({"close": ["*/sound-pba"]}, None),
        ({"lead": ["two-b/film-pba", "one"]}, 4340.0),
        ({"lead": ["two-b/sound-pba"]}, None),
    ],
)
def test_what_must_open_close_and_lead_does(locks: dict[str, list[str]], travel: float | None) -> None:
    found = optimum(tiny_instance(), {"locks": locks}, "student_travel").value
    assert found == (None if travel is None else pytest.approx(travel))


def test_the_lead_is_where_the_lock_says() -> None:
    plan = optimum(tiny_instance(), {"locks": {"lead": ["two-b/film-pba"], "keep": ["*/*"]}}, "duplication").plan
    assert plan is not None
    leads = plan.programmes[plan.programmes["role"] == "lead"]
    assert ("two-b", "film-pba") in set(zip(leads["campus_id"], leads["specialisation_id"], strict=True))


def test_closing_all_of_a_track_leaves_the_institute_to_others() -> None:
    # sound leads in aa and feeds all 6 residents of the family film at hall in bb, 45 km away
    rules = {"locks": {"close": ["*/film-pba"]}, "institute": {"residents_total": 8, "guest_fte_per_resident": 0.1}}
    assert optimum(tiny_instance(), rules, "institute_distance", unplaced_share=0.3).value == pytest.approx(270.0)
