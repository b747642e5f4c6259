"""The job ``importance``: what each programme of the plan is worth, and what keeps every other one out of it."""

from __future__ import annotations

from typing import Any

from optimizer.answers.importance import importance
from workbench.answering import importance_lines
from workbench.web.jobs.answering import Asked, Found, answer
from workbench.web.jobs.kinds import Job


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel importance`` does; the request may say ``break_evens`` and ``continues``."""

    def ask(asked: Asked) -> Found:
        found = importance(
            asked.instance,
            asked.scenario,
            asked.limits,
            break_evens=bool(job.request.get("break_evens", True)),
            workers=asked.workers,
            keeper=asked.folder,
            on_progress=asked.on_progress,
        )
        return Found(
            found.result, found.tables, found.records, found.complete, lambda lang: importance_lines(found, lang)
        )

    return answer(job, ask)
