"""Runs: the history and the queue, one run with its progress and its result, and the events that tell of it."""

from __future__ import annotations

import asyncio
import json
import math
import shutil
from collections.abc import AsyncIterator
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from optimizer.errors import Finding, InputError
from optimizer.reading import check_fit
from workbench.web.pages.naming import place_of, run_of, scenario_title, scenarios_of
from workbench.web.pages.progress import in_words
from workbench.web.pages.scenarios import show_scenario, take_form
from workbench.web.rendering import page
from workbench.web.runs import Event, Run
from workbench.web.views.run import outcome_in_brief, run_view

HEARTBEAT = 15.0
"""Seconds after which a line without meaning keeps a connection open."""

LIMITS = {"time_limit": (1.0, 86_400.0), "gap": (0.0, 1.0), "seed": (0.0, 2**31 - 1), "threads": (1.0, 64.0)}
"""What may be asked of a solve: least and most."""


def history(request: Request) -> Response:
    """Show all runs, the newest first."""
    runs = request.app.state.runs.latest()
    titles = {run.scenario: scenario_title(request, run.scenario) for run in runs}
    outcomes = {run.id: outcome_in_brief(run, request.state.lang) for run in runs}
    places = {run.id: place_of(run) for run in runs}
    return page(request, "runs.html", {"runs": runs, "titles": titles, "outcomes": outcomes, "places": places})


def start_run(request: Request) -> Response:
    """Put a scenario with its unsaved changes in the queue, or a run once more, and go to the new run."""
    form, queue, lang = request.state.form, request.app.state.queue, request.state.lang
    if form.get("again"):
        earlier: Run | None = request.app.state.runs.get(str(form["again"]))
        if earlier is None:
            raise HTTPException(404)
        run = queue.submit(earlier.kind, earlier.scenario, earlier.request, lang)
        return RedirectResponse(place_of(run), status_code=303)
    name, scenarios = str(form.get("scenario", "")), scenarios_of(request)
    if name not in scenarios.names():
        raise HTTPException(404)
    try:
        limits = limits_of(form)
        take_form(request, name)
        changes = dict(scenarios.draft(name).changes)
        found = scenarios.load(name, changes)
        check_fit(scenarios.instance(found.dataset), found)
    except InputError as fault:
        return show_scenario(request, name, fault.findings)
    asked: dict[str, Any] = {"scenario": scenarios.place(name), "changes": changes, **limits}
    start = queue.latest_result(name, None)
    if start is not None:
        asked["start"] = str(start)
    run = queue.submit("solve", name, asked, lang)
    return RedirectResponse(f"/runs/{run.id}", status_code=303)


def limits_of(form: Any) -> dict[str, float | int]:
    """Return the limits that a form gives.

    Raises
    ------
    InputError
        With each that is no number or out of its range.
    """
    found: dict[str, float | int] = {}
    findings = []
    for name, (least, most) in LIMITS.items():
        text = str(form.get(name, "")).strip().replace(",", ".")
        if not text:
            continue
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not least <= number <= most:
            findings.append(
                Finding("solve", f"{text[:40]!r} is not between {least:g} and {most:g}", "Change it.", key=name)
            )
        else:
            found[name] = int(number) if name in {"seed", "threads"} else number
    if findings:
        raise InputError(findings)
    return found


def show(request: Request) -> Response:
    """Show one run; those that answer a question have pages of their own."""
    run = run_of(request)
    if place_of(run) != f"/runs/{run.id}":
        return RedirectResponse(place_of(run), status_code=303)
    return page(request, "run.html", run_view(request, run))


def stop(request: Request) -> Response:
    """Stop a run: what it has found so far is kept."""
    run = run_of(request)
    request.app.state.queue.stop(run.id)
    return RedirectResponse(place_of(run), status_code=303)


def delete(request: Request) -> Response:
    """Forget a run that has ended, with its files."""
    run = run_of(request)
    if not request.app.state.runs.delete(run.id):
        raise HTTPException(409)
    shutil.rmtree(request.app.state.queue.folder_of(run.id), ignore_errors=True)
    return RedirectResponse("/runs", status_code=303)


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
            current = runs.get(identifier)
            found = await asyncio.to_thread(runs.events, identifier, after)
            for event in _without_the_past(found):
                yield _line(event, request)
            if found:
                after = found[-1].number
                if found[-1].kind in {"done", "failed"}:
                    return
            elif current is None or not current.is_open:
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
    Route("/runs/{id}", show, methods=["GET"]),
    Route("/runs/{id}/stop", stop, methods=["POST"]),
    Route("/runs/{id}/delete", delete, methods=["POST"]),
    Route("/runs/{id}/events", events, methods=["GET"]),
]
