from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, field_validator

from optimizer.errors import Finding, InputError
from optimizer.inputs.goals import PARTS_OF_COST
from optimizer.inputs.reading import read_dataset
from optimizer.inputs.scenario import Override, RuleParameters, Scenario
from optimizer.inputs.scenario_fit import check_scenario_against
from optimizer.inputs.scenario_reading import read_scenario
from optimizer.inputs.templates import new_dataset


class Size(RuleParameters):
    norm: float = Field(default=80, ge=0, description="Fewest students")
    count: Literal["campus", "institution"] = "institution"
    exempt: bool = True
    min: int = 1
    max: int | None = None

    @field_validator("norm")
    @classmethod
    def not_thirteen(cls, norm: float) -> float:
        if norm == 13:
            raise ValueError("13 brings bad luck")
        return norm


class Locks(RuleParameters):
    keep: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()


class Institute(RuleParameters):
    hosts: tuple[str, ...] | None = None
    not_in: tuple[str, ...] = ()


MODELS = {"size": Size, "locks": Locks, "institute": Institute, "staffing": RuleParameters}
TERMS = {"cost", "worst_loss", "displaced", "unplaced", "institute_distance", "industry_distance", *PARTS_OF_COST}
BASE = 'title = "Base"\ndataset = "tutorial"\n[goals]\norder = [{term = "duplication"}]\n'


def read(path: Path, overrides=()) -> Scenario:
    return read_scenario(path, overrides, parameter_models=MODELS, always_on={"staffing"}, term_names=TERMS)


def write(folder: Path, text: str, name: str = "mine") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def findings_of(path: Path, overrides=()) -> dict[str | None, Finding]:
    with pytest.raises(InputError) as caught:
        read(path, overrides)
    return {finding.key: finding for finding in caught.value.findings}


def test_defaults_and_rules_that_always_hold(tmp_path):
    scenario = read(write(tmp_path, BASE))
    assert (scenario.name, scenario.title, scenario.dataset, scenario.openings) == ("mine", "Base", "tutorial", "none")
    assert list(scenario.rules) == ["staffing"]
    assert scenario.overrides == ()
    assert list(scenario.hashes) == ["mine.toml"]


def test_a_rule_that_is_off_is_not_there(tmp_path):
    assert "size" not in read(write(tmp_path, BASE + "[rules.size]\nenabled = false\n")).rules


def test_child_replaces_and_logs(tmp_path):
    write(tmp_path, BASE + "[rules.size]\nnorm = 80\n[prices]\nrate = 0.04\n", "parent")
    child = 'extends = "parent"\ntitle = "Child"\n[goals]\norder = [{term = "displaced"}]\n[rules.size]\nnorm = 115\n'
    scenario = read(write(tmp_path, child), ["rules.size.count=campus", "prices.rate = 0.05"])
    size = scenario.rules["size"]
    assert isinstance(size, Size)
    assert (size.norm, size.count, scenario.prices) == (115, "campus", {"rate": 0.05})
    assert scenario.overrides == (
        Override("title", "Base", "Child", "mine.toml"),
        Override("goals.order", [{"term": "duplication"}], [{"term": "displaced"}], "mine.toml"),
        Override("rules.size.norm", 80, 115, "mine.toml"),
        Override("rules.size.count", "institution", "campus", "--set"),
        Override("prices.rate", 0.04, 0.05, "--set"),
    )
    assert set(scenario.hashes) == {"mine.toml", "parent.toml"}


def test_overrides_may_be_a_mapping(tmp_path):
    scenario = read(write(tmp_path, BASE), {"students.unplaced_share": 0.02, "openings": "family"})
    assert (scenario.students.unplaced_share, scenario.openings) == (0.02, "family")


def test_goals_can_be_set_as_a_whole(tmp_path):
    scenario = read(write(tmp_path, BASE), ['goals.order=[{term="displaced", give_up_abs=3}]'])
    assert [(goal.term, goal.give_up_abs) for goal in scenario.goals.order] == [("displaced", 3.0)]


def test_data_set_is_relative_to_the_file(tmp_path, monkeypatch):
    new_dataset("my-data", tmp_path)
    monkeypatch.chdir("/")
    scenario = read(write(tmp_path, BASE.replace("tutorial", "my-data")))
    assert Path(scenario.dataset) == tmp_path / "my-data"


def test_faults_of_a_parent_name_the_parent(tmp_path):
    write(tmp_path, BASE + "[rules.size]\nnorm = -1\n", "parent")
    found = findings_of(write(tmp_path, 'extends = "parent"\nopenings = "all"\n'), ["students.unplaced_share=2"])
    assert {key: finding.file for key, finding in found.items()} == {
        "rules.size.norm": "parent.toml",
        "openings": "mine.toml",
        "students.unplaced_share": "--set",
    }


