"""Students choose afterwards: calibrated on today, nobody goes to what is closed, and what does not fit is counted."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from optimizer import load_instance
from optimizer.analysis.choice import STAY_AWAY_TODAY, ChoiceModel, calibrate, choose, lost_km, students_choice
from optimizer.inputs.gravity import STEEPEST_DECAY
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from tests.factory import TINY, altered, rows, tiny_instance, tiny_plan

FILM, SOUND = "film-pba", "sound-pba"


@pytest.fixture(scope="module")
def flanders() -> Instance:
    return load_instance("flanders-2010")


@pytest.fixture(scope="module")
def fitted(flanders: Instance) -> ChoiceModel:
    return calibrate(flanders)


def by_hand(film: list[tuple[str, str, float]]) -> Instance:
    """One zone with 90 film students, 10 km from aa and 20 km from bb."""
    return tiny_instance(
        travel=rows(
            "zone_id municipality_id km minutes", *(("z-north", *line, 0.0) for line in (("aa", 10.0), ("bb", 20.0)))
        ),
        demand=rows("zone_id specialisation_id students", ("z-north", FILM, 90.0)),
        today_flows=rows("zone_id campus_id specialisation_id students", *((z, k, FILM, x) for z, k, x in film)),
    )


HALVED_EVERY_10_KM = ChoiceModel(
    beta=math.log(2) / 10,
    attraction={("one-a", FILM): math.log(0.5), ("two-b", FILM): math.log(0.5)},
    mean_km=0.0,
    target_km=0.0,
    enrolment_error=0.0,
)
"""Two campuses, equally attractive: at 10 km e^V = 1/4, at 20 km 1/8."""


def students_of(flows: pd.DataFrame) -> dict[str, float]:
    return flows.groupby("campus_id")["students"].sum().to_dict()


def test_two_campuses_by_hand() -> None:
    instance = by_hand([("z-north", "one-a", 60.0), ("z-north", "two-b", 30.0)])
    today = choose(HALVED_EVERY_10_KM, instance, HALVED_EVERY_10_KM.attraction, 0.1)
    assert students_of(today) == pytest.approx({"one-a": 60.0, "two-b": 30.0, "": 0.0})
    # 90 are 90% of 100, so staying away is worth u with u/(u + 3/8) = 1/10, u = 1/24; without two-b
    # 100 * (1/4)/(1/4 + 1/24) = 600/7 enrol
    alone = choose(HALVED_EVERY_10_KM, instance, [("one-a", FILM)], 0.1)
    assert students_of(alone) == pytest.approx({"one-a": 600 / 7, "": 90 - 600 / 7})
    assert students_of(choose(HALVED_EVERY_10_KM, instance, [("one-a", FILM)], 0.0)) == pytest.approx(
        {"one-a": 90.0, "": 0.0}
    )
    assert students_of(choose(HALVED_EVERY_10_KM, instance, [], 0.1)) == {"": 90.0}


def test_what_is_new_has_the_mean_attraction_and_draws_students() -> None:
    instance = by_hand([("z-north", "one-a", 60.0), ("z-north", "two-b", 30.0)])
    # two-a lies at 10 km too: 5/8 against 3/8; 100 * (5/8)/(5/8 + 1/24) = 93.75 enrol
    flows = choose(HALVED_EVERY_10_KM, instance, [*HALVED_EVERY_10_KM.attraction, ("two-a", FILM)], 0.1)
    assert students_of(flows) == pytest.approx({"one-a": 37.5, "two-a": 37.5, "two-b": 18.75, "": -3.75})


def test_calibration_finds_the_decay_of_a_logit() -> None:
    # both zones choose between aa and bb as a logit with decay 0.02 does, attraction 3 to 1
    km = {("z-north", "aa"): 10.0, ("z-north", "bb"): 50.0, ("z-south", "aa"): 40.0, ("z-south", "bb"): 5.0}
    flows = []
    for zone, demand in (("z-north", 60.0), ("z-south", 40.0)):
        pull = {"one-a": 3 * math.exp(-0.02 * km[zone, "aa"]), "two-b": math.exp(-0.02 * km[zone, "bb"])}
        flows += [(zone, campus, FILM, demand * value / sum(pull.values())) for campus, value in pull.items()]
    instance = tiny_instance(today_flows=rows("zone_id campus_id specialisation_id students", *flows))
    model = calibrate(instance)
    assert model.beta == pytest.approx(0.02, abs=1e-8)
    assert model.attraction["one-a", FILM] == pytest.approx(math.log(0.75), abs=1e-7)
    assert model.attraction["two-b", FILM] == pytest.approx(math.log(0.25), abs=1e-7)


def test_decay_out_of_reach_ends_at_the_nearest() -> None:
    nearest = [("z-north", "one-a", FILM, 60.0), ("z-south", "two-b", FILM, 40.0)]
    farthest = [("z-north", "two-b", FILM, 60.0), ("z-south", "one-a", FILM, 40.0)]
    names = "zone_id campus_id specialisation_id students"
    steep = calibrate(tiny_instance(today_flows=rows(names, *nearest)))
    assert 1 < steep.beta <= STEEPEST_DECAY
    assert steep.mean_km == pytest.approx(8.0)  # 60% at 10 km, 40% at 5 km
    assert calibrate(tiny_instance(today_flows=rows(names, *farthest))).beta == 0.0


def test_calibrated_model_has_todays_mean_distance_and_enrolments(flanders: Instance, fitted: ChoiceModel) -> None:
    observed = flanders.table("today_flows").assign(town=lambda frame: frame["campus_id"].map(flanders.municipality_of))
    km = [flanders.km[pair] for pair in zip(observed["zone_id"], observed["town"], strict=True)]
    target = float((observed["students"] * km).sum() / observed["students"].sum())
    assert fitted.mean_km == pytest.approx(target, abs=1e-6)
    assert fitted.enrolment_error < 1e-6
    flows = choose(fitted, flanders, flanders.enrolled_today, STAY_AWAY_TODAY)
    enrolled = flows[flows["campus_id"] != ""].groupby(["campus_id", "specialisation_id"])["students"].sum()
    assert enrolled.to_dict() == pytest.approx(flanders.enrolled_today, abs=1e-5)
    assert students_of(flows)[""] == pytest.approx(0.0, abs=1e-6)


def test_probabilities_sum_to_1_and_nobody_chooses_what_is_closed(flanders: Instance, fitted: ChoiceModel) -> None:
    everything = sorted(flanders.enrolled_today)
    half = [pair for number, pair in enumerate(everything) if number % 2 or pair[1] == "game-pba"]
    flows = choose(fitted, flanders, half, STAY_AWAY_TODAY)
    sums = flows.groupby(["zone_id", "specialisation_id"])["students"].sum()
    assert sums.to_dict() == pytest.approx(flanders.demand, rel=1e-9)
    chosen = flows[flows["campus_id"] != ""]
    assert set(zip(chosen["campus_id"], chosen["specialisation_id"], strict=True)) == set(half)
    assert (flows["students"] >= -1e-9).all()


def test_the_farther_the_more_give_up(flanders: Instance, fitted: ChoiceModel) -> None:
    pairs = sorted(flanders.enrolled_today)
    lost = [students_of(choose(fitted, flanders, pairs[:count], STAY_AWAY_TODAY))[""] for count in (106, 80, 50, 20)]
    assert lost == sorted(lost)
    assert lost[-1] > 1000


def test_overflow_is_what_does_not_fit_with_the_places_that_the_plan_adds() -> None:
    plan = tiny_plan()
    instance = tiny_instance(campuses=altered("campuses", "two-b", places=60.0))
    choice = students_choice(plan, instance, 0.0)
    table = choice.table.set_index(["campus_id", "specialisation_id"])
    assert table["students"].to_dict() == dict(zip(plan.pairs, plan.programmes["students"], strict=True))
    # one-a: 180 places and 8 that the plan adds; two-b: 60 places and 40 that the plan adds
    assert table["places"].groupby("campus_id").first().to_dict() == {"one-a": 188.0, "two-a": 130.0, "two-b": 100.0}
    for campus, rows_of in table.groupby("campus_id"):
        too_many = max(0.0, rows_of["chosen"].sum() - rows_of["places"].iloc[0])
        assert rows_of["overflow"].sum() == pytest.approx(too_many), campus
        assert rows_of["overflow"].tolist() == pytest.approx(
            (rows_of["chosen"] * too_many / rows_of["chosen"].sum()).tolist()
        )
    # all 100 of film can only go to one-a
    assert table.loc[("one-a", FILM), "chosen"] == pytest.approx(100.0)
    assert choice.crowded == tuple(table["overflow"].groupby("campus_id").sum().loc[lambda excess: excess >= 0.5].index)
    assert choice.crowded
    assert choice.overflow == pytest.approx(table["overflow"].sum())
    assert table["chosen"].sum() == pytest.approx(352.0)


def test_share_that_stays_away_is_the_data_sets_if_it_states_one() -> None:
    instance, plan = tiny_instance(), tiny_plan()
    assert students_choice(plan, instance).stay_away_today == STAY_AWAY_TODAY
    stated = Instance(
        "tiny", instance.tables, {**instance.settings, "assumptions": {"stay_away_today": {"value": 0.2}}}
    )
    assert students_choice(plan, stated).stay_away_today == 0.2
    more, fewer = students_choice(plan, stated).give_up, students_choice(plan, instance).give_up
    assert more > fewer > 0


def test_programme_without_students_today_attracts_next_to_nobody() -> None:
    flows = [row for row in TINY["today_flows"] if (row["campus_id"], row["specialisation_id"]) != ("two-b", FILM)]
    flows += [{**row, "students": 0.0} for row in TINY["today_flows"] if row not in flows]
    choice = students_choice(tiny_plan(), tiny_instance(today_flows=flows), 0.0)
    assert choice.table["chosen"].notna().all()


def test_plan_without_programmes_leaves_everybody_out() -> None:
    plan = tiny_plan(programmes=[])
    choice = students_choice(plan, tiny_instance())
    assert isinstance(plan, Plan)
    assert choice.give_up == pytest.approx(sum(row["students"] for row in TINY["demand"]))
    assert (choice.mean_km, choice.overflow, len(choice.table)) == (0.0, 0.0, 0)


def test_lost_km_by_hand() -> None:
    instance = by_hand([("z-north", "one-a", 60.0), ("z-north", "two-b", 30.0)])
    # 100 who would study; with staying away, 10/24 becomes 7/24
    loss = lost_km(HALVED_EVERY_10_KM, instance, FILM, ["one-a"], 0.1)
    assert loss == pytest.approx(100 * 10 / math.log(2) * math.log(10 / 7))
    # nobody stays away: 3/8 becomes 1/4 for 90
    loss = lost_km(HALVED_EVERY_10_KM, instance, FILM, ["one-a"], 0.0)
    assert loss == pytest.approx(90 * 10 / math.log(2) * math.log(3 / 2))
    assert lost_km(HALVED_EVERY_10_KM, instance, FILM, ["one-a", "two-b"], 0.1) == pytest.approx(0.0)
    with pytest.raises(ValueError, match="needs a decay above 0 and a campus"):
        lost_km(HALVED_EVERY_10_KM, instance, FILM, [], 0.1)
