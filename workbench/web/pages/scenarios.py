"""A scenario: its rules and goals as a form, its locks as a matrix; it is changed, saved as another one, and run."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from workbench.web.pages.naming import scenarios_of
from workbench.web.rendering import page


def scenario(request: Request) -> Response:
    """Show a scenario."""
    name = request.path_params["name"]
    if name not in scenarios_of(request).names():
        raise HTTPException(404)
    return page(request, "scenario.html", {"name": name, "scenario": scenarios_of(request).load(name)})


ROUTES = [Route("/scenarios/{name}", scenario)]
