"""Every term of the tiny plan, derived by hand from tests/factory.py."""

from __future__ import annotations

import pytest

from optimizer.analysis.terms import TERM_UNITS, annuity, compute_terms
from tests.factory import PRICES, TINY, TINY_PLAN, altered, tiny_instance, tiny_plan

BY_HAND = {
    # photo at one-a and two-b, sound at two-a and two-b; film and musical once
    "duplication": 2.0,
    # film family at one-a, two-a, two-b: 2 more than one; arts at one-a, two-a, two-b: 2
    "family_sites": 4.0,
    # top FTE at work: film 2.2, photo 2.6, sound 1.6, musical 1; of these at the lead 2.2, 1.6, 1.0, 1.0
    "teacher_scatter": 1.6,
    # aa-bb is 45 km; film-two-b 2 and film-two-b-top 1 to one-a, sound 3 and 0.6 to two-b: 6.6 FTE
    "staff_travel": 297.0,
    # film-two-b
    "freed": 1.0,
    # film 9.8 - 8.2, photo at two-b 6 - 5, sound at two-b 4 - 3.6
    "hired": 3.0,
    # film 60*10 + 38*40; photo 90*10 + 60*5; sound 50*10 + 40*5; musical 8*10 + 4*40
    "student_travel": 4260.0,
    # film from the south: 38*(40 - 5); sound from the south comes 35 km nearer, which saves nothing here
    "extra_travel": 1330.0,
    # film at two-b
    "displaced": 40.0,
    "unplaced": 2.0,
    # one-a: 98 + 90 students on 180 places
    "expansion": 8.0,
    # sound at two-b
    "openings": 1.0,
    # two: 192 today, 50 + 12 + 60 + 40 = 162 in the plan; one grows
    "worst_loss": 30 / 192,
    # 8 residents at hall in bb, all lead centres in aa
    "institute_distance": 360.0,
    # film family only: (98 + 50)*3 in aa and 40*20 in bb; arts has no firms
    "industry_distance": 1244.0,
    # travel 2*100*0.1*(4260 + 297) = 91140; salaries 1000*(36 - 1 + 3) = 38000; 6 programmes 3000;
    # one-off (100*8 + 2000*1 + 100*6.6)/10 = 346
    "cost": 132486.0,
}


def test_every_term_of_the_tiny_plan_is_as_computed_by_hand() -> None:
    terms = compute_terms(tiny_plan(), tiny_instance(), PRICES)
    assert list(terms) == list(TERM_UNITS) == list(BY_HAND)
    assert terms == pytest.approx(BY_HAND, abs=1e-9)


# association Red holds both: 350 of 352 students; province north: 98 + 90 + 12 + 50 = 250 of 262, south grows
@pytest.mark.parametrize(
    ("level", "loss"), [("institution", 30 / 192), ("association", 2 / 352), ("province", 12 / 262)]
)
def test_worst_loss_at_each_level(level: str, loss: float) -> None:
    assert compute_terms(tiny_plan(), tiny_instance(), PRICES, level)["worst_loss"] == pytest.approx(loss)


def test_an_institution_that_closes_loses_everything() -> None:
    rows = [row for row in TINY_PLAN["programmes"] if row["campus_id"] != "one-a"]
    terms = compute_terms(tiny_plan(programmes=rows), tiny_instance(), PRICES)
    assert terms["worst_loss"] == 1.0
    assert terms["displaced"] == 200.0  # 60 film and 100 photo at one-a, 40 film at two-b


def test_concentrated_is_no_more_than_what_is_taught_at_the_lead() -> None:
    # photo at one-a teaches 1.0 FTE only: 0.6 of its 1.6 top FTE are then scattered too
    rows = [
        {**row, "fte": 1.0} if (row["campus_id"], row["specialisation_id"]) == ("one-a", "photo-aba_ma") else row
        for row in TINY_PLAN["programmes"]
    ]
    scatter = compute_terms(tiny_plan(programmes=rows), tiny_instance(), PRICES)["teacher_scatter"]
    assert scatter == pytest.approx(1.6 + 0.6)


def test_extra_travel_adds_up_by_zone_and_specialisation_before_it_is_cut_at_zero() -> None:
    # 30 of the south's photo students go to aa (+35 km each): 1050; those who stay at the nearest add nothing
    rows = [
        row
        for row in TINY_PLAN["students"]
        if (row["zone_id"], row["specialisation_id"]) != ("z-south", "photo-aba_ma")
    ]
    south = {"zone_id": "z-south", "specialisation_id": "photo-aba_ma", "students": 30.0}
    rows += [{**south, "municipality_id": "aa", "km": 40.0}, {**south, "municipality_id": "bb", "km": 5.0}]
    assert compute_terms(tiny_plan(students=rows), tiny_instance(), PRICES)["extra_travel"] == 1330.0 + 1050.0


def test_what_nobody_teaches_today_gives_no_extra_travel() -> None:
    programmes = [row for row in TINY["programmes"] if row["specialisation_id"] != "film-pba"]
    assert compute_terms(tiny_plan(), tiny_instance(programmes=programmes), PRICES)["extra_travel"] == 0.0


def test_distances_come_from_the_data_set_not_from_the_plan() -> None:
    rows = [{**row, "km": 0.0} for row in TINY_PLAN["students"]]
    assert compute_terms(tiny_plan(students=rows), tiny_instance(), PRICES)["student_travel"] == 4260.0


def test_a_data_set_without_firms_has_no_industry_distance() -> None:
    assert compute_terms(tiny_plan(), tiny_instance(firm_travel=[]), PRICES)["industry_distance"] == 0.0


def test_more_places_need_no_expansion() -> None:
    instance = tiny_instance(campuses=altered("campuses", "one-a", places=188.0))
    assert compute_terms(tiny_plan(), instance, PRICES)["expansion"] == 0.0


def test_annuity() -> None:
    assert annuity(0.0, 20.0) == 0.05
    assert annuity(0.05, 20.0) == pytest.approx(0.0802425872)  # 0.05/(1 - 1.05^-20)


def test_a_missing_price_is_named() -> None:
    with pytest.raises(KeyError, match="eur_per_place"):
        compute_terms(tiny_plan(), tiny_instance(), {key: 1.0 for key in PRICES if key != "eur_per_place"})
