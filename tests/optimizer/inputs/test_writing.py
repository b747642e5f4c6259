import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.inputs.writing import format_cell, format_number, format_table


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (np.False_, "false"),
        (None, ""),
        (math.nan, ""),
        ("Gent", "Gent"),
        (3, "3"),
        (np.float64(2.50), "2.5"),
        (1e-7, "0"),
        (-1e-9, "0"),
        (1234567.1234567, "1234567.123457"),
    ],
)
def test_cells(value, text):
    assert format_cell(value) == text


@given(st.floats(-1e9, 1e9))
def test_numbers_read_back_within_six_decimals(value):
    text = format_number(value)
    assert float(text) == pytest.approx(value, abs=5.1e-7)
    assert "e" not in text
    assert len(text.partition(".")[2]) <= 6


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_infinity_is_refused(value):
    with pytest.raises(ValueError, match="cannot hold"):
        format_number(value)


def test_table_is_sorted_quoted_and_ends_with_a_newline():
    frame = pd.DataFrame({"name": ['b "x", y', "a"], "top": [True, False], "fte": [0.5, math.nan]})
    assert format_table(frame, ["name", "fte", "top"], ["name"]) == 'name,fte,top\na,,false\n"b ""x"", y",0.5,true\n'
