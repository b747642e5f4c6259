"""Comparisons: a job that is asked for by looking, found again by its address, and shown when it is done."""

from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.web_server import Visitor, serving
from workbench.web.runs import Run, Runs
from workbench.web.settings import Settings
from workbench.web.store import Store


def comparisons(state: Path) -> list[Run]:
    with closing(Store(Settings(state).database)) as store:
        return Runs(store).latest(kind="compare")


def job_of(page: str) -> str:
    found = re.search(r'data-events="/runs/(\w+)/events"', page)
    assert found is not None
    return found[1]


def compared(visitor: Visitor, address: str) -> str:
    """Look at a comparison until it is done, and return its page."""
    page = visitor.get(address)
    assert page.status_code == 200
    if "data-events" in page.text:
        assert visitor.wait(job_of(page.text))[-1][0] == "done"
    return visitor.get(address).text


def test_terms_are_shown_at_once_and_the_rest_when_the_job_is_done(
    visitor: Visitor, plan: str, front: str, state: Path
) -> None:
    named = f"{plan},{plan},{front}/points/001"
    address = f"/compare?runs={named}&lang=en"
    first = visitor.get(address).text
    assert "As each plan was stored" in first
    assert "story__text" not in first
    assert visitor.get(f"/compare/map?runs={named}").status_code == 404
    assert visitor.get(f"/runs/{job_of(first)}").headers["location"] == f"/compare?runs={named}"
    page = compared(visitor, address)
    assert page.count("story__text") == 2
    assert not re.search(rf'story__text">[^<]*({plan}|{front})', page)
    assert "As each plan was stored" not in page
    drawn = [visitor.get(f"/compare/map?runs={named}&map={letter}") for letter in "bc"]
    assert drawn[0].text != drawn[1].text
    assert drawn[0].headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert visitor.get(f"/compare/map?runs={named}&map=d").status_code == 404
    assert sum(",".join(each.request["plans"]) == named for each in comparisons(state)) == 1


@pytest.mark.soak
def test_printed_pages_say_where_the_map_is(
    visitor: Visitor, reader: Page, address: str, solved: str, plan: str, front: str
) -> None:
    compared(visitor, f"/compare?runs={plan},{front}/points/001&lang=en")
    reader.route(re.compile("/map|/plans/"), lambda route: route.fulfill(body=""))
    reader.emulate_media(media="print")
    for path in ("/", f"/runs/{solved}", f"/answers/{front}", f"/compare?runs={plan},{front}/points/001"):
        reader.goto(f"{address}{path}{'&' if '?' in path else '?'}lang=en", wait_until="domcontentloaded")
        assert reader.locator("iframe.map").count() == 1, path
        assert not reader.locator("iframe.map").is_visible(), path
        assert "prints it" in reader.locator(".in-print").inner_text(), path


def test_whoever_asks_the_same_joins_the_job(address: str, plan: str, front: str, state: Path) -> None:
    asked = f"/compare?runs={front}/points/001,{plan}&lang=nl"

    def look(_: int) -> int:
        with Visitor(address) as someone:
            return someone.get(asked).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(look, range(16))) == {200}
    assert sum(each.request["plans"] == [f"{front}/points/001", plan] for each in comparisons(state)) == 1


def test_plans_are_chosen_from_a_list(visitor: Visitor, plan: str) -> None:
    chosen = visitor.get(f"/compare?run={plan}&run={plan}")
    assert chosen.headers["location"] == f"/compare?runs={plan},{plan}"
    assert visitor.get("/compare").status_code == 200


def test_plans_of_other_data_are_refused_before_any_job(visitor: Visitor, plan: str, state: Path) -> None:
    with closing(Store(Settings(state).database)) as store:
        runs = Runs(store)
        other = runs.add("solve", "reference", {"scenario": "reference"}, "nl")
        runs.begin(other.id)
        runs.finish(other.id, "done", {})
    folder = Settings(state).runs / other.id / "result"
    shutil.copytree(Settings(state).runs / plan / "result", folder)
    document = folder / "result.json"
    document.write_text(document.read_text(encoding="utf-8").replace('"tutorial"', '"elsewhere"'), encoding="utf-8")
    answer = visitor.get(f"/compare?runs={plan},{other.id}&lang=en")
    assert answer.status_code == 422
    assert "Choose plans of the same data set." in answer.text


@pytest.mark.soak
def test_a_comparison_that_failed_says_why_and_can_be_asked_again(visitor: Visitor, plan: str, state: Path) -> None:
    address = f"/compare?runs={plan},{plan},{plan}&lang=en"
    table = Settings(state).runs / plan / "result" / "staff.csv"
    whole = table.read_bytes()
    try:
        table.write_bytes(b"nothing")
        failed = job_of(visitor.get(address).text)
        assert visitor.wait(failed)[-1][0] == "failed"
    finally:
        table.write_bytes(whole)
    page = visitor.get(address).text
    assert "staff.csv" in page
    assert f'name="again" value="{failed}"' in page
    again = visitor.submit("/runs", again=failed)
    assert again.headers["location"] == f"/compare?runs={plan},{plan},{plan}"
    assert "story__text" in compared(visitor, address)


@pytest.mark.soak
@pytest.mark.parametrize("ended", ["done", "interrupted"])
def test_a_comparison_outlives_the_server(tmp_path: Path, state: Path, plan: str, ended: str) -> None:
    """A full queue does not hold it up; afterwards a done one is there, and an interrupted one is asked anew."""
    settings = Settings(tmp_path, cores=1, warm=False)
    shutil.copytree(Settings(state).runs / plan / "result", settings.runs / "one" / "result")
    settings.state.mkdir(exist_ok=True)
    with closing(Store(settings.database)) as store:
        database = Runs(store)
        taken = database.add("solve", "tutorial", {"scenario": "tutorial"}, "nl")
        (settings.runs / "one").rename(settings.runs / taken.id)
        database.begin(taken.id)
        database.finish(taken.id, "done", {})
    address = f"/compare?runs={taken.id},{taken.id}"
    with serving(settings) as where, Visitor(where) as someone:
        someone.solve("reference")
        job = job_of(someone.get(address).text)
        if ended == "done":
            assert someone.wait(job)[-1][0] == "done"
            assert someone.get("/health").json()["running"] == 1
    with serving(settings) as where, Visitor(where) as someone:
        page = someone.get(address).text
        if ended == "done":
            assert "story__text" in page
        else:
            assert job_of(page) != job
