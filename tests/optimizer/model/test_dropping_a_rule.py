"""A rule is one file: dropped among the others, commands, scenarios, search and second check know it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from optimizer.errors import InputError
from optimizer.model import rules
from optimizer.model.registry import discover_rules
from optimizer.run import load_instance, load_scenario, solve
from workbench.cli import app

RULE = '''
r"""One campus teaches at least so many specialisations.

.. math:: \\sum_s \\mathrm{offers}_{k,s} \\ge \\mathrm{least}
"""

import pyomo.environ as pyo

from optimizer.inputs.scenario import RuleParameters
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `lively_campus`."""

    campus: str = parameter("at-dok", "The campus")
    least: int = parameter(1, "Fewest specialisations there", ge=1)


def add_rows(block, model, parameters):
    """Add one row."""
    offers, taught = model.pyomo.offers, model.index.specialisations_by_campus[parameters.campus]
    block.least = pyo.Constraint(expr=sum(offers[parameters.campus, s] for s in taught) >= parameters.least)


RULE = Rule(
    "lively_campus",
    "Campus {campus} geeft minstens {least} specialisaties.",
    "Campus {campus} teaches at least {least} specialisations.",
    Parameters,
    add_rows,
    doc=__doc__,
)
'''
NAME = "lively_campus"


@pytest.fixture
def dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Drop the rule's file into a folder of rules."""
    (tmp_path / f"{NAME}.py").write_text(RULE, encoding="utf-8")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(tmp_path)])
    discover_rules.cache_clear()
    yield
    sys.modules.pop(f"{rules.__name__}.{NAME}", None)
    monkeypatch.undo()
    discover_rules.cache_clear()


@pytest.mark.usefixtures("dropped")
def test_a_plan_keeps_a_rule_that_was_dropped_in() -> None:
    instance = load_instance("tutorial")
    without = solve(instance, load_scenario("tutorial"))
    assert without.plan is not None
    assert list(without.plan.programmes["campus_id"]).count("at-dok") == 1
    limited = solve(instance, load_scenario("tutorial", {f"rules.{NAME}.least": 2}))
    assert limited.plan is not None
    assert list(limited.plan.programmes["campus_id"]).count("at-dok") == 2
    of_rule = limited.checks.loc[limited.checks["name"] == NAME]
    assert of_rule["subject"].tolist() == ["unchecked"]


@pytest.mark.usefixtures("dropped")
def test_its_parameters_are_checked_and_its_name_is_listed() -> None:
    with pytest.raises(InputError) as caught:
        load_scenario("tutorial", {f"rules.{NAME}.leest": 3, f"rules.{NAME}.least": 0})
    keys = {finding.key for finding in caught.value.findings}
    assert keys == {f"rules.{NAME}.leest", f"rules.{NAME}.least"}
    listed = CliRunner().invoke(app, ["list", "--json"], catch_exceptions=False)
    assert listed.exit_code == 0
    assert NAME in listed.stdout


def test_without_the_file_the_name_is_unknown() -> None:
    with pytest.raises(InputError, match=NAME):
        load_scenario("tutorial", {f"rules.{NAME}.least": 3})
