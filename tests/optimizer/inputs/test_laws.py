"""Dated laws and norms: what ships says where it comes from; packs enter below what a scenario says itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from optimizer.errors import InputError
from optimizer.inputs.gathering import Gathering
from optimizer.inputs.laws import LANGUAGE_FILE, Dated, language_law, read_norms, shipped_norms
from optimizer.inputs.scenario import Override, Scenario
from optimizer.reading import load_scenario

BASE = 'title = "Base"\ndataset = "tutorial"\n[goals]\norder = [{term = "duplication"}]\n'
NORM = "rules.minimum_enrolment.norm"
MASTER = "rules.minimum_enrolment.norm_master"


def write(folder: Path, text: str, name: str = "mine") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def norms_of(scenario: Scenario) -> tuple[float, float]:
    rule = scenario.rules["minimum_enrolment"]
    return rule.norm, rule.norm_master  # type: ignore[attr-defined]


def by_norms(year: str, norm: tuple[float | None, float], master: tuple[float | None, float]) -> list[Override]:
    log = [Override(NORM, *norm, f"norms-{year}"), Override(MASTER, *master, f"norms-{year}")]
    return [change for change in log if change.old != change.new]


def test_vintages_are_what_the_sources_say() -> None:
    law = language_law()
    ceilings = {
        year: tuple(part and part.value for part in (vintage.bachelor_ceiling, vintage.master_ceiling))
        for year, vintage in law.vintages.items()
    }
    assert ceilings == {2004: (None, None), 2012: (0.06, 0.35), 2020: (0.09, 0.35)}
    assert [vintage.area.value for vintage in law.vintages.values()] == ["province", "flanders", "flanders"]
    assert [vintage.dutch_until.value for vintage in law.vintages.values()] == [0.1, 0.1833, 0.1833]
    one = law.vintages[2004].one_province
    assert one is not None
    assert set(one.value) == {"brussel", "vlaams-brabant"}


def test_every_value_has_dates_grade_and_source() -> None:
    values: list[Dated] = [value for vintage in language_law().vintages.values() for value in vintage.values().values()]
    for name, path in shipped_norms().items():
        found = read_norms(name, path.parent, "any", Gathering())
        assert found is not None
        values += found[0].values.values()
    assert len(values) > 12
    assert all(value.dates and value.source and value.grade in {"A", "B", "C"} for value in values)


def test_a_pack_switches_its_rule_on_and_is_logged(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path, 'norms = "2015"\n' + BASE))
    assert norms_of(scenario) == (115, 20)
    assert (scenario.norms, list(scenario.overrides)) == ("2015", by_norms("2015", (None, 115), (None, 20)))
    assert {"mine.toml", "norms/2015.toml"} == set(scenario.hashes or {})


def test_what_a_scenario_says_itself_goes_before_its_pack(tmp_path: Path) -> None:
    text = f"norms = 2008\n{BASE}[rules.minimum_enrolment]\nnorm = 90\nnorm_master = 20\n"
    scenario = load_scenario(write(tmp_path, text))
    assert norms_of(scenario) == (90, 20)
    assert scenario.overrides[-1] == Override(NORM, 80, 90, "mine.toml")
    assert len(scenario.overrides) == 3


def test_a_childs_pack_goes_before_what_its_parent_says(tmp_path: Path) -> None:
    write(tmp_path, BASE + "[rules.minimum_enrolment]\nnorm = 60\nnorm_master = 25\n", "parent")
    scenario = load_scenario(
        write(tmp_path, 'extends = "parent"\nnorms = "2015"\n[rules.minimum_enrolment]\nnorm_master = 30\n')
    )
    assert norms_of(scenario) == (115, 30)
    assert [*by_norms("2015", (60, 115), (25, 20)), Override("norms", None, "2015", "mine.toml")] == [
        change for change in scenario.overrides if change.new != 30
    ]
    assert Override(MASTER, 20, 30, "mine.toml") in scenario.overrides


def test_a_pack_that_is_set_lies_below_other_settings(tmp_path: Path) -> None:
    path = write(tmp_path, BASE + "[rules.minimum_enrolment]\nnorm = 60\n")
    assert norms_of(load_scenario(path, ["norms=2015"])) == (115, 20)
    assert norms_of(load_scenario(path, [f"{NORM}=100", "norms=2015"])) == (100, 20)
    assert norms_of(load_scenario(path, {"norms": "2008"})) == (80, 20)


def test_a_pack_of_ones_own(tmp_path: Path) -> None:
    pack = 'title_nl = "a"\ntitle_en = "b"\n[values."rules.reach.km"]\nvalue = 40\nmeaning = "far"\ndates = "2014"\n'
    write(tmp_path, pack + 'grade = "B"\nsource = "praxis.ee"\n', "estonia")
    scenario = load_scenario(write(tmp_path, 'norms = "estonia.toml"\n' + BASE))
    assert scenario.rules["reach"].km == 40  # type: ignore[attr-defined]
    assert scenario.overrides == (Override("rules.reach.km", None, 40, "norms-estonia"),)
    assert "estonia.toml" in (scenario.hashes or {})


@pytest.mark.parametrize(
    ("norms", "pack", "file", "key"),
    [
        ('"2009"', "", "mine.toml", "norms"),
        ("[2008]", "", "mine.toml", "norms"),
        ("true", "", "mine.toml", "norms"),
        ('"own.toml"', "title_nl = 3", "own.toml", "title_nl"),
        ('"own.toml"', "title_nl = ", "own.toml", None),
        ('"own.toml"', '[values."rules.reach.km"]\nvalue = "far"', "own.toml", "values.rules.reach.km.value"),
        ('"own.toml"', '[values."rules.reach.kmm"]\nvalue = 1\nmeaning = "m"\ndates = "d"\ngrade = "A"\nsource = "s"',
         "norms-own", "rules.reach.kmm"),
    ],
)  # fmt: skip
def test_faulty_norms_are_findings(tmp_path: Path, norms: str, pack: str, file: str, key: str | None) -> None:
    titles = "" if pack.startswith("title") else 'title_nl = "a"\ntitle_en = "b"\n'
    write(tmp_path, titles + pack, "own")
    with pytest.raises(InputError) as caught:
        load_scenario(write(tmp_path, f"norms = {norms}\n" + BASE))
    assert (file, key) in {(finding.file, finding.key) for finding in caught.value.findings}


def test_the_nearest_shipped_norms_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario(write(tmp_path, 'norms = "2014"\n' + BASE))
    (finding,) = caught.value.findings
    assert finding.nearest == "2015"


def test_a_plan_says_which_law_it_obeys(tmp_path: Path) -> None:
    scenario = load_scenario(write(tmp_path, BASE + "[rules.language]\nvintage = 2004\n"))
    assert LANGUAGE_FILE in (scenario.hashes or {})
    assert LANGUAGE_FILE not in (load_scenario(write(tmp_path, BASE)).hashes or {})


def test_a_vintage_that_never_was_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario(write(tmp_path, BASE + "[rules.language]\nvintage = 2013\n"))
    (finding,) = caught.value.findings
    assert (finding.key, finding.mend) == ("rules.language.vintage", "Use one of: 2004, 2012, 2020.")
