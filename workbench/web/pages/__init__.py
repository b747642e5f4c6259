"""The pages, one module a group; each has its list ``ROUTES``."""

from __future__ import annotations

from starlette.routing import Route

from workbench.web.pages import files, runs, scenarios, session, start

ROUTES: list[Route] = [*start.ROUTES, *session.ROUTES, *scenarios.ROUTES, *runs.ROUTES, *files.ROUTES]
