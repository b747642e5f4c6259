"""The job ``alternatives``: plans that give up little and differ most."""

from __future__ import annotations

from typing import Any

from workbench.asking import ask_alternatives
from workbench.web.jobs.answering import answer
from workbench.web.jobs.kinds import Job

COUNT = 5
WITHIN = 0.03
BY = "programmes"


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel alternatives`` does; the request may say ``count``, ``within``, ``by`` and ``continues``."""
    count = int(job.request.get("count", COUNT))
    within, by = float(job.request.get("within", WITHIN)), job.request.get("by", BY)
    return answer(job, lambda asked: ask_alternatives(asked, count=count, within=within, by=by), within=within, by=by)
