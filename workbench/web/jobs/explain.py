"""The job ``explain``: why a scenario has no plan, and the smallest changes after which it has one."""

from __future__ import annotations

import time
from typing import Any

from optimizer.explanation.explained import Step
from optimizer.explanation.explaining import explain
from optimizer.explanation.writing import toml_text
from workbench.explanation import asked_of, explanation_lines, write_explanation
from workbench.messages import LANGUAGES, say
from workbench.web.jobs.kinds import Job
from workbench.web.jobs.naming import write_names
from workbench.web.jobs.reading import limits_of, read_request
from workbench.web.jobs.telling import Progress


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel explain`` does."""
    began = time.perf_counter()
    scenario, instance = read_request(job.request)
    progress = Progress(job, began)

    def tell(step: Step) -> None:
        progress.step(lambda lang: say(lang, f"step_{step.stage}", subject=step.subject))

    found = explain(instance, scenario, limits_of(job, began, 1e-4), isolated=True, on_step=tell)
    changes = [f"{key}={toml_text(value)}" for key, value in (job.request.get("changes") or {}).items()]
    asked = asked_of(job.request["scenario"], changes, job.request.get("data"))
    job.tell("writing", {})
    write_explanation(found, job.folder, asked)
    write_names(instance, job.folder)
    reason = "stopped_interrupt" if job.should_stop() else "questions_open"
    return {
        "feasible": found.feasible,
        "complete": found.is_complete,
        "conflicts": len(found.conflicts),
        "repairs": len(found.repairs),
        **{lang: explanation_lines(found, asked, lang, say(lang, reason)) for lang in LANGUAGES},
    }
