"""Every number of the report, read off the page, is derived again from the CSV files of the result."""

from __future__ import annotations

import html
import json
import re
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from optimizer.inputs.scenario import Override
from optimizer.solving.result import Result
from optimizer.solving.saving import save_result
from tests.factory import altered, tiny_instance, tiny_plan, tiny_scenario
from workbench.report import render_report, write_report
from workbench.report.parts import Subject
from workbench.report.reasons import farther_without

HOSTILE = '<img src=x onerror=alert(1)>{{7*7}}"'
Tables = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="module")
def folder(flanders: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_result(flanders, tmp_path_factory.mktemp("saved") / "result")


@pytest.fixture(scope="module")
def page(flanders: Result) -> str:
    return render_report(flanders, "en")


def cells_of(page: str, name: str) -> pd.DataFrame:
    """Return a table of the page as text."""
    part = re.search(rf'<table class="t-{name}">(.*?)</table>', page, re.DOTALL)
    assert part is not None
    rows = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        for row in re.findall(r"<tr.*?</tr>", part[1], re.DOTALL)
    ]
    return pd.DataFrame([[html.unescape(cell) for cell in row] for row in rows[1:]], columns=rows[0])


def number(text: str) -> float:
    return float(text.replace(",", "").replace("+", "").replace("%", ""))


@pytest.mark.parametrize(
    ("name", "key", "table"),
    [("institutions", "institution_id", "institutions"), ("municipalities", "municipality_id", "municipalities")],
)
def test_sums_are_those_of_the_changes(
    page: str, folder: Path, flanders: Result, name: str, key: str, table: str
) -> None:
    changes = pd.read_csv(folder / "changes.csv")
    campuses = flanders.instance.table("campuses").set_index("campus_id")[key]
    column = "name" if table == "institutions" else "name_en"
    names = flanders.instance.table(table).set_index(key)[column]
    expected = changes.assign(of=changes["campus_id"].map(campuses).map(names)).groupby("of")
    shown = cells_of(page, name).set_index(cells_of(page, name).columns[0])
    assert set(shown.index) == set(expected.groups)
    for of, group in expected:
        row = shown.loc[of]
        assert number(row["students today"]) == pytest.approx(group["students_today"].sum(), abs=0.5)
        assert number(row["students plan"]) == pytest.approx(group["students"].sum(), abs=0.5)
        gain = group["students"].sum() - group["students_today"].sum()
        assert number(row["difference"]) == pytest.approx(gain, abs=0.5)
        assert number(row["progr. plan"]) == (group["change"] != "closed").sum()
        assert number(row["lead centres"]) == group["lead"].sum()


def test_every_programme_stands_with_its_reason(page: str, folder: Path) -> None:
    changes = pd.read_csv(folder / "changes.csv")
    shown = cells_of(page, "programmes")
    assert len(shown) == len(changes)
    words = {"kept": "stays", "opened": "new", "closed": "closes"}
    expected = [words[row.change] + (", lead centre" if row.lead else "") for row in changes.itertuples()]
    assert shown["becomes"].value_counts().to_dict() == pd.Series(expected).value_counts().to_dict()
    assert shown["students today"].map(number).sum() == pytest.approx(changes["students_today"].sum(), abs=len(changes))
    assert shown["students plan"].map(number).sum() == pytest.approx(changes["students"].sum(), abs=len(changes))
    assert (shown["reason"].str.len() > 10).all()


def test_key_figures_follow_from_the_files(page: str, folder: Path) -> None:
    changes, students = pd.read_csv(folder / "changes.csv"), pd.read_csv(folder / "students.csv")
    terms = json.loads((folder / "result.json").read_text(encoding="utf-8"))["terms"]
    shown = re.findall(r"<dd><strong>(.*?)</strong>", page)
    assert len(shown) == 5
    programmes, displaced, mean_km, top, cost = (number(text) for text in shown)
    assert programmes == (changes["change"] != "closed").sum()
    assert displaced == pytest.approx(terms["displaced"]["plan"], abs=0.5)
    placed = students["students"].sum()
    assert mean_km == pytest.approx((students["students"] * students["km"]).sum() / placed, abs=0.05)
    plan = pd.read_csv(folder / "plan.csv")
    leads = plan[plan["role"] == "lead"]
    assert top == pytest.approx(leads[["top_fte", "fte"]].min(axis=1).sum(), abs=0.06)
    assert cost == pytest.approx(terms["cost"]["plan"] / 1e6, abs=0.06)


def test_zones_follow_from_the_flows(page: str, folder: Path, flanders: Result) -> None:
    zones = flanders.instance.table("zones").set_index("zone_id")["name_en"]

    def mean_km(file: str) -> pd.Series:
        students = pd.read_csv(folder / file, dtype={"zone_id": str})
        sums = (
            students.assign(total=students["students"] * students["km"]).groupby("zone_id")[["total", "students"]].sum()
        )
        return sums["total"] / sums["students"]

    plan, today = mean_km("students.csv"), mean_km("today/students.csv")
    shown = cells_of(page, "zones").set_index("arrondissement")
    for zone, name in zones.items():
        assert number(shown.at[name, "km plan"]) == pytest.approx(plan[zone], abs=0.051)
        assert number(shown.at[name, "extra km"]) == pytest.approx(plan[zone] - today[zone], abs=0.051)


