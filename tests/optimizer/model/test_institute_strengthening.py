"""Rows that tighten the institute, and that they leave out no plan."""

from __future__ import annotations

import pytest

from optimizer.inputs.scenario import Goal
from optimizer.model.build import build_model
from tests.agreement import is_close
from tests.factory import tiny_instance
from tests.optimizer.model.optimum import built, solved
from tests.random_instances import random_case, scenario_of
from tests.thrift import first

EIGHT = {"residents_total": 8}
SIZES = [(residents, hosts) for residents in (2, 5) for hosts in (1, 2)]


def test_families_and_hosts_limit_residents() -> None:
    model = built(tiny_instance(), {"institute": {**EIGHT, "graduate_share": 1.0}}).pyomo
    # film may have 6 of 8 residents, though it has 32 graduates
    assert str(model.few_in_track["film-pba"].expr) == (
        "residents[film-pba,attic] + residents[film-pba,hall]  <=  6*tracks[film-pba]"
    )
    assert str(model.few_in_host["film-pba", "hall"].expr) == "residents[film-pba,hall]  <=  6*hosts[hall]"
    assert "6*leads[one-a,film-pba]" in str(model.few_from_lead["one-a", "film-pba"].expr)
    assert "8*hosts[hall]" in str(model.all_in_host["hall"].expr)
    assert "6*hosts[hall]" in str(model.families_in_host_least["film", "hall"].expr)


def test_two_hosts_may_share_the_residents() -> None:
    model = built(tiny_instance(), {"institute": {**EIGHT, "max_hosts": 2}}).pyomo
    assert model.component("all_in_host") is None
    assert model.component("few_in_host") is not None


def test_no_institute_has_no_rows() -> None:
    model = built(tiny_instance(), {"institute": {"present": False}}).pyomo
    assert model.component("few_in_track") is None


@pytest.mark.parametrize(
    ("seed", "residents", "max_hosts"), first(8, [(seed, *each) for seed in range(6) for each in SIZES])
)
def test_they_leave_out_no_plan(seed: int, residents: int, max_hosts: int) -> None:
    case = random_case(seed, most_pairs=6)
    institute = {
        "residents_total": residents,
        "max_hosts": max_hosts,
        "min_track": 1 + seed % 2,
        "graduate_share": 0.5,
        "guest_fte_per_resident": 0.1,
    }
    scenario = scenario_of({"institute": institute}, students=case.scenario.students, openings=case.scenario.openings)
    goal = Goal(term="institute_distance")
    values = [
        solved(build_model(case.instance, scenario, (goal,), strengthen=strengthen), goal.key).value
        for strengthen in (True, False)
    ]
    assert (values[0] is None) == (values[1] is None)
    assert values[0] is None or is_close(values[0], values[1])


def test_the_seeds_have_plans_of_either_kind() -> None:
    distances = set()
    for seed in range(6):
        case = random_case(seed, most_pairs=6)
        rules = {"institute": {"residents_total": 2, "graduate_share": 0.5, "min_track": 1}}
        scenario = scenario_of(rules, students=case.scenario.students, openings=case.scenario.openings)
        goal = Goal(term="institute_distance")
        distances.add(solved(build_model(case.instance, scenario, (goal,)), goal.key).value)
    assert len(distances) > 2
