"""Plans sought where a value has changed: how far they are pursued, and what they take over from other values."""

from __future__ import annotations

import pytest

from optimizer.answers.bench import Bench, Trial
from optimizer.answers.levers import Lever, levers_of_scenario
from tests.optimizer.answers.cases import bench_of, case


def lever(*, tightens: bool = False, relaxes: bool = False) -> Lever:
    return Lever("value", 1.0, 3.0, lambda value: case(), tightens=tightens, relaxes=relaxes)


def trial(bench: Bench, own: Lever, value: float) -> Trial:
    return Trial(own, value, bench.desk.workshop.holding(None, bench.clock))


def test_a_chase_goes_no_farther_than_it_must() -> None:
    instance, scenario = case()
    with bench_of(instance, scenario) as bench:
        values = list(bench.inquiry.base.values.values())
        here = trial(bench, lever(), 1.0)
        ahead = bench.chase(here, {})
        assert ahead.keeps_up_with([values[0] + 1, *values[1:]]) is True
        assert len(ahead.values) == 1
        behind = bench.chase(here, {})
        assert behind.keeps_up_with([values[0], values[1] - 100.0, values[2]]) is False
        assert len(behind.values) == 1
        assert behind.is_impossible
        equal = bench.chase(here, {})
        assert equal.keeps_up_with(values) is True
        assert list(equal.values) == pytest.approx(values)


@pytest.mark.parametrize(
    ("own", "value", "other", "asks"),
    [
        (lever(relaxes=True), 2.0, 3.0, True),
        (lever(relaxes=True), 3.0, 2.0, False),
        (lever(relaxes=True), 2.0, 1.0, False),
        (lever(tightens=True), 3.0, 2.0, True),
        (lever(tightens=True), 2.0, 1.0, True),
        (lever(tightens=True), 2.0, 3.0, False),
        (lever(), 2.0, 3.0, False),
        (lever(), 3.0, 2.0, False),
    ],
)
def test_bounds_hold_only_where_every_plan_is_one_there_too(own: Lever, value: float, other: float, asks: bool) -> None:
    with bench_of(*case()) as bench:
        assert trial(bench, own, value).asks_for_more_than(other) is asks


def test_a_pursuit_starts_where_one_at_another_value_ended() -> None:
    instance, scenario = case({"minimum_enrolment": {"norm": 50}})
    (down,) = [
        own for own in levers_of_scenario(instance, scenario) if own.name.endswith("enrolment.norm") and own.end < 50
    ]
    with bench_of(instance, scenario) as bench:
        goals = len(bench.inquiry.names)
        far = bench.free_at(down, down.end)
        assert far.reach(goals)
        assert bench.free_at(down, down.end) is far
        near = bench.free_at(down, 25.0)
        assert near.earlier is not None
        assert far.pursuit.earlier is not None
        assert near.earlier.bounds == far.pursuit.earlier.bounds
        assert near.earlier.bounds_hold
        assert near.reach(goals)
        assert near.values[0] >= far.values[0] - 1e-6
        farther = bench.free_at(down, 10.0)
        assert farther.earlier is not None
        assert farther.earlier.bounds == far.pursuit.earlier.bounds
