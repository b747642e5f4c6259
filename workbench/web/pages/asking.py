"""What a question is about: a scenario with its unsaved changes, or exactly what an earlier run was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from workbench.web.pages.naming import scenarios_of
from workbench.web.runs import Run


@dataclass(frozen=True)
class Question:
    """A scenario as it is asked about.

    Attributes
    ----------
    scenario : str
        Its name.
    run : str
        The run that it was taken from, or nothing.
    request : mapping
        What a job needs: ``scenario``, ``changes`` and, if it was given, ``data``.
    data : str
        Its data set, as a scenario calls it.
    """

    scenario: str
    run: str
    request: Mapping[str, Any]
    data: str


def question_of(request: Request, scenario: str, run: str = "") -> Question:
    """Return what a question is about; answers 404 if there is no such scenario or run."""
    scenarios = scenarios_of(request)
    if run:
        found: Run | None = request.app.state.runs.get(run)
        if found is None:
            raise HTTPException(404)
        asked = {key: found.request[key] for key in ("scenario", "changes", "data") if found.request.get(key)}
        return Question(found.scenario, run, asked, _data(request, found.scenario, asked))
    if scenario not in scenarios.names():
        raise HTTPException(404)
    asked = {"scenario": scenarios.place(scenario), "changes": dict(scenarios.draft(scenario).changes)}
    return Question(scenario, "", asked, _data(request, scenario, asked))


def _data(request: Request, scenario: str, asked: Mapping[str, Any]) -> str:
    if asked.get("data"):
        return str(asked["data"])
    try:
        return str(scenarios_of(request).load(scenario, asked.get("changes") or {}).dataset)
    except KeyError as fault:
        raise HTTPException(404) from fault
