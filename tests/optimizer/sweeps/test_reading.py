"""Reading a sweep: what it may say, and every fault of what it says at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.errors import Finding, InputError
from optimizer.inputs.locating import shipped_sweeps
from optimizer.sweeps.combinations import check_combinations
from optimizer.sweeps.definition import as_json
from optimizer.sweeps.reading import load_sweep
from tests.optimizer.sweeps.small_sweeps import SWEEP, defined, written

FAULTY = """
scenario = "small.toml"
titel = "x"
[parameters]
"rules.minimum_enrolment.norm" = [80, "x", 80]
"rules.minimum_enrolment.nrom" = [80]
"data.placs" = [1]
"data.demand" = [0]
"samples.demand_noise" = [0.1, 3]
openings = ["none", "famly"]
"prices.eur_per_km" = 3
title = ["a"]
seed = [1.5]
[samples]
count = 0
demand_nose = 0.1
[[exclude]]
openings = "anywhere"
norm = 3
[robustness]
measure = "costs"
circumstances = ["opening"]
alpha = 1
"""


def faults(folder: Path, text: str, **options: object) -> dict[str, Finding]:
    """Return the findings about a faulty sweep by key."""
    with pytest.raises(InputError) as caught:
        load_sweep(written(folder, text), **options)  # type: ignore[arg-type]
    return {str(finding.key): finding for finding in caught.value.findings}


@pytest.mark.parametrize("name", sorted(shipped_sweeps()))
def test_shipped_sweeps_are_sound(name: str) -> None:
    definition = load_sweep(name)
    assert definition.cell_count > 1
    assert all(definition.titles.values())


def test_all_faults_come_together_with_their_remedy(tmp_path: Path) -> None:
    found = faults(tmp_path, FAULTY, changes=["rules.reech.km=3", "openings=none"])
    nearest = {key: finding.nearest for key, finding in found.items() if finding.nearest}
    assert nearest == {
        "titel": "title",
        "parameters.rules.minimum_enrolment.nrom.0": "norm",
        "parameters.data.placs": "data.places",
        "parameters.openings.1": "family",
        "samples.demand_nose": "demand_noise",
        "robustness.measure": "cost",
        "robustness.circumstances.0": "openings",
        "rules.reech": "reach",
    }
    assert found.keys() - nearest.keys() == {
        "parameters.rules.minimum_enrolment.norm.1",
        "parameters.rules.minimum_enrolment.norm.2",
        "parameters.data.demand.0",
        "parameters.samples.demand_noise.1",
        "parameters.prices.eur_per_km",
        "parameters.title",
        "parameters.seed.0",
        "samples.count",
        "exclude.0.openings",
        "exclude.0.norm",
        "robustness.alpha",
        "openings",
    }
    assert all(finding.mend for finding in found.values())
    assert {finding.file for key, finding in found.items() if key not in ("openings", "rules.reech")} == {"sweep.toml"}


@pytest.mark.parametrize(
    ("text", "key", "message"),
    [
        ('scenario = "small.toml"\n', "parameters", "varies nothing"),
        ("[parameters]\nseed = [1, 2]\n", "scenario", "missing"),
        ('scenario = "tutorail"\n[parameters]\nseed = [1, 2]\n', "scenario", 'no scenario "tutorail"'),
        ('scenario = "small.toml"\n[parameters]\nseed = []\n', "parameters.seed", "not a list of values"),
        ('scenario = "small.toml"\n[parameters]\nseed = [1]\n[[exclude]]\nseed = 1\n', "exclude", "left out"),
        (
            'scenario = "small.toml"\n[parameters]\ndataset = ["tutorial", "nowhere"]\n',
            "None",
            'no data set "nowhere"',
        ),
    ],
)
def test_single_faults(tmp_path: Path, text: str, key: str, message: str) -> None:
    assert message in faults(tmp_path, text)[key].message


def test_no_toml_and_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not TOML"):
        load_sweep(written(tmp_path, "scenario = "))
    with pytest.raises(InputError, match='Did you mean "tutorial-places"'):
        load_sweep("tutorial-place")


def test_values_that_contradict_each_other_are_named_and_may_be_left_out(tmp_path: Path) -> None:
    text = SWEEP.replace("5000]", "115]") + "[parameters.rules.sites_per_specialisation]\nmin = [1, 2]\nmax = [1, 2]\n"
    finding = faults(tmp_path, text)["parameters"]
    assert "min is 2, more than max" in finding.message
    assert "(where rules.sites_per_specialisation.min = 2, rules.sites_per_specialisation.max = 1;" in finding.message
    assert "[[exclude]]" in finding.mend
    left_out = "[[exclude]]\nrules.sites_per_specialisation.min = 2\nrules.sites_per_specialisation.max = 1\n"
    assert defined(tmp_path, text + left_out).cell_count == 12


def test_a_fault_of_the_scenario_itself_keeps_its_own_place(tmp_path: Path) -> None:
    path = written(tmp_path)
    scenario = tmp_path / "small.toml"
    scenario.write_text(scenario.read_text(encoding="utf-8") + "[rules.reech]\nkm = 1\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_sweep(path)
    (finding,) = caught.value.findings
    assert (finding.file, finding.nearest) == ("small.toml", "reach")


def test_data_set_is_varied_or_given_but_not_both(tmp_path: Path) -> None:
    text = 'scenario = "small.toml"\n[parameters]\ndataset = ["tutorial"]\nseed = [1, 2]\n'
    assert defined(tmp_path, text).cell_count == 2
    assert "given with --data" in faults(tmp_path, text, data="tutorial")["parameters.dataset"].message


def test_of_many_combinations_every_two_values_are_looked_at_together() -> None:
    parameters = {name: tuple(range(6)) for name in "abcd"}
    looked = check_combinations(parameters, ({"a": 0, "b": 0},), lambda _: ()).checked
    assert 36 <= len(looked) < 100
    assert not any(each["a"] == each["b"] == 0 for each in looked)
    met = {(one, each[one], other, each[other]) for each in looked for one in each for other in each if one < other}
    assert len(met) == 6 * 36 - 1


def test_a_fault_of_one_value_is_told_once_whatever_it_is_combined_with() -> None:
    parameters = {"a": (1, 2), "b": (1, 2, 3)}
    finding = Finding("--set", "too much", "Less.", key="b")
    faulty = check_combinations(parameters, (), lambda each: [finding] if each["b"] == 3 else [])
    (told,) = faulty.findings("sweep.toml", lambda key, text: f"{key}:{text}")
    assert (told.file, told.key) == ("sweep.toml", f"b:{as_json(3)}")
