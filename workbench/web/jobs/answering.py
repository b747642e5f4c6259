"""The frame of the jobs that ask questions about a plan: answers are kept as they land, and taken up again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import maps
from optimizer.answers.inquiry import AnswerProgress
from optimizer.answers.keeping import AnswerFolder, question_of
from optimizer.inputs.instance import Instance
from optimizer.solving.result import Result
from workbench.asking import Asked, Found, folder_of, lines_without_plan, outdated_line
from workbench.messages import LANGUAGES, Language, say
from workbench.question_words import question_words
from workbench.results import MAP
from workbench.web.jobs.kinds import CONTINUES, UNFINISHED, Job
from workbench.web.jobs.naming import write_names
from workbench.web.jobs.reading import limits_of, read_request
from workbench.web.jobs.telling import Progress

GAP = 1e-3
"""Gap that is enough for an answer, unless its request names another."""

WORKERS = 1


def unfinished_of(job: Job) -> Path:
    """Return the folder in which answers are kept meanwhile, with those of the run that this one continues."""
    folder = job.folder.parent / UNFINISHED
    earlier = job.request.get(CONTINUES)
    if earlier and not folder.exists():
        for place in (UNFINISHED, job.folder.name):
            before = job.folder.parent.parent / Path(str(earlier)).name / place
            if before.is_dir():
                folder.parent.mkdir(parents=True, exist_ok=True)
                shutil.copytree(before, folder)
                break
    return folder


def answer(job: Job, ask: Callable[[Asked], Found], **settings: Any) -> dict[str, Any]:
    """Read, ask and write; return what came of it.

    Parameters
    ----------
    job : Job
        Its kind names the document of the folder.
    ask : callable
        Asks the questions.
    **settings
        What else decides what the answers are.
    """
    began = time.perf_counter()
    scenario, instance = read_request(job.request)
    limits = limits_of(job, began, GAP)
    place = unfinished_of(job)
    folder = folder_of(
        job.kind,
        place,
        question_of(instance, scenario, replace(limits, time_limit=float("inf")), **settings),
        also=lambda result, partial: maps.save(result, partial / MAP, job.lang),
    )
    outdated = {lang: outdated_line(folder, lang) for lang in LANGUAGES}
    progress = Progress(job, began)
    workers = int(job.request.get("workers", WORKERS))
    found = ask(Asked(instance, scenario, limits, workers, folder, lambda told: _tell(told, instance, progress)))
    return _finish(job, found, folder, outdated)


def _step_words(told: AnswerProgress, instance: Instance, lang: Language) -> str:
    counted = say(lang, "answers_progress", finished=told.finished, of=told.of)
    return f"{counted}: {question_words(told.question, instance, lang)}"


def _tell(told: AnswerProgress, instance: Instance, progress: Progress) -> None:
    if told.of:
        progress.step(lambda lang: _step_words(told, instance, lang), told.finished, told.of)
    else:
        progress.step(lambda lang: say(lang, "answers_plan"))
    if told.goal is not None:
        progress.goal(told.goal)


def _finish(job: Job, found: Found, folder: AnswerFolder, outdated: dict[Language, str]) -> dict[str, Any]:
    result = found.result
    outcome: dict[str, Any] = {"status": result.status, "stopped_by": result.stopped_by, "gap": result.gap}
    if result.plan is None:
        return {**outcome, **without_plan(result)}
    told = found.told(interrupted=job.should_stop())
    told |= {lang: [line, *told[lang]] for lang, line in outdated.items() if line}
    job.tell("writing", {})
    folder.finish(found.tables, {**told, **found.described})
    write_names(result.instance, folder.folder)
    folder.folder.rename(job.folder)
    return {**outcome, **told}


def without_plan(result: Result) -> dict[str, Any]:
    """Return what is told of a scenario for which no plan was found, by language."""
    return {lang: lines_without_plan(result, lang) for lang in LANGUAGES}
