"""The page of a scenario by keyboard alone: a norm, goals, a lock, undo, saving and a run; and without scripts."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web_server import Visitor
from tests.workbench.web.pages.conftest import focus_unseen
from workbench.web.runs import Runs
from workbench.web.scenarios import Scenarios
from workbench.web.settings import Settings
from workbench.web.store import Store

NAME = "keyed"
NORM = "rules.minimum_enrolment.norm"


@pytest.fixture
def keys(reader: Page, kept: Scenarios, address: str) -> Page:
    """The page of the scenario, read by somebody without a mouse."""
    assert kept
    visit(reader, address)
    return reader


def visit(page: Page, address: str) -> None:
    page.goto(f"{address}/scenarios/{NAME}?lang=nl")
    page.wait_for_selector("body[data-ready]")


def changes(kept: Scenarios) -> dict[str, Any]:
    return dict(kept.draft(NAME).changes)


def tab_to(page: Page, selector: str, key: str = "Tab", most: int = 120) -> None:
    """Press Tab, or Shift and Tab, until an element has the focus, which must be seen wherever it goes."""
    for _ in range(most):
        page.keyboard.press(key)
        assert focus_unseen(page) == ""
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def said(page: Page, text: str) -> None:
    expect(page.locator("#live")).to_contain_text(text)


def test_a_norm_is_changed_refused_in_dutch_mended_and_undone(keys: Page, kept: Scenarios) -> None:
    tab_to(keys, "#values-minimum_enrolment > summary")
    keys.keyboard.press("Enter")
    tab_to(keys, "#f-rules-minimum_enrolment-norm")
    keys.keyboard.type("115")
    keys.keyboard.press("Tab")
    said(keys, "Bewaard. Wijzigingen: 1.")
    assert changes(kept) == {NORM: 115}
    expect(keys.locator("#says-minimum_enrolment")).to_contain_text("115 studenten")
    tab_to(keys, "#f-rules-minimum_enrolment-norm", "Shift+Tab")
    keys.keyboard.press("Control+a")
    keys.keyboard.type("-5")
    keys.keyboard.press("Enter")
    said(keys, "Niet bewaard")
    norm = keys.locator("#f-rules-minimum_enrolment-norm")
    expect(norm).to_have_attribute("aria-invalid", "true")
    expect(norm).to_have_value("-5")
    expect(norm).to_be_focused()
    assert "Het moet minstens 0 zijn" in keys.inner_text(f"#{norm.get_attribute('id')}-faults")
    assert keys.locator("#part-findings [lang=en]").count() == 0
    assert changes(kept) == {NORM: 115}
    keys.locator("#undo").focus()
    keys.keyboard.press("Enter")
    said(keys, "Er zijn geen wijzigingen.")
    expect(norm).to_have_value("80")
    assert focused(keys) == "undo"
    assert changes(kept) == {}


def test_a_cell_is_locked_and_a_reload_keeps_it(keys: Page, kept: Scenarios, address: str) -> None:
    assert keys.locator('[data-cell][tabindex="0"]').count() == 1
    tab_to(keys, "[data-cell]")
    first = focused(keys)
    keys.keyboard.press("ArrowDown")
    cell = focused(keys)
    assert cell != first
    keys.keyboard.press("Enter")
    said(keys, "Bewaard. Wijzigingen: 1.")
    assert focused(keys) == cell
    visit(keys, address)
    locked = keys.locator(f'[id="{cell}"]')
    expect(locked).to_have_text("B")
    assert ": blijft (" in str(locked.get_attribute("aria-label"))
    assert changes(kept)["rules.locks.keep"] == [cell.removeprefix("c-")]


def test_goals_change_places_and_the_focus_goes_with_them(keys: Page, kept: Scenarios) -> None:
    first = keys.inner_text("#goal-0")
    tab_to(keys, "#goal-down-0")
    keys.keyboard.press("Enter")
    expect(keys.locator("#goal-1")).to_have_text(first, use_inner_text=True)
    assert focused(keys) == "goal-down-1"
    keys.keyboard.press("Enter")
    expect(keys.locator("#goal-2")).to_have_text(first, use_inner_text=True)
    assert len(changes(kept)["goals.order"]) == len(kept.load(NAME).goals.order)


def test_a_scenario_is_saved_under_another_name(keys: Page, kept: Scenarios) -> None:
    tab_to(keys, "#fold-save > summary")
    keys.keyboard.press("Enter")
    tab_to(keys, "#beside-name")
    keys.keyboard.type("Keyed Too")
    keys.keyboard.press("Enter")
    expect(keys.locator("#beside-name-faults")).to_contain_text("Gebruik kleine letters")
    expect(keys.locator("#beside-name")).to_be_focused()
    keys.keyboard.press("Control+a")
    keys.keyboard.type("keyed-too")
    keys.keyboard.press("Enter")
    keys.wait_for_url("**/scenarios/keyed-too")
    kept.delete("keyed-too")


def test_what_was_just_changed_is_in_the_run(keys: Page, kept: Scenarios, state: Path, visitor: Visitor) -> None:
    tab_to(keys, "#f-rules-reach-enabled")
    keys.keyboard.press("Space")
    keys.locator("#solve").focus()
    keys.keyboard.press("Enter")
    keys.wait_for_url("**/runs/*")
    run = keys.url.rpartition("/")[2]
    visitor.submit(f"/runs/{run}/stop")
    with closing(Store(Settings(state).database)) as store:
        found = Runs(store).get(run)
    assert found is not None
    assert found.request["changes"] == {"rules.reach.enabled": True}


def test_a_scenario_is_changed_without_scripts(browser: Browser, kept: Scenarios, address: str) -> None:
    with closing(browser.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(f"{address}/scenarios/{NAME}?lang=en")
        page.click("#values-minimum_enrolment > summary")
        page.fill("#f-rules-minimum_enrolment-norm", "70")
        page.press("#f-rules-minimum_enrolment-norm", "Enter")
        expect(page.locator("#f-rules-minimum_enrolment-norm")).to_have_value("70")
        assert changes(kept) == {NORM: 70}
        page.click("#undo")
        expect(page.locator("#changes-head .count")).to_have_count(0)
    assert changes(kept) == {}
