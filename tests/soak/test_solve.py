"""Random cases from end to end: proven and verified, impossible with a reason, or refused with findings."""

from __future__ import annotations

import pytest

from optimizer.analysis.verify import failures
from optimizer.errors import InputError
from optimizer.run import fit_findings, solve
from tests.oracle import Oracle
from tests.random_instances import random_case

pytestmark = pytest.mark.soak

MAY_BE_UNKNOWN = "rules.institute.not_in."
"""Random cases name poles and provinces here in which no town lies: a faulty name, whatever plans there are."""


@pytest.mark.parametrize("seed", range(2000, 2200))
def test_a_random_case_is_solved_refused_or_explained(seed: int) -> None:
    case = random_case(seed)
    faults = [finding for finding in fit_findings(case.instance, case.scenario) if finding.severity == "error"]
    if faults:
        with pytest.raises(InputError):
            solve(case.instance, case.scenario)
        if any(not str(finding.key).startswith(MAY_BE_UNKNOWN) for finding in faults):
            assert Oracle(case.instance, case.scenario).hierarchy(*case.scenario.goals.order) is None
        return
    result = solve(case.instance, case.scenario)
    if Oracle(case.instance, case.scenario).hierarchy(*case.scenario.goals.order) is None:
        assert (result.status, result.plan) == ("infeasible", None)
        assert set(result.conflict) <= set(case.scenario.rules)
    else:
        assert (result.status, result.conflict) == ("optimal", ())
        assert failures(result.checks).empty
        assert result.today is not None
