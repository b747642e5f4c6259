"""Numbers are rounded and written in the manner of the language."""

from __future__ import annotations

import pytest

from workbench.numbers import columns, format_number, format_share, format_value


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (1234567.8, "1.234.568", "1,234,568"),
        (99.96, "100", "100"),
        (12.34, "12,3", "12.3"),
        (1.005, "1", "1"),
        (0.126, "0,13", "0.13"),
        (-0.0001, "0", "0"),
        (0, "0", "0"),
        (-1500.0, "-1.500", "-1,500"),
    ],
)
def test_numbers(value: float, dutch: str, english: str) -> None:
    assert format_number(value, "nl") == dutch
    assert format_number(value, "en") == english


def test_changes_carry_their_sign() -> None:
    assert format_number(12.0, "en", signed=True) == "+12"
    assert format_number(0.0, "en", signed=True) == "0"
    assert format_value(-0.026, "share", "nl", signed=True) == "-2,6%"


def test_shares_are_percentages_and_a_small_gap_is_never_none() -> None:
    assert format_share(0.5, "en") == "50%"
    assert format_share(0.0213, "nl") == "2,13%"
    assert format_share(1e-6, "en") == "0.01%"
    assert format_share(0.0, "en") == "0%"
    assert format_share(0.01, "en") == "1%"
    assert format_value(0.15, "share", "en") == "15%"


def test_columns_are_aligned() -> None:
    assert columns([["a", "1", "x"], ["long", "100", ""]], right=(1,)) == ["a       1  x", "long  100"]
