"""An explanation is told in both languages, with its numbers, and written as a folder that can be read again."""

from __future__ import annotations

import csv
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from optimizer import explain
from optimizer.errors import InputError
from optimizer.explanation.changing import Change
from optimizer.explanation.explained import Explanation, Repair
from optimizer.model.dropping import sums
from optimizer.model.registry import discover_rules
from optimizer.reading import load_scenario
from optimizer.solving.shortfall import Shortfall, Shortfalls
from tests.factory import tiny_instance
from tests.optimizer.explanation.planted import planted
from tests.optimizer.inputs.test_contradictions import SHORT, short_case
from tests.random_instances import scenario_of
from workbench.conflicts import LISTED, shortfall_sentences, sum_sentence
from workbench.explanation import EXPLANATION, Asked, describe_explanation, explanation_lines, write_explanation
from workbench.messages import LANGUAGES
from workbench.names import Names
from workbench.numbers import format_number
from workbench.repairs import change_sentence

ASKED = Asked("tiny.toml", ("rules.minimum_enrolment.norm=80",), "my data")
LEFT_OPEN = re.compile(r"\{\w+\}")


@pytest.fixture(scope="module")
def explanation() -> Explanation:
    """Two conflicts of the tiny data set, explained."""
    return explain(*planted("two conflicts"))


def test_text_names_conflicts_numbers_and_commands(explanation: Explanation) -> None:
    lines = explanation_lines(explanation, ASKED, "en")
    text = "\n".join(lines)
    assert lines[0] == "No plan can satisfy the rules of made-up."
    assert "Conflict 1" in lines
    assert "Conflict 2" in lines
    assert "the norm then asks for 160 students, and there are 150: 10 short." in text
    assert "For 44 students there is no place within 39 km, and no more than 35.2 may travel farther: 8.8 too" in text
    assert "These two rules cannot hold together, though each can alone:" in lines
    assert "This rule alone cannot be kept:" in lines
    repairs = [line for line in lines if line.startswith("   bundel solve tiny.toml --data 'my data' --set ")]
    assert len(repairs) == len(explanation.repairs)
    assert not LEFT_OPEN.search(text)


def test_text_in_dutch(explanation: Explanation) -> None:
    text = "\n".join(explanation_lines(explanation, ASKED, "nl"))
    assert "de norm vraagt dan 160 studenten, en er zijn er 150: 10 te kort." in text
    assert "Noem pas ver wat meer dan 40 km is, niet 39 km." in text
    assert not LEFT_OPEN.search(text)


def test_document_has_what_is_promised(explanation: Explanation) -> None:
    document = describe_explanation(explanation, ASKED)
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert (document["feasible"], document["complete"]) == (False, True)
    for conflict in document["conflicts"]:
        assert {"rules", "proof", "nl", "en"} <= set(conflict)
        assert set(conflict["rules"]) <= set(explanation.scenario.rules)
    for repair in document["repairs"]:
        assert {"changes", "nl", "en", "verified"} <= set(repair)
        assert repair["verified"] is True
        assert all(set(change) == {"key", "old", "new"} for change in repair["changes"])
        asked = shlex.split(repair["command"])
        assert asked[:5] == ["bundel", "solve", "tiny.toml", "--data", "my data"]
        assert asked.count("--set") >= len(repair["changes"])


