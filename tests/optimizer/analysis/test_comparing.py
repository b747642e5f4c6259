"""Plans side by side: what moved, re-derived from the plans themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from optimizer import compare, load_instance, load_scenario, solve
from optimizer.analysis.comparing import Comparison, Trade
from optimizer.analysis.terms import compute_terms
from optimizer.errors import InputError
from optimizer.solving.result import Result


@pytest.fixture(scope="module")
def pair() -> tuple[Result, Result]:
    instance = load_instance("tutorial")
    overrides = {"rules.minimum_enrolment.norm": 100, "goals.order": [{"term": "student_travel"}]}
    overrides |= {"rules.sites_per_specialisation.max": 3, "prices.eur_per_km": 1.0}
    return solve(instance, load_scenario("tutorial")), solve(instance, load_scenario("tutorial", overrides))


@pytest.fixture(scope="module")
def found(pair: tuple[Result, Result]) -> Comparison:
    return compare(*pair)


def test_changes_are_set_differences(found: Comparison, pair: tuple[Result, Result]) -> None:
    first, second = (set(result.plan.pairs) for result in pair)
    rows = {(row.campus_id, row.specialisation_id): row for row in found.changes.itertuples()}
    assert set(rows) == first | second
    assert {pair for pair, row in rows.items() if row.change_b == "opened"} == second - first
    assert {pair for pair, row in rows.items() if row.change_b == "closed"} == first - second
    assert first != second
    for both, row in rows.items():
        if both in first & second:
            more = row.students_b - row.students_a
            assert row.change_b == ("same" if abs(more) < 0.5 else "grows" if more > 0 else "shrinks")


def test_all_terms_are_at_the_prices_of_the_first(found: Comparison, pair: tuple[Result, Result]) -> None:
    terms = found.terms.set_index("term")
    prices = pair[0].instance.prices_with(pair[0].scenario.prices)
    assert terms.loc["cost", "b"] == pytest.approx(compute_terms(pair[1].plan, pair[0].instance, prices)["cost"])
    assert terms.loc["cost", "b"] != pytest.approx(pair[1].terms["cost"].plan)
    for term, values in pair[0].terms.items():
        assert terms.loc[term, "a"] == pytest.approx(values.plan, abs=1e-6)
    assert (terms["b_minus_a"] - (terms["b"] - terms["a"])).abs().max() < 1e-6


def test_trades_run_from_gain_to_price(found: Comparison) -> None:
    trades = found.trades()
    shares = [trade.share for trade in trades]
    assert shares == sorted(shares)
    by_term = {trade.term: trade for trade in trades}
    assert by_term["student_travel"].share < 0 < by_term["duplication"].share
    assert Trade("cost", "EUR/year", 0.0, 0.0).share == 0.0


def test_specialisations_and_ledger_add_up(found: Comparison, pair: tuple[Result, Result]) -> None:
    sites = found.specialisations.set_index("specialisation_id")
    ledger = found.ledger.set_index(["level", "id"])
    for letter, result in zip("ab", pair, strict=True):
        plan = result.plan
        assert (
            sites[f"sites_{letter}"].sum() == len(plan.programmes) == ledger.loc[("all", "all"), f"programmes_{letter}"]
        )
        km = (sites[f"km_{letter}"] * sites[f"students_{letter}"]).sum()
        assert km == pytest.approx(found.terms.set_index("term").loc["student_travel", letter])
    leads = [dict(zip(result.plan.programmes.loc[result.plan.programmes["role"] == "lead", "specialisation_id"],
                      result.plan.programmes.loc[result.plan.programmes["role"] == "lead", "campus_id"], strict=True))
             for result in pair]  # fmt: skip
    assert found.moved() == sorted(name for name in leads[0] if leads[0][name] != leads[1][name])


def test_folders_and_three_plans(pair: tuple[Result, Result], tmp_path: Path) -> None:
    pair[0].save(tmp_path / "one")
    found = compare(tmp_path / "one", str(tmp_path / "one"), pair[1])
    assert found.names == ("tutorial", "tutorial-2", "tutorial-3")
    assert found.letters == "abc"
    assert set(found.changes["change_b"]) == {"same"}
    assert found.trades("b") == []
    assert found.trades("c")


def test_what_cannot_be_compared_is_told_at_once(pair: tuple[Result, Result]) -> None:
    with pytest.raises(InputError, match="Give two plans"):
        compare(pair[0])
    other = replace(pair[0].instance, name="elsewhere")
    with pytest.raises(InputError) as caught:
        compare(pair[0], replace(pair[1], plan=None), replace(pair[1], instance=other))
    assert len(caught.value.findings) == 2
