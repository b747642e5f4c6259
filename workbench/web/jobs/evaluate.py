"""The job ``evaluate``: what a proposal keeps, breaks and costs, and how little mends it."""

from __future__ import annotations

import shlex
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimizer.evaluation.evaluate import evaluate
from optimizer.explanation.writing import toml_text
from optimizer.inputs.proposal import read_proposal
from workbench.evaluation import answer_lines, near_lines, repair_lines, write_evaluation
from workbench.messages import LANGUAGES, say
from workbench.web.jobs.kinds import Job
from workbench.web.jobs.naming import write_names
from workbench.web.jobs.reading import limits_of, read_request
from workbench.web.jobs.telling import Progress

SAMPLES = 10


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel evaluate`` does.

    The request holds ``proposal`` (a file), and may hold ``partial``, ``samples`` and ``title``, what the proposal is
    called.
    """
    began = time.perf_counter()
    scenario, instance = read_request(job.request)
    progress = Progress(job, began)
    proposal = read_proposal(Path(job.request["proposal"]), instance)
    title = str(job.request.get("title") or proposal.name)
    limits = replace(limits_of(job, began, 1e-4), on_progress=progress.goal)
    found = evaluate(
        replace(proposal, name=title),
        instance,
        scenario,
        limits,
        partial=bool(job.request.get("partial", False)),
        samples=int(job.request.get("samples", SAMPLES)),
        isolated=True,
        tell=lambda part: progress.step(lambda lang: say(lang, f"evaluating_{part}")),
    )
    outcome: dict[str, Any] = {"title": title, "legal": found.legal, "complete": found.stated.complete}
    if found.plan is None:
        none: dict[str, Any] = {lang: [say(lang, "no_plan", why=say(lang, "stopped_time"))] for lang in LANGUAGES}
        return {**outcome, "status": "no_plan", **none}
    job.tell("writing", {})
    write_evaluation(found, job.folder, job.lang, command_of(job, title))
    write_names(instance, job.folder)
    parts = (answer_lines, repair_lines, near_lines)
    said: dict[str, Any] = {lang: [line for part in parts for line in part(found, lang)] for lang in LANGUAGES}
    repair = found.repair
    return {
        **outcome,
        "status": "done",
        "broken": len(found.broken),
        "changes": None if repair is None else repair.changed,
        "percentile": None if found.near is None else found.near.percentile,
        "warnings": list(found.warnings),
        **said,
    }


def command_of(job: Job, title: str) -> str:
    """Return the command that gives the same answer again."""
    request = job.request
    words = ["bundel", "evaluate", title, "--scenario", str(request["scenario"])]
    words += ["--partial"] if request.get("partial") else []
    words += [word for key, value in (request.get("changes") or {}).items() for word in ("--set", _set(key, value))]
    words += ["--data", str(request["data"])] if request.get("data") else []
    words += ["--samples", str(request.get("samples", SAMPLES))]
    return shlex.join(words)


def _set(key: str, value: Any) -> str:
    return f"{key}={toml_text(value)}"
