"""Rings, parts and what is left out: the same optimum and bound as one direct run, on random data sets."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Goal, Goals
from optimizer.model.build import build_model
from optimizer.solving.arrays import Objective
from optimizer.solving.highs import SolverDoor
from optimizer.solving.landscape import NOTHING, landscape_of, never_full
from optimizer.solving.limits import Clock, Limits, Methods
from optimizer.solving.narrowing import narrow_down
from optimizer.solving.parts import RingPart, parts_of
from optimizer.solving.requests import Request, ignore
from optimizer.solving.stage import Stage
from optimizer.solving.task import Task
from optimizer.solving.workshop import Cap, Workshop
from tests.factory import TINY, tiny_instance
from tests.random_instances import scenario_of

TRAVEL, COST = Goal(term="student_travel"), Goal(term="cost")


def roomy(seed: int, towns: int = 7, zones: int = 6) -> Instance:
    """Return a data set in which no place is ever full: two specialisations, at some sites of some towns."""
    random = np.random.default_rng(seed)
    names, origins = [f"town-{number}" for number in range(towns)], [f"zone-{number}" for number in range(zones)]
    sites = {f"site-{number}": names[number % towns] for number in range(towns + 2)}
    taught = [(site, s) for site in sites for s in ("film-pba", "photo-aba_ma") if random.random() < 0.8]
    base = tiny_instance()
    return tiny_instance(
        municipalities=[{**TINY["municipalities"][0], "municipality_id": name, "name_en": name} for name in names],
        campuses=[
            {**TINY["campuses"][0], "campus_id": site, "municipality_id": town, "places": 5000.0}
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


def workshop(seed: int, *goals: Goal, sites: tuple[int, int] = (2, 3), methods: Methods | None = None) -> Workshop:
    instance = roomy(seed)
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


@pytest.mark.parametrize("seed", range(5))
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
        rings = found[0]
        request = part.request(rings, 60.0)
        relaxed += SolverDoor().run(rings.model, replace(request, relaxed=True)).value or 0.0
        whole += SolverDoor().run(rings.model, replace(request, gap=0.0)).value or 0.0
    assert relaxed == pytest.approx(direct(bench, objective, relaxed=True), abs=1e-5)
    assert whole == pytest.approx(direct(bench, objective), abs=1e-5)


def test_specialisations_that_share_nothing_are_parts() -> None:
    parts = parts_of(task_of(workshop(1, TRAVEL), "student_travel"))
    assert [part.specialisations for part in parts] == [("film-pba",), ("photo-aba_ma",)]
    bench = workshop(1, TRAVEL, COST)
    caps = ((bench.model.objectives["cost"], 1e9),)
    assert len(parts_of(task_of(bench, "student_travel", *caps))) == 1


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("goal", [TRAVEL, COST], ids=["travel", "cost"])
def test_narrowing_down_proves_the_optimum(seed: int, goal: Goal) -> None:
    bench = workshop(seed, goal, sites=(seed % 3 + 1, 4))
    task = task_of(bench, goal.term)
    narrow_down(task, 60.0)
    expected = direct(bench, task.objective)
    assert task.value == pytest.approx(expected, abs=1e-5)
    assert task.bound == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("seed", range(6))
def test_caps_are_kept_and_bounds_stay_valid(seed: int) -> None:
    bench = workshop(seed, TRAVEL, COST, sites=(1, 4))
    goals = bench.model.objectives
    least = direct(bench, goals["cost"])
    caps = ((goals["cost"], 1.05 * least),)
    task = task_of(bench, "student_travel", *caps)
    narrow_down(task, 60.0)
    expected = direct(bench, task.objective, caps)
    assert task.bound <= expected + 1e-5
    assert task.best is None or goals["cost"].value(task.best) <= 1.05 * least + 1e-5
    outcome = Stage(bench, task.objective, caps, None, False, 60.0, ignore).minimise()
    assert outcome.value == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_left_out_costs_what_the_duals_say(seed: int) -> None:
    (part, *_) = parts_of(task_of(workshop(seed, TRAVEL, sites=(2, 2)), "student_travel"))
    assert isinstance(part, RingPart)
    part.relax(60.0)
    whole = part.model(NOTHING)
    assert whole is not None
    best = SolverDoor().run(whole[0].model, part.request(whole[0], 60.0)).value
    assert best is not None
    for worse in (1.0, 5.0, 20.0):
        part.value, part.chosen = best + worse, np.zeros(0)
        found = part.model(part.useless(), narrow=True)
        assert found is not None
        narrowed, least = found
        inside = SolverDoor().run(narrowed.model, part.request(narrowed, 60.0)).value
        bound = min(least, part.least_with(part.useless()))
        assert bound >= part.worth_finding - 1e-6
        assert inside == pytest.approx(best)  # the best is better than what was seen, so it is never left out
        assert narrowed.model.columns <= whole[0].model.columns


def test_it_can_be_switched_off_and_holds_back_where_it_does_not_apply() -> None:
    off = task_of(workshop(1, TRAVEL, methods=Methods(narrowing=False)), "student_travel")
    narrow_down(off, 60.0)
    assert (off.best, off.bound) == (None, 0.0)
    bench = workshop(1, Goal(term="duplication"))
    assert landscape_of(bench, (bench.model.objectives["duplication"],)) is None


def test_a_place_that_may_be_full_is_seen() -> None:
    bench = workshop(1, TRAVEL)
    index = bench.source.index
    assert never_full(index)
    places = index.instance.table("campuses").assign(places=10.0)
    full = build_model(index.instance.replace(campuses=places), index.scenario, (TRAVEL,))
    assert not never_full(full.index)
