"""The frame of the jobs that ask questions about a plan: answers are kept as they land, and taken up again."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import maps
from optimizer.answers.inquiry import AnswerProgress
from optimizer.answers.keeping import AnswerFolder, question_of
from optimizer.answers.questions import Record
from optimizer.answers.tables import Tables
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.solving.limits import Limits
from optimizer.solving.result import Result
from workbench.answering import proof_lines
from workbench.messages import LANGUAGES, Language, say
from workbench.results import MAP
from workbench.summary import conflict_lines
from workbench.web.jobs.kinds import Job
from workbench.web.jobs.naming import write_names
from workbench.web.jobs.reading import read_request, time_left
from workbench.web.jobs.telling import Progress

PLAN = "plan"
"""Folder of the scenario's own plan, unless an answer says otherwise."""

UNFINISHED = "unfinished"
"""Folder beside the result in which answers are kept until the last one has landed."""

CONTINUES = "continues"
"""Key of a request that names the run whose answers are taken up."""

GAP = 1e-3
PLAN = "plan"
"""Folder of the scenario's own plan."""

WORKERS = 1


@dataclass(frozen=True, eq=False)
class Asked:
    """What an answer is sought with."""

    instance: Instance
    scenario: Scenario
    limits: Limits
    workers: int
    folder: AnswerFolder
    on_progress: Callable[[AnswerProgress], None]


@dataclass(frozen=True, eq=False)
class Found:
    """What was found."""

    result: Result
    tables: Tables
    records: Mapping[str, Record]
    complete: bool
    lines: Callable[[Language], Iterable[str]]
    described: Mapping[str, Any] = field(default_factory=dict)
    plan_folder: str = PLAN


def limits_of(request: Mapping[str, Any], job: Job, began: float, gap: float = GAP) -> Limits:
    """Return the limits of a request."""
    return Limits(
        time_left(request, began),
        None,
        float(request.get("gap", gap)),
        int(request.get("seed", 0)),
        int(request.get("threads", 1)),
        should_stop=job.should_stop,
    )


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
    limits = limits_of(job.request, job, began)
    place = unfinished_of(job)
    folder = AnswerFolder(
        place,
        f"{job.kind}.json",
        question_of(instance, scenario, replace(limits, time_limit=float("inf")), **settings),
        also=lambda result, partial: maps.save(result, partial / MAP, job.lang),
    )
    progress = Progress(job, began)
    workers = int(job.request.get("workers", WORKERS))
    found = ask(Asked(instance, scenario, limits, workers, folder, lambda told: _tell(told, progress)))
    return _finish(job, found, folder)


def _tell(told: AnswerProgress, progress: Progress) -> None:
    if told.of:
        progress.step(
            lambda lang: say(lang, "answers_progress", finished=told.finished, of=told.of), told.finished, told.of
        )
    else:
        progress.step(lambda lang: say(lang, "answers_plan"))
    if told.goal is not None:
        progress.goal(told.goal)


def _finish(job: Job, found: Found, folder: AnswerFolder) -> dict[str, Any]:
    result = found.result
    outcome: dict[str, Any] = {"status": result.status, "stopped_by": result.stopped_by, "gap": result.gap}
    if result.plan is None:
        return {**outcome, **without_plan(result)}
    why = "interrupt" if job.should_stop() else "time"
    said: dict[str, Any] = {
        lang: [
            *found.lines(lang),
            *proof_lines(found.records.values(), lang, complete=found.complete, why=why),
        ]
        for lang in LANGUAGES
    }
    job.tell("writing", {})
    folder.keep_plan(result, found.plan_folder)
    folder.finish(
        found.tables, {"complete": found.complete, **said, "warnings": list(result.warnings), **found.described}
    )
    write_names(result.instance, folder.folder)
    folder.folder.rename(job.folder)
    return {**outcome, "complete": found.complete, **said, "warnings": list(result.warnings)}


def without_plan(result: Result) -> dict[str, Any]:
    """Return what is told of a scenario for which no plan was found."""
    if result.status == "infeasible":
        return {lang: conflict_lines(result, lang) for lang in LANGUAGES}
    if result.status == "failed":
        return {lang: [say(lang, "failed")] for lang in LANGUAGES}
    return {lang: [say(lang, "no_plan", why=say(lang, f"stopped_{result.stopped_by}"))] for lang in LANGUAGES}
