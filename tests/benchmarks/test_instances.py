"""Published problems as data sets and scenarios: the same optimum as brute force, copies exactly as many times."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.orlib.instances import GOALS, instance_of, scenario_of
from benchmarks.orlib.reading import Published, read_published
from optimizer import Limits, solve
from optimizer.inputs.schema import TABLES
from optimizer.reading import check_fit
from optimizer.solving.result import Result
from tests.benchmarks.problems import least_cost, random_cap, random_pmed, random_pmedcap, written
from tests.thrift import first

KINDS = {"pmed": random_pmed, "cap": random_cap, "pmedcap": random_pmedcap}


def random_problem(folder: Path, kind: str, seed: int) -> Published:
    return read_published(written(folder, f"{kind}{seed}.txt", KINDS[kind](seed)))


def solved(problem: Published, copies: int = 1) -> Result:
    return solve(instance_of(problem, copies), scenario_of(problem), Limits(gap=1e-7))


@pytest.mark.parametrize("seed", first(2, range(4)))
@pytest.mark.parametrize("kind", list(KINDS))
def test_the_optimum_is_that_of_brute_force(tmp_path: Path, kind: str, seed: int) -> None:
    problem = random_problem(tmp_path, kind, seed)
    expected = least_cost(problem)
    assert expected is not None
    result = solved(problem)
    assert result.status == "optimal"
    assert result.terms[GOALS[kind]].plan == pytest.approx(expected, rel=1e-6)
    assert result.goals[0].bound == pytest.approx(expected, rel=1e-6)
    assert result.plan is not None
    if problem.open_sites is not None:
        assert len(result.plan.programmes) == problem.open_sites


@pytest.mark.parametrize("kind", first(1, KINDS))
def test_copies_cost_exactly_as_many_times(tmp_path: Path, kind: str) -> None:
    problem = random_problem(tmp_path, kind, 5)
    once, thrice = solved(problem), solved(problem, 3)
    assert thrice.status == "optimal"
    assert thrice.terms[GOALS[kind]].plan == pytest.approx(3 * once.terms[GOALS[kind]].plan, abs=1e-6)
    assert thrice.plan is not None
    assert thrice.plan.programmes["specialisation_id"].nunique() == 3
    assert thrice.plan.programmes["campus_id"].is_unique


def test_nothing_but_closing_is_decided(tmp_path: Path) -> None:
    problem = random_problem(tmp_path, "cap", 1)
    result = solved(problem)
    assert result.plan is not None
    assert result.plan.staff.empty
    assert result.plan.institute.empty
    assert result.choice is None
    assert result.terms["openings"].plan == 0
    assert not result.warnings


def test_tables_have_the_columns_of_the_schema_and_fit_the_scenario(tmp_path: Path) -> None:
    problem = random_problem(tmp_path, "cap", 2)
    instance = instance_of(problem, 2)
    for name, frame in instance.tables.items():
        assert tuple(frame.columns) == TABLES[name].column_names
        assert frame.equals(frame.sort_values(list(TABLES[name].key), ignore_index=True))
    assert not check_fit(instance, scenario_of(problem))
