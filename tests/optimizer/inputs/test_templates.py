from __future__ import annotations

import tomllib

import pytest

from optimizer.errors import InputError
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.scenario import RepeatedParameters, parameter_fields
from optimizer.inputs.schema import PRICES, TABLES
from optimizer.inputs.templates import new_dataset, new_scenario
from optimizer.model.registry import discover_rules, discover_terms
from tests.test_hostile import check


def scenario_in(folder):
    models = {name: rule.parameters for name, rule in discover_rules().items()}
    return new_scenario("mine", folder, parameter_models=models, term_names=set(discover_terms()))


def test_new_data_set_passes_its_check(tmp_path):
    folder = new_dataset("mine", tmp_path)
    assert {file.name for file in folder.iterdir()} == {
        "dataset.toml",
        *(table.file for table in TABLES.values() if table.in_example),
    }
    instance = read_dataset(folder)
    assert (instance.name, instance.notes) == ("mine", ())
    assert set(instance.prices) == set(PRICES)


def test_new_scenario_passes_its_check(tmp_path):
    assert [finding for finding in check(scenario_in(tmp_path)) if finding.severity == "error"] == []


def test_new_scenario_shows_every_rule_parameter_and_price(tmp_path):
    text = scenario_in(tmp_path).read_text(encoding="utf-8")
    for name, rule in discover_rules().items():
        several = issubclass(rule.parameters, RepeatedParameters)
        assert (f"# [[rules.{name}]]" if several else f"# [rules.{name}]") in text
        assert all(f"# {parameter} = " in text for parameter in parameter_fields(rule.parameters))
    assert all(f"# {price} = " in text for price in PRICES)
    assert tomllib.loads(text)["title"] == "mine"


def test_nothing_is_overwritten(tmp_path):
    for write in (new_dataset, new_scenario):
        path = write("mine", tmp_path)
        before = path.stat().st_mtime_ns
        with pytest.raises(InputError) as caught:
            write("mine", tmp_path)
        assert caught.value.findings[0].file == str(path)
        assert path.stat().st_mtime_ns == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["mine", "mine.toml"]


@pytest.mark.parametrize("name", ["", "../x", "a b", "UPPER", "x" * 101, "a/b", "a\n"])
def test_name_must_be_an_identifier(tmp_path, name):
    for write in (new_dataset, new_scenario):
        with pytest.raises(InputError, match="is not an identifier"):
            write(name, tmp_path)
    assert list(tmp_path.iterdir()) == []