def test_circle_of_parents(tmp_path):
    write(tmp_path, 'extends = "mine"\n', "parent")
    found = findings_of(write(tmp_path, 'extends = "parent"\n' + BASE))
    assert found["extends"].message == "scenarios extend each other in a circle: mine.toml -> parent.toml -> mine.toml"


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ('opening = "none"\n' + BASE, "opening", 'Did you mean "openings"?'),
        (BASE.replace('"Base"', "3"), "title", "text in quotes"),
        (BASE.replace('title = "Base"\n', ""), "title", "Add the key title"),
        (BASE.replace('"duplication"', '"duplicaton"'), "goals.order.0.term", 'Did you mean "duplication"?'),
        (BASE.replace('term = "duplication"', 'term = "freed", price = 3'), "goals.order.0.price", "weighted"),
        (BASE.replace('term = "duplication"', 'term = "freed", by = "province"'), "goals.order.0.by", "worst_loss"),
        (BASE.replace('term = "duplication"', 'terms = "freed"'), "goals.order.0.terms", 'Did you mean "term"?'),
        (BASE.replace('{term = "duplication"}', ""), "goals.order", "enough entries"),
        (BASE + "[rules.sizes]\n", "rules.sizes", 'Did you mean "size"?'),
        (BASE + "[rules]\nsize = 3\n", "rules.size", "table of keys and values"),
        (BASE + "[rules.size]\nnorm = true\n", "rules.size.norm", "Write a number: Fewest students"),
        (BASE + "[rules.size]\nnorm = nan\n", "rules.size.norm", "finite"),
        (BASE + f"[rules.size]\nnorm = 1{'0' * 30}\n", "rules.size.norm", "unit"),
        (BASE + "[rules.size]\nnorm = 13\n", "rules.size.norm", "Change one"),
        (BASE + "[rules.size]\nmin = 1.5\n", "rules.size.min", "whole number"),
        (BASE + "[rules.size]\nmin = 3\nmax = 2\n", "rules.size.min", "Lower min"),
        (BASE + '[rules.size]\ncount = "camps"\n', "rules.size.count", 'Did you mean "campus"?'),
        (BASE + "[rules.staffing]\nenabled = false\n", "rules.staffing.enabled", "Remove"),
        (BASE + "[prices]\nrates = 1\n", "prices.rates", 'Did you mean "rate"?'),
        (BASE + "[prices]\nlife_years = 0\n", "prices.life_years", "more than 0"),
        (BASE + "[students]\nunplaced_share = 2\n", "students.unplaced_share", "at most 1"),
        ("extends = 3\n" + BASE, "extends", "name of one"),
        ('extends = "nothing"\n' + BASE, "extends", ""),
    ],
)
def test_fault_has_key_and_remedy(tmp_path, text, key, words):
    finding = findings_of(write(tmp_path, text))[key]
    assert words in finding.mend
    assert finding.file == "mine.toml"


def test_faults_are_told_at_once_and_never_in_pydantics_words(tmp_path):
    text = BASE.replace("tutorial", "") + '[rules.size]\nnorm = "x"\ncount = 3\nexempt = "yes"\nminimum = 2\n'
    found = findings_of(write(tmp_path, text))
    assert set(found) == {"dataset", "rules.size.norm", "rules.size.count", "rules.size.exempt", "rules.size.minimum"}
    assert not any("Input should" in str(finding) for finding in found.values())


@pytest.mark.parametrize(
    ("order", "key"),
    [
        ('{term = "freed"}', "goals.order.0.price"),
        ('{term = "freed", price = 1, give_up = 0.1}', "goals.order.0.give_up"),
        ('{term = "cost"}, {term = "freed", price = 1}', "goals.order.1.term"),
        ('{term = "displaced", price = 1}, {term = "displaced", price = 2}', "goals.order.1.term"),
    ],
)
def test_weighted_goals(tmp_path, order, key):
    text = f'title = "W"\ndataset = "tutorial"\n[goals]\nmode = "weighted"\norder = [{order}]\n'
    assert set(findings_of(write(tmp_path, text))) == {key}


def test_worst_loss_may_be_named_once_a_level(tmp_path):
    order = '{term = "worst_loss"}, {term = "worst_loss", by = "province"}'
    assert len(read(write(tmp_path, BASE.replace('{term = "duplication"}', order))).goals.order) == 2


