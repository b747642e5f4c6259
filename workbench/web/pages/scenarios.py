"""A scenario: its rules and goals as a form, its locks as a matrix; it is changed, saved as another one, and run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from optimizer.errors import Finding, InputError
from optimizer.inputs.lock_entries import KINDS
from workbench.web.controls import control_of
from workbench.web.editing import EDITING, FREE, Edit, adding, keep, locking, moving, removing, resetting, setting
from workbench.web.pages.naming import named_scenario, scenarios_of
from workbench.web.rendering import page
from workbench.web.scenarios import Scenarios
from workbench.web.versions import Changes, Versions, value_at
from workbench.web.views.scenario import BESIDE, ScenarioPage

SET, SHOWN, DO = "set:", "shown", "do"
"""Fields of the form: the text of a key; a key whose checkbox is shown; what a button does."""

STEPS: Mapping[str, Callable[[Scenarios, str], None]] = {
    "undo": Scenarios.undo,
    "redo": Scenarios.redo,
    "discard": lambda scenarios, name: scenarios.change(name, {}),
}
"""Buttons that leave aside what the form says."""

LONGEST_TITLE = 120


def scenario(request: Request) -> Response:
    """Show a scenario with its unsaved changes."""
    return show_scenario(request, named_scenario(request))


def show_scenario(request: Request, name: str, refused: Sequence[Finding] = ()) -> Response:
    """Show a scenario; what was asked and is refused stands in its fields again, with the findings beside it."""
    form = request.state.form
    asked = {**_texts(form), **{key: str(form.get(key, "")) for key in BESIDE}} if refused else {}
    context = ScenarioPage(request, scenarios_of(request), name, asked, refused).context()
    return page(request, "scenario.html", context, status=422 if refused else 200)


def take_form(request: Request, name: str) -> None:
    """Keep what a sent form asks for as one unsaved change: the texts of its fields, and what its button does.

    Raises
    ------
    InputError
        If the scenario would be faulty; then nothing is kept.
    HTTPException
        400 if there is no such button.
    """
    form = request.state.form
    keep(scenarios_of(request), name, _taking(_texts(form)), *_asked_by_button(form))


def _texts(form: Any) -> dict[str, str]:
    """Return the text of every key that a form gives; an empty one for a checkbox that is not checked."""
    texts = {str(key): "" for key in form.getlist(SHOWN)}
    return texts | {name.removeprefix(SET): str(text) for name, text in form.items() if name.startswith(SET)}


def _taking(texts: Mapping[str, str]) -> Edit:
    """Return the step that takes the texts which differ from what the page shows."""

    def edit(now: Versions) -> Changes:
        values: dict[str, Any] = {}
        for key, text in texts.items():
            try:
                control = control_of(key)
            except KeyError:
                values[key] = text
                continue
            is_switch = key.startswith("rules.") and key.endswith(".enabled")
            current = key.split(".")[1] in now.current.rules if is_switch else value_at(now.current_whole, key)
            if control.as_text(current).split() != text.split():
                values[key] = control.value_of(text)
        return setting(values)(now)

    return edit


def _asked_by_button(form: Any) -> list[Edit]:
    match str(form.get(DO, "")).split(":"):
        case ["" | "keep"]:
            return []
        case ["lock", pair, state] if state in {FREE, *KINDS}:
            return [locking(pair, state)]
        case ["goal", "up" | "down" as way, place] if place.isascii() and place.isdigit():
            return [moving(int(place), -1 if way == "up" else 1)]
        case ["goal", "remove", place] if place.isascii() and place.isdigit():
            return [removing(int(place))]
        case ["goal", "add"]:
            return [adding(str(form.get("goal_term", "")))]
        case ["reset", key]:
            return [resetting(key)]
    raise HTTPException(400)


def change(request: Request) -> Response:
    """Keep, undo, redo or discard changes."""
    name = named_scenario(request)
    step = STEPS.get(str(request.state.form.get(DO, "")))
    try:
        if step is None:
            take_form(request, name)
        else:
            with EDITING:
                step(scenarios_of(request), name)
    except InputError as fault:
        return show_scenario(request, name, fault.findings)
    return RedirectResponse(f"/scenarios/{name}", status_code=303)


def save(request: Request) -> Response:
    """Save a scenario with its unsaved changes as a scenario of its own, and go there."""
    form, scenarios = request.state.form, scenarios_of(request)
    parent = str(form.get("parent", ""))
    if parent not in scenarios.names():
        raise HTTPException(404)
    name, title, title_nl = (" ".join(str(form.get(key, "")).split()) for key in ("name", "title", "title_nl"))
    titles = {"title": title or title_nl or name, "title_nl": title_nl or title or name}
    try:
        _require_short({"title": title, "title_nl": title_nl})
        with EDITING:
            take_form(request, parent)
            scenarios.save_as(name, parent, scenarios.draft(parent).changes, titles)
            scenarios.discard(parent)
    except InputError as fault:
        return show_scenario(request, parent, fault.findings)
    return RedirectResponse(f"/scenarios/{name}", status_code=303)


def _require_short(titles: Mapping[str, str]) -> None:
    mend = f"Use {LONGEST_TITLE} signs or fewer."
    long = [Finding("", "the title is too long", mend, key=key) for key in titles if len(titles[key]) > LONGEST_TITLE]
    if long:
        raise InputError(long)


def delete(request: Request) -> Response:
    """Delete a scenario that was made on the page."""
    name = named_scenario(request)
    if not scenarios_of(request).names()[name]:
        raise HTTPException(409)
    scenarios_of(request).delete(name)
    return RedirectResponse("/", status_code=303)


ROUTES = [
    Route("/scenarios", save, methods=["POST"]),
    Route("/scenarios/{name}", scenario),
    Route("/scenarios/{name}/changes", change, methods=["POST"]),
    Route("/scenarios/{name}/delete", delete, methods=["POST"]),
]
