"""Plans side by side: what moved, which term paid, for whom, on a map, and in a paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from optimizer.errors import Finding, InputError
from optimizer.solving.saving import DOCUMENT
from workbench.comparison import COMPARISON
from workbench.web.pages.files import listing, show_page
from workbench.web.pages.naming import scenario_title, scenarios_of
from workbench.web.rendering import page
from workbench.web.runs import Run
from workbench.web.views.comparison import comparison_view, stored_view

KIND = "compare"
MOST = 4
"""Most plans that stand side by side."""


@dataclass(frozen=True)
class Plan:
    """One of the plans that stand side by side: what the address calls it, its run, folder, title and data set."""

    named: str
    run: Run
    folder: Path
    title: str
    data: str | None


def show(request: Request) -> Response:
    """Show a comparison: what the plans are known for at once, and all of it when its job is done; or the choice."""
    chosen = request.query_params.getlist("run")
    if chosen:
        return RedirectResponse(f"/compare?runs={','.join(chosen[:MOST])}", status_code=303)
    named = _named(request)
    if len(named) < 2:
        return _choice(request, named)
    plans = [_plan(request, each) for each in named]
    run = request.app.state.queue.join(KIND, plans[0].run.scenario, _asked(request, plans), request.state.lang)
    done = _folder(request, run)
    context: dict[str, Any] = {
        "run": run,
        "view": None if done is None else comparison_view(done, request.state.lang, len(plans)),
        "stored": stored_view([each.folder for each in plans]),
        "last": request.app.state.runs.last_event(run.id, "progress"),
        "error": run.outcome.get("error") or {},
        "runs": named,
        "titles": [each.title for each in plans],
        "places": [f"/runs/{each.run.id}" for each in plans],
        "shown": request.query_params.get("map", "b"),
    }
    return page(request, "compare.html", context)


def draw(request: Request) -> Response:
    """Show the difference map of the first plan and another one, once it is drawn."""
    plans = [_plan(request, each) for each in _named(request)]
    run = request.app.state.runs.same(KIND, _asked(request, plans), request.state.lang) if len(plans) > 1 else None
    folder = None if run is None else _folder(request, run)
    letter = request.query_params.get("map", "b")
    name = "map.html" if letter == "b" else f"map_{letter}.html"
    if folder is None or name not in listing(folder):
        raise HTTPException(404)
    return show_page(folder / name)


def _named(request: Request) -> list[str]:
    return [each for each in request.query_params.get("runs", "").split(",") if each][:MOST]


def _plan(request: Request, named: str) -> Plan:
    """Return the plan that a word names: a run, or a run and a folder of its result, such as ``abc/repair``."""
    identifier, _, inside = named.partition("/")
    run: Run | None = request.app.state.runs.get(identifier)
    if run is None:
        raise HTTPException(404)
    folder: Path = request.app.state.queue.result_of(run.id)
    if not folder.is_dir():
        raise HTTPException(404)
    document = f"{inside}/{DOCUMENT}" if inside else DOCUMENT
    if document not in listing(folder):
        raise HTTPException(404)
    title = scenario_title(request, run.scenario)
    data = run.request.get("data") or scenarios_of(request).datasets().get(_dataset(request, run))
    return Plan(named, run, folder / inside, f"{title} ({inside})" if inside else title, data)


def _dataset(request: Request, run: Run) -> str:
    try:
        found = str(scenarios_of(request).load(run.scenario, run.request.get("changes") or {}).dataset)
    except (KeyError, InputError):
        return ""
    return Path(found).name


def _asked(request: Request, plans: list[Plan]) -> dict[str, Any]:
    """Return what the job of a comparison is asked: by this it is found again.

    Raises
    ------
    InputError
        If the plans are about different data.
    """
    if len({stored_view([each.folder])["dataset"] for each in plans}) > 1:
        raise InputError([Finding("", *_other_data(request))])
    return {"plans": [each.named for each in plans], "data": [each.data for each in plans]}


def _folder(request: Request, run: Run) -> Path | None:
    """Return the folder of a comparison that is done."""
    folder: Path = request.app.state.queue.result_of(run.id)
    return folder if run.state == "done" and (folder / COMPARISON).is_file() else None


def _other_data(request: Request) -> tuple[str, str]:
    if request.state.lang == "nl":
        return "De plannen gaan over verschillende gegevens", "Kies plannen van dezelfde gegevens."
    return "The plans are about different data", "Choose plans of the same data set."


def _choice(request: Request, chosen: list[str]) -> Response:
    queue = request.app.state.queue
    runs = [run for run in request.app.state.runs.latest() if (queue.result_of(run.id) / DOCUMENT).is_file()]
    context: dict[str, Any] = {
        "runs": runs,
        "chosen": chosen,
        "titles": {run.scenario: scenario_title(request, run.scenario) for run in runs},
    }
    return page(request, "compare_choice.html", context)


ROUTES = [Route("/compare", show, methods=["GET"]), Route("/compare/map", draw, methods=["GET"])]
