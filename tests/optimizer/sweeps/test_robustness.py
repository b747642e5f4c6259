"""Worst cases, regrets and values at risk, held against their definitions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.sweeps.robustness import conditional_value_at_risk, regret_table, spread_table

VALUES = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=12)


@given(VALUES, st.floats(0.0, 0.99))
def test_value_at_risk_is_the_minimum_of_its_definition(values: list[float], alpha: float) -> None:
    numbers = np.array(values)
    # The function is piecewise linear in c with its corners at the values, so that one of them is the minimum.
    least = min(c + np.maximum(0.0, numbers - c).sum() / ((1 - alpha) * len(numbers)) for c in numbers)
    assert conditional_value_at_risk(values, alpha) == pytest.approx(least, rel=1e-9, abs=1e-6)


def test_value_at_risk_lies_between_mean_and_worst() -> None:
    assert conditional_value_at_risk([1, 2, 3, 4], 0.0) == 2.5
    assert conditional_value_at_risk([1, 2, 3, 4], 0.5) == 3.5
    assert conditional_value_at_risk([1, 2, 3, 4], 0.99) == 4
    assert conditional_value_at_risk([1, 2, 3, 4, 5], 0.5) == pytest.approx((5 + 4 + 0.5 * 3) / 2.5)
    for values, alpha in (([], 0.5), ([1.0], 1.0)):
        with pytest.raises(ValueError, match="needs values"):
            conditional_value_at_risk(values, alpha)


def table(**plans: list[float | None]) -> pd.DataFrame:
    """Return the regrets of plans over three cells whose own plans are a, b and something else, worth 5."""
    values = pd.DataFrame(plans, dtype=float)
    best = pd.concat([values.drop(columns="today", errors="ignore"), pd.Series([99, 99, 5.0])], axis=1).min(axis=1)
    return regret_table(values, pd.Series(["a", "b", "z"]), best, 0.5, ("today",)).set_index("plan")


def test_regrets_of_an_example_by_hand() -> None:
    found = table(a=[10, 30, 9], b=[18, 20, 15], today=[4, 4, 40])
    # Best in each cell: 10, 20, 5. Regrets of a: 0, 10, 4; of b: 8, 0, 10; of today: -6, -16, 35.
    assert found.loc["a", ["mean_regret", "max_regret"]].tolist() == pytest.approx([14 / 3, 10])
    assert found.loc["b", ["mean_regret", "max_regret"]].tolist() == pytest.approx([6, 10])
    assert found.loc["today", ["mean_regret", "max_regret"]].tolist() == pytest.approx([13 / 3, 35])
    assert found.loc["a", ["mean", "worst"]].tolist() == pytest.approx([49 / 3, 30])
    assert found.loc["a", "cvar_regret"] == pytest.approx((10 + 0.5 * 4) / 1.5)
    assert found["own"].to_dict() == {"a": 1, "b": 1, "today": 0}
    assert found["best_in"].to_dict() == pytest.approx({"a": 1 / 3, "b": 1 / 3, "today": 2 / 3})
    assert found.index.tolist() == ["a", "b", "today"]  # the largest regrets are equal: the mean decides
    assert found.index[found["least_regret"]].tolist() == ["a"]
    assert found.index[found["least_worst"]].tolist() == ["b"]


def test_a_plan_that_breaks_comes_after_one_that_does_not() -> None:
    found = table(a=[1, None, 5], b=[50, 60, 70], c=[None, None, None])
    assert found.index.tolist() == ["b", "a", "c"]
    assert found["broken"].tolist() == [0, 1, 3]
    assert found.index[found["least_regret"]].tolist() == ["b"]
    assert found.loc["a", "best_in"] == pytest.approx(2 / 3)
    assert np.isnan(found.loc["c", "max_regret"])


def test_no_plan_is_marked_if_none_stands() -> None:
    found = table(a=[None, None, None], today=[1, 2, 3])
    assert not found["least_regret"].any()
    assert not found["least_worst"].any()


def test_spread_of_terms() -> None:
    cells = pd.DataFrame({"cost": [1.0, 2.0, 6.0], "freed": [np.nan, np.nan, np.nan]})
    found = spread_table(cells, {"cost": "EUR/year", "freed": "FTE"}, 0.5)
    assert found.to_dict("records") == [
        {
            "term": "cost",
            "unit": "EUR/year",
            "cells": 3,
            "mean": 3.0,
            "least": 1.0,
            "worst": 6.0,
            "cvar": pytest.approx((6 + 0.5 * 2) / 1.5),
        }
    ]
