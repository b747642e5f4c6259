"""The search of neighbourhoods: every group has its turn, sizes adapt, and plans only get better."""

from __future__ import annotations

import numpy as np

from optimizer.inputs.scenario import Goal
from optimizer.solving.neighbourhoods import Kind, NeighbourhoodSearch, search_neighbourhoods
from optimizer.solving.stage import Stage
from tests.optimizer.solving.workshops import workshop_of

COLUMNS = [np.array([2 * position, 2 * position + 1]) for position in range(12)]
HALVES = [np.arange(12), np.arange(12, 24)]


def search_of(seed: int = 1) -> NeighbourhoodSearch:
    return NeighbourhoodSearch({"specialisation": Kind(COLUMNS), "family": Kind(HALVES)}, seed)


def test_every_group_has_its_turn_before_any_has_a_second() -> None:
    kind, random = Kind(COLUMNS), np.random.default_rng(1)
    kind.size = 6
    freed = np.concatenate([kind.draw(random), kind.draw(random)])
    assert sorted(freed.tolist()) == list(range(24))


def test_the_same_seed_draws_the_same_groups() -> None:
    drawn = [[search.draw().tolist() for _ in range(6)] for search in (search_of(1), search_of(1), search_of(2))]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


def test_groups_grow_when_solved_in_vain_and_shrink_at_a_limit() -> None:
    kind = Kind(COLUMNS)
    first = kind.size
    kind.learn(better=False, solved=True)
    assert kind.size == first + 1
    kind.learn(better=True, solved=True)
    assert kind.size == first + 1
    for _ in range(40):
        kind.learn(better=False, solved=False)
    assert kind.size == 1
    for _ in range(40):
        kind.learn(better=False, solved=True)
    assert kind.size == kind.largest < len(COLUMNS)


def test_what_gave_better_plans_is_drawn_more_often() -> None:
    search = search_of()
    for _ in range(5):
        search.kinds["family"].learn(better=True, solved=True)
        search.kinds["specialisation"].learn(better=False, solved=True)
        search.kinds["specialisation"].idle = 0
    drawn = [search.last for _ in range(200) if search.draw().size]
    assert drawn.count("family") > 3 * drawn.count("specialisation") > 0


def test_it_is_exhausted_when_every_kind_was_tried_in_vain() -> None:
    search = search_of()
    for _ in range(60):
        assert not search.is_exhausted or all(kind.is_exhausted for kind in search.kinds.values())
        search.draw()
        search.learn(better=False, solved=True)
    assert search.is_exhausted
    search.learn(better=True, solved=True)
    assert not search.is_exhausted


def test_groups_are_specialisations_families_institutions_and_municipalities() -> None:
    workshop = workshop_of(Goal(term="student_travel"), openings="family")
    groupings = workshop.groupings()
    pairs = {column: pair for pair, column in workshop.model.columns_of(workshop.source.pyomo.offers).items()}
    assert set(groupings) == {"specialisation", "family", "institution", "municipality"}
    for groups in groupings.values():
        assert sorted(np.concatenate(groups).tolist()) == sorted(pairs)
    for group in groupings["specialisation"]:
        assert len({pairs[column][1] for column in group}) == 1


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
    search_neighbourhoods(stage.task, 60.0)
    assert stage.task.value is not None
    assert objective.value(worst.solution) > best.value
    assert abs(stage.task.value - best.value) <= 1e-4 * best.value
