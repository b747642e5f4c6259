"""A scenario: its rules and goals as a form, its locks as a matrix; it is changed, saved as another one, and run."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from optimizer.errors import Finding, InputError
from optimizer.inputs.lock_entries import KINDS
from optimizer.inputs.scenario_diff import scenario_diff
from optimizer.run import check_fit
from workbench.sentences import rule_sentence
from workbench.web.forms import changes_of, goals_text, known_terms, rule_forms
from workbench.web.pages.naming import scenarios_of
from workbench.web.rendering import page
from workbench.web.views.matrix import FREE, matrix_of

OPENINGS = ("none", "family", "anywhere")
CYCLE = (FREE, "keep", "close", "open", "lead")
"""What a cell may be locked to."""


def scenario(request: Request) -> Response:
    """Show a scenario with its unsaved changes."""
    return show_scenario(request, named(request))


def named(request: Request) -> str:
    """Return the scenario that a path names; answers 404 if there is none."""
    name: str = request.path_params["name"]
    if name not in scenarios_of(request).names():
        raise HTTPException(404)
    return name


def show_scenario(request: Request, name: str, findings: tuple[Finding, ...] = (), *, status: int = 200) -> Response:
    """Show a scenario, with findings about what was just asked of it."""
    scenarios, lang = scenarios_of(request), request.state.lang
    draft = scenarios.draft(name)
    base = scenarios.load(name)
    current = scenarios.load(name, draft.changes)
    instance = scenarios.instance(current.dataset)
    forms = rule_forms(current, draft.changes)
    told = (current.description_nl or current.description) if lang == "nl" else current.description
    locks = current.rules.get("locks")
    context: dict[str, Any] = {
        "name": name,
        "own": scenarios.names()[name],
        "scenario": current,
        "title": (current.title_nl or current.title) if lang == "nl" else current.title,
        "description": " ".join(told.split()),
        "dataset_title": instance.settings.get(f"title_{lang}") or current.dataset,
        "draft": draft,
        "differences": scenario_diff(base, current),
        "forms": forms,
        "sentences": {form.rule.name: rule_sentence(form.rule, form.parameters, lang) for form in forms},
        "goals": current.goals.order,
        "goals_text": goals_text(current),
        "terms": known_terms(),
        "openings": OPENINGS,
        "datasets": scenarios.datasets(),
        "matrix": matrix_of(instance, lang, locks={kind: getattr(locks, kind, ()) for kind in KINDS}),
        "cycle": CYCLE,
        "findings": findings,
    }
    return page(request, "scenario.html", context, status=status)


def take_form(request: Request, name: str) -> None:
    """Keep what a form changes of a scenario as an unsaved change.

    Raises
    ------
    InputError
        If the scenario would be faulty; then nothing is kept.
    """
    scenarios = scenarios_of(request)
    draft = scenarios.draft(name).changes
    form = {key: value for key, value in request.state.form.items() if isinstance(value, str)}
    changes = changes_of(form, scenarios.load(name), scenarios.load(name, draft), draft)
    if changes != draft:
        found = scenarios.load(name, changes)
        check_fit(scenarios.instance(found.dataset), found)
        scenarios.change(name, changes)


def change(request: Request) -> Response:
    """Keep, undo, redo or discard changes; scripts that ask for JSON hear what came of it."""
    name, scenarios = named(request), scenarios_of(request)
    by_script = "application/json" in request.headers.get("accept", "")
    action = request.state.form.get("action", "keep")
    try:
        if action == "discard":
            scenarios.change(name, {})
        elif action in {"undo", "redo"}:
            getattr(scenarios, str(action))(name)
        else:
            take_form(request, name)
    except InputError as fault:
        if by_script:
            return JSONResponse({"findings": [each.as_dict() for each in fault.findings]}, status_code=422)
        return show_scenario(request, name, fault.findings, status=422)
    if by_script:
        draft = scenarios.draft(name)
        return JSONResponse({"changes": len(draft.changes), "undo": draft.can_undo, "redo": draft.can_redo})
    return RedirectResponse(f"/scenarios/{name}", status_code=303)


def save(request: Request) -> Response:
    """Save a scenario with its unsaved changes as a scenario of its own, and go there."""
    form, scenarios = request.state.form, scenarios_of(request)
    parent, name = (str(form.get(field, "")).strip() for field in ("parent", "name"))
    if parent not in scenarios.names():
        raise HTTPException(404)
    title = str(form.get("title", "")).strip() or name
    try:
        take_form(request, parent)
        scenarios.save_as(name, parent, scenarios.draft(parent).changes, {"title": title, "title_nl": title})
    except InputError as fault:
        return show_scenario(request, parent, fault.findings, status=422)
    scenarios.discard(parent)
    return RedirectResponse(f"/scenarios/{name}", status_code=303)


def delete(request: Request) -> Response:
    """Delete a scenario that was made on the page."""
    name = named(request)
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
