"""The search for break-even values, over plans that are known; and the answer that follows."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from optimizer.analysis.break_even import Bill
from optimizer.analysis.judgements import BreakEven, Cheapest
from optimizer.analysis.verdict import Search, judge
from tests.optimizer.analysis.test_break_even import FEW, FIXED, KM, NOW, SOME, TODAY, bill, numbers

MIDDLE = bill(6, 1400)
"""Saves 4 programmes for 400 km."""


class Known:
    """Knows all plans: the cheapest is the cheapest of them."""

    def __init__(self, *plans: Bill, proven: bool = True) -> None:
        self.plans, self.proven, self.asked = plans, proven, 0

    def __call__(self, prices: Mapping[str, float]) -> Cheapest:
        self.asked += 1
        if not self.plans:
            return Cheapest(None, None, 0.0, proven=False)
        best = min(self.plans, key=lambda plan: plan.cost(prices))
        return Cheapest(None, best, best.cost(prices) - (0.0 if self.proven else 10000.0), proven=self.proven)


def search(*plans: Bill, fixed: Bill = FEW, prices: Mapping[str, float] = NOW, proven: bool = True) -> Search:
    return Search(TODAY, fixed, prices, Known(*plans, proven=proven), tolerance=1e-6)


def one(found: list[BreakEven]) -> BreakEven:
    (only,) = found
    return only


def test_cheaper_plans_bring_the_break_even_nearer() -> None:
    seek = search(FEW, MIDDLE, SOME)
    fixed_cost = one(seek.break_evens(FIXED, estimated=True))
    assert (fixed_cost.value, fixed_cost.pays) == (pytest.approx(50.0), "above")
    assert (fixed_cost.fixed_plan, fixed_cost.fixed_plan_pays) == (200.0, "above")
    assert fixed_cost.possible_saving == pytest.approx(0.0)
    assert (fixed_cost.now, fixed_cost.unit, fixed_cost.estimated) == (100.0, "EUR per year", True)
    km = one(seek.break_evens(KM, estimated=False))
    assert (km.value, km.pays, km.fixed_plan) == (pytest.approx(2.0), "below", 0.5)


@pytest.mark.parametrize("parameter", [FIXED, KM])
def test_just_on_either_side_the_answer_differs(parameter: str) -> None:
    seek = search(FEW, MIDDLE, SOME)
    found = one(seek.break_evens(parameter, estimated=True))
    assert found.value is not None
    savings = {}
    for side, factor in (("above", 1.001), ("below", 0.999)):
        prices = {**NOW, parameter: found.value * factor}
        savings[side] = max(plan.saving(TODAY, prices) for plan in (FEW, MIDDLE, SOME))
    other = "below" if found.pays == "above" else "above"
    assert savings[found.pays] > 0 > savings[other]


def test_both_sides_may_pay() -> None:
    below, above = search(FEW, bill(12, 900), fixed=FEW).break_evens(KM, estimated=True)
    assert (below.value, below.pays, above.value, above.pays) == (0.5, "below", 2.0, "above")


def test_nothing_turns() -> None:
    never = one(search(bill(11, 1100), fixed=bill(11, 1100)).break_evens(KM, estimated=True))
    assert (never.value, never.pays, never.possible_saving) == (None, "never", None)
    always = one(search(bill(9, 900)).break_evens(KM, estimated=True))
    assert (always.value, always.pays) == (None, "always")


def test_without_time_the_fixed_plan_is_what_is_known() -> None:
    found = one(search().break_evens(FIXED, estimated=True))
    assert found.value == found.fixed_plan == 200.0
    assert found.possible_saving == pytest.approx(TODAY.cost({**NOW, FIXED: 200.0}))


def test_price_of_zero_is_sought_as_far_as_it_can_matter() -> None:
    prices = {**NOW, FIXED: 0.0}
    found = one(search(FEW, SOME, prices=prices).break_evens(FIXED, estimated=True))
    assert found.value == pytest.approx(50.0)  # TODAY costs 1000, so up to 100 a programme


def test_no_price_is_asked_twice_and_low_ends_only_where_they_may_matter() -> None:
    seek = search(FEW, MIDDLE, SOME)
    seek.break_evens(FIXED, estimated=True)
    asked = seek.solve_at.asked
    seek.break_evens(FIXED, estimated=True)
    assert seek.solve_at.asked == asked
    quick = Search(TODAY, FEW, NOW, Known(FEW, MIDDLE, SOME), 1e-6, frozenset({FIXED}))
    assert one(quick.break_evens(FIXED, estimated=True)).value == pytest.approx(50.0)
    asked_at = [{dict(key)[FIXED] for key in each.solved} for each in (seek, quick)]
    assert (0.0 in asked_at[0], 0.0 in asked_at[1]) == (True, False)


def test_frontier_is_exact_once_its_corners_are_checked() -> None:
    seek = search(FEW, MIDDLE, SOME)
    few_points = seek.frontier((FIXED, KM), (400.0, 2.0), 0)
    assert few_points.solved == []
    frontier = seek.frontier((FIXED, KM), (400.0, 2.0), 10)
    assert numbers(frontier.unpaid) == pytest.approx(numbers([(0.0, 0.0), (0.0, 2.0), (100.0, 2.0)]))
    on_the_border = [point for point in frontier.solved if abs(point[2]) < 1e-9]
    assert (100.0, 2.0) in [(x, y) for x, y, _ in on_the_border]


def answer(seek: Search, margin: float) -> tuple[str, tuple[str, ...]]:
    found = (*seek.break_evens(FIXED, estimated=True), *seek.break_evens(KM, estimated=True))
    return judge(seek, seek.cheapest(), found, margin, provable=1.0)


def test_answers() -> None:
    assert answer(search(FEW), 0.1) == ("not_worth_it", ("costs",))
    assert answer(search(FEW), 1.0) == ("depends", ("costs", "near"))
    assert answer(search(FEW, SOME), 0.1) == ("depends", ("costs", "other_plan"))
    assert answer(search(FEW, SOME, fixed=SOME), 0.1) == ("worth_it", ("saves",))
    assert answer(search(FEW, proven=False), 0.1) == ("depends", ("costs", "unproven"))
