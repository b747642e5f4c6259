"""Plans side by side: what moved, which term paid, for whom, on a map, and in a paragraph."""

from __future__ import annotations

import threading
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from optimizer.analysis.comparing import compare
from optimizer.errors import Finding, InputError
from optimizer.solving.result import Result
from optimizer.solving.saving import DOCUMENT
from workbench.comparison import COMPARISON, write_comparison
from workbench.web.jobs.naming import write_names
from workbench.web.pages.files import listing, show_page
from workbench.web.pages.naming import scenario_title, scenarios_of
from workbench.web.rendering import page
from workbench.web.runs import Run
from workbench.web.views.comparison import comparison_view

MOST = 4
"""Most plans that stand side by side."""

_lock = threading.Lock()


def show(request: Request) -> Response:
    """Show a comparison, or the choice of what to compare."""
    chosen = request.query_params.getlist("run")
    if chosen:
        return RedirectResponse(f"/compare?runs={','.join(chosen[:MOST])}", status_code=303)
    named = [each for each in request.query_params.get("runs", "").split(",") if each]
    if len(named) < 2:
        return _choice(request, named)
    plans = [_plan(request, each) for each in named[:MOST]]
    folder = _compared(request, plans)
    titles = [each.title for each in plans]
    context = {
        "view": comparison_view(folder, request.state.lang, titles),
        "runs": named[:MOST],
        "titles": titles,
        "places": [f"/runs/{each.run.id}" for each in plans],
        "shown": request.query_params.get("map", "b"),
    }
    return page(request, "compare.html", context)


def draw(request: Request) -> Response:
    """Show the difference map of the first plan and another one."""
    named = [each for each in request.query_params.get("runs", "").split(",") if each]
    if len(named) < 2:
        raise HTTPException(404)
    folder = _compared(request, [_plan(request, each) for each in named[:MOST]])
    letter = request.query_params.get("map", "b")
    name = "map.html" if letter == "b" else f"map_{letter}.html"
    if name not in listing(folder):
        raise HTTPException(404)
    return show_page(folder / name)


class Plan:
    """One of the plans that stand side by side."""

    def __init__(self, run: Run, folder: Path, title: str, data: str | None) -> None:
        self.run, self.folder, self.title, self.data = run, folder, title, data


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
    return Plan(run, folder / inside, f"{title} ({inside})" if inside else title, data)


def _dataset(request: Request, run: Run) -> str:
    try:
        found = str(scenarios_of(request).load(run.scenario, run.request.get("changes") or {}).dataset)
    except (KeyError, InputError):
        return ""
    return Path(found).name


def _compared(request: Request, plans: list[Plan]) -> Path:
    """Return the folder of a comparison; it is made once."""
    parts = [f"{each.folder}:{(each.folder / DOCUMENT).stat().st_mtime_ns}" for each in plans]
    name = sha256("\n".join([*parts, request.state.lang]).encode()).hexdigest()[:24]
    folder: Path = request.app.state.settings.state / "comparisons" / name
    with _lock:
        if not (folder / COMPARISON).is_file():
            _compare(request, plans, folder)
    return folder


def _compare(request: Request, plans: list[Plan], folder: Path) -> None:
    results = [Result.load(each.folder, each.data) for each in plans]
    if len({each.instance.name for each in results}) > 1:
        raise InputError([Finding("", *_other_data(request))])
    found = compare(*results, names=[f"{each.run.id}" for each in plans])
    write_comparison(found, folder, request.state.lang)
    write_names(results[0].instance, folder)


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
