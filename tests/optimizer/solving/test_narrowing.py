"""Rings, parts and what is left out: the same optimum and bound as one direct run, on random data sets."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import highspy
import numpy as np
import pytest

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Goals
from optimizer.model.build import build_model
from optimizer.solving import parts as parts_module
from optimizer.solving.arrays import Objective
from optimizer.solving.choices import NOTHING
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits, Methods
from optimizer.solving.narrowing import narrow_down
from optimizer.solving.origins import never_full
from optimizer.solving.part import Part
from optimizer.solving.parts import FlowPart, RingPart, parts_of
from optimizer.solving.requests import Request, ignore
from optimizer.solving.stage import Stage
from optimizer.solving.task import Task
from optimizer.solving.workshop import Cap, Workshop
from tests.factory import TINY, tiny_instance
from tests.random_instances import scenario_of
from tests.thrift import first

TRAVEL, COST = Goal(term="student_travel"), Goal(term="cost")


def random_instance(seed: int, places: float, towns: int = 7, zones: int = 6) -> Instance:
    """Return two specialisations at some sites of some towns."""
    random = np.random.default_rng(seed)
    names, origins = [f"town-{number}" for number in range(towns)], [f"zone-{number}" for number in range(zones)]
    sites = {f"site-{number}": names[number % towns] for number in range(towns + 2)}
    taught = [(site, s) for site in sites for s in ("film-pba", "photo-aba_ma") if random.random() < 0.8]
    base = tiny_instance()
    return tiny_instance(
        municipalities=[{**TINY["municipalities"][0], "municipality_id": name, "name_en": name} for name in names],
        campuses=[
            {**TINY["campuses"][0], "campus_id": site, "municipality_id": town, "places": places}
            for site, town in sites.items()
        ],
        zones=[{**TINY["zones"][0], "zone_id": origin} for origin in origins],
        specialisations=base.table("specialisations").assign(floor=0.0),
        programmes=[
            {**TINY["programmes"][0], "programme_id": f"p{n}", "campus_id": site, "specialisation_id": s}
            for n, (site, s) in enumerate(taught)
        ],
        programme_costs=[
            {"campus_id": site, "specialisation_id": s, "fixed_cost": float(random.integers(0, 40) * 10)}
            for site, s in taught
        ],
        teachers=base.table("teachers").iloc[:0],
        institute_hosts=base.table("institute_hosts").iloc[:0],
        demand=[
            {"zone_id": origin, "specialisation_id": s, "students": float(random.integers(1, 30))}
            for origin, s in product(origins, ("film-pba", "photo-aba_ma"))
        ],
        travel=[
            {"zone_id": origin, "municipality_id": name, "km": float(random.integers(1, 12)), "minutes": 0.0}
            for origin, name in product(origins, names)
        ],
    )


def workshop(
    seed: int, *goals: Goal, sites: tuple[int, int] = (2, 3), places: float = 5000.0, methods: Methods | None = None
) -> Workshop:
    instance = random_instance(seed, places)
    rules = {"sites_per_specialisation": {"min": sites[0], "max": sites[1]}}
    scenario = scenario_of(rules, goals=Goals(order=goals))
    limits = Limits(gap=1e-9, methods=methods or Methods())
    return Workshop(build_model(instance, scenario, goals), SolverDoor(), Clock(limits))


def task_of(bench: Workshop, term: str, *caps: Cap) -> Task:
    return Task(bench, bench.model.objectives[term], caps, False, ignore)


def direct(bench: Workshop, objective: Objective, caps: tuple[Cap, ...] = (), *, relaxed: bool = False) -> float:
    value = SolverDoor().run(bench.model, Request(objective, caps, relaxed=relaxed, gap=0.0)).value
    assert value is not None
    return value


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("goal", [TRAVEL, COST], ids=["travel", "cost"])
def test_rings_are_as_strong_as_a_link_for_each_flow(seed: int, goal: Goal) -> None:
    bench = workshop(seed, goal)
    objective = bench.model.objectives[goal.term]
    parts = parts_of(task_of(bench, goal.term))
    assert parts
    relaxed = whole = 0.0
    for part in parts:
        found = part.model(NOTHING)
        assert found is not None
        request = part.request(found, 60.0)
        relaxed += SolverDoor().run(found.model, replace(request, relaxed=True)).value or 0.0
        whole += SolverDoor().run(found.model, replace(request, gap=0.0)).value or 0.0
    assert relaxed == pytest.approx(direct(bench, objective, relaxed=True), abs=1e-5)
    assert whole == pytest.approx(direct(bench, objective), abs=1e-5)


def test_specialisations_that_share_nothing_are_parts() -> None:
    parts = parts_of(task_of(workshop(1, TRAVEL), "student_travel"))
    assert [len(part.origins) for part in parts] == [1, 1]
    assert not np.intersect1d(parts[0].offers, parts[1].offers).size
    bench = workshop(1, TRAVEL, COST)
    assert not parts_of(task_of(bench, "student_travel", (bench.model.objectives["cost"], 1e9)))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("goal", [TRAVEL, COST], ids=["travel", "cost"])
def test_narrowing_down_proves_the_optimum(seed: int, goal: Goal) -> None:
    bench = workshop(seed, goal, sites=(seed % 3 + 1, 4))
    task = task_of(bench, goal.term)
    narrow_down(task, 60.0)
    expected = direct(bench, task.objective)
    assert task.value == pytest.approx(expected, abs=1e-5)
    assert task.bound == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("seed", range(3))
def test_after_a_cap_bounds_stay_valid(seed: int) -> None:
    bench = workshop(seed, TRAVEL, COST, sites=(1, 4))
    goals = bench.model.objectives
    caps = ((goals["cost"], 1.05 * direct(bench, goals["cost"])),)
    task = task_of(bench, "student_travel", *caps)
    narrow_down(task, 60.0)
    expected = direct(bench, task.objective, caps)
    assert task.bound <= expected + 1e-5
    outcome = Stage(bench, task.objective, caps, None, False, 60.0, ignore).minimise()
    assert outcome.value == pytest.approx(expected, abs=1e-5)


def test_a_later_goal_that_hardly_needs_students_is_bounded_without_them() -> None:
    bench = workshop(3, TRAVEL, sites=(2, 2))
    travel, changes = bench.model.objectives["student_travel"], bench.changes()
    caps = ((travel, direct(bench, travel) + 1e-6),)
    task = Task(bench, changes, caps, True, ignore)
    narrow_down(task, 60.0)
    assert task.bound == direct(bench, changes, caps)  # two sites of each stay, whichever they are


@pytest.mark.parametrize("kind", [RingPart, FlowPart])
@pytest.mark.parametrize("seed", range(3))
def test_prices_prove_no_more_than_is_true(seed: int, kind: type[Part], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "MANY_WAYS", 0)
    bench = workshop(seed, COST, sites=(1, 4), places=5000.0 if kind is RingPart else 60.0)
    task = task_of(bench, "cost")
    parts = parts_of(task)
    assert {type(part) for part in parts} == {kind}
    best, linear = direct(bench, task.objective), direct(bench, task.objective, relaxed=True)
    for part in parts:
        part.climb(60.0)
    bound = sum(part.bound for part in parts)
    assert 0.9 * linear <= bound <= best + 1e-6
    for part in parts:
        part.climb(60.0)
    assert bound <= sum(part.bound for part in parts) <= best + 1e-6


@pytest.mark.parametrize("kind", [RingPart, FlowPart])
@pytest.mark.parametrize("seed", first(2, range(4)))
def test_places_with_or_without_end_narrowing_proves_the_optimum(
    seed: int, kind: type[Part], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts_module, "MANY_WAYS", 0)
    bench = workshop(seed, COST, sites=(1, 9), places=5000.0 if kind is RingPart else 60.0)
    task = task_of(bench, "cost")
    narrow_down(task, 60.0)
    expected = direct(bench, task.objective)
    assert task.value == pytest.approx(expected, abs=1e-5)
    assert task.bound == pytest.approx(expected, rel=1e-8)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_left_out_costs_no_less_than_is_worth_finding(seed: int) -> None:
    (part, *_) = parts_of(task_of(workshop(seed, TRAVEL, sites=(2, 2)), "student_travel"))
    assert isinstance(part, RingPart)
    whole = part.model(NOTHING)
    assert whole is not None
    outcome = SolverDoor().run(whole.model, part.request(whole, 60.0))
    assert outcome.value is not None
    assert outcome.solution is not None
    part.climb(60.0)
    sizes = []
    for worse in (20.0, 5.0, 1.5):
        part.closed, part.value = NOTHING, outcome.value + worse
        part.find(part.value, np.zeros(part.objective.coefficients.size))
        narrowed = part.model(part.closed)
        assert narrowed is not None
        inside = SolverDoor().run(narrowed.model, replace(part.request(narrowed, 60.0), start=None)).value
        assert inside == pytest.approx(outcome.value)  # the best is better than what was seen, so it is never left out
        sizes.append(narrowed.model.columns)
    assert sizes == sorted(sizes, reverse=True)


def test_it_can_be_switched_off_and_holds_back_where_it_does_not_apply() -> None:
    off = task_of(workshop(1, TRAVEL, methods=Methods(narrowing=False)), "student_travel")
    narrow_down(off, 60.0)
    assert (off.best, off.bound) == (None, 0.0)
    bench = workshop(1, Goal(term="duplication"))
    assert not parts_of(task_of(bench, "duplication"))


def test_a_place_that_may_be_full_is_seen() -> None:
    bench = workshop(1, TRAVEL)
    index = bench.source.index
    assert never_full(index)
    places = index.instance.table("campuses").assign(places=10.0)
    full = build_model(index.instance.replace(campuses=places), index.scenario, (TRAVEL,))
    assert not never_full(full.index)


def test_another_solver_in_this_thread_disturbs_nothing() -> None:
    other = highspy.Highs()
    other.setOptionValue("output_flag", False)
    other.setOptionValue("threads", 2)
    column = other.addVariable(lb=1.5, ub=3, type=highspy.HighsVarType.kInteger)
    other.minimize(column)
    bench = workshop(0, TRAVEL, sites=(1, 4))
    task = task_of(bench, TRAVEL.term)
    narrow_down(task, 60.0)
    assert task.is_proven
