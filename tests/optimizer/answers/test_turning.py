"""Where answers turn: the search for the value, and each trial against trying every plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as some

from optimizer.answers.bench import Trial
from optimizer.answers.levers import CLOSE, Lever, levers_of_pair, levers_of_scenario
from optimizer.answers.turning import best_pairs, differs, find_turn, wins
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import Scenario
from optimizer.solving.limits import Clock
from tests.optimizer.answers.cases import bench_of, case
from tests.oracle import Oracle
from tests.random_instances import random_case
from tests.thrift import first

TOLERANCE = 1e-4


def lever(now: float, end: float, *, whole: bool = False) -> Lever:
    return Lever("value", now, end, lambda value: case(), whole)


@given(some.floats(0, 100), some.floats(0, 100), some.floats(0, 1), some.booleans())
def test_the_interval_holds_the_turn_and_is_narrow(now: float, end: float, share: float, near_first: bool) -> None:
    turn_at, span = now + share * (end - now), abs(end - now)
    found = find_turn(lever(now, end), lambda value: abs(value - now) > abs(turn_at - now), near_first=near_first)
    assert found.proven
    if abs(end - now) <= abs(turn_at - now):
        assert (found.turned, found.same) == (None, end)
    else:
        assert found.turned is not None
        assert found.same is not None
        assert abs(found.same - now) <= abs(turn_at - now) < abs(found.turned - now)
        assert abs(found.turned - found.same) <= CLOSE * span + 1e-9


@pytest.mark.parametrize(("near_first", "tried"), [(True, [50.0, 26.0]), (False, [50.0, 38.0, 32.0, 28.0, 26.0])])
def test_the_nearest_value_may_come_second(near_first: bool, tried: list[float]) -> None:
    trials: list[float] = []

    def try_at(value: float) -> bool:
        trials.append(value)
        return True

    found = find_turn(lever(25.0, 50.0, whole=True), try_at, near_first=near_first)
    assert (found.turned, found.same, found.proven) == (26.0, 25.0, True)
    assert trials == tried


def test_the_nearest_value_lies_towards_the_end() -> None:
    assert lever(25.0, 1.0, whole=True).nearest == 24.0
    assert lever(80.0, 0.0).nearest == pytest.approx(78.4)


@pytest.mark.parametrize(("settled", "turned", "same"), [(0, None, 10.0), (1, 20.0, 10.0), (2, 15.0, 10.0)])
def test_what_is_not_settled_ends_the_search(settled: int, turned: float | None, same: float) -> None:
    answers: Iterator[bool | None] = iter([True] * settled + [None])
    found = find_turn(lever(10.0, 20.0), lambda value: next(answers))
    assert (found.turned, found.same, found.proven) == (turned, same, False)


def best(instance: Instance, scenario: Scenario, held: dict[Pair, bool]) -> list[float] | None:
    """Return what the goals come to among all plans in which some programmes are, or are not, taught."""
    oracle = Oracle(instance, scenario)
    oracle.possible = [
        offered for offered in oracle.possible if all((pair in offered) == taught for pair, taught in held.items())
    ]
    return oracle.hierarchy(*scenario.goals.order)


def are_equal(one: list[float] | None, other: list[float] | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(abs(a - b) <= TOLERANCE * max(1.0, abs(b)) for a, b in zip(one, other, strict=True))


def values_from_the_end(own: Lever) -> Iterator[float]:
    """Yield values in an order in which a search may try them: each starts from what the others gave."""
    yield own.end
    middle = own.between(own.now, own.end)
    if middle is not None:
        yield middle
        for end in (own.now, own.end):
            between = own.between(*sorted((middle, end)))
            if between is not None:
                yield between


def test_no_time_settles_nothing() -> None:
    instance, scenario = case()
    with bench_of(instance, scenario) as bench:
        bench.clock = Clock(replace(bench.inquiry.limits, time_limit=0.0))
        (pair, *_) = bench.inquiry.base.pairs
        own = next(levers_of_scenario(instance, scenario), None) or lever(1.0, 2.0)
        assert wins(bench, own, own.end, pair) is None
        assert differs(bench, own, own.end) is None
        trial = Trial(own, own.now, bench.desk.workshop.holding(None, bench.clock))
        assert bench.chase(trial, {}).keeps_up_with([inf]) is None


@pytest.mark.parametrize("seed", first(3, [0, 3, 9, 1, 12, 14, 15, 17, 18]))
def test_trials_are_those_of_trying_every_plan(seed: int) -> None:
    tiny = random_case(seed, most_pairs=6)
    instance, scenario = tiny.instance, tiny.scenario
    with bench_of(instance, scenario) as bench:
        if not bench.inquiry.base.has_plan:
            assert best(instance, scenario, {}) is None
            return
        taught = set(bench.inquiry.base.pairs)
        left_out = sorted(bench.desk.eligible - taught)
        for pair in left_out[:2]:
            for own in levers_of_pair(instance, scenario, pair):
                for value in values_from_the_end(own):
                    changed = own.change(value)
                    free, forced = best(*changed, {}), best(*changed, {pair: True})
                    expected = free is not None and are_equal(free, forced)
                    assert wins(bench, own, value, pair) == expected, (pair, own.name, value)
        for own in list(levers_of_scenario(instance, scenario))[:4]:
            for value in values_from_the_end(own):
                changed = own.change(value)
                free = best(*changed, {})
                kept = best(*changed, {pair: pair in taught for pair in bench.desk.eligible})
                found = differs(bench, own, value)
                if free is not None:
                    assert found == (not are_equal(free, kept)), (own.name, value)


def test_the_best_plan_at_a_value_is_told() -> None:
    instance, scenario = case({"minimum_enrolment": {"norm": 50}})
    (up,) = [
        own for own in levers_of_scenario(instance, scenario) if own.name.endswith("enrolment.norm") and own.end > 50
    ]
    with bench_of(instance, scenario) as bench:
        pairs = best_pairs(bench, up, up.now)
        assert set(pairs) == set(bench.inquiry.base.pairs)
