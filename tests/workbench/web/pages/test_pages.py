"""The pages of data, proposals, questions, answers and comparisons, read without a browser."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from optimizer.inputs.locating import shipped_datasets
from tests.web_server import Visitor
from workbench.dataset_workbook import dataset_workbook
from workbench.web.settings import Settings

TUTORIAL = shipped_datasets()["tutorial"]
LANGUAGES = ("nl", "en")


def send(visitor: Visitor, path: str, field: str, files: dict[str, bytes], **fields: str):
    sent = [(field, (name, content)) for name, content in files.items()]
    return visitor.post(path, data={"csrf": visitor.token(), **fields}, files=sent)


def test_a_faulty_data_set_is_answered_with_its_cells(visitor: Visitor, state: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(dataset_workbook(TUTORIAL, "nl")))
    book["programmes"]["B3"] = "lh-prk"
    stream = io.BytesIO()
    book.save(stream)
    answer = send(visitor, "/data?lang=nl", "files", {"mine.xlsx": stream.getvalue()}, name="mine")
    assert answer.status_code == 422
    assert 'class="cell--error">lh-prk' in answer.text
    assert "Bedoelt u „lh-park”?" in answer.text
    assert "Blad programmes" in answer.text
    assert not list(Settings(state).data.iterdir())


def test_a_data_set_is_taken_in_used_and_deleted(visitor: Visitor, state: Path) -> None:
    answer = send(visitor, "/data", "files", {"a.xlsx": dataset_workbook(TUTORIAL, "en")}, name="own-data")
    assert answer.status_code == 303, answer.text
    assert "own-data" in visitor.get(answer.headers["location"]).text
    assert visitor.get("/data/own-data/workbook").content[:4] == b"PK\x03\x04"
    made = visitor.submit("/data/own-data/scenario", parent="tutorial", scenario="own-scenario")
    assert made.headers["location"] == "/scenarios/own-scenario"
    assert visitor.submit("/data/own-data/delete").status_code == 409
    (Settings(state).scenarios / "own-scenario.toml").unlink()
    assert visitor.submit("/data/own-data/delete").status_code == 303
    assert "own-data" not in visitor.get("/data").text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_templates_are_sent(visitor: Visitor, lang: str) -> None:
    sent = visitor.get(f"/data/template/workbook?lang={lang}")
    assert openpyxl.load_workbook(io.BytesIO(sent.content)).sheetnames[1] == "dataset"
    assert visitor.get("/data/nothing/workbook").status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"campus_id,specialisation_id\nat-kai,film_av-aba_ma\n", "er is geen campus"),
        (b"campus_id,specialisation_id\n=cmd|' /C calc'!A0,film_av-aba_ma\n", "lijkt een formule"),
        ("campus_id,specialisation_id\nMálaga,x\n".encode("cp1252"), "is geen UTF-8"),
        (b"PK\x03\x04nonsense", "beschadigd Excelbestand"),
        (b"campus_id,specialisation_id\n" + b"at-kaai,<script>alert(1)</script>\n" * 3000, "meer bevindingen"),
    ],
)
def test_a_faulty_proposal_is_answered_with_its_cells(visitor: Visitor, content: bytes, words: str) -> None:
    answer = send(visitor, "/proposals?lang=nl", "file", {"../../<b>plan.xlsx": content}, scenario="tutorial")
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert "<b>plan" not in answer.text
    if words != "meer bevindingen":
        assert words in answer.text


def test_a_proposal_without_file_says_so(visitor: Visitor) -> None:
    answer = visitor.submit("/proposals?lang=nl", scenario="tutorial", way="file")
    assert answer.status_code == 422
    assert "geen bestand gekozen" in answer.text


@pytest.mark.parametrize("path", ["/data", "/proposals"])
def test_what_is_too_large_is_refused(visitor: Visitor, path: str) -> None:
    huge = b"x" * (Settings().largest_upload + 1)
    assert send(visitor, path, "files", {"a.csv": huge}).status_code == 413


@pytest.mark.parametrize("path", ["/data", "/proposals", "/questions", "/answers/x/continue", "/data/x/delete"])
def test_other_sites_cannot_ask(visitor: Visitor, path: str) -> None:
    assert visitor.post(path, data={"csrf": "wrong"}).status_code == 403
    headers = {"origin": "https://example.org"}
    assert visitor.post(path, data={"csrf": visitor.token()}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        *("/answers/nothing", "/proposals/nothing", "/compare?runs=a,b", "/compare/map", "/questions?scenario=nothing"),
        *("/answers/nothing/plans/plan", "/proposals?scenario=../../etc", "/questions?run=nothing"),
    ],
)
def test_what_there_is_not(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code == 404


@pytest.mark.parametrize("place", ["../../../../etc", "points/../../../x", "%2e%2e/%2e%2e"])
def test_plans_are_no_paths(visitor: Visitor, front: str, place: str) -> None:
    assert visitor.get(f"/answers/{front}/plans/{place}").status_code in {303, 404}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_explanation_offers_its_repairs(visitor: Visitor, explained: str, lang: str) -> None:
    page = visitor.get(f"/answers/{explained}?lang={lang}").text
    assert "minimum_enrolment" in page
    assert f'action="/answers/{explained}/repairs/1"' in page
    assert visitor.submit(f"/answers/{explained}/repairs/99").status_code == 404


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_front_shows_every_point_twice(visitor: Visitor, front: str, lang: str, state: Path) -> None:
    page = visitor.get(f"/answers/{front}?lang={lang}").text
    with (Settings(state).runs / front / "result" / "front.csv").open(encoding="utf-8") as stream:
        folders = [row["folder"] for row in csv.DictReader(stream)]
    assert len(folders) >= 2
    for folder in folders:
        assert page.count(f'href="?plan={folder}#map"') == 3  # the chart, the table, the switch of maps
        assert visitor.get(f"/answers/{front}/plans/{folder}").headers["content-security-policy"].count("sandbox") == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_worths_name_every_programme(visitor: Visitor, worths: str, lang: str, state: Path) -> None:
    page = visitor.get(f"/answers/{worths}?lang={lang}").text
    with (Settings(state).runs / worths / "result" / "importance.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert page.count('<th scope="row">') >= len(rows)
    assert "Campus Kaai" in page


def test_questions_are_put_in_the_queue(visitor: Visitor, small: str) -> None:
    asked = visitor.submit("/questions", kind="explain", scenario=small)
    place = asked.headers["location"]
    assert place.startswith("/answers/")
    identifier = place.rpartition("/")[2]
    visitor.submit(f"/runs/{identifier}/stop")
    visitor.wait(identifier)
    assert visitor.get(place).status_code == 200
    assert visitor.submit("/questions", kind="nothing", scenario=small).status_code == 404
    assert visitor.submit(f"/answers/{identifier}/continue").status_code == 409
