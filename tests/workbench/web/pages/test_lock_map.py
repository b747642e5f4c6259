"""Programmes are fixed on the map of a scenario's page, which shows the latest plan, or today."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from playwright.sync_api import FrameLocator, Page, expect

from optimizer.solving.result import Result
from tests.web_server import Visitor
from workbench.results import write_result_folder
from workbench.web.pages.lock_map import ANSWERS_TO_LOCKS
from workbench.web.runs import Runs
from workbench.web.scenarios import Scenarios
from workbench.web.settings import Settings
from workbench.web.store import Store

NAME = "mapped"


def locks(kept: Scenarios) -> dict[str, object]:
    return {key: value for key, value in kept.draft(NAME).changes.items() if key.startswith("rules.locks.")}


def open_map(page: Page, address: str) -> FrameLocator:
    page.goto(f"{address}/scenarios/{NAME}?lang=nl")
    page.wait_for_selector("body[data-ready]")
    page.locator("#fold-map > summary").press("Enter")
    map_ = page.frame_locator("[data-lock-map]")
    map_.locator("body[data-ready]").wait_for(timeout=60_000)
    return map_


def choose(map_: FrameLocator, campus: str, specialisation: str) -> None:
    """Choose a campus in the list of the map, and one of its specialisations."""
    map_.get_by_role("button", name="Lijst", exact=True).click()
    map_.locator("#view-list").get_by_role("button", name=campus).first.click()
    map_.locator(".grid").get_by_role("button", name=specialisation).first.click()


def test_a_programme_is_fixed_on_the_map_and_in_the_matrix_alike(reader: Page, kept: Scenarios, address: str) -> None:
    map_ = open_map(reader, address)
    cell = reader.locator("[data-cell].lock--today").first
    pair = str(cell.get_attribute("id")).removeprefix("c-")
    campus, _, specialisation = pair.partition("/")
    instance = kept.instance(kept.load(NAME).dataset)
    campuses = instance.table("campuses").set_index("campus_id")["name"]
    names = instance.table("specialisations").set_index("specialisation_id")["name_nl"]
    choose(map_, campuses[campus], names[specialisation])
    group = map_.get_by_role("group", name="Vastleggen")
    expect(group.get_by_role("button", pressed=True)).to_have_text("vrij")
    group.get_by_role("button", name="blijft").press("Enter")
    expect(cell).to_have_attribute("data-state", "keep")
    assert locks(kept)["rules.locks.keep"] == [pair]
    expect(group.get_by_role("button", pressed=True)).to_have_text("blijft")
    expect(map_.locator(".grid .lock--keep")).to_have_count(1)
    expect(map_.locator(":focus")).to_have_text("blijft")

    cell.press("Enter")
    expect(map_.locator(".grid .lock--close")).to_have_count(1)
    reader.locator("#undo").press("Enter")
    reader.locator("#undo").press("Enter")
    expect(map_.locator(".grid .lock")).to_have_count(0)
    assert locks(kept) == {}


def test_what_the_map_asks_for_must_stand_in_the_matrix(reader: Page, kept: Scenarios, address: str) -> None:
    open_map(reader, address)
    frame = next(each for each in reader.frames if each.url.startswith(f"{address}/scenarios/{NAME}/map"))
    pair = str(reader.locator("[data-cell]").first.get_attribute("id")).removeprefix("c-")
    for asked in ({"pair": pair, "state": "burn"}, {"pair": "nowhere/nothing", "state": "keep"}, {"pair": 3}, {}):
        frame.evaluate("(asked) => parent.postMessage({ kind: 'bundel-lock', ...asked }, '*')", asked)
    reader.evaluate(
        "(pair) => postMessage({ kind: 'bundel-lock', pair, state: 'keep' }, '*')", pair
    )  # from the page itself, not from the map
    reader.wait_for_timeout(300)
    expect(reader.locator("#scenario")).not_to_have_attribute("aria-busy", "true")
    assert locks(kept) == {}


def test_the_map_is_that_of_the_latest_plan_that_can_show_locks(
    visitor: Visitor, kept: Scenarios, state: Path, tutorial: Result
) -> None:
    today = visitor.get(f"/scenarios/{NAME}/map")
    assert ANSWERS_TO_LOCKS in today.content
    assert '"modes":["today"]' in today.text
    assert "frame-ancestors 'self'" in today.headers["content-security-policy"]
    settings = Settings(state)
    with closing(Store(settings.database)) as store:
        runs = Runs(store)
        run = runs.add("solve", NAME, {"scenario": NAME, "changes": {}}, "nl")
        runs.begin(run.id)
        folder = settings.runs / run.id / "result"
        write_result_folder(tutorial, folder, "nl")
        runs.finish(run.id, "done", {})
        assert '"modes":["today","plan","changes"]' in visitor.get(f"/scenarios/{NAME}/map").text
        (folder / "map.html").write_text("<p>drawn by an earlier version</p>", encoding="utf-8")
        assert '"modes":["today"]' in visitor.get(f"/scenarios/{NAME}/map").text
        runs.delete(run.id)
        assert kept.names()[NAME]


def test_no_map_of_an_unknown_scenario(visitor: Visitor) -> None:
    assert visitor.get("/scenarios/nowhere/map").status_code == 404
