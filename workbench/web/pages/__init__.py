"""The pages, one module a group; each has its list ``ROUTES``."""

from __future__ import annotations

from starlette.routing import Route

from workbench.web.pages import answers, compare, data, files, glancing, proposals, runs, scenarios, session, start

ROUTES: list[Route] = [
    route
    for module in (start, session, scenarios, runs, files, data, glancing, proposals, answers, compare)
    for route in module.ROUTES
]
