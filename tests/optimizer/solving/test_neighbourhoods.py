"""The search of neighbourhoods: every specialisation has its turn, sizes adapt, and plans only get better."""

from __future__ import annotations

import numpy as np

from optimizer.inputs.scenario import Goal
from optimizer.solving.neighbourhoods import FIRST, LARGEST, SMALLEST, NeighbourhoodSearch
from optimizer.solving.stage import Stage
from tests.optimizer.solving.workshops import workshop_of

COLUMNS = [np.array([2 * position, 2 * position + 1]) for position in range(12)]


def test_every_specialisation_has_its_turn_before_any_has_a_second() -> None:
    search = NeighbourhoodSearch(COLUMNS, seed=1)
    freed = np.concatenate([search.draw(), search.draw()])
    assert sorted(freed.tolist()) == list(range(24))


def test_the_same_seed_draws_the_same_groups() -> None:
    first, second, other = (NeighbourhoodSearch(COLUMNS, seed=seed) for seed in (1, 1, 2))
    drawn = [[search.draw().tolist() for _ in range(4)] for search in (first, second, other)]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


def test_groups_grow_when_solved_in_vain_and_shrink_at_a_limit() -> None:
    search = NeighbourhoodSearch(COLUMNS, seed=1)
    search.learn(better=False, solved=True)
    assert search.size == FIRST + 1
    search.learn(better=True, solved=True)
    assert search.size == FIRST + 1
    for _ in range(40):
        search.learn(better=False, solved=False)
    assert search.size == SMALLEST
    for _ in range(40):
        search.learn(better=False, solved=True)
    assert search.size == LARGEST


def test_it_is_exhausted_after_enough_rounds_in_vain() -> None:
    search = NeighbourhoodSearch(COLUMNS, seed=1)
    assert not search.is_exhausted
    for _ in range(9):
        search.learn(better=False, solved=True)
    assert search.is_exhausted
    search.learn(better=True, solved=True)
    assert not search.is_exhausted


def test_the_search_finds_the_best_plan_from_a_bad_one() -> None:
    goal = Goal(term="student_travel")
    workshop = workshop_of(goal, openings="family")
    objective = workshop.model.objectives[goal.key]
    best = Stage(workshop, objective, (), None, False, 60.0, lambda _: None).minimise()
    worst = workshop.run(
        workshop.model,
        workshop.request(workshop.model.objectives[goal.key].__class__(-objective.coefficients), (), 60.0),
        lambda _: None,
    )
    assert best.value is not None
    assert worst.solution is not None
    stage = Stage(workshop, objective, (), worst.solution, False, 60.0, lambda _: None)
    stage.best = worst.solution
    stage._search_neighbourhoods(60.0)
    assert stage.best is not None
    assert objective.value(worst.solution) > best.value
    assert abs(objective.value(stage.best) - best.value) <= 1e-4 * best.value
