"""The difference map: what it shows agrees with both plans, and it works in a browser, wide and narrow."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

import maps
from maps.comparisons.messages import COMPARISON_TEXTS
from maps.comparisons.payload import comparison_payload
from maps.messages import MESSAGES
from maps.style import difference_breaks
from optimizer.inputs.instance import Instance
from optimizer.solving.result import Result
from tests.maps import example
from tests.maps.conftest import OpenMap
from tests.maps.test_accessibility import violations

STORY = ("Plan B sluit iets </script> {{7*7}}.", "Plan B closes something </script> {{7*7}}.")
TITLES = (("Zoals het is", "As it is"), ("Alles samen", "All together"))


@pytest.fixture(scope="module")
def pair() -> tuple[Result, Result]:
    """One result with a programme fewer than the other, and another lead."""
    first = example.result_of(example.small())
    assert first.plan is not None
    table = first.plan.programmes
    gone = table[table["role"] == "teach"].index[0]
    fewer = table.drop(index=gone).reset_index(drop=True)
    return first, replace(first, plan=replace(first.plan, programmes=fewer))


@pytest.fixture(scope="module")
def drawn(pair: tuple[Result, Result], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("difference") / "map.html"
    return maps.save_comparison(*pair, path, titles=TITLES, story=STORY)


def data_of(pair: tuple[Result, Result]) -> dict:
    return comparison_payload(*pair, "nl", ("A", "B"), TITLES, STORY)


def test_programmes_are_those_of_both_plans(pair: tuple[Result, Result]) -> None:
    first, second = (result.plan for result in pair)
    entries = data_of(pair)["programmes"]
    assert sum(one["today"] is not None for one in entries) == len(first.programmes)
    assert sum(one["plan"] is not None for one in entries) == len(second.programmes)
    assert sum(one["today"] or 0 for one in entries) == pytest.approx(first.programmes["students"].sum(), abs=1)
    changes = {one["change"]: one for one in entries}
    assert set(changes) == {"kept", "closed"}
    assert sum(one["lead_before"] for one in entries) == (first.programmes["role"] == "lead").sum()


def test_figures_and_terms_hold_the_first_plan_against_the_second(pair: tuple[Result, Result]) -> None:
    data = data_of(pair)
    counted = next(figure for figure in data["figures"] if figure["name"] == "programmes")
    assert (counted["today"], counted["plan"]) == tuple(len(result.plan.programmes) for result in pair)
    assert {figure["name"] for figure in data["figures"]}.isdisjoint({"displaced"})
    terms = {row["name"]: row for row in data["terms"]}
    assert terms["cost"]["today"] == pytest.approx(pair[0].terms["cost"].plan, abs=1e-3)


def test_zones_show_the_difference_of_travel(pair: tuple[Result, Result]) -> None:
    assert all(
        zone["extra"] == pytest.approx(zone["plan"] - zone["today"], abs=0.051) for zone in data_of(pair)["zones"]
    )


def test_hosts_stand_at_the_same_place_in_both_plans(pair: tuple[Result, Result]) -> None:
    data = data_of(pair)
    names = [[host["name"] for host in data[key]["hosts"]] for key in ("institute", "institute_before")]
    assert names[0] == names[1]


@pytest.mark.parametrize(("largest", "breaks"), [(0.0, [-1.0, -0.5, 0.5, 1.0]), (7.0, [-4.0, -2.0, 2.0, 4.0])])
def test_classes_of_a_difference_are_symmetric(largest: float, breaks: list[float]) -> None:
    assert difference_breaks(largest) == breaks


@pytest.mark.parametrize("key", sorted(COMPARISON_TEXTS))
def test_texts_replace_those_of_the_map(key: str) -> None:
    dutch, english = COMPARISON_TEXTS[key]
    assert sorted(re.findall(r"\{\w+\}", dutch)) == sorted(re.findall(r"\{\w+\}", english))
    assert sorted(set(re.findall(r"\{\w+\}", dutch))) == sorted(set(re.findall(r"\{\w+\}", MESSAGES[key][0])))
    assert re.findall(r"\[[ab]\]", dutch) == re.findall(r"\[[ab]\]", english)


def test_no_word_of_today_is_left(pair: tuple[Result, Result]) -> None:
    hidden = {"today_note", "observed", "no_plan"}
    for place, language in enumerate(("nl", "en")):
        texts = data_of(pair)["messages"][language]
        word = ("vandaag", "today")[place]
        left = {key for key, text in texts.items() if re.search(rf"\b(?<!{{){word}\b", text, re.IGNORECASE)}
        assert left <= hidden


def test_what_cannot_be_compared_is_refused(pair: tuple[Result, Result], flanders: Instance) -> None:
    with pytest.raises(ValueError, match="without a plan"):
        maps.render_comparison(pair[0], replace(pair[1], plan=None))
    with pytest.raises(ValueError, match="different data sets"):
        maps.render_comparison(pair[0], replace(pair[1], instance=flanders))
    with pytest.raises(ValueError, match="nl and en"):
        maps.render_comparison(*pair, "fr")


@pytest.mark.parametrize(
    ("lang", "names"), [("nl", ("Plan A", "Plan B", "Verschil")), ("en", ("Plan A", "Plan B", "Difference"))]
)
@pytest.mark.parametrize("width", [1400, 420])
def test_three_modes_and_the_story(
    open_map: OpenMap, drawn: Path, lang: str, names: tuple[str, str, str], width: int
) -> None:
    page = open_map(drawn, f"lang={lang}&view=map", width=width)
    buttons = page.locator("#modes button")
    assert buttons.all_inner_texts() == list(names)
    expect(page.locator("#details .story")).to_have_text(STORY[lang == "en"])
    expect(page.locator("#legend")).to_contain_text("plan B")
    buttons.nth(0).click()
    expect(page.locator("#legend")).to_contain_text("plan A")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#map-frame .glyph").count() > 0


def test_lead_centres_show_in_both_plans(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn, "lang=en&view=map&mode=today&layers=leads")
    assert page.locator("#map-frame .star").count() > 0


def test_a_narrow_screen_opens_with_the_story(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn, "lang=nl", width=420, height=860)
    assert page.locator("#list .story").is_visible()
    page.locator("#list .list__row").first.click()
    assert page.locator(".story").count() == 0


def test_tables_name_both_plans(open_map: OpenMap, drawn: Path) -> None:
    page = open_map(drawn, "lang=en&view=tables")
    headings = page.locator("#tables th").all_inner_texts()
    assert any("Plan A" in text for text in headings)
    assert any("Lead centre in plan A" in text for text in headings)
    assert not any("oday" in text for text in headings)


@pytest.mark.parametrize("state", ["view=map", "view=map&mode=today&layers=leads.institute", "view=tables"])
def test_axe_finds_nothing(open_map: OpenMap, drawn: Path, state: str) -> None:
    assert violations(open_map(drawn, f"lang=nl&{state}")) == []
