"""As a planner would: a proposal is sent and mended, an explanation is acted on, plans are compared and chosen."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from optimizer.solving.result import Result
from tests.thrift import first
from tests.workbench.web.pages.conftest import violations
from workbench.workbook import workbook_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PATIENCE = 180_000
"""Milliseconds for a job: machines that run tests are busy."""


def changed(tutorial: Result, **cells: str) -> bytes:
    """Return the exported workbook of a plan with cells of its first sheet changed by hand."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(tutorial, "nl")))
    for cell, value in cells.items():
        book["plan"][cell] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.soak
def test_a_changed_workbook_is_judged_and_its_repair_read(
    reader: Page, address: str, small: str, tutorial: Result
) -> None:
    reader.goto(f"{address}/proposals?scenario={small}&lang=nl")
    assert violations(reader) == []
    wrong = changed(tutorial, A2="at-dko")
    reader.set_input_files("#file", {"name": "plan.xlsx", "mimeType": XLSX, "buffer": wrong})
    reader.locator("form[data-drop] button").click()
    expect(reader.locator(".cell--error")).to_contain_text("at-dko")
    expect(reader.locator(".notes")).to_contain_text("at-dok")
    assert violations(reader) == []
    book = openpyxl.load_workbook(io.BytesIO(changed(tutorial)))
    sheet = book["plan"]
    sheet.delete_rows(sheet.max_row)
    stream = io.BytesIO()
    book.save(stream)
    reader.fill("#title-file", "Zonder de laatste rij")
    reader.select_option("#samples-file", "none")
    reader.set_input_files("#file", {"name": "plan.xlsx", "mimeType": XLSX, "buffer": stream.getvalue()})
    reader.locator("form[data-drop] button").click()
    expect(reader.locator("h1")).to_have_text("Zonder de laatste rij")
    expect(reader.locator("#repair")).to_be_visible(timeout=PATIENCE)
    expect(reader.locator(".verdict--no")).to_be_visible()
    assert reader.locator(".breaches li").count() > 0
    expect(reader.locator(".mends li").first).to_contain_text("Anders:")
    assert violations(reader) == []


def test_a_repair_is_one_click(reader: Page, address: str, explained: str) -> None:
    reader.goto(f"{address}/answers/{explained}?lang=nl")
    assert violations(reader) == []
    told = reader.locator(".repair").first
    expect(told).to_contain_text("→")
    told.get_by_role("button").press("Enter")
    reader.wait_for_url("**/runs/*")
    expect(reader.locator("#state[data-state=done]")).to_be_visible(timeout=PATIENCE)


@pytest.mark.soak
def test_a_click_on_a_point_shows_its_plan(reader: Page, address: str, front: str) -> None:
    reader.goto(f"{address}/answers/{front}?lang=en")
    points = reader.locator("a.front__point")
    last = points.nth(points.count() - 1)
    last.focus()
    reader.keyboard.press("Enter")
    folder = last.get_attribute("data-plan")
    assert folder is not None
    expect(reader.locator("iframe.map")).to_have_attribute("src", f"/answers/{front}/plans/{folder}")
    expect(reader.frame_locator("iframe.map").locator("h1")).not_to_be_empty()
    expect(reader.locator(".switch [aria-current]")).to_have_attribute("data-plan", folder)
    assert reader.url.endswith(f"plan={folder.replace('/', '%2F')}")


def test_programmes_are_clicked_together(reader: Page, address: str, small: str) -> None:
    reader.goto(f"{address}/proposals?scenario={small}&lang=en")
    boxes = reader.locator('input[name="pair"]')
    today = reader.locator('input[name="pair"]:checked').count()
    expect(reader.locator("[data-count]")).to_contain_text(str(today))
    boxes.nth(0).click()
    expect(reader.locator("[data-count]")).not_to_contain_text(f"{today} programmes chosen")
    reader.locator('button[type="reset"]').click()
    expect(reader.locator("[data-count]")).to_contain_text(f"{today} programmes chosen")


def test_clicks_are_judged_at_a_glance(reader: Page, address: str, small: str) -> None:
    reader.goto(f"{address}/proposals?scenario={small}&lang=nl")
    said, found = reader.locator("#glance-said"), reader.locator("#glance")
    expect(said).to_contain_text("Op het eerste gezicht")
    assert said.get_attribute("role") == "status"
    expect(found).to_contain_text("hoogstens 2, 1 te veel")
    reader.locator('input[value="at-dok/graphic-pba"]').uncheck()
    expect(found).not_to_contain_text("hoogstens 2, 1 te veel")
    assert violations(reader) == []
    ticked = reader.locator('input[name="pair"]:checked')
    while ticked.count():
        ticked.first.uncheck()
    expect(said).to_have_text("Vink minstens één opleiding aan.")
    reader.locator('button[type="reset"]').click()
    expect(found).to_contain_text("hoogstens 2, 1 te veel")


@pytest.mark.soak
def test_plans_stand_side_by_side(reader: Page, address: str, plan: str, front: str) -> None:
    reader.goto(f"{address}/compare?runs={plan},{front}/points/001,{plan}&lang=en")
    expect(reader.locator("#terms")).to_be_visible()
    expect(reader.locator(".story__text")).to_have_count(2, timeout=PATIENCE)
    expect(reader.frame_locator("iframe.map").locator("h1")).not_to_be_empty()
    assert violations(reader) == []


@pytest.mark.soak
@pytest.mark.parametrize(
    ("lang", "scheme"), first(1, [("nl", "dark"), ("nl", "light"), ("en", "dark"), ("en", "light")])
)
def test_pages_are_accessible_on_a_small_screen_too(
    reader: Page, address: str, front: str, worths: str, explained: str, scheme: str, lang: str
) -> None:
    reader.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    reader.set_viewport_size({"width": 420, "height": 900})
    paths = ["/data", "/proposals?scenario=small", "/questions?scenario=small", "/compare"]
    paths += [f"/answers/{each}" for each in (front, worths, explained)]
    for path in paths:
        reader.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}")
        assert violations(reader) == [], path
        assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_the_data_page_shows_findings(reader: Page, address: str, tmp_path: Path) -> None:
    table = tmp_path / "programmes.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["programme_id", "campus_id"], ["p1", "nowhere"]])
    reader.goto(f"{address}/data?lang=en")
    reader.fill("#name", "mine")
    reader.set_input_files("#files", table)
    expect(reader.locator("[data-names]")).to_have_text("programmes.csv")
    reader.locator("form[data-drop] button").click()
    expect(reader.locator("#found")).to_be_visible()
    assert violations(reader) == []
