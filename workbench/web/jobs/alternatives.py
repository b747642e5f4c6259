"""The job ``alternatives``: plans that give up little and differ most."""

from __future__ import annotations

from typing import Any

from optimizer.answers.alternatives import alternatives
from workbench.answering import alternative_lines
from workbench.web.jobs.answering import Asked, Found, answer
from workbench.web.jobs.kinds import Job

COUNT = 5
WITHIN = 0.03
BY = "programmes"


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel alternatives`` does; the request may say ``count``, ``within``, ``by`` and ``continues``."""
    within, by = float(job.request.get("within", WITHIN)), job.request.get("by", BY)

    def ask(asked: Asked) -> Found:
        found = alternatives(
            asked.instance,
            asked.scenario,
            asked.limits,
            count=int(job.request.get("count", COUNT)),
            within=within,
            by=by,
            keeper=asked.folder,
            on_progress=asked.on_progress,
        )
        return Found(
            found.result, found.tables, found.records, found.complete, lambda lang: alternative_lines(found, lang)
        )

    return answer(job, ask, within=within, by=by)
