"""The job ``pareto``: the front of two or three terms, every point a proven and checked plan."""

from __future__ import annotations

import time
from typing import Any

import maps
from optimizer.errors import InputError
from optimizer.fronts.axes import term_faults, with_terms
from optimizer.fronts.crew import FrontProgress
from optimizer.fronts.front import Front
from optimizer.fronts.keeping import PAGE, FrontFolder, question_of
from optimizer.fronts.pareto import pareto
from optimizer.fronts.sentences import knee_sentence, today_sentence
from optimizer.solving.result import Result
from optimizer.solving.saving import write_document
from workbench.front_summary import front_document, proof_line
from workbench.messages import LANGUAGES, say
from workbench.results import MAP
from workbench.summary import conflict_lines
from workbench.web.jobs.answering import GAP, unfinished_of
from workbench.web.jobs.kinds import Job
from workbench.web.jobs.naming import write_names
from workbench.web.jobs.reading import limits_of, read_request
from workbench.web.jobs.telling import Progress

POINTS = 12
WORKERS = 1
FRONT = "front.json"


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel pareto`` does; the request holds ``terms``, and may say ``points`` and ``continues``."""
    began = time.perf_counter()
    scenario, instance = read_request(job.request)
    terms = list(job.request.get("terms") or ())
    faults = term_faults(terms) if terms else []
    if faults:
        raise InputError(faults)
    settings = with_terms(scenario, terms)
    limits = limits_of(job, began, GAP)
    points = int(job.request.get("points", POINTS))
    folder = FrontFolder(
        unfinished_of(job),
        question_of(instance, settings, points, limits),
        also=lambda result, partial: maps.save(result, partial / MAP, job.lang),
    )
    progress = Progress(job, began)

    def tell(told: FrontProgress) -> None:
        progress.step(
            lambda lang: say(lang, "front_progress", finished=told.finished, of=told.of), told.finished, told.of
        )
        if told.goal is not None:
            progress.goal(told.goal)

    workers = int(job.request.get("workers", WORKERS))
    front = pareto(instance, settings, (), points, limits, workers=workers, keeper=folder, on_progress=tell)
    if not front.points:
        return _without_points(front)
    return _finish(job, front, folder)


def _finish(job: Job, front: Front, folder: FrontFolder) -> dict[str, Any]:
    job.tell("writing", {})
    front = folder.finish(front)
    maps.save_front(front, folder.folder / PAGE, job.lang)
    write_document(folder.folder / FRONT, front_document(front))
    write_names(front.instance, folder.folder)
    folder.folder.rename(job.folder)
    said: dict[str, Any] = {
        lang: [proof_line(front, lang), knee_sentence(front, lang), today_sentence(front, lang)] for lang in LANGUAGES
    }
    return {"status": front.status, "complete": front.complete, "points": len(front.points), **said}


def _without_points(front: Front) -> dict[str, Any]:
    if front.status == "infeasible":
        without = Result(front.instance, front.scenario, "infeasible", "proof", conflict=front.conflict)
        return {"status": front.status, **{lang: conflict_lines(without, lang) for lang in LANGUAGES}}
    why = f"stopped_{front.stopped_by}"
    return {"status": front.status, **{lang: [say(lang, "front_none", why=say(lang, why))] for lang in LANGUAGES}}
