"""Every hostile input is refused at its fault, and what is committed is what the script builds."""

from __future__ import annotations

import filecmp
import re
from functools import cache
from pathlib import Path

import pytest

from optimizer.errors import Finding
from optimizer.inputs.checking import check_target
from optimizer.model.registry import discover_rules, discover_terms
from optimizer.reading import fit_findings
from tests.build_hostile import DATA_FAULTS, HOSTILE, PROPOSAL_FAULTS, SCENARIO_FAULTS, build
from tests.thrift import first
from workbench.finding_messages import in_dutch


@cache
def check(target: Path) -> list[Finding]:
    rules = discover_rules()
    return check_target(
        target,
        parameter_models={name: rule.parameters for name, rule in rules.items()},
        always_on={name for name, rule in rules.items() if rule.always_on},
        term_names=set(discover_terms()),
        fit=fit_findings,
    )


def errors(findings: list[Finding]) -> list[tuple[str, int | None, str | None]]:
    return [(found.file, found.row, found.column or found.key) for found in findings if found.severity == "error"]


@pytest.mark.parametrize("name", first(15, DATA_FAULTS))
def test_data_set_is_refused_at_its_fault(name):
    fault = DATA_FAULTS[name]
    assert (fault.file, fault.row, fault.place) in errors(check(HOSTILE / name))


@pytest.mark.parametrize("name", SCENARIO_FAULTS)
def test_scenario_is_refused_at_its_fault(name):
    assert (f"{name}.toml", None, SCENARIO_FAULTS[name][1]) in errors(check(HOSTILE / f"{name}.toml"))


@pytest.mark.parametrize("name", PROPOSAL_FAULTS)
def test_proposal_is_refused_at_its_fault(name):
    _, row, column = PROPOSAL_FAULTS[name]
    assert (f"{name}.csv", row, column) in errors(check(HOSTILE / f"{name}.csv"))


def test_every_finding_says_how_to_mend_it():
    targets = sorted(HOSTILE.iterdir())
    findings = [finding for target in targets for finding in check(target)]
    assert len(findings) >= len(targets)
    assert all(finding.mend and not finding.message.endswith(".") for finding in findings)


@pytest.mark.parametrize("name", [*DATA_FAULTS, *(f"{name}.csv" for name in PROPOSAL_FAULTS)])
def test_what_is_wrong_with_data_and_proposals_is_told_in_dutch_too(name):
    for found in check(HOSTILE / name):
        for text in (found.message, found.mend):
            dutch = in_dutch(text)
            assert dutch is not None, text
            assert set(re.findall(r"\d+", text)) <= set(re.findall(r"\d+", dutch))


def test_committed_files_are_what_the_script_builds(tmp_path):
    build(tmp_path)
    built = sorted(file.relative_to(tmp_path) for file in tmp_path.rglob("*") if file.is_file())
    committed = sorted(file.relative_to(HOSTILE) for file in HOSTILE.rglob("*") if file.is_file())
    assert built == committed
    assert filecmp.cmpfiles(tmp_path, HOSTILE, [str(file) for file in built], shallow=False)[1:] == ([], [])
