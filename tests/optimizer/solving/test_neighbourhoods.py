"""The search of neighbourhoods: what is held, what two searches find together, and plans only get better."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.inputs.scenario import Goal
from optimizer.solving import neighbourhoods
from optimizer.solving.belonging import NONE
from optimizer.solving.groupings import groupings_of
from optimizer.solving.neighbourhoods import (
    Neighbourhood,
    costly_in,
    held_outside,
    search_neighbourhoods,
)
from optimizer.solving.projection import INSTITUTE, LADDER, TEACHERS
from optimizer.solving.requests import never
from optimizer.solving.stage import Stage
from optimizer.solving.workshop import Workshop
from tests.optimizer.solving.workshops import direct, tutorial_of, workshop_of


def first_of(workshop: Workshop, count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.concatenate(groupings_of(workshop)["specialisation"][:count])


def test_groups_are_specialisations_families_institutions_and_municipalities() -> None:
    workshop = workshop_of(Goal(term="student_travel"), openings="family")
    groupings = groupings_of(workshop)
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


@pytest.mark.parametrize("term", ["teacher_scatter", "institute_distance", "student_travel"])
def test_only_specialisations_that_cost_the_goal_something_are_costly(term: str) -> None:
    workshop, task = tutorial_of(term)
    assert task.best is not None
    belongs_to, cost = workshop.specialisation_of_column, task.objective.coefficients * task.best
    by_specialisation = {number: cost[belongs_to == number].sum() for number in set(belongs_to[workshop.offers])}
    costly = set(belongs_to[costly_in(task, task.best)])
    assert costly == {number for number, total in by_specialisation.items() if total > 1e-6}
    assert set(workshop.offers[np.isin(belongs_to[workshop.offers], list(costly))]) == set(costly_in(task, task.best))
    assert costly_in(task, np.zeros_like(task.best)).size == 0


@pytest.mark.parametrize("term", ["student_travel", "institute_distance"])
def test_all_of_the_other_specialisations_is_held_but_the_institute_where_it_is_the_goal(term: str) -> None:
    workshop, task = tutorial_of(term)
    assert task.best is not None
    freed = first_of(workshop, 2)
    columns, values = held_outside(task, task.best, freed)
    belongs_to, held = workshop.specialisation_of_column, np.zeros(workshop.model.columns, dtype=bool)
    held[columns] = True
    institute = np.zeros_like(held)
    institute[workshop.columns_named(*INSTITUTE - TEACHERS)] = True
    inside = np.isin(belongs_to, belongs_to[freed])
    assert not held[inside | (belongs_to == NONE)].any()
    free = institute if term == "institute_distance" else np.zeros_like(held)
    assert held[~inside & (belongs_to != NONE) & ~free].all()
    assert held[institute & ~inside & (belongs_to != NONE)].any() == (term == "student_travel")
    assert np.abs(values - task.best[columns]).max() < 1e-6


@pytest.mark.parametrize("many", [0, 10**9])
def test_a_linear_programme_closes_what_it_hardly_uses(many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbourhoods, "MANY_COLUMNS", many)
    workshop, task = tutorial_of("student_travel")
    assert task.best is not None
    workshop.known = workshop.todays
    freed = first_of(workshop, 3)
    around = Neighbourhood(task, task.best, freed, workshop, 60.0, never)
    before = around.fixed[0]
    relaxed = around.narrow()
    closed = np.setdiff1d(around.fixed[0], before)
    assert relaxed.value is not None
    assert closed.size
    assert set(closed.tolist()) <= set(freed.tolist()) - set(workshop.programmes_in(task.best).tolist())
    assert (set(freed) - set(closed) <= set(workshop.todays) | set(workshop.programmes_in(task.best))) or many
    value, found = task.value, around.search()
    assert found.value is not None
    assert relaxed.value - 1e-6 * relaxed.value <= found.value
    assert task.value is not None
    assert value is not None
    assert task.value == pytest.approx(min(value, found.value))


def test_what_two_searches_find_is_put_together() -> None:
    workshop, task = tutorial_of("student_travel")
    start, units = task.best, groupings_of(workshop)["specialisation"]
    assert start is not None
    gains, found = [], []
    for freed in units:
        task.best = start
        outcome = Neighbourhood(task, start, freed, workshop, 60.0, never).search()
        gains.append(0.0 if outcome.value is None else task.objective.value(start) - outcome.value)
        found.append(outcome.solution)
    first, second = np.argsort(gains)[-2:].tolist()
    assert gains[first] > 1.0
    task.best = found[first]
    Neighbourhood(task, start, units[second], workshop, 60.0, never).search()
    assert task.value is not None
    assert task.value < task.objective.value(start) - gains[second] - 0.5 * gains[first]


def test_what_another_search_found_ends_a_run_that_cannot_be_better() -> None:
    workshop, task = tutorial_of("student_travel")
    start, least = task.best, direct(workshop, task.objective)
    assert start is not None
    assert least is not None
    around = Neighbourhood(task, start, first_of(workshop, 1), workshop, 60.0, never)
    assert around.narrow().value is not None
    task.best = workshop.run(workshop.model, replace(task.request(60.0), gap=1e-6), lambda _: None).solution
    best = task.value
    around.search()
    assert task.value == best == pytest.approx(least)


def test_once_nothing_more_is_found_programmes_that_are_hardly_used_are_freed_too() -> None:
    workshop, task = tutorial_of("student_travel")
    least = direct(workshop, task.objective)
    assert least is not None
    search_neighbourhoods(task, 120.0)
    assert task.value == pytest.approx(least, rel=1e-3)


def test_plans_only_get_better_from_round_to_round() -> None:
    _, task = tutorial_of("student_travel")
    seen: list[float] = []
    search_neighbourhoods(task, 60.0, after_round=lambda: seen.append(task.value or np.inf))
    assert len(set(seen)) > 1
    assert seen == sorted(seen, reverse=True)
    assert task.value == seen[-1]


def test_a_goal_in_a_relaxation_has_the_same_value_and_finds_what_it_is_asked_by_name() -> None:
    workshop, task = tutorial_of("duplication")
    projection = workshop.projection(LADDER[0])
    inside = task.within(projection)
    assert inside.value == pytest.approx(task.value)
    assert inside.workshop.offers.tolist() == inside.workshop.columns_named("offers").tolist()
    assert inside.best is not None
    assert task.best is not None
    assert inside.workshop.taught(inside.best) == workshop.taught(task.best)
    belonging = inside.workshop.specialisation_of_column
    assert (belonging == workshop.specialisation_of_column[projection.kept]).all()
    held = workshop.holding((workshop.offers[:3], np.ones(3)), workshop.clock).within(projection).held
    assert held is not None
    assert held[0].tolist() == inside.workshop.offers[:3].tolist()
