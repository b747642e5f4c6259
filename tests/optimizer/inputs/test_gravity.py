import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from optimizer.inputs.gravity import (
    apportion,
    calibrate_decay,
    distance_matrix,
    gravity_shares,
    mean_distance,
    today_flows_table,
)

KM = arrays(float, (4, 3), elements=st.floats(1, 200))
WEIGHTS = arrays(float, 4, elements=st.floats(1, 10_000))
STUDENTS = arrays(float, 3, elements=st.floats(10, 900))


def test_shares_by_hand():
    shares = gravity_shares([3.0, 1.0], [[0.0], [np.log(3.0)]], 1.0)
    assert shares.ravel().tolist() == pytest.approx([0.9, 0.1])  # 3 : 1/3


def test_without_decay_shares_follow_the_weights():
    assert gravity_shares([3.0, 1.0], [[7.0], [90.0]], 0.0).ravel().tolist() == pytest.approx([0.75, 0.25])


def test_steep_decay_far_away_does_not_underflow():
    assert gravity_shares([1.0, 1.0], [[900.0], [901.0]], 5.0).sum() == pytest.approx(1.0)


def test_an_empty_zone_sends_nobody():
    assert gravity_shares([0.0, 1.0], [[1.0], [5000.0]], 5.0).ravel().tolist() == [0.0, 1.0]


def test_mean_distance_by_hand():
    km = [[10.0, 40.0], [30.0, 20.0]]  # no decay, equal weights: means 20 and 30
    assert mean_distance([1.0, 1.0], km, [100.0, 300.0], 0.0) == pytest.approx(27.5)


@given(WEIGHTS, KM, STUDENTS, st.floats(0, 0.2), st.floats(0.001, 0.2))
def test_mean_distance_falls_with_decay(weights, km, students, decay, more):
    near = mean_distance(weights, km, students, decay + more)
    assert near <= mean_distance(weights, km, students, decay) + 1e-9
    assert gravity_shares(weights, km, decay).sum(axis=0) == pytest.approx(np.ones(3))


@given(WEIGHTS, KM, STUDENTS, st.floats(0.001, 0.1))
def test_calibration_finds_the_mean_it_was_given(weights, km, students, decay):
    target = mean_distance(weights, km, students, decay)
    found = calibrate_decay(weights, km, students, target)
    assert mean_distance(weights, km, students, found) == pytest.approx(target, abs=0.02)


def test_calibration_out_of_reach_says_what_is_possible():
    with pytest.raises(ValueError, match=r"between 10\.00 and 20\.00 km"):
        calibrate_decay([1.0, 1.0], [[10.0], [30.0]], [100.0], 26.0)


def test_largest_remainders_by_hand():
    assert apportion(10.0, [0.26, 0.37, 0.37], 1.0).tolist() == [2.0, 4.0, 4.0]
    assert apportion(1.0, [1 / 3, 1 / 3, 1 / 3], 0.01).tolist() == [0.34, 0.33, 0.33]


@given(
    st.integers(0, 5000),
    arrays(float, st.integers(1, 30), elements=st.floats(0.001, 1)),
    st.sampled_from([1.0, 0.1, 0.01, 5.0]),
)
def test_parts_are_whole_units_close_to_their_share_and_sum_exactly(units, weights, unit):
    shares = weights / weights.sum()
    total = units * unit
    parts = apportion(total, shares, unit)
    assert parts.sum() == pytest.approx(total, abs=1e-9)
    assert parts / unit == pytest.approx(np.round(parts / unit), abs=1e-6)
    assert (np.abs(parts - shares * total) <= unit + 1e-6).all()


def test_apportion_refuses_what_cannot_be_split():
    with pytest.raises(ValueError, match="not a multiple"):
        apportion(1.5, [1.0], 1.0)
    with pytest.raises(ValueError, match="sum to 1"):
        apportion(1.0, [0.5, 0.4], 1.0)


def test_flows_keep_enrolment_and_leave_out_empty_rows():
    zones = pd.DataFrame({"zone_id": ["z1", "z2", "z3"], "age18": [100.0, 100.0, 100.0]})
    travel = pd.DataFrame(
        [("z1", "m", 0.0), ("z2", "m", 20.0), ("z3", "m", 2000.0)], columns=["zone_id", "municipality_id", "km"]
    )
    programmes = pd.DataFrame({"campus_id": ["k"], "specialisation_id": ["s"], "enrolled": [90.0]})
    flows = today_flows_table(zones, travel, programmes, {"k": "m"}, decay=np.log(2) / 20, unit=1.0)
    assert flows[["zone_id", "students"]].to_numpy().tolist() == [["z1", 60.0], ["z2", 30.0]]


def test_distance_matrix_follows_the_order_of_the_zones():
    travel = pd.DataFrame([("a", "m", 1.0), ("b", "m", 2.0)], columns=["zone_id", "municipality_id", "km"])
    assert distance_matrix(pd.DataFrame({"zone_id": ["b", "a"]}), travel)["m"].tolist() == [2.0, 1.0]
