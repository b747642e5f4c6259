"""What rules find amiss gets its place in the scenario's file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer import run
from optimizer.errors import Finding, InputError
from optimizer.inputs.scenario import RuleParameters, Scenario
from optimizer.model import registry
from optimizer.model.registry import Rule, discover_rules, rule_findings
from tests.factory import Parameters, tiny_instance, tiny_scenario


def found(instance: object, parameters: object) -> list[Finding]:
    """Find two faults: one of a parameter, one of the whole rule."""
    return [
        Finding("", "nobody is there", "Look elsewhere.", key="names.0", nearest="somebody"),
        Finding("", "nothing to do", "Remove it.", severity="warning"),
    ]


def scenario_with(rules: dict[str, RuleParameters]) -> Scenario:
    """Return a scenario with these rules alone."""
    return replace(tiny_scenario(), rules=rules)


@pytest.fixture
def picky(monkeypatch: pytest.MonkeyPatch) -> Rule:
    """Return a rule that finds faults, known among the others."""
    rule = replace(discover_rules()["reach"], name="picky", findings=found)
    known = {**discover_rules(), "picky": rule}
    monkeypatch.setattr(registry, "discover_rules", lambda: known)
    return rule


def test_findings_of_a_rule_stand_in_the_scenarios_file(picky: Rule) -> None:
    scenario = scenario_with({picky.name: Parameters()})
    placed = rule_findings(tiny_instance(), scenario)
    assert [(finding.file, finding.key) for finding in placed] == [
        ("tiny.toml", "rules.picky.names.0"),
        ("tiny.toml", "rules.picky"),
    ]
    assert placed[0].nearest == "somebody"


def test_a_rule_that_is_off_finds_nothing(picky: Rule) -> None:
    assert rule_findings(tiny_instance(), scenario_with({"reach": Parameters()})) == []


def test_errors_of_a_rule_stop_a_run_and_come_with_the_others(picky: Rule) -> None:
    scenario = scenario_with({"picky": Parameters(), "institute": Parameters(hosts=["nowhere"])})
    with pytest.raises(InputError) as caught:
        run.check_fit(tiny_instance(), scenario)
    keys = {finding.key for finding in caught.value.findings}
    assert keys == {"rules.institute.hosts.0", "rules.picky.names.0", "rules.picky"}
