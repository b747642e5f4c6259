"""Placing by plain rules: every plan adds up, nobody is squeezed in, and rules about who goes where are kept."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import load_instance, load_scenario
from optimizer.analysis.verify import ASSIGNMENT, PROMISES, failures, verify
from optimizer.evaluation.breaking import MAY_FAIL
from optimizer.evaluation.placing import place
from optimizer.inputs.scenario import Scenario

INSTANCE = load_instance("tutorial")
PAIRS = [(campus, name) for campus in INSTANCE.campuses for name in INSTANCE.specialisations]
TODAY = sorted(INSTANCE.enrolled_today)


def scenario(**changes: Any) -> Scenario:
    return load_scenario("tutorial", {key.replace("__", "."): value for key, value in changes.items()})


def faults(checks: pd.DataFrame, *rules: str) -> list[tuple[str, str]]:
    """Return what fails of some rules, and of what every plan promises whatever is proposed."""
    failed = failures(checks)
    own = (failed["name"] == PROMISES) & ~failed["subject"].str.startswith(MAY_FAIL)
    found = failed[own | failed["name"].isin(rules)]
    return list(zip(found["name"], found["subject"], strict=True))


def test_today_has_the_students_that_it_has() -> None:
    plan = place(TODAY, INSTANCE, scenario())
    assert plan.pairs == TODAY
    enrolled = [INSTANCE.enrolled_today[pair] for pair in TODAY]
    assert plan.programmes["students"].tolist() == pytest.approx(enrolled, abs=0.5)
    assert (plan.staff["km"] == 0).all()


@settings(max_examples=15, deadline=None)
@given(pairs=st.sets(st.sampled_from(PAIRS), min_size=1), ban=st.booleans(), sites=st.sampled_from([1, 2, "none"]))
def test_any_list_of_programmes_adds_up(pairs: set[tuple[str, str]], ban: bool, sites: int | str) -> None:
    rules = scenario(rules__secondment__ban=ban, rules__secondment__sites=sites)
    checks = verify(place(pairs, INSTANCE, rules), INSTANCE, rules)
    assert faults(checks, "campus_capacity", "secondment") == []


@pytest.mark.parametrize("left_out", [0, 3, 6])
def test_nobody_goes_past_a_place_where_the_nearest_counts(left_out: int) -> None:
    rules = scenario(students__assignment="nearest")
    checks = verify(place(TODAY[left_out:], INSTANCE, rules), INSTANCE, rules)
    assert faults(checks, ASSIGNMENT) == []


def test_a_full_campus_sends_students_on_before_anybody_stays_without_a_place() -> None:
    plan = place(TODAY[5:], INSTANCE, scenario())
    waiting = plan.students[plan.students["municipality_id"] == ""]
    assert waiting["students"].sum() > 1
    for name in waiting["specialisation_id"].unique():
        for campus in plan.programmes.loc[plan.programmes["specialisation_id"] == name, "campus_id"]:
            taken = plan.programmes.loc[plan.programmes["campus_id"] == campus, "students"].sum()
            most = INSTANCE.places_of[campus] * (1 + INSTANCE.expandable_of[campus])
            assert taken == pytest.approx(most, abs=1e-3), (name, campus)


def test_without_flows_of_today_the_nearest_is_chosen() -> None:
    silent = INSTANCE.replace(today_flows=INSTANCE.table("today_flows").iloc[:0])
    nearest = scenario(students__assignment="nearest")
    told, expected = place(TODAY, silent, scenario()), place(TODAY, INSTANCE, nearest)
    pd.testing.assert_frame_equal(told.students, expected.students)
