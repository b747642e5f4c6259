"""Brute force against the solver, many times, on larger cases than the fast tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from tests import place_rules, random_laws
from tests.agreement import assert_agreement
from tests.optimizer.model.variables.test_assignment import WAYS
from tests.random_instances import Case, random_case

pytestmark = pytest.mark.soak


@pytest.mark.parametrize("seed", range(1000, 1500))
def test_the_solver_finds_what_brute_force_finds(seed: int) -> None:
    assert_agreement(random_case(seed, most_pairs=10 if seed % 10 else 12))


@pytest.mark.parametrize("seed", range(1500, 1700))
def test_the_solver_finds_what_brute_force_finds_with_rules_about_places(seed: int) -> None:
    also = Random(seed).sample(sorted(place_rules.RANDOM), 2)
    assert_agreement(random_case(seed, most_pairs=10, also=also))


@pytest.mark.parametrize("make", [random_laws.linear_case, random_laws.budget_case, random_laws.language_case])
@pytest.mark.parametrize("seed", range(1700, 1800))
def test_the_solver_finds_what_brute_force_finds_with_rules_of_law_and_money(
    make: Callable[[int], Case], seed: int
) -> None:
    assert_agreement(make(seed))


@pytest.mark.parametrize("seed", range(2000, 2200))
@pytest.mark.parametrize("way", WAYS)
def test_the_solver_finds_what_brute_force_finds_where_students_choose(seed: int, way: str) -> None:
    case = random_case(seed)
    students = case.scenario.students.model_copy(update=WAYS[way])
    assert_agreement(Case(case.instance, replace(case.scenario, students=students)))
