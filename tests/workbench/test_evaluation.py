"""An evaluation in words and in files: every number of a sentence is derived again from the plans."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from optimizer import evaluate
from optimizer.analysis.ledger import LEDGER
from optimizer.errors import InputError
from optimizer.evaluation.evaluation import TERMS, Evaluation, Near
from optimizer.evaluation.repairing import Change
from optimizer.inputs.proposal import read_proposal
from optimizer.solving.result import Result
from workbench.evaluation import (
    answer_lines,
    change_sentence,
    evaluation_lines,
    near_lines,
    repair_lines,
    write_evaluation,
)
from workbench.evaluation_tables import changed_rows, ledger_lines


@pytest.fixture(scope="module")
def today(tutorial: Result, tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    pairs = "".join(f"{campus},{name}\n" for campus, name in tutorial.instance.enrolled_today)
    path = tmp_path_factory.mktemp("proposal") / "today.csv"
    path.write_text(f"campus_id,specialisation_id\n{pairs}", encoding="utf-8")
    return evaluate(read_proposal(path, tutorial.instance), tutorial.instance, tutorial.scenario, samples=0)


def test_what_breaks_is_counted_in_the_plan_itself(today: Evaluation) -> None:
    """The tutorial's norm is 80, by institution, and a specialisation stands on at most 2 campuses."""
    plan, instance = today.plan.programmes, today.instance
    accreditation = instance.table("specialisations").set_index("specialisation_id")["accreditation_id"]
    owner = plan["campus_id"].map(instance.institution_of)
    together = plan.groupby([owner, plan["specialisation_id"].map(accreditation)])["students"].sum()
    short = sorted(
        f"{round(students)} students, norm 80, {80 - round(students)} short."
        for students in together
        if students < 79.99
    )
    sentences = answer_lines(today, "en")[1:-1]
    assert sorted(line.split(": ")[1] for line in sentences if "norm" in line) == short
    sites = plan.groupby("specialisation_id").size()
    assert [line for line in sentences if "campuses" in line] == [
        f"  Graphic design: {sites['graphic-pba']} campuses, at most 2, {sites['graphic-pba'] - 2} too many."
    ]
    assert len(sentences) == len(short) + 1


def test_answers_name_the_rules_that_are_kept(today: Evaluation) -> None:
    last = answer_lines(today, "nl")[-1]
    assert last.startswith("Het houdt zich aan: campus_capacity, ")
    assert "minimum_enrolment" not in last


def test_every_change_has_its_reason(today: Evaluation) -> None:
    lines = repair_lines(today, "en")
    assert lines[0] == f"The nearest legal plan changes {len(today.changes)} programmes; nothing less will do:"
    assert all(re.fullmatch(r"  Drop .+\. Otherwise: .+ (short|too many)\.", line) for line in lines[1:-1])
    cost = today.repair.result.terms["cost"]
    assert f"EUR {round(cost.plan):,} a year" in lines[-1]
    assert f"{cost.plan - cost.today:+,.0f}" in lines[-1]


@pytest.mark.parametrize(
    ("action", "because", "words"),
    [
        ("keep", "rules", "Keep Atelier Campus Dok, game development. Why was not found"),
        ("open", "rules", "Open Atelier"),
        ("lead", "closed", "Let lead: Atelier Campus Dok, game development. What was to lead"),
        ("give_up", "nothing", "Give up what is asked of the whole campus"),
    ],
)
def test_every_action_and_reason_has_a_sentence(today: Evaluation, action: str, because: str, words: str) -> None:
    change = Change(action, "at-dok", "game-pba", because)
    assert change_sentence(today, change, "en").startswith(words)
    assert change_sentence(today, change, "nl") != change_sentence(today, change, "en")


def test_headlines_say_how_sure_the_repair_is(today: Evaluation) -> None:
    repair = today.repair
    assert "at least 2 must change" in repair_lines(replace(today, repair=replace(repair, fewest=2)), "en")[0]
    one = replace(repair, changes=repair.changes[:1], changed=1, fewest=1)
    assert "changes one programme" in repair_lines(replace(today, repair=one), "en")[0]
    assert "changes no programme" in repair_lines(replace(today, repair=replace(one, changed=0, fewest=0)), "en")[0]
    assert repair_lines(replace(today, repair=None), "nl") == ["Geen enkel geldig plan is gevonden."]
    assert repair_lines(replace(today, repair=replace(repair, changes=())), "nl") == ["Er hoeft niets te veranderen."]


