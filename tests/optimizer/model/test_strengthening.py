"""Rows that tighten the relaxation: what they say, and that they leave out no plan."""

from __future__ import annotations

import random
from typing import Any

import pytest

from optimizer.inputs.scenario import Goal
from optimizer.model import index
from optimizer.model.build import build_model
from optimizer.reading import load_instance
from optimizer.solving.highs import SolverDoor
from optimizer.solving.requests import Request
from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, solved
from tests.optimizer.solving.workshops import TUTORIAL, workshop_of
from tests.random_instances import random_case, scenario_of
from tests.thrift import first

INSTITUTE = {"residents_total": 8, "graduate_share": 1.0, "guest_fte_per_resident": 0.25}
TOP_STAYS = {"institute": INSTITUTE, "staffing": {"top_freed_share": 0.1}, "secondment": {"km": 10}}


@pytest.fixture(autouse=True)
def all_count_as_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let small models have the rows that large ones need."""
    monkeypatch.setattr(index, "MANY_PROGRAMMES", 0)


def test_few_programmes_do_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MANY_PROGRAMMES", 200)
    model = built(tiny_instance(), TOP_STAYS).pyomo
    assert model.component("programme_fits") is None
    assert model.component("spared") is None
    assert len(model.unreached)


def test_a_programme_that_outgrows_its_campus_needs_what_the_campus_adds() -> None:
    model = built(tiny_instance()).pyomo
    demand, places = tiny_instance().demand_of, tiny_instance().places_of
    outgrow = {(k, s) for k, s in model.offers if places[k] < demand[s]}
    assert set(model.programme_fits) == outgrow
    assert outgrow
    campus, specialisation = min(outgrow)
    row = str(model.programme_fits[campus, specialisation].expr)
    assert f"{places[campus]:g}" in row
    assert f"expansion[{campus}]" in row
    assert f"enrolled[{campus},{specialisation}]" in row


def test_no_campus_that_can_add_nothing_has_such_a_row() -> None:
    model = built(tiny_instance(), {"campus_capacity": {"expandable_share": 0.0}}).pyomo
    assert not len(model.programme_fits)


def test_the_linear_programme_knows_of_places_that_must_be_added() -> None:
    fewest, places = Goal(term="duplication"), Goal(term="expansion")
    workshop = workshop_of(fewest, places, rules=TUTORIAL, instance=load_instance("flanders-2010"))
    duplicates, objective = (workshop.model.objectives[goal.key] for goal in (fewest, places))
    least = 10.0  # that few leave the linear programme no other way to place all students
    with_rows, without = (
        SolverDoor().run(model, Request(objective, ((duplicates, least),), relaxed=True)).value
        for model in (workshop.model, _without(workshop, "programme_fits"))
    )
    assert with_rows is not None
    assert without is not None
    assert with_rows > without + 100


def _without(workshop: Any, name: str) -> Any:
    model, component = workshop.model, workshop.source.pyomo.component(name)
    gone = {row for entry in component.values() for row in model.rows_of[id(entry)]}
    assert gone
    rows = [row for row in range(model.matrix.shape[0]) if row not in gone]
    return model.part(rows, list(range(model.columns)))


def test_guests_whom_nothing_reaches_are_no_more_than_residents_of_their_family_need() -> None:
    model = built(tiny_instance(), TOP_STAYS).pyomo
    assert len(model.spared)
    assert str(model.few_spared["film"].expr).endswith("<=  1.5")  # 6 of 8 residents are of film, a quarter post each
    for specialisation in model.spared:
        assert specialisation in model.tracks
        assert model.spared[specialisation].ub <= 0.25 * 8


def test_without_an_institute_nobody_is_spared() -> None:
    rules = {"staffing": {"top_freed_share": 0.1}, "secondment": {"km": 10}}
    model = built(tiny_instance(), rules).pyomo
    assert len(model.unreached)
    assert not len(model.spared)


@pytest.mark.parametrize("seed", first(8, range(40)))
def test_they_leave_out_no_plan(seed: int) -> None:
    case, choose = random_case(seed, most_pairs=7), random.Random(seed).choice
    institute = {
        "residents_total": choose([2, 3, 5]),
        "max_hosts": choose([1, 2]),
        "min_track": choose([1, 2]),
        "graduate_share": choose([0.3, 0.5, 1.0]),
        "guest_fte_per_resident": choose([0.1, 0.3, 0.5]),
    }
    staffing = {"freed_share": choose([0.1, 0.3, 1.0]), "top_freed_share": choose([0.0, 0.1, 0.3])}
    rules = {"staffing": staffing, "secondment": {"ban": choose([True, False]), "km": choose([10, 25, 40, None])}}
    if choose([True, True, False]):
        rules["institute"] = institute
    scenario = scenario_of(rules, students=case.scenario.students, openings=case.scenario.openings)
    for term in ("duplication", "expansion"):
        goal = Goal(term=term)
        with_rows, without = (
            solved(build_model(case.instance, scenario, (goal,), strengthen=strengthen), goal.key).value
            for strengthen in (True, False)
        )
        assert with_rows == pytest.approx(without, abs=1e-5)
