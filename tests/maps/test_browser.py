"""The page in a browser: what a reader does, with the mouse and with the keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import maps
from optimizer.inputs.instance import Instance
from optimizer.solving.result import Result
from tests.maps import example
from tests.maps.conftest import OpenMap


@pytest.fixture(scope="module")
def drawn(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return maps.save(result, tmp_path_factory.mktemp("map") / "map.html")


def glyph(page: Page, campus: str, instance: Instance) -> str:
    return f'.halo[data-key="campus-{instance.campuses.index(campus)}"]'


def test_modes_change_map_and_legend(open_map: OpenMap, drawn: Path, result: Result) -> None:
    page = open_map(drawn, "mode=today")
    taught_today = {campus for campus, _ in result.instance.enrolled_today}
    expect(page.locator("#map-frame .glyph")).to_have_count(len(taught_today))
    page.get_by_role("button", name="Plan", exact=True).click()
    expect(page.locator("#map-frame .glyph")).to_have_count(result.plan.programmes["campus_id"].nunique())
    page.get_by_role("button", name="Wijzigingen").click()
    expect(page.locator("#legend")).to_contain_text("Extra afstand per student (km, enkele reis)")
    assert page.locator("#map-frame .badge__text").count() > 10
    page.get_by_role("checkbox", name="Stopgezet en nieuw").uncheck()
    expect(page.locator("#map-frame .badge__text")).to_have_count(0)


def test_chosen_campus_shows_grid_catchment_and_leads_on_to_a_specialisation(
    open_map: OpenMap, drawn: Path, flanders: Instance
) -> None:
    page = open_map(drawn, "mode=plan")
    page.locator(glyph(page, "hg-bij", flanders)).click()
    expect(page.locator("#details h2")).to_contain_text("HoGent")
    expect(page.locator("#details .cell")).to_have_count(len(flanders.specialisations))
    expect(page.locator("#legend")).to_contain_text("Herkomst van de studenten in het plan")
    assert page.locator("#map-frame .origin").count() > 3
    assert len({one.get_attribute("fill") for one in page.locator("#map-frame .zone").all()}) > 2
    page.locator("#details .cell--stays").first.click()
    expect(page.locator("#picker")).not_to_have_value("")
    assert "pick=one" in page.url


def test_picker_shows_one_subject_with_all_its_degrees(open_map: OpenMap, drawn: Path, result: Result) -> None:
    page = open_map(drawn, "mode=changes")
    page.locator("#picker").select_option("all:multimedia")
    today = {pair for pair in result.instance.enrolled_today if pair[1].startswith("multimedia-")}
    shown = today | {pair for pair in result.plan.pairs if pair[1].startswith("multimedia-")}
    expect(page.locator("#map-frame .glyph")).to_have_count(len(shown))
    expect(page.locator("#map-frame .pill__text", has_text="BA+MA").first).to_be_visible()
    assert page.locator("#map-frame .cross").count() == len(shown - set(result.plan.pairs))
    assert page.locator("#map-frame .shift").count() > 0
    assert page.locator("#map-frame .star").count() == 2


def test_institute_leads_and_firms_are_layers(open_map: OpenMap, drawn: Path, result: Result) -> None:
    page = open_map(drawn, "mode=plan")
    assert page.locator("#map-frame .host, #map-frame .feed, #map-frame .firm, #map-frame .star").count() == 0
    for name in ("Expertisecentra", "Instituut", "Bedrijven"):
        page.get_by_role("checkbox", name=name).check()
    expect(page.locator("#map-frame .host")).to_have_count(result.plan.institute["host_id"].nunique())
    assert page.locator("#map-frame .feed").count() > 0
    assert page.locator("#map-frame .firm").count() == len(result.instance.table("industry"))
    assert page.locator("#map-frame .star").count() > 0


def test_keyboard_alone_reaches_chooses_and_clears(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn, "mode=changes")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('halo')"):
            break
    focused = page.evaluate("document.activeElement.getAttribute('data-key')")
    assert focused.startswith("campus-")
    expect(page.locator("#tip")).to_be_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('data-key')") == focused
    expect(page.locator("#live")).to_contain_text("student")
    page.keyboard.press("Escape")
    expect(page.locator(".glyph--chosen")).to_have_count(0)
    expect(page.locator("#live")).to_have_text("Keuze gewist")


def test_arrondissements_are_chosen_by_keyboard(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn, "mode=plan")
    page.locator('.zone[aria-label*="Kortrijk"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("Arrondissement Kortrijk")
    assert page.locator("#map-frame .origin").count() > 0


def test_language_switches_in_place(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn, "mode=changes")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#legend h2")).to_have_text("Legend")
    expect(page.locator(".leaflet-control-zoom-in")).to_have_attribute("aria-label", "Zoom in")
    assert "Opleiding" not in page.locator("header").inner_text()


def test_tables_hold_every_programme_and_sort(open_map: OpenMap, drawn: Path, result: Result) -> None:
    page = open_map(drawn, "view=tables&mode=changes")
    rows = page.locator("#table-programmes tbody tr")
    shown = set(result.instance.enrolled_today) | set(result.plan.pairs)
    expect(rows).to_have_count(len(shown))
    expect(page.locator("#table-zones tbody tr")).to_have_count(len(result.instance.zones))
    expect(page.locator("#table-institute tbody tr")).to_have_count(len(result.plan.institute))
    header = page.locator("#table-zones thead th").nth(2)
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "descending")
    first = page.locator("#table-zones tbody tr").first
    demand = result.instance.table("demand").groupby("zone_id")["students"].sum()
    largest = result.instance.table("zones").set_index("zone_id").at[demand.idxmax(), "name_nl"]
    expect(first).to_contain_text(str(largest))


def test_estimates_are_marked(open_map: OpenMap, drawn: Path, result: Result) -> None:
    page = open_map(drawn, "view=tables&mode=today")
    expect(page.locator("#subtitle .mark-estimate")).to_contain_text("geraamd")
    estimated = int((result.instance.table("programmes")["confidence"] == "estimated").sum())
    expect(page.locator("#table-programmes td", has_text="≈")).to_have_count(estimated)


@pytest.mark.parametrize(
    "state", ["", "view=map&mode=changes", "view=tables", "view=list&campus=hg-bij", "view=map&pick=all:multimedia"]
)
def test_narrow_screens_do_not_scroll_sideways(open_map: OpenMap, drawn: Path, state: str) -> None:
    page = open_map(drawn, state, width=420, height=800)
    if not state:
        expect(page.locator("#view-list")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 420


def test_glyphs_do_not_cover_each_other(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn, "mode=changes")
    covered = page.evaluate("""() => {
      const at = [...document.querySelectorAll("#map-frame .glyph .halo")].map((halo) => {
        const box = halo.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2, Math.max(0, box.width / 2 - 3)];
      });
      return at.flatMap((one, place) => at.slice(place + 1).filter((other) =>
        Math.hypot(one[0] - other[0], one[1] - other[1]) < one[2] + other[2] - 2)).length;
    }""")
    assert covered == 0


@pytest.mark.parametrize(
    "state",
    ["view=map&mode=changes", "view=tables", "view=list", "view=map&mode=plan&campus=ab-1", "view=map&pick=all:film"],
)
def test_hostile_names_are_shown_as_they_are(open_map: OpenMap, tmp_path: Path, state: str) -> None:
    hostile = example.result_of(example.hostile(example.small()), title=example.HOSTILE)
    page = open_map(maps.save(hostile, tmp_path / "map.html"), state)
    expect(page.locator("#title")).to_contain_text("{{7*7}} {# `${7*7}` </script> \" ' =cmd()")
    assert page.locator("img").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 1400


def test_points_alone_are_drawn_without_boundaries(open_map: OpenMap, small: Result, tmp_path: Path) -> None:
    page = open_map(maps.save(small, tmp_path / "map.html", boundaries={}), "mode=changes")
    expect(page.locator("#map-frame .province")).to_have_count(0)
    expect(page.locator("#map-frame .zone")).to_have_count(2)
    expect(page.locator("#map-frame .glyph")).to_have_count(4)
    assert page.locator("#notice").inner_text() == ""


def test_zoom_and_full_screen(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn, "mode=plan")
    width = page.locator("#map-frame .province").first.bounding_box()["width"]
    page.get_by_role("button", name="Inzoomen").click()
    assert page.locator("#map-frame .province").first.bounding_box()["width"] > 1.3 * width
    page.get_by_role("button", name="Volledig scherm").click()
    page.wait_for_function("document.fullscreenElement === document.documentElement")
    assert page.locator("#dock").is_visible()


def test_address_keeps_the_choice(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn, "mode=plan&campus=hg-bij&lang=en&pick=none&layers=leads.unknown")
    expect(page.locator("#details h2")).to_contain_text("HoGent")
    expect(page.locator("#picker")).to_have_value("")
    page.get_by_role("button", name="Today").click()
    assert "mode=today" in page.url
    assert "campus=hg-bij" in page.url


def test_today_alone_is_shown_without_a_plan(open_map: OpenMap, small: Result, tmp_path: Path) -> None:
    bare = replace(small, plan=None, today=None, observed=None, terms={}, goals=())
    page = open_map(maps.save(bare, tmp_path / "map.html"))
    expect(page.locator("#modes button")).to_have_text(["Vandaag"])
    expect(page.locator("#details h2")).to_have_text("Geen plan: alleen vandaag")