def test_reason_tells_what_students_would_travel_without_the_programme(flanders: Result) -> None:
    assert flanders.plan is not None
    subject, instance = Subject(flanders, "en"), flanders.instance
    programmes, students = flanders.plan.programmes, flanders.plan.students
    compared = 0
    for specialisation, group in programmes.groupby("specialisation_id"):
        towns = sorted({instance.municipality_of[campus] for campus in group["campus_id"]})
        for town in towns:
            far = total = 0.0
            for row in students[students["specialisation_id"] == specialisation].itertuples():
                if row.municipality_id == town and len(towns) > 1:
                    nearest = min(instance.km[row.zone_id, other] for other in towns if other != town)
                    far, total = far + row.students * (nearest - row.km), total + row.students
            found = farther_without(subject, str(specialisation), town)
            assert found == (pytest.approx(far / total) if total else None)
            compared += total > 0
    assert compared > 5


def test_certificate_tells_hashes_checks_and_the_command(tutorial: Result, tmp_path: Path) -> None:
    override = Override("rules.minimum_enrolment.norm", 80, 90, "--set")
    text = Override("openings", "none", "family", "--set")
    scenario = replace(tutorial.scenario, overrides=(override, text))
    result = replace(tutorial, scenario=scenario, seed=7)
    page = render_report(result, "en")
    folder = save_result(result, tmp_path / "result")
    inputs = json.loads((folder / "result.json").read_text(encoding="utf-8"))["inputs"]
    assert dict(cells_of(page, "inputs").itertuples(index=False)) == inputs
    command = re.search(r"<code>(.*?)</code>", page)
    assert command is not None
    parts = shlex.split(html.unescape(command[1]))
    assert parts[:3] == ["bundel", "solve", "tutorial"]
    assert parts[3:] == [
        "--set", "rules.minimum_enrolment.norm=90", "--set", 'openings="family"', "--seed", "7", "--threads", "1",
    ]  # fmt: skip
    checks = pd.read_csv(folder / "checks.csv")
    rules = checks[checks["kind"] == "rule"]
    assert f"{len(rules)} rule checks, all of them met" in page
    listed = cells_of(page, "tables").set_index("file")
    import hashlib

    for file in listed.index:
        assert listed.at[file, "SHA-256"] == hashlib.sha256((folder / file).read_bytes()).hexdigest()


def test_goals_are_those_of_the_result(page: str, flanders: Result) -> None:
    shown = cells_of(page, "goals")
    assert len(shown) == len(flanders.goals)
    assert shown["status"].tolist() == [
        "proven" if goal.status == "optimal" else "not proven" for goal in flanders.goals
    ]
    assert "A better plan may exist, by at most 1.9%".lower() in page.lower()


def test_failed_check_is_told(tutorial: Result) -> None:
    checks = tutorial.checks.copy()
    checks.loc[checks.index[checks["kind"] == "rule"][0], "ok"] = False
    assert "1 of " in render_report(replace(tutorial, checks=checks), "en")


def test_names_of_others_stay_text() -> None:
    instance = tiny_instance(campuses=altered("campuses", "one-a", name=HOSTILE))
    page = render_report(Result(instance, tiny_scenario(title=HOSTILE), "feasible", "time", plan=tiny_plan()), "nl")
    assert "<img" not in page
    assert "49" not in html.unescape(re.search(r"<h1.*?</h1>", page, re.DOTALL)[0])  # type: ignore[index]
    assert HOSTILE in html.unescape(page)


def test_equal_results_give_equal_files(tutorial: Result, tmp_path: Path) -> None:
    first = write_report(tutorial, tmp_path / "first", "nl")
    again = write_report(replace(tutorial, seconds={"solve": 1e6}), tmp_path / "again", "nl")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    saved = Result.load(tutorial.save(tmp_path / "result"))
    loaded = write_report(saved, tmp_path / "loaded", "nl")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in loaded]


def test_figures_are_drawings_of_their_own(flanders: Result, tmp_path: Path) -> None:
    from xml.etree import ElementTree as ET

    _, *figures = write_report(flanders, tmp_path, "nl")
    assert [path.name for path in figures] == ["map-plan.svg", "map-travel.svg", "map-leads.svg"]
    for path in figures:
        root = ET.fromstring(path.read_text(encoding="utf-8"))
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root.find("{http://www.w3.org/2000/svg}title").text  # type: ignore[union-attr]


def test_result_without_plan_has_no_report(tutorial: Result) -> None:
    with pytest.raises(ValueError, match="no plan to report"):
        render_report(replace(tutorial, plan=None, status="infeasible"))
