"""The chart of a front in a browser: with the mouse, with the keyboard alone, and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

import maps
from optimizer.fronts.front import Front
from optimizer.inputs.instance import Instance
from tests.maps import example
from tests.maps.conftest import OpenMap
from tests.maps.fronts.made_up import TERMS, made_up_front
from tests.maps.test_accessibility import violations
from tests.thrift import first


@pytest.fixture(scope="module")
def front(flanders: Instance) -> Front:
    return made_up_front(flanders)


@pytest.fixture(scope="module")
def three(flanders: Instance) -> Front:
    return made_up_front(flanders, TERMS)


@pytest.fixture(scope="module")
def drawn(front: Front, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("front")
    for point in front.points:
        place = folder / "points" / f"{point.number:03}" / "map.html"
        place.parent.mkdir(parents=True)
        place.write_text(f"<!DOCTYPE html><title>map of {point.number}</title>", encoding="utf-8")
    return maps.save_front(front, folder / "front.html")


@pytest.fixture(scope="module")
def drawn_three(three: Front, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return maps.save_front(three, tmp_path_factory.mktemp("three") / "front.html")


def test_every_point_is_drawn_and_stands_in_the_table(open_map: OpenMap, drawn: Path, front: Front) -> None:
    page = open_map(drawn)
    expect(page.locator("#points .point")).to_have_count(len(front.points))
    expect(page.locator("#table-points tbody tr")).to_have_count(len(front.points))
    assert front.knee is not None
    expect(page.locator(".point--knee")).to_have_count(1)
    expect(page.locator("#details h2")).to_have_text(f"Punt {front.knee.number} van {len(front.points)}")
    expect(page.locator("#knee")).to_contain_text("voorgestelde knik")
    expect(page.locator(".callout text", has_text="knik")).to_be_visible()
    expect(page.locator(".bound")).not_to_have_count(0)
    expect(page.locator("#table-sites tbody tr")).to_have_count(len(front.instance.specialisations))
    assert page.locator("#table-sites tbody tr").first.locator("td").count() == len(front.points) + 1


def test_a_third_term_is_told_by_letters(open_map: OpenMap, drawn_three: Path, three: Front) -> None:
    page = open_map(drawn_three, "today=0")
    letters = {one.text_content() for one in page.locator("#points .dot-text").all()}
    assert {"A", "E"} <= letters <= set("ABCDE")
    expect(page.locator("#legend .key")).to_have_count(6)
    lowest = min(three.points, key=lambda point: point.record.terms["teacher_scatter"])
    expect(page.locator(f'#points [data-key="point-{lowest.number - 1}"] .dot-text')).to_have_text("A")


def test_arrows_go_from_point_to_point_and_enter_opens_the_map(drawn: Path, front: Front, browser) -> None:
    page = browser.new_page()
    page.goto(f"{drawn.as_uri()}#point=3&lang=en")
    page.wait_for_selector("body[data-ready]")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('point')"):
            break
    assert page.evaluate("document.activeElement.getAttribute('data-index')") == "2"
    page.keyboard.press("ArrowRight")
    expect(page.locator("#details h2")).to_have_text(f"Point 4 of {len(front.points)}")
    expect(page.locator("#live")).to_contain_text("Point 4: Duplicated programmes 4 programmes")
    page.keyboard.press("End")
    expect(page.locator("#details h2")).to_have_text(f"Point {len(front.points)} of {len(front.points)}")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('data-index')") == "0"
    page.keyboard.press("ArrowUp")
    assert "point=2" in page.url
    page.keyboard.press("Enter")
    page.wait_for_url("**/points/002/map.html")
    page.go_back()
    page.wait_for_selector("body[data-ready]")
    page.locator('#points [data-key="point-6"]').click()
    page.wait_for_url("**/points/007/map.html")
    page.close()


def test_buttons_step_through_the_points_and_keep_the_focus(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn, "point=1&lang=en")
    expect(page.get_by_role("button", name="Previous point")).to_be_disabled()
    page.get_by_role("button", name="Next point").click()
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_contain_text("Point 3 of")
    expect(page.locator('#table-points tr[data-point="2"]')).to_have_class("chosen")


def test_today_can_be_shown_beside_the_front(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn, "today=0")
    expect(page.locator(".now")).to_have_count(0)
    page.get_by_role("checkbox", name="Toon vandaag").check()
    expect(page.locator(".now")).to_have_count(1)
    expect(page.locator("#legend")).to_contain_text("vandaag, herverdeeld")


def test_language_switches_in_place_and_the_table_sorts(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#knee")).to_contain_text("suggested knee")
    header = page.locator("#table-points thead th").nth(2)
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    assert page.locator("#table-points tbody tr").first.get_attribute("data-point") == "11"


@pytest.mark.parametrize(("state", "scheme"), first(1, [("lang=nl", "light"), ("lang=en&today=1", "dark")]))
@pytest.mark.parametrize(("fixture", "width"), first(1, [("drawn", 1400), ("drawn_three", 1400), ("drawn", 420)]))
def test_axe_finds_nothing(
    open_map: OpenMap, fixture: str, width: int, state: str, scheme: str, request: pytest.FixtureRequest
) -> None:
    page = open_map(request.getfixturevalue(fixture), state, width=width)
    page.emulate_media(color_scheme=scheme)
    assert violations(page) == []


def test_narrow_screens_do_not_scroll_sideways(open_map: OpenMap, drawn_three: Path) -> None:
    page = open_map(drawn_three, width=420, height=800)
    assert page.evaluate("document.documentElement.scrollWidth") <= 420


def test_paper_shows_the_chart_on_one_sheet_and_the_tables_after_it(open_map: OpenMap, drawn_three: Path) -> None:
    page = open_map(drawn_three)
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 3
    page.set_viewport_size({"width": 1047, "height": 740})
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    box = page.locator("#chart svg").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1047
    assert page.locator("#figure").bounding_box()["height"] < 680


def test_hostile_names_are_shown_as_they_are(open_map: OpenMap, tmp_path: Path) -> None:
    hostile = made_up_front(example.hostile(example.small()), title=example.HOSTILE)
    page = open_map(maps.save_front(hostile, tmp_path / "front.html"))
    expect(page.locator("#title")).to_contain_text("{{7*7}} {# `${7*7}` </script> \" ' =cmd()")
    assert page.locator("img").count() == 0
