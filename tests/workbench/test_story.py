"""The paragraph of a comparison: its numbers derived again from the plans, and every turn it can take."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer import compare, load_scenario, solve
from optimizer.analysis.comparing import Comparison
from optimizer.solving.result import Result
from workbench.comparison import comparison_lines, move_lines, write_comparison
from workbench.story import paragraph, titles


@pytest.fixture(scope="module")
def travel(tutorial: Result) -> Result:
    overrides = {"goals.order": [{"term": "student_travel"}], "rules.sites_per_specialisation.max": 3}
    scenario = load_scenario("tutorial", {**overrides, "rules.minimum_enrolment.norm": 60})
    return solve(tutorial.instance, replace(scenario, title="Least travel", title_nl="Minst reizen"))


@pytest.fixture(scope="module")
def found(tutorial: Result, travel: Result) -> Comparison:
    return compare(tutorial, travel)


def test_numbers_of_the_paragraph_are_those_of_the_plans(found: Comparison, tutorial: Result, travel: Result) -> None:
    text = paragraph(found, "b", "en")
    before, after = set(tutorial.plan.pairs), set(travel.plan.pairs)
    assert f'The plan "Least travel" has {len(after)} programmes, more than the {len(before)} of' in text
    closed, opened = before - after, after - before
    assert opened
    if closed:
        assert f"drops {len(closed)} that the other plan keeps and teaches {len(opened)} that" in text
    else:
        assert f"It teaches {len(opened)} that do not exist in the other plan." in text
    km = []
    for result in (tutorial, travel):
        flows = result.plan.students[result.plan.students["municipality_id"] != ""]
        km.append(round(float((flows["students"] * flows["km"]).sum() / flows["students"].sum()), 1))
    assert (
        f"travel {km[1]:g} km one way on average, {km[0] - km[1]:.1f} km less".replace(".0 km less", " km less") in text
    )
    cost = [found.terms.set_index("term").loc["cost", letter] for letter in "ab"]
    word = "more" if cost[1] > cost[0] else "less"
    assert f"It costs EUR {abs(cost[1] - cost[0]):,.0f} a year {word}." in text
    students = [
        result.plan.programmes.groupby(result.plan.programmes["campus_id"].map(result.instance.institution_of))[
            "students"
        ].sum()
        for result in (tutorial, travel)
    ]
    more = students[1].sub(students[0], fill_value=0.0)
    names = tutorial.instance.table("institutions").set_index("institution_id")["short_name"]
    assert f"{names[more.idxmin()]} loses most, {-more.min():.0f} students" in text
    assert f"{names[more.idxmax()]} gains most, {more.max():.0f} students" in text
    assert "The figures rest on enrolment of which 100% is estimated." in text


def test_dutch_says_the_same_in_whole_sentences(found: Comparison) -> None:
    text = paragraph(found, "b", "nl")
    assert text.startswith('Het plan "Minst reizen" telt ')
    assert "EUR" not in text
    assert text.count(". ") + 1 == paragraph(found, "b", "en").count(". ") + 1
    assert not {"{", "}", "  "} & set(text)


def test_equal_plans_differ_in_nothing(tutorial: Result) -> None:
    same = compare(tutorial, tutorial)
    text = paragraph(same, "b", "en")
    for sentence in (
        "as many as",
        "They are exactly the same programmes.",
        "No institution has more or fewer students for it.",
        "Students travel as far on average",
        "It costs as much.",
        "They differ in no measure but the cost.",
        "Both plans are proven the best",
    ):
        assert sentence in text
    assert titles(same, "en") == {"a": "tutorial", "b": "tutorial-2"}
    assert move_lines(same, "b", "en") == []


def test_the_other_way_round_tells_the_opposite(found: Comparison, tutorial: Result, travel: Result) -> None:
    text = paragraph(compare(travel, tutorial), "b", "en")
    assert "fewer than the" in text
    assert "km more" in text
    assert "What goes: " in text


def test_unproven_plans_are_called_so(tutorial: Result, travel: Result) -> None:
    found = compare(tutorial, replace(travel, status="feasible"))
    assert "At least one of the plans is not proven" in paragraph(found, "b", "en")


def test_gains_and_prices_alone(found: Comparison) -> None:
    worse = found.terms.assign(b=found.terms["a"])
    only = worse.assign(b=worse["a"].where(worse["term"] != "duplication", 9.0))
    assert 'No measure improves; "duplicate programmes" worsens most, from 1 to 9 programmes.' in paragraph(
        replace(found, terms=only), "b", "en"
    )
    better = worse.assign(b=worse["a"].where(worse["term"] != "duplication", 0.0))
    assert 'No measure worsens; "duplicate programmes" improves most' in paragraph(
        replace(found, terms=better), "b", "en"
    )


def test_folder_and_text(found: Comparison, tutorial: Result, tmp_path: Path) -> None:
    three = compare(*found.results, tutorial)
    folder = write_comparison(three, tmp_path / "out", "en")
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "comparison.json", "terms.csv", "changes.csv", "ledger.csv", "specialisations.csv", "map.html", "map_c.html",
    }  # fmt: skip
    document = json.loads((folder / "comparison.json").read_text(encoding="utf-8"))
    assert document["en"] == "\n\n".join(paragraph(three, letter, "en") for letter in "bc")
    assert document["plans"]["b"]["title_nl"] == "Minst reizen"
    header = next(csv.reader((folder / "terms.csv").read_text(encoding="utf-8").splitlines()))
    assert header == ["term", "unit", "today", "a", "b", "c", "b_minus_a", "c_minus_a"]
    again = write_comparison(three, tmp_path / "again", "en")
    assert (again / "map.html").read_bytes() == (folder / "map.html").read_bytes()
    text = "\n".join(comparison_lines(three, "en"))
    for word in ("A: ", "C: ", "B - A", "only in B", "All costs are at the prices of"):
        assert word in text
