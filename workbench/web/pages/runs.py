"""Runs: the history and the queue, one run with its progress and its result, and the events that tell of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from optimizer.errors import InputError
from optimizer.solving.saving import DOCUMENT
from workbench.web.exports import EXPORTS
from workbench.web.pages.files import listing
from workbench.web.pages.naming import run_of, scenario_title, scenarios_of
from workbench.web.pages.progress import in_words
from workbench.web.pages.scenarios import show_scenario, take_form
from workbench.web.rendering import page
from workbench.web.runs import Event

HEARTBEAT = 15.0
"""Seconds after which a line without meaning keeps a connection open."""


def history(request: Request) -> Response:
    """Show all runs, those that wait and run first."""
    runs = request.app.state.runs.latest()
    titles = {run.scenario: scenario_title(request, run.scenario) for run in runs}
    return page(request, "runs.html", {"runs": runs, "titles": titles})


def start_run(request: Request) -> Response:
    """Put a scenario with its unsaved changes in the queue, and go to its run."""
    form, scenarios = request.state.form, scenarios_of(request)
    again = request.app.state.runs.get(str(form.get("again", "")))
    if again is not None:
        run = request.app.state.queue.submit(again.kind, again.scenario, again.request, request.state.lang)
        return RedirectResponse(f"/runs/{run.id}", status_code=303)
    name = str(form.get("scenario", ""))
    if name not in scenarios.names():
        raise HTTPException(404)
    try:
        take_form(request, name)
    except InputError as fault:
        return show_scenario(request, name, fault.findings, status=422)
    asked: dict[str, Any] = {"scenario": scenarios.place(name), "changes": dict(scenarios.draft(name).changes)}
    run = request.app.state.queue.submit("solve", name, asked, request.state.lang)
    return RedirectResponse(f"/runs/{run.id}", status_code=303)


def show(request: Request) -> Response:
    """Show one run: how it is getting on, or what came of it."""
    run, queue = run_of(request), request.app.state.queue
    folder = queue.result_of(run.id)
    document = folder / DOCUMENT
    result = json.loads(document.read_text(encoding="utf-8")) if document.is_file() else None
    last = request.app.state.runs.last_event(run.id, "progress")
    names = list(listing(folder)) if folder.is_dir() else []
    context: dict[str, Any] = {
        "run": run,
        "title": scenario_title(request, run.scenario),
        "result": result,
        "shown": in_words(last.content, request.state.lang) if last is not None else None,
        "closeness": _closeness(last),
        "files": [name for name in names if name not in EXPORTS],
        "exports": EXPORTS if result is not None else (),
        "sentences": run.outcome.get(request.state.lang, []),
        "ahead": sum(each.id != run.id and each.created < run.created for each in request.app.state.runs.waiting()),
    }
    return page(request, "run.html", context)


def _closeness(last: Event | None) -> float:
    """Return how much of the distance between plan and bound is closed, as the progress bar shows it."""
    gap = None if last is None else last.content.get("gap")
    return 0.0 if gap is None else max(0.0, 1.0 - gap)


def stop(request: Request) -> Response:
    """Stop a run: what it has found so far is kept."""
    run = run_of(request)
    request.app.state.queue.stop(run.id)
    return RedirectResponse(f"/runs/{run.id}", status_code=303)


async def events(request: Request) -> Response:
    """Stream the events of a run: those after ``Last-Event-ID`` first, then each as it comes, until its end."""
    run = run_of(request)
    given = request.headers.get("last-event-id", "0")
    after = int(given) if given.isascii() and given.isdigit() and len(given) < 16 else 0
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_stream(request, run.id, after), media_type="text/event-stream", headers=headers)


async def _stream(request: Request, identifier: str, after: int) -> AsyncIterator[str]:
    runs, feed = request.app.state.runs, request.app.state.queue.feed
    yield "retry: 1000\n\n"
    with feed.following(identifier) as news:
        while not feed.closed:
            news.clear()
            found = await asyncio.to_thread(runs.events, identifier, after)
            for event in _without_the_past(found):
                yield _line(event, request)
            if found:
                after = found[-1].number
                if found[-1].kind in {"done", "failed"}:
                    return
            elif not (current := runs.get(identifier)) or not current.is_open:
                return
            try:
                await asyncio.wait_for(news.wait(), HEARTBEAT)
            except TimeoutError:
                yield ": \n\n"


def _without_the_past(events: list[Event]) -> list[Event]:
    """Return events without those of progress and plans that later ones make void."""
    last = {event.kind: event.number for event in events}
    return [event for event in events if event.kind not in {"progress", "plan"} or last[event.kind] == event.number]


def _line(event: Event, request: Request) -> str:
    content = dict(event.content)
    if event.kind == "progress":
        content["shown"] = in_words(content, request.state.lang)
    return f"id: {event.number}\nevent: {event.kind}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n"


ROUTES = [
    Route("/runs", history, methods=["GET"]),
    Route("/runs", start_run, methods=["POST"]),
    Route("/runs/{id}", show),
    Route("/runs/{id}/stop", stop, methods=["POST"]),
    Route("/runs/{id}/events", events),
]
