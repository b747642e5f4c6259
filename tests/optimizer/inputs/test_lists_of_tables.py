"""``[[rules.linear]]``: a rule that may be given several times, inherited, and set by number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from optimizer.errors import InputError
from optimizer.inputs.scenario import Override, Scenario
from optimizer.reading import load_scenario

BASE = 'title = "Base"\ndataset = "tutorial"\n[goals]\norder = [{term = "duplication"}]\n'
TWO = '[[rules.linear]]\nof = "offers"\nmin = 1\n[[rules.linear]]\nof = "leads"\nwhere = {pole = "x"}\nmax = 3\n'


def write(folder: Path, text: str, name: str = "mine") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def entries(scenario: Scenario) -> list[dict[str, Any]]:
    """Return what the entries set."""
    rule: Any = scenario.rules.get("linear")
    return (
        []
        if rule is None
        else [entry.model_dump(exclude_none=True, exclude_defaults=True) for entry in rule.holding().values()]
    )


FIRST = {"of": "offers", "min": 1.0}
SECOND = {"of": "leads", "where": {"pole": "x"}, "max": 3.0}


def test_several_entries_and_one(tmp_path: Path) -> None:
    assert entries(load_scenario(write(tmp_path, BASE + TWO))) == [FIRST, SECOND]
    single = '[rules.linear]\nof = "offers"\nmin = 1\n'
    assert entries(load_scenario(write(tmp_path, BASE + single))) == [FIRST]
    assert entries(load_scenario(write(tmp_path, BASE))) == []


def test_an_entry_that_is_off_is_not_there(tmp_path: Path) -> None:
    assert entries(load_scenario(write(tmp_path, BASE + TWO + "enabled = false\n"))) == [FIRST]
    assert "linear" not in load_scenario(write(tmp_path, BASE + "[rules.linear]\nenabled = false\n")).rules


def test_a_child_inherits_replaces_or_drops_the_list_and_says_so(tmp_path: Path) -> None:
    write(tmp_path, BASE + TWO, "parent")
    assert entries(load_scenario(write(tmp_path, 'extends = "parent"\n'))) == [FIRST, SECOND]
    child = load_scenario(write(tmp_path, 'extends = "parent"\n[[rules.linear]]\nof = "offers"\nmin = 1\n'))
    assert entries(child) == [FIRST]
    (change,) = child.overrides
    assert (change.key, len(change.old), len(change.new)) == ("rules.linear", 2, 1)
    off = load_scenario(write(tmp_path, 'extends = "parent"\n[rules.linear]\nenabled = false\n'))
    assert "linear" not in off.rules
    assert [change.key for change in off.overrides] == ["rules.linear", "rules.linear.enabled"]


SETTINGS: list[tuple[str, list[dict[str, Any]], list[tuple[str, Any, Any]]]] = [
    ("rules.linear.1.max=5", [FIRST, {**SECOND, "max": 5.0}], [("rules.linear.1.max", 3, 5)]),
    ("rules.linear.0.max=2", [{**FIRST, "max": 2.0}, SECOND], [("rules.linear.0.max", None, 2)]),
    ('rules.linear.1.where.pole="y"', [FIRST, {**SECOND, "where": {"pole": "y"}}],
     [("rules.linear.1.where.pole", "x", "y")]),
    ("rules.linear.0.enabled=false", [SECOND], [("rules.linear.0.enabled", None, False)]),
    ("rules.linear.enabled=false", [], [(f"rules.linear.{n}.enabled", None, False) for n in (0, 1)]),
    ("rules.linear.max=9", [{**FIRST, "max": 9.0}, {**SECOND, "max": 9.0}],
     [("rules.linear.0.max", None, 9), ("rules.linear.1.max", 3, 9)]),
    ('rules.linear.0={of="leads", where={pole="x"}, max=3}', [SECOND, SECOND],
     [("rules.linear.0", {"of": "offers", "min": 1}, {"of": "leads", "where": {"pole": "x"}, "max": 3})]),
]  # fmt: skip


@pytest.mark.parametrize(("setting", "expected", "log"), SETTINGS)
def test_an_entry_is_set_by_its_number(
    tmp_path: Path, setting: str, expected: list[dict[str, Any]], log: list[tuple[str, Any, Any]]
) -> None:
    scenario = load_scenario(write(tmp_path, BASE + TWO), [setting])
    assert entries(scenario) == expected
    assert list(scenario.overrides) == [Override(key, old, new, "--set") for key, old, new in log]


def test_the_list_is_set_as_a_whole_and_goals_by_number(tmp_path: Path) -> None:
    path = write(tmp_path, BASE + TWO)
    assert entries(load_scenario(path, ['rules.linear=[{of="offers", min=1}]'])) == [FIRST]
    assert entries(load_scenario(path, ["rules.linear=[]"])) == []
    assert load_scenario(path, ["goals.order.0.give_up=0.5"]).goals.order[0].give_up == 0.5


def test_a_setting_does_not_change_an_earlier_log(tmp_path: Path) -> None:
    write(tmp_path, BASE + TWO, "parent")
    child = write(tmp_path, 'extends = "parent"\n[[rules.linear]]\nof = "offers"\nmin = 1\n')
    first, second = load_scenario(child, ["rules.linear.0.min=2"]).overrides
    assert (first.new, second.old, second.new) == ([{"of": "offers", "min": 1}], 1, 2)


FAULTS: list[tuple[str, str, str]] = [
    ('of = "offers"', "rules.linear.0", "Add min, max or both."),
    ("min = 1", "rules.linear.0.of", "Add the key of"),
    ('of = "offers"\nmin = 3\nmax = 2', "rules.linear.0.min", "Lower min"),
    ('of = "offers"\nminimum = 3', "rules.linear.0.minimum", 'Did you mean "min"?'),
    ('of = "offers"\nmin = "x"', "rules.linear.0.min", "Write a number"),
    ('of = "offers"\nmin = 1\nwhere = {places = {min = 1, most = 2}}', "rules.linear.0.where", "Write a value"),
    ('of = "offers"\nmin = 1\nwhere = {places = {min = 3, max = 2}}', "rules.linear.0.where", "Write a value"),
    ('of = "offers"\nmin = 1\nwhere = {family_id = []}', "rules.linear.0.where", "Write a value"),
    ('of = "offers"\nmin = 1\nwhere = {places = {min = "x"}}', "rules.linear.0.where", "Write a value"),
    ('of = "offers"\nmin = 1\nwhere = 3', "rules.linear.0.where", "table of keys and values"),
]


@pytest.mark.parametrize(("entry", "key", "mend"), FAULTS)
def test_faults_have_the_number_of_their_entry(tmp_path: Path, entry: str, key: str, mend: str) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario(write(tmp_path, f"{BASE}[[rules.linear]]\n{entry}\n"))
    found = {finding.key: finding for finding in caught.value.findings}
    assert mend in found[key].mend


def test_a_table_before_a_column_needs_no_quotes(tmp_path: Path) -> None:
    entry = '[[rules.linear]]\nof = "students"\nmax = 1\nwhere = {zones.province_id = "kustland"}\n'
    assert entries(load_scenario(write(tmp_path, BASE + entry)))[0]["where"] == {"zones.province_id": "kustland"}


@pytest.mark.parametrize("text", ["linear = 3", "linear = [3]", 'linear = "x"', "linear = [[]]"])
def test_what_is_no_list_of_tables_is_a_finding(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario(write(tmp_path, f"{BASE}[rules]\n{text}\n"))
    assert all(str(finding.key).startswith("rules.linear") for finding in caught.value.findings)
