"""Draws: the same everywhere, right on average, and never about how many students there are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer import load_instance, load_scenario
from optimizer.sweeps.samples import NOISY_PRICES, draw_instance, draw_prices, normals, spread
from optimizer.sweeps.settings import Sample
from optimizer.sweeps.variation import vary_instance
from tests.factory import tiny_instance, tiny_scenario

NOISE = 0.3
SAMPLE = Sample(1, 7, NOISE, 0.2)


def demands(count: int) -> np.ndarray:
    """Return the demand of many samples of the tiny data set: one row a sample."""
    instance = tiny_instance()
    drawn = [draw_instance(instance, replace(SAMPLE, number=number)) for number in range(1, count + 1)]
    return np.array([each.table("demand")["students"].to_numpy() for each in drawn])


def test_draws_are_the_same_on_every_machine() -> None:
    assert normals(SAMPLE, "fashion", 4) == pytest.approx([-0.35522956, -0.81771968, 0.23171847, 0.33273285])
    assert (normals(SAMPLE, "fashion", 2) == normals(SAMPLE, "fashion", 9)[:2]).all()
    others = [replace(SAMPLE, number=2), replace(SAMPLE, seed=8)]
    assert len({float(normals(each, "fashion", 1)[0]) for each in (SAMPLE, *others)}) == 3


def test_normals_are_standard_normal() -> None:
    drawn = normals(SAMPLE, "fashion", 40_000)
    assert abs(drawn.mean()) < 0.02
    assert abs(drawn.std() - 1) < 0.02
    assert np.isfinite(drawn).all()


def test_students_move_but_do_not_come_or_go() -> None:
    before = tiny_instance().table("demand")["students"]
    drawn = demands(1)[0]
    assert abs(drawn - before).max() > 1
    assert drawn.sum() == pytest.approx(before.sum(), abs=1e-4)
    assert (drawn > 0).all()


def test_mean_and_variation_are_as_stated() -> None:
    before = tiny_instance().table("demand")["students"].to_numpy()
    drawn = demands(500)
    assert drawn.mean(axis=0) / before == pytest.approx(np.ones_like(before), abs=0.06)
    # With the total held, large demands vary somewhat less than the noise, small ones somewhat more.
    variation = drawn.std(axis=0) / before
    assert 0.6 * NOISE < variation.min() < NOISE < variation.max() < 1.25 * NOISE


def test_half_of_the_variance_is_a_fashion_that_all_zones_share() -> None:
    instance = load_instance("flanders-2010")
    demand = instance.table("demand")
    name = demand["specialisation_id"].iloc[0]
    rows = (demand["specialisation_id"] == name).to_numpy()
    logs = []
    for number in range(1, 151):
        drawn = draw_instance(instance, replace(SAMPLE, number=number)).table("demand")["students"]
        logs.append(np.log(drawn[rows].to_numpy() / demand["students"][rows].to_numpy()))
    correlation = np.corrcoef(np.array(logs), rowvar=False)
    off = correlation[~np.eye(len(correlation), dtype=bool)]
    assert off.mean() == pytest.approx(0.5, abs=0.12)


def test_only_demand_is_drawn_and_nothing_without_noise() -> None:
    instance = tiny_instance()
    drawn = draw_instance(instance, SAMPLE)
    assert {name for name in instance.tables if drawn.table(name) is not instance.table(name)} == {"demand"}
    for sample in (None, replace(SAMPLE, number=0), replace(SAMPLE, demand_noise=0.0)):
        assert draw_instance(instance, sample) is instance


def test_prices_in_eur_are_drawn_around_those_of_scenario_and_data() -> None:
    instance, scenario = tiny_instance(), tiny_scenario(prices={"eur_per_km": 0.5})
    drawn = [draw_prices(instance, scenario, replace(SAMPLE, number=number)).prices for number in range(1, 2001)]
    assert drawn[0].keys() == set(NOISY_PRICES)
    assert {"rate", "life_years", "days_per_year"}.isdisjoint(NOISY_PRICES)
    km = np.array([prices["eur_per_km"] for prices in drawn])
    assert km.mean() == pytest.approx(0.5, rel=0.02)
    assert km.std() / 0.5 == pytest.approx(SAMPLE.price_noise, rel=0.08)
    others = np.array([prices["eur_per_place"] for prices in drawn])
    assert abs(np.corrcoef(km, others)[0, 1]) < 0.07
    assert draw_prices(instance, scenario, replace(SAMPLE, price_noise=0.0)) is scenario


def test_spread_is_that_of_a_log_normal() -> None:
    assert np.sqrt(np.exp(spread(NOISE) ** 2) - 1) == pytest.approx(NOISE)


def test_figures_are_multiplied() -> None:
    instance = load_instance(load_scenario("tutorial").dataset)
    varied = vary_instance(instance, {"places": 1.5, "demand": 0.5})
    assert varied.places_of == {campus: 1.5 * places for campus, places in instance.places_of.items()}
    assert sum(varied.demand.values()) == pytest.approx(0.5 * sum(instance.demand.values()))
    assert vary_instance(instance, {}) is instance
