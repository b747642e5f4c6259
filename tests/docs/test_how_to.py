"""The code of the how-tos works as it stands."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pyomo.environ as pyo
import pytest

from optimizer.analysis.situation import Situation
from optimizer.model.build import build_model
from tests.factory import tiny_instance, tiny_plan, tiny_scenario
from workbench.evaluation import evaluation_lines

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"


def code_blocks(page: str) -> list[ModuleType]:
    """Run the Python blocks of a page, each as a module of its own."""
    text = (HOW_TO / page).read_text(encoding="utf-8")
    modules = []
    for number, block in enumerate(re.findall(r"^ *```python\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)):
        module = ModuleType(f"{Path(page).stem.replace('-', '_')}_{number}")
        exec(textwrap.dedent(block), vars(module))
        modules.append(module)
    return modules


@pytest.mark.parametrize(("most", "holds"), [(1, False), (50, True)])
def test_rule_of_the_how_to_is_built_and_checked(*, most: int, holds: bool) -> None:
    rule, check = code_blocks("add-a-rule.md")
    parameters = rule.RULE.parameters(max=most)
    instance, plan, scenario = tiny_instance(), tiny_plan(), replace(tiny_scenario(), rules={})

    model = build_model(instance, scenario, goals=())
    block = pyo.Block(concrete=True)
    rule.RULE.add_rows(block, model, parameters)
    taught = {*plan.pairs}
    for pair in model.pyomo.offers:
        model.pyomo.offers[pair].set_value(int(pair in taught))
    built = [pyo.value(row.body) <= pyo.value(row.upper) for row in block.at_most.values()]

    checked = check.check(Situation(plan, instance, openings=scenario.openings), parameters)
    assert all(built) is holds
    assert checked["ok"].all() == holds
    assert [finding.key for finding in rule.RULE.findings(instance, parameters)] == (["max"] if holds else [])


@pytest.mark.soak
def test_front_of_the_how_to_is_drawn() -> None:
    (block,) = code_blocks("draw-a-front.md")
    assert block.front.complete
    assert block.front.table()["duplication"].is_monotonic_increasing


@pytest.mark.soak
def test_worth_of_programmes_of_the_how_to_is_found() -> None:
    (block,) = code_blocks("ask-what-a-programme-is-worth.md")
    assert block.found.complete
    assert set(block.found.table["test"]) == {"forbid", "force"}


def test_sweep_of_the_how_to_is_read() -> None:
    (block,) = code_blocks("sweep.md")
    assert block.definition.cell_count == 14


@pytest.mark.soak
def test_evaluation_of_the_how_to_says_what_the_page_shows(tmp_path: Path) -> None:
    (block,) = code_blocks("evaluate-a-proposal.md")
    rows = "".join(f"{campus},{name}\n" for campus, name in block.instance.enrolled_today)
    path = tmp_path / "today.csv"
    path.write_text(f"campus_id,specialisation_id\n{rows}", encoding="utf-8")
    command = "bundel evaluate today.csv --scenario tutorial --samples 0"
    lines = evaluation_lines(block.judge(path), "en", command)
    shown = (HOW_TO.parent / "measured" / "evaluate-tutorial.txt").read_text(encoding="utf-8")
    assert [line.rstrip() for line in lines] == shown.splitlines()


@pytest.mark.soak
def test_comparison_of_the_how_to_works() -> None:
    (block,) = code_blocks("compare.md")
    assert block.found.letters == "ab"
