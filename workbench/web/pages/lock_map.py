"""The map on the page of a scenario, on which programmes are fixed: its latest plan, or today where it has none."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from maps import render
from optimizer.errors import InputError
from optimizer.solving.result import Result
from workbench.results import MAP
from workbench.web.pages.files import framed
from workbench.web.pages.naming import named_scenario, scenarios_of

ANSWERS_TO_LOCKS = b"bundel-locks"
"""Stands in the maps that can show what is fixed; those of earlier versions lack it."""


def draw(request: Request) -> Response:
    """Show the map of a scenario's latest plan on its present data set; of today if there is none."""
    name, scenarios = named_scenario(request), scenarios_of(request)
    try:
        scenario = scenarios.load(name, scenarios.draft(name).changes)
    except InputError:
        scenario = scenarios.load(name)
    if scenario.dataset == scenarios.load(name).dataset:
        drawn = _latest_plan(request, name)
        if drawn is not None:
            return framed(drawn)
    try:
        instance = scenarios.instance(scenario.dataset)
    except InputError as fault:
        raise HTTPException(404) from fault
    today = Result(instance, scenario, status="no_plan", stopped_by="interrupt")
    return framed(render(today, request.state.lang).encode())


def _latest_plan(request: Request, name: str) -> bytes | None:
    """Return the map of the latest plan of a scenario, if it can show what is fixed."""
    app = request.app.state
    done = (run for run in app.runs.latest(kind="solve", scenario=name) if run.state == "done")
    path = next((path for path in (app.queue.result_of(run.id) / MAP for run in done) if path.is_file()), None)
    drawn = path.read_bytes() if path is not None else b""
    return drawn if ANSWERS_TO_LOCKS in drawn else None


ROUTES = [Route("/scenarios/{name}/map", draw)]