def test_folder_is_written_and_replaced(explanation: Explanation, tmp_path: Path) -> None:
    folder = tmp_path / "explained"
    for _ in range(2):
        write_explanation(explanation, folder, ASKED)
    assert sorted(path.name for path in folder.iterdir()) == [EXPLANATION, "repairs.csv"]
    with (folder / "repairs.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    document = json.loads((folder / EXPLANATION).read_text(encoding="utf-8"))
    assert [int(row["repair"]) for row in rows] == [
        number for number, repair in enumerate(document["repairs"], 1) for _ in repair["changes"]
    ]
    assert {row["verified"] for row in rows} == {"true"}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(InputError, match=r"explanation\.json"):
        write_explanation(explanation, tmp_path / "mine", ASKED)


@pytest.mark.parametrize(
    ("feasible", "lang", "start"),
    [
        (True, "en", "A plan exists: the rules of made-up hold together."),
        (True, "nl", "Er bestaat een plan"),
        (None, "en", "Whether a plan exists was not decided (time)."),
    ],
)
def test_what_else_can_be_found(explanation: Explanation, feasible: bool | None, lang: Any, start: str) -> None:
    found = Explanation(explanation.instance, explanation.scenario, feasible)
    (line,) = explanation_lines(found, ASKED, lang, "time")
    assert line.startswith(start)


def test_what_is_missing_is_said(explanation: Explanation) -> None:
    found = Explanation(
        explanation.instance, explanation.scenario, feasible=False, conflicts=explanation.conflicts, is_complete=False
    )
    lines = explanation_lines(found, ASKED, "en", "stopped by the user")
    assert "No repair that Bundel knows of gives a plan." in lines
    assert lines[-1].startswith("This is not all: the search stopped before it was finished (stopped by the user).")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SHORT)
def test_a_sum_is_told_with_its_numbers_and_names(name: str, lang: Any) -> None:
    instance, scenario = short_case(name)
    for found in sums(instance, scenario):
        text = sum_sentence(instance, found, lang)
        assert text.endswith(".")
        assert text[0] == text[0].upper()
        assert not LEFT_OPEN.search(text)
        told = set(re.findall(r"(?<![\w-])\d[\d.,]*(?<![.,])", text))
        known = {
            format_number(float(value), lang)
            for value in found.found.numbers.values()
            if isinstance(value, int | float)
        }
        assert len(told) >= 2
        assert told <= known | {format_number(value, lang) for value in derived(found.found.numbers)}


def derived(numbers: Any) -> list[float]:
    """Return what may follow from numbers: what is short, and how many several of a kind make."""
    values = [float(value) for value in numbers.values() if isinstance(value, int | float)]
    products = [one * other for one in values for other in values]
    return [*products, *(one - other for one in [*values, *products] for other in values)]


def test_who_misses_a_rule_is_named_and_the_rest_counted() -> None:
    rows = tuple(
        Shortfall("minimum_enrolment", "large_enough", ("two-b", "photo-aba_ma"), float(count))
        for count in range(1, LISTED + 3)
    )
    scenario = scenario_of({"minimum_enrolment": {}})
    (line,) = shortfall_sentences(tiny_instance(), scenario, Shortfalls("minimum_enrolment", rows, True), "en")
    assert line.startswith("Without breaking another rule, students are missing for the norm: Two Bb, Photo 1; ")
    assert line.endswith("Two Bb, Photo 5 and 2 more.")


def test_every_row_that_may_be_missed_is_told() -> None:
    rules = {
        "linear": {"each": [{"of": "leads", "min": 1}]},
        "budget": {"one_off": 0.0},
        "language": {},
        **{name: {} for name in discover_rules() if name not in {"linear", "budget", "language"}},
    }
    instance, scenario = tiny_instance(), scenario_of(rules)
    index = {"entry": "0", "group": "community", "degree": "bachelor"}
    for rule in discover_rules().values():
        for row, columns in rule.subjects.items():
            missed = Shortfall(rule.name, row, tuple(index.get(column, column) for column in columns), 2.5)
            for lang in LANGUAGES:
                (line,) = shortfall_sentences(instance, scenario, Shortfalls(rule.name, (missed,), True), lang)
                assert not LEFT_OPEN.search(line)
                assert line.endswith(".")
    (line,) = shortfall_sentences(
        instance, scenario, Shortfalls("budget", (Shortfall("budget", "one_off", (), 2.5),), True), "en"
    )
    assert "EUR 2,500 too much" in line


