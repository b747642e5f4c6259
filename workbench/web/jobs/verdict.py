"""The job ``verdict``: is a scenario worth it, and at which prices does the answer turn."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from optimizer import judging
from workbench.judgement import answer_lines, described, verdict_lines, write_verdict
from workbench.messages import LANGUAGES
from workbench.web.jobs.answering import without_plan
from workbench.web.jobs.kinds import Job
from workbench.web.jobs.naming import write_names
from workbench.web.jobs.reading import limits_of, read_request
from workbench.web.jobs.telling import Progress

POINTS = 6
MARGIN = 0.1


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel verdict`` does; the request may say ``points`` and ``margin``."""
    began = time.perf_counter()
    scenario, instance = read_request(job.request)
    progress = Progress(job, began)
    limits = replace(limits_of(job, began, 1e-4), on_progress=progress.goal)
    found = judging.verdict(
        instance,
        scenario,
        limits,
        margin=float(job.request.get("margin", MARGIN)),
        points=int(job.request.get("points", POINTS)),
        isolated=True,
    )
    outcome: dict[str, Any] = {"status": found.result.status, "stopped_by": found.result.stopped_by}
    if found.result.status in {"no_plan", "failed"}:
        return {**outcome, **without_plan(found.result)}
    job.tell("writing", {})
    write_verdict(found, job.folder, job.lang)
    write_names(instance, job.folder, described={lang: described(found, lang) for lang in LANGUAGES})
    return {
        **outcome,
        "verdict": found.verdict,
        "answer": {lang: answer_lines(found, lang) for lang in LANGUAGES},
        **{lang: verdict_lines(found, lang) for lang in LANGUAGES},
    }
