"""Merged zones: what no rule tells apart is one origin, and programmes to which too many go too far stay out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array

from optimizer.inputs.scenario import Goal
from optimizer.reading import load_instance
from optimizer.solving import merging
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Limits, Methods
from optimizer.solving.merging import Merged, group_origins, merge_zones
from optimizer.solving.origins import Origins
from optimizer.solving.projection import INSTITUTE_LADDER, LADDER, Projection, project
from optimizer.solving.requests import Request
from optimizer.solving.workshop import Workshop
from tests.optimizer.solving.workshops import TUTORIAL, direct, workshop_of

SMALLEST = LADDER[0]


@pytest.fixture(autouse=True)
def merge_small_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let models merge zones in which that saves next to nothing."""
    monkeypatch.setattr(merging, "LARGEST_SHARE", 1.0)


def tutorial(**reach: float) -> Workshop:
    rules: dict[str, dict[str, Any]] = {**TUTORIAL, **({"reach": reach} if reach else {})}
    goals = Goal(term="duplication"), Goal(term="student_travel")
    return workshop_of(*goals, rules=rules, instance=load_instance("tutorial"), openings="family")


def merged_of(workshop: Workshop) -> Merged:
    merged = merge_zones(workshop, SMALLEST)
    assert merged is not None
    return merged


def optimum(workshop: Workshop, relaxation: Projection) -> float | None:
    objective = relaxation.restrict(workshop.model.objectives["duplication"])
    return SolverDoor().run(relaxation.model, Request(objective, gap=0.0)).value


def origins(flows: list[list[int]]) -> Origins:
    none = np.array([], dtype=np.int64)
    towns = np.arange(len(flows[0]))
    return Origins(np.ones(len(flows)), np.array(flows), towns, none, none, none)


def test_origins_are_told_apart_by_row_municipality_and_coefficient() -> None:
    alike = csr_array([[1.0, 0, 1, 0, 0, 1, 2, 0, 1, 0], [0, 1.0, 0, 1, 0, 0, 0, 0, 0, 0]])
    groups = group_origins(origins([[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]), alike)
    assert groups is not None
    assert groups.tolist() == [0, 0, 1, 2, 3]
    assert group_origins(origins([[0, 1], [2, 3]]), csr_array(np.zeros((1, 4)))) is None


@pytest.mark.parametrize(("km", "duplication"), [(25, 2), (35, 2), (45, 1)])
def test_the_smallest_relaxation_learns_what_a_rule_asks_of_students(km: float, duplication: int) -> None:
    workshop = tutorial(km=km, share=0.1)
    without_ways = project(workshop.model, workshop.columns_named(*SMALLEST))
    assert optimum(workshop, without_ways) == pytest.approx(1)
    assert direct(workshop, workshop.model.objectives["duplication"]) == pytest.approx(duplication)
    assert optimum(workshop, merged_of(workshop)) == pytest.approx(duplication)


def test_a_plan_is_one_of_the_relaxation_and_zones_add_up() -> None:
    workshop = tutorial(km=35, share=0.1)
    merged = merged_of(workshop)
    plan = workshop.run(workshop.model, Request(workshop.model.objectives["duplication"]), lambda _: None).solution
    assert plan is not None
    start = merged.start(plan)
    rows = merged.model.matrix @ start
    assert (rows <= merged.model.row_upper + 1e-6).all()
    assert (rows >= merged.model.row_lower - 1e-6).all()
    assert (start <= merged.model.column_upper + 1e-6).all()
    ways = start[merged.kept.size :]
    assert 0 < ways.size < workshop.columns_named("students").size
    assert ways.sum() == pytest.approx(plan[np.unique(merged.members.indices)].sum())


def test_ways_belong_to_the_specialisation_of_their_students() -> None:
    workshop = tutorial(km=35, share=0.1)
    merged = merged_of(workshop)
    belonging = merged.shrink(workshop.specialisation_of_column)
    members = merged.members.tocoo()
    ways, columns = members.coords
    assert (belonging[merged.kept.size + ways] == workshop.specialisation_of_column[columns]).all()


def test_without_a_rule_on_students_there_is_nothing_to_merge() -> None:
    assert merge_zones(tutorial(), SMALLEST) is None


def test_students_who_can_go_nowhere_are_not_merged() -> None:
    instance = load_instance("tutorial")
    nowhere = [f"{k}/{s}" for k, s in tutorial().source.index.pairs if s == "film_av-aba_ma"]
    assert nowhere
    rules: dict[str, dict[str, Any]] = {**TUTORIAL, "reach": {"km": 35, "share": 0.1}, "locks": {"close": nowhere}}
    workshop = workshop_of(Goal(term="duplication"), rules=rules, instance=instance, openings="family")
    assert merge_zones(workshop, SMALLEST) is None


@pytest.mark.parametrize(("limit", "least"), [("LARGEST_SHARE", 0.1), ("MOST_WAYS", 5)])
def test_what_saves_too_little_or_stays_too_large_is_not_merged(
    monkeypatch: pytest.MonkeyPatch, limit: str, least: float
) -> None:
    assert merge_zones(tutorial(km=35, share=0.1), SMALLEST) is not None
    monkeypatch.setattr(merging, limit, least)
    assert merge_zones(tutorial(km=35, share=0.1), SMALLEST) is None


def test_goals_of_students_are_not_kept_and_large_models_merge() -> None:
    workshop = tutorial(km=35, share=0.1)
    merged = workshop.projection(SMALLEST)
    assert isinstance(merged, Merged)
    assert not any(isinstance(workshop.projection(names), Merged) for names in (*LADDER[1:], *INSTITUTE_LADDER))
    assert merged.keeps(workshop.model.objectives["duplication"])
    assert not merged.keeps(workshop.model.objectives["student_travel"])
    workshop.clock.limits = Limits(methods=Methods(neighbourhoods=False))
    assert not isinstance(workshop.on(workshop.model).projection(SMALLEST), Merged)