REPAIRS = [
    ("rules.minimum_enrolment.norm", 80.0, 57, "Verlaag de norm voor bachelors van 80 naar 57 studenten."),
    ("rules.minimum_enrolment.local_norms.south", None, 57, "Verlaag de norm plaatselijk naar 57 studenten: Zuid."),
    (
        "rules.minimum_enrolment.local_norms.two-b/photo-aba_ma",
        None,
        0,
        "Stel plaatselijk vrij van de norm: Two Bb, Foto.",
    ),
    (
        "rules.minimum_enrolment.count",
        "campus",
        "municipality",
        "Tel de studenten van een erkende opleiding samen binnen de gemeente, niet binnen de campus.",
    ),
    ("rules.reach.share", 0.1, 0.125, "Laat 12,5% van alle studenten ver reizen, niet 10%."),
    ("rules.locks.keep", ("one", "two", "one"), ("one", "one"), "Leg niet vast dat dit blijft: two."),
    ("rules.province_presence.provinces", ("north", "south"), ("north",), "Vraag dit niet van: Zuid."),
    ("rules.institute.hosts", ("hall",), None, "Laat elke plaats van de gegevens toe voor het instituut."),
    ("rules.openings_limit.total", 1, None, "Neem de grens rules.openings_limit.total weg (nu 1)."),
    ("rules.reach.enabled", True, False, "Schakel de regel reach uit."),
    ("rules.linear.0.enabled", True, False, "Schakel deze eigen regel uit: minstens 1 expertisecentra."),
    ("rules.linear.0.min", 1.0, 0, "Vraag minstens 0, niet 1, in deze eigen regel: minstens 1 expertisecentra."),
    ("openings", "none", "anywhere", "Laat overal opleidingen openen."),
    (
        "students.unplaced_share",
        0.0,
        0.025,
        "Aanvaard dat 2,5% van alle studenten zonder plaats blijft (nu 0%).",
    ),
    ("rules.made_up.most", 3, 4, "Zet rules.made_up.most op 4 (nu 3)."),
]


@pytest.mark.parametrize(("key", "old", "new", "sentence"), REPAIRS)
def test_a_change_is_told(key: str, old: Any, new: Any, sentence: str) -> None:
    scenario = scenario_of({"linear": {"each": [{"of": "leads", "min": 1}]}})
    assert change_sentence(tiny_instance(), scenario, Change(key, old, new), "nl") == sentence
    assert not LEFT_OPEN.search(change_sentence(tiny_instance(), scenario, Change(key, old, new), "en"))


def test_a_command_repeats_the_question() -> None:
    repair = Repair((Change("rules.minimum_enrolment.norm", 80, 57),), 0.3, False, True, True)
    assert ASKED.solve(repair) == "bundel solve tiny.toml --data 'my data' --set rules.minimum_enrolment.norm=57"
    assert ASKED.explain() == "bundel explain tiny.toml --data 'my data' --set rules.minimum_enrolment.norm=80"
    assert load_scenario("tutorial", ["rules.minimum_enrolment.norm=57"]).rules["minimum_enrolment"].norm == 57


def test_names_are_those_of_the_data_set() -> None:
    instance = tiny_instance()
    dutch, english = Names(instance, "nl"), Names(instance, "en")
    assert dutch.of("campus_id", "one-a") == "One Aa"
    assert dutch.of("host_id", "attic") == "Attic"
    assert english.of("group", "south") == "South"
    assert english.of("group", "Red") == "Red"
    assert dutch.of("degree", "master") == "masters"
    assert dutch.of("entry", "one-a") == "one-a"
    assert dutch.subject(("campus_id", "specialisation_id"), ("one-a", "film-pba")) == "One Aa, Film"
    assert dutch.place_of_norm("*/photo-aba_ma") == "Foto (overal)"
    assert dutch.place_of_norm("two/photo-aba_ma") == "Two, Foto"
    assert english.place_of_norm("two/*") == "Two"
    assert english.place_of_norm("north") == "North"
    twins = instance.table("specialisations").assign(name_nl="Beeld")
    alike = Names(instance.replace(specialisations=twins), "nl")
    assert alike.of("specialisation_id", "film-pba") == "Beeld (professionele bachelor)"
