"""A verdict in words and in files: the same sentences everywhere, the same bytes every time."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.analysis.judgements import BREAK_EVEN, Verdict
from optimizer.errors import InputError
from workbench.curve import draw_curve
from workbench.judgement import answer_lines, break_even_lines, verdict_lines, write_verdict

SVG = "{http://www.w3.org/2000/svg}"


def test_verdict_in_english(tutorial_verdict: Verdict) -> None:
    text = "\n".join(verdict_lines(tutorial_verdict, "en"))
    assert text.startswith(
        "Not worth it: at these prices doing nothing is the cheapest.\nThe plan that the goals choose"
    )
    assert "Consolidation pays if the fixed cost of a programme is above" in text
    assert "Consolidation pays if the value of a km is below 0.195 EUR (now 0.3)." in text
    assert "as it stands, pays if the value of a km is below 0.165 EUR." in text
    assert "doing nothing (today, reassigned)" in text
    assert "Assumptions, not data: the fixed cost of a programme, the value of a km." in text
    assert "Estimated: 100% of the enrolment." in text


def test_verdict_in_dutch(tutorial_verdict: Verdict) -> None:
    text = "\n".join(verdict_lines(tutorial_verdict, "nl"))
    assert text.startswith("Nee, het loont niet")
    assert "Samenvoegen loont als de prijs van een km minder is dan 0,195 euro (nu 0,3)." in text
    assert "EUR" not in text


def test_every_reason_and_every_turn_has_a_sentence(tutorial_verdict: Verdict) -> None:
    reasons = ("saves", "costs", "no_plan", "near", "other_plan", "unproven")
    lines = answer_lines(replace(tutorial_verdict, verdict="depends", reasons=reasons), "en")
    assert lines[0].startswith("It depends")
    assert len(set(lines)) == 7
    assert "within 10% of the present price" in lines[4]
    turn = tutorial_verdict.break_evens[0]
    for pays in ("above", "below", "always", "never"):
        changed = replace(turn, pays=pays, fixed_plan_pays=pays)
        first, second = break_even_lines(replace(tutorial_verdict, break_evens=(changed,)), "en")
        word = "no value" if pays == "never" else "every value" if pays == "always" else pays
        assert word in first
        assert word in second


def test_rules_that_clash_are_named(tutorial_verdict: Verdict) -> None:
    result = replace(tutorial_verdict.result, status="infeasible", plan=None, conflict=("minimum_enrolment",))
    lines = verdict_lines(replace(tutorial_verdict, result=result, reasons=("no_plan",), break_evens=()), "en")
    assert "No plan can satisfy the rules: doing nothing is what is left." in lines
    assert any(line.startswith("  minimum_enrolment: What exists has at least 80 students") for line in lines)


def test_curve_is_the_same_every_time_and_can_be_heard(tutorial_verdict: Verdict) -> None:
    first = draw_curve(tutorial_verdict, "nl")
    assert first == draw_curve(tutorial_verdict, "nl")
    root = ET.fromstring(first)
    assert root.get("role") == "img"
    ids = {element.get("id"): element for element in (root.find(f"{SVG}title"), root.find(f"{SVG}desc"))}
    assert root.get("aria-labelledby") == " ".join(ids)
    assert ids["title"].text == "Wanneer loont Oefening: vier scholen, vijf specialisaties?"
    assert "is niets doen het goedkoopst" in ids["desc"].text
    assert "Samenvoegen loont als" in ids["desc"].text
    text = first.decode("utf-8")
    assert "nu een aanname" in text
    assert "100% van de inschrijvingen is geraamd" in text
    assert not any(word in text for word in ("<dc:date>", "Matplotlib", "script"))


def test_hostile_title_stays_text(tutorial_verdict: Verdict) -> None:
    hostile = "<script>alert(1)</script> $x_"
    scenario = replace(tutorial_verdict.scenario, title=hostile)
    svg = draw_curve(replace(tutorial_verdict, scenario=scenario), "en").decode("utf-8")
    assert "<script>" not in svg
    assert hostile in (ET.fromstring(svg).find(f"{SVG}title").text or "")


def test_curve_without_a_plan_is_drawn_too(tutorial_verdict: Verdict) -> None:
    bills = {name: tutorial_verdict.bills[name] for name in ("observed", "nothing")}
    svg = draw_curve(replace(tutorial_verdict, bills=bills, break_evens=()), "en")
    assert b"plan of the goals" not in svg.split(b"</desc>")[1]


def test_folder_holds_what_the_contract_names(tutorial_verdict: Verdict, tmp_path: Path) -> None:
    folder = write_verdict(tutorial_verdict, tmp_path / "verdict", "en")
    assert {path.name for path in folder.iterdir()} == {"verdict.json", "break_even.csv", "curve.svg", "plan"}
    assert {"result.json", "plan.csv", "map.html", "choice.csv"} <= {path.name for path in (folder / "plan").iterdir()}
    document = json.loads((folder / "verdict.json").read_text(encoding="utf-8"))
    assert document["verdict"] == "not_worth_it"
    assert document["en"][0] == answer_lines(tutorial_verdict, "en")[0]
    assert document["situations"]["nothing"]["saving"] == 0
    with (folder / "break_even.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == list(BREAK_EVEN)
    assert list(rows[0])[:4] == ["parameter", "now", "break_even", "unit"]
    assert [row["parameter"] for row in rows] == ["eur_per_km", "eur_per_programme_year"]
    assert float(rows[0]["break_even"]) == pytest.approx(tutorial_verdict.break_evens[1].value, abs=1e-6)


def test_folder_of_a_verdict_is_replaced_and_any_other_refused(tutorial_verdict: Verdict, tmp_path: Path) -> None:
    empty = replace(tutorial_verdict, result=replace(tutorial_verdict.result, plan=None))
    folder = write_verdict(empty, tmp_path / "verdict", "en")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(before) == {"verdict.json", "break_even.csv", "curve.svg"}
    write_verdict(empty, folder, "en")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(InputError, match=r"holds no verdict\.json"):
        write_verdict(empty, tmp_path / "mine", "en")
