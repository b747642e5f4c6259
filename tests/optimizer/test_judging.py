"""A verdict from end to end: solving again just beside a break-even gives the answer that it tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer import Limits, load_instance, load_scenario, solve, verdict
from optimizer.analysis.judgements import BreakEven, Verdict
from optimizer.errors import InputError
from optimizer.inputs.scenario import Goal, Goals
from optimizer.judging import SEARCH_GAP
from tests.thrift import first

COST = Goals(mode="weighted", order=(Goal(term="cost"),))


@pytest.fixture(scope="module")
def found() -> Verdict:
    """Without an institute, whose guest hours would count as salaries."""
    scenario = load_scenario("tutorial", {"rules.institute.present": False})
    return verdict(load_instance(scenario.dataset), scenario, points=1)


def of(found: Verdict, parameter: str) -> BreakEven:
    (only,) = [each for each in found.break_evens if each.parameter == parameter]
    return only


@pytest.mark.parametrize("parameter", first(1, ["eur_per_programme_year", "eur_per_km"]))
def test_solving_again_beside_the_break_even_turns_the_answer(found: Verdict, parameter: str) -> None:
    turn = of(found, parameter)
    assert turn.value is not None
    savings = {}
    for side, factor in (("below", 0.97), ("above", 1.03)):
        prices = {**found.scenario.prices, parameter: turn.value * factor}
        again = solve(found.instance, replace(found.scenario, prices=prices, goals=COST), Limits(gap=1e-4))
        assert again.status == "optimal"
        savings[side] = found.bills["nothing"].cost({**found.prices, **prices}) - again.terms["cost"].plan
    pays, not_pays = (turn.pays, "below" if turn.pays == "above" else "above")
    assert savings[pays] > 0 > savings[not_pays]


def test_fixed_plan_breaks_even_later_than_the_best_plan(found: Verdict) -> None:
    programme, km = of(found, "eur_per_programme_year"), of(found, "eur_per_km")
    assert (programme.pays, km.pays) == ("above", "below")
    assert programme.value < programme.fixed_plan
    assert km.value > km.fixed_plan
    for turn, plan in ((programme, "plan"), (km, "plan")):
        prices = {**found.prices, turn.parameter: turn.fixed_plan}
        assert found.bills[plan].saving(found.bills["nothing"], prices) == pytest.approx(0.0, abs=1e-3)
    assert programme.possible_saving <= 2 * SEARCH_GAP * found.bills["nothing"].cost(found.prices)


def test_situations_stand_side_by_side(found: Verdict) -> None:
    table = found.situations
    assert list(table.index) == ["observed", "nothing", "plan", "cheapest"]
    assert table.loc["nothing", "saving"] == 0.0
    assert table.loc["nothing", "places"] == 0.0
    assert table.loc["plan", "cost"] == pytest.approx(found.result.terms["cost"].plan)
    assert table.loc["nothing", "km"] < table.loc["plan", "km"]
    assert table.loc["cheapest", "cost"] <= table.loc["plan", "cost"]
    assert table["students"].tolist() == pytest.approx([1050.0] * 4)


def test_it_says_that_another_plan_pays(found: Verdict) -> None:
    assert (found.verdict, found.reasons) == ("depends", ("costs", "other_plan"))
    assert found.most_saving >= found.situations.loc["cheapest", "saving"] > 0
    assert repr(found) == "<Verdict on tutorial: depends>"


def test_rules_without_a_plan_leave_doing_nothing() -> None:
    scenario = load_scenario("tutorial", {"rules.minimum_enrolment.norm": 5000})
    found = verdict(load_instance(scenario.dataset), scenario)
    assert (found.verdict, found.reasons, found.break_evens) == ("not_worth_it", ("no_plan",), ())
    assert list(found.situations.index) == ["observed", "nothing"]


def test_unknown_price_is_a_finding_with_the_nearest_name() -> None:
    scenario = load_scenario("tutorial")
    with pytest.raises(InputError) as caught:
        verdict(load_instance(scenario.dataset), scenario, parameters=["eur_per_kilometre", "rate"])
    first, second = caught.value.findings
    assert (first.nearest, second.key) == ("eur_per_km", "parameters")
