"""Puts the web page together: routes, the layer that guards them, the state and the queue."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from maps.vendor import ASSETS
from optimizer.errors import Finding, InputError
from workbench.web.jobs.queue import Queue
from workbench.web.pages import ROUTES
from workbench.web.rendering import error_page
from workbench.web.runs import Runs
from workbench.web.safety import Guard, Secret
from workbench.web.settings import Settings
from workbench.web.shipped import show_shipped
from workbench.web.store import Store

STATIC = Path(__file__).parent / "static"
VENDORED = str(ASSETS / "vendor")

log = logging.getLogger("bundel.web")


def create_app(settings: Settings) -> Starlette:
    """Return the application of the web page.

    Parameters
    ----------
    settings : Settings
        Where its state lies and what its jobs may take.

    Returns
    -------
    Starlette
        In ``app.state``: ``settings``, ``store`` (the database), ``runs`` and ``queue``, which starts with the server.

    Raises
    ------
    InputError
        If the folder of the state cannot be used, or another server uses it.
    """
    lock = _take_state(settings)
    store = Store(settings.database)
    runs = Runs(store)
    queue = Queue(settings, runs)
    secret = Secret(settings.state / "secret")
    if settings.shipped:
        show_shipped(queue, runs)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        queue.start()
        try:
            yield
        finally:
            queue.close()
            store.close()
            lock.close()

    routes: list[BaseRoute] = [
        *ROUTES,
        Mount("/static/vendor", StaticFiles(directory=VENDORED)),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    guard = Middleware(Guard, settings=settings, secret=secret)
    handlers = {HTTPException: _refused, InputError: _faulty, Exception: _failed}
    app = Starlette(routes=routes, middleware=[guard], exception_handlers=handlers, lifespan=lifespan)  # type: ignore[arg-type]
    app.state.settings, app.state.store, app.state.runs, app.state.queue = settings, store, runs, queue
    app.state.secret = secret
    return app


def _take_state(settings: Settings) -> IO[str]:
    """Make the folders of the state, and see to it that no other server uses them."""
    try:
        for folder in (settings.state, settings.runs, settings.scenarios, settings.data):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (settings.state / "lock").open("w", encoding="utf-8")
    except OSError as fault:
        message = f"cannot be used for the state: {fault.strerror or fault}"
        raise InputError([Finding(str(settings.state), message, "Give another folder with --state.")]) from fault
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        lock.close()
        message, mend = "is used by another server", "Stop it, or give another folder with --state."
        raise InputError([Finding(str(settings.state), message, mend)]) from fault
    return lock


def _refused(request: Request, error: HTTPException) -> Response:
    response = error_page(request, error.status_code)
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


def _faulty(request: Request, error: InputError) -> Response:
    return error_page(request, 422, error.findings)


def _failed(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return error_page(request, 500)