def test_answers_tell_complete_from_partial_and_open_from_settled(today: Evaluation) -> None:
    partial = replace(today.stated, complete=False)
    assert "however it is completed" in answer_lines(replace(today, stated=partial), "en")[0]
    assert "is legal: what it leaves open" in answer_lines(replace(today, stated=partial, legal=True), "en")[0]
    assert "is legal: it keeps every rule" in answer_lines(replace(today, legal=True), "en")[0]
    assert "was not settled" in answer_lines(replace(today, legal=None), "en")[0]
    assert "not proven" in answer_lines(replace(today, least_is_proven=False), "en")[-2]


def test_percentile_is_counted_in_the_sample(today: Evaluation) -> None:
    table = today.near.table
    two = Near(table.iloc[[0, 0, 0]].reset_index(drop=True), 200 / 3, {}, is_within=True)
    first, second = near_lines(replace(today, near=two), "en")
    assert (
        first
        == "Of 3 near-optimal plans (a sample, the best plan included) 2 cost at least as much as the proposal: 67%."
    )
    assert second.startswith("The proposal itself is near-optimal")
    assert near_lines(today, "nl")[0].startswith("Naast het beste plan")


def test_ledger_lists_losers_first_and_adds_up(today: Evaluation) -> None:
    rows = changed_rows(today)
    own = rows[rows["level"] == "institution"]
    assert own["students"].is_monotonic_increasing
    lines = ledger_lines(today, "en")
    assert lines[1].split() == ["who", "programmes", "students", "FTE", "EUR/year"]
    assert lines[-1].startswith("together")
    assert f"{rows[rows['level'] == 'all']['eur'].iloc[0]:+,.0f}" in lines[-1]
    none = replace(today, ledger=today.ledger.assign(programmes=0.0, students=0.0, fte=0.0, eur=0.0))
    assert ledger_lines(none, "nl") == ["Voor niemand verandert er iets."]


def test_folder_has_the_files_of_the_reference(today: Evaluation, tmp_path: Path) -> None:
    folder = write_evaluation(today, tmp_path / "out", "nl", "bundel evaluate today.csv")
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(
        [
            "evaluation.json",
            "checks.csv",
            "terms.csv",
            "repair.csv",
            "ledger.csv",
            "near_optimal.csv",
            "repair",
            "proposal",
        ]
    )
    document = json.loads((folder / "evaluation.json").read_text(encoding="utf-8"))
    assert (document["complete"], document["legal"], document["percentile"]) == (True, False, today.near.percentile)
    assert document["nl"][0].startswith('Het voorstel "today" breekt regels')
    assert len(document["broken"]) == len(document["broken_sentences"]["en"]) == len(today.broken)
    assert document["command"] == "bundel evaluate today.csv"
    tables = {
        name: list(csv.reader((folder / name).read_text("utf-8").splitlines()))
        for name in names
        if name.endswith(".csv")
    }
    assert tables["terms.csv"][0] == list(TERMS)
    assert tables["ledger.csv"][0] == list(LEDGER)
    assert tables["repair.csv"][0] == ["action", "campus_id", "specialisation_id", "reason"]
    assert [row[0] for row in tables["repair.csv"][1:]] == ["close"] * 3
    assert all(row[3].startswith("Anders: ") for row in tables["repair.csv"][1:])
    assert any(row[-1] == "false" for row in tables["checks.csv"])
    repaired = Result.load(folder / "repair")
    assert repaired.plan.pairs == today.repair.result.plan.pairs
    assert [goal.term for goal in repaired.goals] == ["cost"]
    assert "map.html" in {path.name for path in (folder / "proposal").iterdir()}


def test_folder_is_the_same_every_time_and_takes_no_foreign_place(today: Evaluation, tmp_path: Path) -> None:
    first, second = (write_evaluation(today, tmp_path / name, "en", "again") for name in ("one", "two"))
    for path in first.iterdir():
        if path.is_file():
            assert path.read_bytes() == (second / path.name).read_bytes()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="left as it is"):
        write_evaluation(today, tmp_path / "mine", "en")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_text_has_every_part(today: Evaluation, lang: str) -> None:
    text = "\n".join(evaluation_lines(today, lang, "bundel evaluate today.csv --scenario tutorial"))
    assert text.rstrip().endswith("bundel evaluate today.csv --scenario tutorial")
    for word in {"nl": ("Schrap", "norm 80", "voorstel", "samen"), "en": ("Drop", "norm 80", "proposal", "together")}[
        lang
    ]:
        assert word in text
    assert ("EUR" in text) == (lang == "en")
