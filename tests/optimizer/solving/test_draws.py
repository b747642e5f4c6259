"""What is freed next: every group has its turn, sizes adapt, and kinds are drawn by what they gave."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.inputs.scenario import Goal
from optimizer.reading import load_instance
from optimizer.solving import draws
from optimizer.solving.draws import FEW_SPECIALISATIONS, Group, Kind, NeighbourhoodSearch, kinds_of
from optimizer.solving.groupings import groupings_of
from tests.optimizer.solving.workshops import TUTORIAL, workshop_of

UNITS = [np.array([2 * position, 2 * position + 1]) for position in range(12)]
PLAN = np.zeros(24)
NONE = np.array([], dtype=np.int64)


def each(_: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[Group]:
    return [np.array([number]) for number in range(12)]


def halves(_: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[Group]:
    return [np.arange(6), np.arange(6, 12)]


def search_of(seed: int = 1) -> NeighbourhoodSearch:
    return NeighbourhoodSearch({"specialisation": Kind(UNITS, each), "family": Kind(UNITS, halves)}, seed)


def test_every_group_has_its_turn_before_any_has_a_second() -> None:
    kind, random = Kind(UNITS, each), np.random.default_rng(1)
    kind.size = 6
    freed = np.concatenate([kind.draw(random, PLAN, NONE), kind.draw(random, PLAN, NONE)])
    assert sorted(freed.tolist()) == list(range(24))


def test_a_group_is_freed_before_another_is_begun() -> None:
    kind, random = Kind(UNITS, halves), np.random.default_rng(1)
    kind.size = 6
    freed = sorted(kind.draw(random, PLAN, NONE).tolist())
    assert freed in (list(range(12)), list(range(12, 24)))
    kind.size = 8
    assert len(kind.draw(random, PLAN, NONE)) == 16


def test_one_of_those_that_cost_something_is_always_freed() -> None:
    kind, random = Kind(UNITS, halves), np.random.default_rng(1)
    costly = np.array([4, 9, 20])  # of the units 2 (columns 4 and 5), 4 and 10
    drawn = [kind.draw(random, PLAN, costly) for _ in range(40)]
    assert all(np.isin([4, 9, 20], freed).any() for freed in drawn)
    assert {freed.size for freed in drawn} == {2 * kind.size}
    without = [kind.draw(random, PLAN, NONE) for _ in range(40)]
    assert not all(np.isin([4, 9, 20], freed).any() for freed in without)


def test_the_same_seed_draws_the_same_groups() -> None:
    drawn = [
        [search.draw(PLAN, NONE).tolist() for _ in range(6)] for search in (search_of(1), search_of(1), search_of(2))
    ]
    assert drawn[0] == drawn[1]
    assert drawn[0] != drawn[2]


def test_groups_grow_when_solved_in_vain_and_shrink_at_a_limit() -> None:
    kind = Kind(UNITS, each)
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
    assert kind.size == kind.largest < len(UNITS)


def test_what_gave_better_plans_is_drawn_more_often() -> None:
    search = search_of()
    for _ in range(5):
        search.kinds["family"].learn(better=True, solved=True)
        search.kinds["specialisation"].learn(better=False, solved=True)
        search.kinds["specialisation"].idle = 0
    drawn = [search.last for _ in range(200) if search.draw(PLAN, NONE).size]
    assert drawn.count("family") > 3 * drawn.count("specialisation") > 0


def test_it_is_exhausted_when_every_kind_was_tried_in_vain() -> None:
    search = search_of()
    for _ in range(60):
        assert not search.is_exhausted or all(kind.is_exhausted for kind in search.kinds.values())
        search.draw(PLAN, NONE)
        search.learn(better=False, solved=True)
    assert search.is_exhausted
    search.learn(better=True, solved=True)
    assert not search.is_exhausted


def test_kinds_are_specialisations_families_institutions_and_municipalities() -> None:
    goal = Goal(term="student_travel")
    workshop = workshop_of(goal, rules=TUTORIAL, instance=load_instance("tutorial"), openings="anywhere")
    pairs = {column: pair for pair, column in workshop.column_of_pair.items()}
    plan = np.zeros(workshop.model.columns)
    plan[workshop.todays] = 1.0
    kinds, random = kinds_of(workshop), np.random.default_rng(1)
    assert set(kinds) == {"specialisation", "family", "institution", "municipality"}
    assert len(kinds["specialisation"].units) > FEW_SPECIALISATIONS
    for kind in kinds.values():
        specialisations = {pairs[column][1] for column in kind.draw(random, plan, NONE).tolist()}
        assert 0 < len(specialisations) <= kind.size
    instance, kind = workshop.source.index.instance, kinds["institution"]
    together = {pairs[int(kind.units[number][0])][1] for number in kind.members(plan)[0].tolist()}
    today = [
        (instance.institution_of[campus], specialisation) for campus, specialisation in workshop.source.index.today
    ]
    assert any(together <= {taught for place, taught in today if place == institution} for institution, _ in today)


def test_of_a_large_model_fewer_are_freed_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    workshop = workshop_of(Goal(term="student_travel"), rules=TUTORIAL, instance=load_instance("tutorial"))
    specialisations = len(groupings_of(workshop)["specialisation"])
    monkeypatch.setattr(draws, "FIRST_SHARE", 0.6)
    usual = kinds_of(workshop)["family"].size
    for share, expected in ((2.0 / specialisations, 2), (0.0, 1), (1.0, usual)):
        monkeypatch.setattr(draws, "FIRST_COLUMNS", round(share * workshop.model.columns) + 1)
        assert {kind.size for kind in kinds_of(workshop).values()} == {expected}
    assert usual > 2


def test_where_specialisations_are_few_whole_groups_of_programmes_are_freed() -> None:
    workshop = workshop_of(Goal(term="student_travel"), openings="family")
    groupings, kinds = groupings_of(workshop), kinds_of(workshop)
    assert len(groupings["specialisation"]) <= FEW_SPECIALISATIONS
    assert set(kinds) == {name for name, groups in groupings.items() if len(groups) > 1}
    for name, kind in kinds.items():
        assert [units.tolist() for units in kind.units] == [columns.tolist() for columns in groupings[name]]
