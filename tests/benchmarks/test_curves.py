"""How far plans stood above what they came to, integrated over time."""

from __future__ import annotations

import pytest

from benchmarks.curves import primal_gap, primal_integral
from benchmarks.measuring import Moment


def moment(seconds: float, goal: str, value: float | None) -> Moment:
    return Moment(seconds, goal, value, None, None)


@pytest.mark.parametrize(("value", "final", "gap"), [(10, 10, 0), (20, 10, 0.5), (0, 0, 0), (5, 0, 1), (10, 8, 0.2)])
def test_the_gap_of_a_value_is_its_share_above_the_final_one(value: float, final: float, gap: float) -> None:
    assert primal_gap(value, final) == pytest.approx(gap)


def test_goals_add_up_and_a_missing_plan_counts_whole() -> None:
    moments = (
        moment(0.0, "duplication", None),
        moment(2.0, "duplication", 20.0),  # two seconds without a plan
        moment(5.0, "duplication", 10.0),  # three seconds at half
        moment(6.0, "expansion", 8.0),  # a second at the end of the first goal, without a gap
        moment(10.0, "expansion", 4.0),  # four seconds at half
        moment(11.0, "expansion", 4.0),
    )
    assert primal_integral(moments, {"duplication": 10.0, "expansion": 4.0}) == pytest.approx(2 + 1.5 + 0 + 2 + 0)


def test_nothing_noted_is_nothing_lost() -> None:
    assert primal_integral((), {}) == 0.0
