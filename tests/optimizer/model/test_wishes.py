"""Wishes that name no programme: one of several, or given up."""

from __future__ import annotations

import pytest

from optimizer.inputs.scenario import Goal
from optimizer.model.build import build_model
from optimizer.model.wishes import add_wishes
from optimizer.solving.arrays import Objective
from optimizer.solving.columns import columns_by_index
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Request
from optimizer.solving.workshop import Workshop
from tests.factory import tiny_instance
from tests.random_instances import scenario_of

SPECIALISATIONS = tiny_instance().specialisations


def least_duplication(wishes: dict, unmet: int, openings: str = "none") -> float | None:
    """Return the fewest duplicates with at most so many wishes unmet."""
    scenario = scenario_of(openings=openings)
    model = build_model(tiny_instance(), scenario, (Goal(term="duplication"),))
    add_wishes(model, wishes)
    workshop = Workshop(model, SolverDoor(), Clock(Limits()))
    coefficients = workshop.model.objectives["duplication"].coefficients * 0.0
    coefficients[list(columns_by_index(workshop, "unmet").values())] = 1.0
    request = Request(workshop.model.objectives["duplication"], ((Objective(coefficients), unmet),), gap=0.0)
    return SolverDoor().run(workshop.model, request).value


def everything_at(campus: str) -> frozenset[tuple[str, str]]:
    return frozenset((campus, name) for name in SPECIALISATIONS)


def test_a_wish_costs_what_it_costs_or_is_given_up() -> None:
    # film and photo fit on one-a alone, so that nothing is duplicated; a wish about two-b keeps one there as well, or
    # moves it; both campuses cannot be wished for without a wish about each
    assert least_duplication({}, 0) == 0
    assert least_duplication({("offers", "two-b"): everything_at("two-b")}, 0) == 0
    both = {("offers", "two-b"): everything_at("two-b"), ("leads", "one-a"): everything_at("one-a")}
    assert least_duplication(both, 0) == 0


@pytest.mark.parametrize(("unmet", "expected"), [(0, None), (1, 0)])
def test_a_wish_without_an_eligible_pair_cannot_be_met(unmet: int, expected: float | None) -> None:
    opened = everything_at("two-b") - tiny_instance().enrolled_today.keys()
    assert least_duplication({("offers", "two-b"): opened}, unmet) == expected


def test_an_opening_is_met_where_it_is_eligible() -> None:
    opened = everything_at("two-b") - tiny_instance().enrolled_today.keys()
    assert least_duplication({("offers", "two-b"): opened}, 0, "anywhere") == 0
