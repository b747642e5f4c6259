"""Logging in and out, where a token is asked for, and whether the server is well."""

from __future__ import annotations

import hmac
import time
from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from workbench.web.rendering import page
from workbench.web.safety import LOGIN, cookie

PAUSE = 0.5
"""Seconds that a wrong token takes, so that guessing is slow."""


def health(request: Request) -> Response:
    """Tell that the server runs, and how busy it is."""
    state = request.app.state
    running = len(state.queue.processes())
    return JSONResponse(
        {"status": "ok", "version": version("bundel"), "running": running, "queued": len(state.runs.waiting())}
    )


def login(request: Request) -> Response:
    """Ask for the token, and remember those who know it for as long as their browser is open."""
    token, state = request.app.state.settings.token, request.state
    if not token:
        return RedirectResponse("/", status_code=303)
    if request.method != "POST":
        return page(request, "login.html", {"wrong": False})
    given = str(state.form.get("token", ""))
    if not hmac.compare_digest(given.encode(), token.encode()):
        time.sleep(PAUSE)
        return page(request, "login.html", {"wrong": True}, status=403)
    response = RedirectResponse("/", status_code=303)
    signed = request.app.state.secret.sign("login", token, state.session)
    response.headers.append("set-cookie", cookie(LOGIN, signed))
    return response


def logout(request: Request) -> Response:
    """Forget who logged in."""
    response = RedirectResponse("/login", status_code=303)
    response.headers.append("set-cookie", cookie(LOGIN, "", 0))
    return response


ROUTES = [
    Route("/health", health),
    Route("/login", login, methods=["GET", "POST"]),
    Route("/logout", logout, methods=["POST"]),
]
