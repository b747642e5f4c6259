"""Rows and effect of `minimum_enrolment`."""

from __future__ import annotations

from random import Random

import pytest

from optimizer.model.registry import discover_rules
from optimizer.model.rules.minimum_enrolment import findings
from tests.agreement import assert_agreement
from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, optimum, row, rows_of
from tests.random_instances import random_case
from tests.random_laws import with_rules


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


@pytest.mark.parametrize(
    ("place", "norm", "travel"),
    [("two-b/film-pba", 40, 4340.0), ("south", 45, 4540.0), ("*/film-pba", 45, 4540.0), ("one", 40, 4740.0)],
)
def test_a_local_norm_replaces_the_general_one_where_it_holds(place: str, norm: float, travel: float) -> None:
    rules = {"minimum_enrolment": {"norm": 50, "count": "campus", "local_norms": {place: norm}}}
    assert optimum(tiny_instance(), rules, "student_travel").value == pytest.approx(travel)


@pytest.mark.parametrize("seed", range(6))
def test_local_norms_agree_with_brute_force(seed: int) -> None:
    random, case = Random(f"local {seed}"), random_case(seed, most_pairs=6)
    places = random.sample([*case.instance.campuses, "p0", "p1", "*/s0", "k0/s1"], 2)
    local = {place: random.choice((0.0, 15.0, 60.0)) for place in places}
    assert_agreement(with_rules(case, minimum_enrolment={"norm": 40, "norm_master": 20, "local_norms": local}))


def test_a_local_norm_of_no_place_is_a_finding() -> None:
    parameters = discover_rules()["minimum_enrolment"].parameters
    places = {
        "soth": 1,
        "south": 1,
        "two-b": 1,
        "two/film-pba": 1,
        "*/film-pba": 1,
        "two-b/film-pb": 1,
        "x/film-pba": 1,
    }
    found = findings(tiny_instance(), parameters(local_norms=places))
    assert [(each.key, each.nearest) for each in found] == [
        ("local_norms.soth", "south"),
        ("local_norms.two-b/film-pb", "film-pba"),
        ("local_norms.x/film-pba", None),
    ]


def test_a_lower_norm_never_makes_the_best_plan_worse() -> None:
    norms = (91, 80, 60, 41, 0)
    rules = [{"minimum_enrolment": {"norm": norm, "count": "campus"}} for norm in norms]
    travel = [optimum(tiny_instance(), rule, "student_travel").value for rule in rules]
    assert travel[0] is None  # sound has 90 students and one campus
    assert travel[1:] == sorted(travel[1:], reverse=True)
    assert travel[1] > travel[-1] == pytest.approx(4340.0)
