"""Cells: how many, and which of them are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.sweeps.definition import CellLimits, ChangedError, SweepDefinition, as_json, digest_of
from tests.optimizer.sweeps.small_sweeps import DRAWN, SWEEP, defined


def names(definition: SweepDefinition) -> set[str]:
    return {cell.name for cell in definition.cells()}


def test_cells_are_all_combinations_and_all_samples(tmp_path: Path) -> None:
    definition = defined(tmp_path, SWEEP + "[samples]\ncount = 5\ndemand_noise = 0.1\n")
    cells = list(definition.cells())
    assert len(cells) == definition.cell_count == 2 * 2 * 5
    assert len({cell.name for cell in cells}) == len(cells)
    assert [cell.sample.number for cell in cells[:5] if cell.sample] == [1, 2, 3, 4, 5]
    assert all(len(cell.name) == 64 for cell in cells)


def test_sample_0_is_the_figures_as_they_are(tmp_path: Path) -> None:
    definition = defined(tmp_path, DRAWN)
    assert [cell.sample.number for cell in definition.cells() if cell.sample] == [0, 1, 2, 3]
    assert definition.cell_count == 4


def test_order_and_form_of_values_do_not_matter_and_more_of_them_keep_the_cells(tmp_path: Path) -> None:
    first = names(defined(tmp_path))
    assert names(defined(tmp_path, SWEEP.replace("[80, 5000]", "[5000.0, 80.0]"))) == first
    assert names(defined(tmp_path, SWEEP.replace("[80, 5000]", "[80, 100, 5000]"))) > first
    assert names(defined(tmp_path, SWEEP + "[parameters.prices]\neur_per_km = [0.3]\n")).isdisjoint(first)
    drawn = names(defined(tmp_path, DRAWN))
    assert names(defined(tmp_path, DRAWN.replace("count = 3", "count = 9"))) > drawn
    assert names(defined(tmp_path, DRAWN.replace("seed = 7", "seed = 8"))).isdisjoint(drawn)


def test_whatever_changes_the_answer_changes_the_cell(tmp_path: Path) -> None:
    first = names(defined(tmp_path))
    others = [
        defined(tmp_path, limits=CellLimits(gap=1e-3)),
        defined(tmp_path, limits=CellLimits(work=10)),
        defined(tmp_path, limits=CellLimits(seconds=10.0)),
        defined(tmp_path, limits=CellLimits(seed=1)),
        defined(tmp_path, changes=["rules.secondment.km=30"]),
    ]
    found = [first, *(names(other) for other in others)]
    assert len(set.union(*found)) == sum(len(each) for each in found)
    renamed = defined(tmp_path, SWEEP + "[[exclude]]\n" + '"data.places" = 1\n')
    assert names(renamed) < first


def test_seeds_and_noise_may_be_varied(tmp_path: Path) -> None:
    text = DRAWN + '[parameters]\nseed = [3, 4]\n"samples.demand_noise" = [0, 0.4]\n'
    cells = list(defined(tmp_path, text).cells())
    assert len(cells) == 2 * 2 * 4
    assert {cell.seed for cell in cells} == {3, 4}
    assert {cell.sample.demand_noise for cell in cells if cell.sample} == {0.0, 0.4}
    assert defined(tmp_path, 'scenario = "small.toml"\n[parameters]\n"samples.seed" = [1, 2]\n').cell_count == 2


def test_scenario_of_a_combination_has_its_values(tmp_path: Path) -> None:
    definition = defined(tmp_path, changes=["prices.eur_per_km=0.5"])
    scenario = definition.scenario({"data.places": 1.3, "rules.minimum_enrolment.norm": 5000})
    assert scenario.rules["minimum_enrolment"].norm == 5000  # type: ignore[attr-defined]
    assert scenario.prices == {"eur_per_km": 0.5}


def test_a_scenario_that_changes_meanwhile_ends_the_sweep(tmp_path: Path) -> None:
    definition = defined(tmp_path)
    scenario = tmp_path / "small.toml"
    scenario.write_text(scenario.read_text(encoding="utf-8").replace("duplication", "displaced"), encoding="utf-8")
    with pytest.raises(ChangedError, match="has changed since"):
        definition.scenario({})


def test_what_nobody_chooses(tmp_path: Path) -> None:
    assert defined(tmp_path).choices == ("rules.minimum_enrolment.norm",)
    everything = defined(tmp_path, SWEEP.replace('circumstances = ["data.places"]', ""))
    assert everything.circumstances == ("data.places", "rules.minimum_enrolment.norm")
    drawn = defined(tmp_path, DRAWN + "[parameters]\nseed = [1, 2]\n")
    assert (drawn.choices, drawn.circumstances) == (("seed",), ())


def test_values_have_one_text_each() -> None:
    assert as_json({"b": 80.0, "a": [1, 2.5, True]}) == as_json({"a": [1.0, 2.5, True], "b": 80})
    assert as_json(True) != as_json(1)
    assert digest_of([1]) != digest_of([2])
