"""The first page: what Bundel is, the scenarios, and the latest runs."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from optimizer.errors import InputError
from workbench.names import description_of, title_of
from workbench.web.pages.naming import place_of, scenario_title, scenarios_of
from workbench.web.rendering import page
from workbench.web.views.run import figures_of, outcome_in_brief

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
    """Return the latest plan with its figures; None before there is one."""
    solved = request.app.state.runs.latest(kind="solve")
    latest = next((run for run in solved if run.state == "done" and run.outcome.get("terms")), None)
    if latest is None:
        return None
    figures = figures_of(latest, request.state.lang)
    return {"run": latest, "title": scenario_title(request, latest.scenario), "figures": figures}


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
        told = {"title": title_of(found, lang), "description": description_of(found, lang)}
        card |= {**told, "dataset": found.dataset, "faulty": False}
        cards.append(card)
    return cards


ROUTES = [Route("/", start)]
