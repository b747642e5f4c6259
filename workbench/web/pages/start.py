"""The first page: what Bundel is, the scenarios, and the latest runs."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optimizer.errors import InputError
from workbench.web.pages.naming import place_of, scenario_title, scenarios_of
from workbench.web.rendering import page
from workbench.web.views.run import outcome_in_brief, run_view

LATEST = 6


def start(request: Request) -> Response:
    """Show the scenarios and the latest runs."""
    runs = request.app.state.runs.latest(LATEST)
    context = {
        "scenarios": _cards(request),
        "featured": _featured(request),
        "runs": runs,
        "titles": {run.scenario: scenario_title(request, run.scenario) for run in runs},
        "places": {run.id: place_of(run) for run in runs},
        "outcomes": {run.id: outcome_in_brief(run, request.state.lang) for run in runs},
    }
    return page(request, "start.html", context)


def _featured(request: Request) -> dict[str, Any] | None:
    """Return the latest plan, as its own page shows it; None before there is one."""
    done = [
        run for run in request.app.state.runs.latest(kind="solve") if run.state == "done" and run.outcome.get("terms")
    ]
    return run_view(request, done[0]) if done else None


def _cards(request: Request) -> list[dict[str, Any]]:
    """Return what is said of each scenario: name, title, description, whether it is an own one and has changes."""
    scenarios, lang = scenarios_of(request), request.state.lang
    cards = []
    for name, own in scenarios.names().items():
        card = {"name": name, "own": own, "changes": len(scenarios.draft(name).changes)}
        try:
            found = scenarios.load(name)
        except InputError:
            cards.append({**card, "title": name, "description": "", "dataset": "", "faulty": True})
            continue
        told = (found.description_nl or found.description) if lang == "nl" else found.description
        title = (found.title_nl or found.title) if lang == "nl" else found.title
        card |= {"title": title, "description": " ".join(told.split()), "dataset": found.dataset, "faulty": False}
        cards.append(card)
    return cards


ROUTES = [Route("/", start)]