@pytest.mark.parametrize(
    "setting",
    ["norm", "=3", "a..b=3", "goals.order.7.term=freed", "goals.order.term=freed", "title.x=3", "extends=mine"],
)
def test_faulty_setting(tmp_path, setting):
    with pytest.raises(InputError) as caught:
        read(write(tmp_path, BASE), [setting])
    assert {finding.file for finding in caught.value.findings} == {"--set"}


def test_toml_fault_has_its_line(tmp_path):
    with pytest.raises(InputError) as caught:
        read(write(tmp_path, 'title = "x"\ntitle = "y"\n'))
    (finding,) = caught.value.findings
    assert (finding.file, finding.row) == ("mine.toml", 2)


@pytest.mark.parametrize("text", ["a = " + "[" * 400 + "]" * 400, ".".join("a" * 3000) + " = 1", "a = " + "[" * 3000])
def test_nesting_is_limited(tmp_path, text):
    with pytest.raises(InputError, match="nested too deeply"):
        read(write(tmp_path, BASE.replace("[goals]", f"{text}\n[goals]")))
    with pytest.raises(InputError, match="KEY=VALUE"):
        read(write(tmp_path, BASE), [".".join("a" * 3000) + "=1"])


@given(content=st.binary(max_size=200))
def test_random_bytes_give_findings(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "random.toml"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read(path)


@given(setting=st.text(max_size=40))
def test_random_settings_never_crash(tmp_path_factory, setting):
    path = write(tmp_path_factory.getbasetemp(), BASE, "settings")
    with contextlib.suppress(InputError):
        assert read(path, [setting]).title


@pytest.fixture(scope="module")
def tutorial():
    return read_dataset("tutorial")


def fit(tmp_path, instance, text: str) -> dict[str | None, Finding]:
    scenario = read(write(tmp_path, BASE + text))
    return {finding.key: finding for finding in check_scenario_against(instance, scenario)}


def test_a_scenario_that_fits(tmp_path, tutorial):
    campus, specialisation = next(iter(tutorial.enrolled_today))
    text = (
        f'[rules.locks]\nkeep = ["{campus}/{specialisation}", "{campus}", "*/{specialisation}"]\nlead = ["{campus}"]\n'
    )
    assert fit(tmp_path, tutorial, text) == {}


@pytest.mark.parametrize("entry", ["", "/", "*", "a/b/c", "nowhere", "nowhere/*", "*/nothing", "*/"])
def test_locks_that_name_nothing(tmp_path, tutorial, entry):
    assert set(fit(tmp_path, tutorial, f'[rules.locks]\nclose = ["{entry}"]\n')) == {"rules.locks.close.0"}


def test_locks_that_contradict_each_other(tmp_path, tutorial):
    (campus, one), *_, (other, _) = tutorial.enrolled_today
    institution = tutorial.institution_of[campus]
    untaught = next(name for name in tutorial.specialisations if (campus, name) not in tutorial.enrolled_today)
    text = f"""[rules.locks]
keep = ["{campus}/{one}", "{institution}", "{campus}/{untaught}"]
open = ["{campus}/{one}"]
lead = ["{campus}/{one}", "{other}/{one}"]
close = ["{campus}/{one}"]
"""
    found = fit(tmp_path, tutorial, text)
    assert {"rules.locks.keep.0", "rules.locks.open.0", "rules.locks.lead.0", "rules.locks.lead.1"} <= set(found)
    assert found["rules.locks.keep.2"].message.endswith("which is not taught today, and openings is none")
    assert "rules.locks.keep.1" not in found or len(tutorial.specialisations) == 1


def test_closing_everything_contradicts_keeping_an_institution(tmp_path, tutorial):
    institution = tutorial.institutions[0]
    found = fit(tmp_path, tutorial, f'[rules.locks]\nkeep = ["{institution}"]\nclose = ["{institution}"]\n')
    assert found["rules.locks.keep.0"].message == (
        f'rules.locks.keep.0 says that "{institution}" is to be kept, and rules.locks.close.0 closes "{institution}"'
    )


def test_names_of_the_institute(tmp_path, tutorial):
    found = fit(tmp_path, tutorial, '[rules.institute]\nhosts = ["nobody"]\nnot_in = ["nowhere"]\n')
    assert {"rules.institute.hosts.0", "rules.institute.not_in.0"} == set(found)


def test_goals_that_measure_nothing_are_warnings(tmp_path, tutorial):
    text = BASE.replace('"duplication"', '"institute_distance"}, {term = "unplaced"')
    scenario = read(write(tmp_path, text))
    findings = check_scenario_against(tutorial, scenario)
    assert [(found.key, found.severity) for found in findings] == [
        ("goals.order.0.term", "warning"),
        ("goals.order.1.term", "warning"),
    ]
