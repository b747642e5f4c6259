"""Rows and effect of `minimum_enrolment`."""

from __future__ import annotations

import pytest

from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of


def test_one_row_a_programme_counts_the_recognised_programme_in_its_unit() -> None:
    model = built(tiny_instance(), {"minimum_enrolment": {"norm": 50}})
    # six programmes of today, musical is exempt; film and sound are both "av" at institution two
    assert rows_of(model, "minimum_enrolment") == {"large_enough": 5}
    assert row(model, "minimum_enrolment", "large_enough", "two-b", "film-pba") == (
        None,
        {"offers[two-b,film-pba]": 50.0, "enrolled[two-b,film-pba]": -1.0, "enrolled[two-a,sound-pba]": -1.0},
        0.0,
    )


def test_a_master_has_its_own_norm_and_the_data_say_who_is_exempt() -> None:
    model = built(tiny_instance(), {"minimum_enrolment": {"norm": 50, "norm_master": 12, "exempt": False}})
    assert rows_of(model, "minimum_enrolment") == {"large_enough": 6}
    _, coefficients, _ = row(model, "minimum_enrolment", "large_enough", "two-a", "musical-ma")
    assert coefficients == {"offers[two-a,musical-ma]": 12.0, "enrolled[two-a,musical-ma]": -1.0}
    assert (
        optimum(tiny_instance(), {"minimum_enrolment": {"norm_master": 13, "exempt": False}}, "unplaced").value is None
    )


# Least travel has film of the south (40 students) at two-b: 4340 student·km. At institution two, sound counts with it.
# Within the campus, or in bb, 10 students of the north must come along to reach 50: 10·(50 - 10) km more.
@pytest.mark.parametrize(
    ("count", "norm", "travel"),
    [("institution", 50, 4340.0), ("campus", 50, 4740.0), ("municipality", 50, 4740.0), ("campus", 40, 4340.0)],
)
def test_what_exists_reaches_the_norm(count: str, norm: float, travel: float) -> None:
    rules = {"minimum_enrolment": {"norm": norm, "count": count}}
    assert optimum(tiny_instance(), rules, "student_travel").value == pytest.approx(travel)


def test_a_lower_norm_never_makes_the_best_plan_worse() -> None:
    norms = (91, 80, 60, 41, 0)
    rules = [{"minimum_enrolment": {"norm": norm, "count": "campus"}} for norm in norms]
    travel = [optimum(tiny_instance(), rule, "student_travel").value for rule in rules]
    assert travel[0] is None  # sound has 90 students and one campus
    assert travel[1:] == sorted(travel[1:], reverse=True)
    assert travel[1] > travel[-1] == pytest.approx(4340.0)
