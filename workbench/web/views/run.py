"""What the page of a run shows: how it is getting on, what came of it, and which files there are."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from optimizer.errors import InputError
from workbench.messages import Language, say_unit
from workbench.numbers import format_value
from workbench.progress import term_label
from workbench.web.pages.files import listing, made_names
from workbench.web.pages.naming import scenario_title, scenarios_of
from workbench.web.pages.progress import in_words
from workbench.web.runs import Run
from workbench.web.texts import Texts
from workbench.web.views.changes import changes_of
from workbench.web.views.matrix import matrix_of

FIGURES = ("duplication", "teacher_scatter", "student_travel", "displaced", "cost")
"""Measures that stand on top."""


def run_view(request: Request, run: Run) -> dict[str, Any]:
    """Return what ``run.html`` speaks of."""
    lang, queue, outcome = request.state.lang, request.app.state.queue, run.outcome
    result = queue.result_of(run.id)
    return {
        "run": run,
        "title": scenario_title(request, run.scenario),
        "changes": changes_of(scenarios_of(request), run.scenario, run.request.get("changes") or {}, lang),
        "has_plan": bool(outcome.get("terms")),
        "error": outcome.get("error"),
        "terms": terms_of(run, lang),
        "figures": figures_of(run, lang),
        "files": listing(result) if result.is_dir() else {},
        "made": made_names(),
        "address": str(request.url.replace(query="")),
        **(_going_on(request, run) if run.is_open else {}),
    }


def figures_of(run: Run, lang: Language) -> list[dict[str, Any]]:
    """Return the measures of a run's plan that stand on top."""
    terms = {each["name"]: each for each in terms_of(run, lang)}
    return [terms[name] for name in FIGURES if name in terms]


def outcome_in_brief(run: Run, lang: Language) -> str:
    """Return what came of a run in a few words; empty while it goes on."""
    texts, outcome = Texts(lang), run.outcome
    status = str(outcome.get("status", ""))
    if run.kind != "solve" or f"status_{status}" not in texts:
        return ""
    terms = outcome.get("terms") or {}
    told = [texts(f"status_{status}")]
    if "duplication" in terms:
        unit, today, plan = terms["duplication"]
        values = (format_value(value, unit, lang) for value in (today, plan))
        told.append(f"{term_label('duplication', lang)}: {' → '.join(values)}")
    return "; ".join(told)


def _going_on(request: Request, run: Run) -> dict[str, Any]:
    """Return the progress so far, and the matrix in which plans are shown while they are found."""
    last = request.app.state.runs.last_event(run.id, "progress")
    scenarios, told = scenarios_of(request), last.content if last and "goal" in last.content else None
    try:
        scenario = scenarios.load(run.scenario, run.request.get("changes"))
        matrix = matrix_of(scenarios.instance(run.request.get("data") or scenario.dataset), request.state.lang)
    except (InputError, KeyError, OSError):
        return {"last": None, "goals": 0, "matrix": None}
    goals = 1 if scenario.goals.mode == "weighted" else len(scenario.goals.order)
    return {"last": in_words(told, request.state.lang) if told else None, "goals": goals, "matrix": matrix}


def terms_of(run: Run, lang: Language) -> list[dict[str, Any]]:
    """Return every measure of a run's plan beside today's; none without a plan."""
    rows = []
    for name, (unit, today, plan) in (run.outcome.get("terms") or {}).items():
        change = plan - today if abs(plan - today) > 1e-6 else 0.0
        rows.append(
            {
                "name": name,
                "label": term_label(name, lang),
                "today": format_value(today, unit, lang),
                "plan": format_value(plan, unit, lang),
                "change": change,
                "difference": format_value(change, unit, lang, signed=True) if change else "–",
                "unit": "" if unit == "share" else say_unit(lang, unit),
            }
        )
    return rows
