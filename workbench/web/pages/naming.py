"""What pages have in common: the scenarios, and what they are called."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request

from optimizer.errors import InputError
from workbench.names import title_of
from workbench.web.runs import Run
from workbench.web.scenarios import Scenarios


def scenarios_of(request: Request) -> Scenarios:
    """Return the scenarios of the server."""
    return Scenarios(request.app.state.settings, request.app.state.store)


def named_scenario(request: Request) -> str:
    """Return the scenario that a path names; answers 404 if there is none."""
    name: str = request.path_params["name"]
    if name not in scenarios_of(request).names():
        raise HTTPException(404)
    return name


def scenario_title(request: Request, name: str) -> str:
    """Return the title of a scenario in the language of the page; its name if it cannot be read (any more)."""
    try:
        found = scenarios_of(request).load(name)
    except (KeyError, InputError, OSError):
        return name
    return title_of(found, request.state.lang)


def place_of(run: Run) -> str:
    """Return the page of a run: plans, proposals, comparisons and answers each have one of their own."""
    if run.kind == "compare":
        return f"/compare?runs={','.join(run.request['plans'])}"
    group = {"solve": "runs", "evaluate": "proposals"}.get(run.kind, "answers")
    return f"/{group}/{run.id}"


def run_of(request: Request) -> Run:
    """Return the run that a path names; answers 404 if there is none."""
    found: Run | None = request.app.state.runs.get(request.path_params["id"])
    if found is None:
        raise HTTPException(404)
    return found
