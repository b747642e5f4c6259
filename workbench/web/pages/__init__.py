"""The pages, one module a group; each has its list ``ROUTES``."""

from __future__ import annotations

from starlette.routing import Route

from workbench.web.pages import (
    answers,
    compare,
    data,
    files,
    glancing,
    lock_map,
    proposals,
    runs,
    scenarios,
    session,
    start,
)

ROUTES: list[Route] = [
    route
    for module in (start, session, scenarios, lock_map, runs, files, data, glancing, proposals, answers, compare)
    for route in module.ROUTES
]
