"""A proposal while it is clicked together: judged at once, without solving, by the checks of its full evaluation."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from workbench.web.pages.asking import question_of
from workbench.web.pages.naming import scenarios_of
from workbench.web.rendering import page
from workbench.web.views.glance import glance_view


def look(request: Request) -> Response:
    """Return what is seen at a glance of the programmes that are ticked, as a piece of a page."""
    form, scenarios = request.state.form, scenarios_of(request)
    question = question_of(request, str(form.get("scenario", "")), str(form.get("run") or ""))
    instance = scenarios.instance(question.data)
    try:
        scenario = scenarios.load(question.scenario, question.request.get("changes") or {})
    except KeyError as fault:
        raise HTTPException(404) from fault
    campuses, specialisations = frozenset(instance.campuses), frozenset(instance.specialisations)
    given = (str(each).partition("/") for each in form.getlist("pair"))
    pairs = frozenset((campus, name) for campus, _, name in given if campus in campuses and name in specialisations)
    view = glance_view(pairs, instance, scenario, request.state.lang) if pairs else None
    return page(request, "glance.html", {"view": view})


ROUTES = [Route("/proposals/glance", look, methods=["POST"])]
