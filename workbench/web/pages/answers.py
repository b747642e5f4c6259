"""Questions about a scenario or a run, and their answers: each is a job, shown while it goes on and when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from optimizer.inputs.scenario_defaults import NONE
from optimizer.model.registry import discover_terms
from workbench.messages import Language
from workbench.results import MAP
from workbench.web.jobs.kinds import CONTINUES, UNFINISHED
from workbench.web.pages.asking import Question, question_of
from workbench.web.pages.files import listing, show_page
from workbench.web.pages.naming import place_of, run_of, scenario_title, scenarios_of
from workbench.web.rendering import page
from workbench.web.runs import Run
from workbench.web.views import answers as views
from workbench.web.views.changes import changes_of
from workbench.web.views.evaluation import evaluation_view
from workbench.web.views.front import front_view

LEVELS = ("institution", "association", "province")
"""Whose losses fairness can be about."""

Option = Callable[[Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """A kind of answer: its template, what the template shows, the document by which its folder is known."""

    template: str
    view: Callable[[Path, Language], dict[str, Any]]
    document: str
    options: Option = field(default=lambda form: {})
    keeps: bool = False
    """Whether what it has found is kept when it ends early, so that it can be continued."""


def _alternatives(form: Mapping[str, Any]) -> dict[str, Any]:
    share = {"1": 0.01, "3": 0.03, "5": 0.05, "10": 0.1}.get(str(form.get("within")), 0.03)
    by = str(form.get("by"))
    known = by if by in {"programmes", "municipality", "institution", "losers"} else "programmes"
    return {"within": share, "by": known, "count": _count(form, "count", 5, 20)}


def _front(form: Mapping[str, Any]) -> dict[str, Any]:
    terms = [str(form.get(name)) for name in ("first", "second") if form.get(name)]
    return {"terms": terms, "points": _count(form, "points", 12, 60)}


def _importance(form: Mapping[str, Any]) -> dict[str, Any]:
    return {"break_evens": form.get("break_evens") == "on"}


def _fair(form: Mapping[str, Any]) -> dict[str, Any]:
    by = str(form.get("by"))
    return {"by": by if by in LEVELS else LEVELS[0]}


def _count(form: Mapping[str, Any], name: str, default: int, most: int) -> int:
    given = str(form.get(name, ""))
    return min(most, max(1, int(given))) if given.isascii() and given.isdigit() and len(given) < 6 else default


KINDS: dict[str, Kind] = {
    "evaluate": Kind("answer_evaluate.html", evaluation_view, "evaluation.json"),
    "explain": Kind("answer_explain.html", views.explanation_view, "explanation.json"),
    "alternatives": Kind(
        "answer_alternatives.html", views.alternatives_view, "alternatives.json", _alternatives, keeps=True
    ),
    "importance": Kind("answer_importance.html", views.importance_view, "importance.json", _importance, keeps=True),
    "veto": Kind("answer_veto.html", views.veto_view, "veto.json", keeps=True),
    "fair": Kind("answer_fair.html", views.fair_view, "fair.json", _fair, keeps=True),
    "verdict": Kind("answer_verdict.html", views.verdict_view, "verdict.json"),
    "pareto": Kind("answer_pareto.html", front_view, "front.json", _front, keeps=True),
}
"""Kinds of answers, in the order in which they are offered; a proposal has a page of its own."""

ASKED = tuple(kind for kind in KINDS if kind != "evaluate")


def offer(request: Request) -> Response:
    """Offer the questions that can be asked about a scenario or a run."""
    query = request.query_params
    question = question_of(request, str(query.get("scenario", "reference")), str(query.get("run", "")))
    return page(request, "questions.html", _offered(request, question))


def _offered(request: Request, question: Question) -> dict[str, Any]:
    earlier = [run for run in request.app.state.runs.latest(scenario=question.scenario) if run.kind in KINDS]
    names = scenarios_of(request).names()
    return {
        "scenario": question.scenario,
        "run": question.run,
        "scenario_title": scenario_title(request, question.scenario),
        "scenarios": {name: scenario_title(request, name) for name in names},
        "changes": changes_of(
            scenarios_of(request), question.scenario, question.request.get("changes") or {}, request.state.lang
        ),
        "kinds": ASKED,
        "terms": sorted(discover_terms()),
        "levels": LEVELS,
        "earlier": [(run, place_of(run)) for run in earlier[:12]],
    }


def ask(request: Request) -> Response:
    """Put a question in the queue, and go to its page."""
    form = request.state.form
    kind = str(form.get("kind", ""))
    if kind not in ASKED:
        raise HTTPException(404)
    question = question_of(request, str(form.get("scenario", "")), str(form.get("run", "")))
    asked = {**question.request, **KINDS[kind].options(form)}
    run = request.app.state.queue.submit(kind, question.scenario, asked, request.state.lang)
    return RedirectResponse(place_of(run), status_code=303)


def show(request: Request) -> Response:
    """Show an answer."""
    run = run_of(request)
    if run.kind not in ASKED:
        return RedirectResponse(place_of(run), status_code=303)
    return answer_page(request, run)


def answer_page(request: Request, run: Run) -> Response:
    """Return the page of a run that answers a question, in whatever state it is."""
    kind, folder = KINDS[run.kind], request.app.state.queue.result_of(run.id)
    has_result = not run.is_open and (folder / kind.document).is_file()
    kept = kind.keeps and not run.is_open and _left(request, run)
    context: dict[str, Any] = {
        "run": run,
        "place": place_of(run),
        "scenario_title": scenario_title(request, run.scenario),
        "can_continue": kept or (kind.keeps and not run.is_open and run.outcome.get("complete") is False),
        "view": kind.view(folder, request.state.lang) if has_result else None,
        "last": request.app.state.runs.last_event(run.id, "progress"),
        "error": run.outcome.get("error") or {},
        "lines": run.outcome.get(request.state.lang) or [],
        "files": sorted(name for name in listing(folder) if "/" not in name) if has_result else [],
        "shown": request.query_params.get("plan", ""),
        "link": f"{str(request.base_url).rstrip('/')}{place_of(run)}",
    }
    return page(request, kind.template, context)


def _left(request: Request, run: Run) -> bool:
    """Whether answers of a run that ended early are kept."""
    folder: Path = request.app.state.queue.folder_of(run.id)
    return (folder / UNFINISHED).is_dir()


def go_on(request: Request) -> Response:
    """Take up a question whose answers are not complete."""
    run = run_of(request)
    if run.kind not in KINDS or not KINDS[run.kind].keeps or run.is_open:
        raise HTTPException(409)
    asked = {**run.request, CONTINUES: run.id}
    again = request.app.state.queue.submit(run.kind, run.scenario, asked, request.state.lang)
    return RedirectResponse(place_of(again), status_code=303)


def repair(request: Request) -> Response:
    """Solve the scenario of an explanation with one of its repairs."""
    run = run_of(request)
    folder = request.app.state.queue.result_of(run.id)
    if run.kind != "explain" or not (folder / "explanation.json").is_file():
        raise HTTPException(404)
    repairs = views.explanation_view(folder, request.state.lang)["repairs"]
    number = int(request.path_params["number"])
    if not 1 <= number <= len(repairs):
        raise HTTPException(404)
    changes = dict(run.request.get("changes") or {})
    for change in repairs[number - 1]["changes"]:
        changes[change["key"]] = NONE if change["new"] is None else change["new"]
    asked = {**{key: value for key, value in run.request.items() if key in {"scenario", "data"}}, "changes": changes}
    solved = request.app.state.queue.submit("solve", run.scenario, asked, request.state.lang)
    return RedirectResponse(f"/runs/{solved.id}", status_code=303)


def plan_map(request: Request) -> Response:
    """Show the map of one of the plans of an answer."""
    folder: Path = request.app.state.queue.result_of(run_of(request).id)
    name = f"{request.path_params['plan']}/{MAP}"
    if not folder.is_dir() or name not in listing(folder):
        raise HTTPException(404)
    return show_page(folder / name)


ROUTES = [
    Route("/questions", offer, methods=["GET"]),
    Route("/questions", ask, methods=["POST"]),
    Route("/answers/{id}", show, methods=["GET"]),
    Route("/answers/{id}/continue", go_on, methods=["POST"]),
    Route("/answers/{id}/repairs/{number:int}", repair, methods=["POST"]),
    Route("/answers/{id}/plans/{plan:path}", plan_map, methods=["GET"]),
]
