"""Every shipped scenario gives a plan that stands up to the second check, within two minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.analysis.verify import failures
from optimizer.inputs.locating import shipped_results, shipped_scenarios
from optimizer.run import load_instance, load_scenario, solve
from optimizer.solving.limits import Limits
from optimizer.solving.saving import save_result

pytestmark = pytest.mark.soak

SECONDS = 120.0
GRACE = 30.0
"""What reading, the last linear programmes and the second check may take beyond the limit of the search."""


@pytest.mark.parametrize("name", sorted(shipped_scenarios()))
def test_a_shipped_scenario_gives_a_verified_plan_within_its_limit(name: str) -> None:
    scenario = load_scenario(name)
    result = solve(load_instance(scenario.dataset), scenario, Limits(time_limit=SECONDS), isolated=True)
    assert result.status in {"optimal", "feasible"}
    assert result.plan is not None
    assert failures(result.checks).empty
    assert [report.term for report in result.goals] == [goal.term for goal in scenario.goals.order]
    for report in result.goals:
        assert report.bound is not None
        assert report.bound <= report.value + 1e-6 * max(1.0, abs(report.value))
    assert sum(result.seconds.values()) <= SECONDS + GRACE


@pytest.mark.parametrize("name", shipped_results())
def test_a_plan_that_ships_is_the_plan_that_a_solve_gives(name: str, tmp_path: Path) -> None:
    scenario = load_scenario(name)
    save_result(solve(load_instance(scenario.dataset), scenario, isolated=True), tmp_path / name)
    for file in ("plan.csv", "students.csv", "staff.csv", "institute.csv", "changes.csv", "checks.csv"):
        assert (tmp_path / name / file).read_bytes() == (shipped_results()[name] / file).read_bytes()
