"""The job ``fair``: the plan that is fairest to whoever it is hardest on, what that costs, and the payments."""

from __future__ import annotations

from typing import Any

from optimizer.answers.fair import OPTIMUM, fair
from workbench.fairness import described, fair_lines
from workbench.web.jobs.answering import Asked, Found, answer
from workbench.web.jobs.kinds import Job

BY = "institution"


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel fair`` does; the request may say ``by`` and ``continues``."""
    by = job.request.get("by", BY)

    def ask(asked: Asked) -> Found:
        found = fair(
            asked.instance, asked.scenario, asked.limits, by=by, keeper=asked.folder, on_progress=asked.on_progress
        )
        return Found(
            found.result,
            found.tables,
            found.records,
            found.complete,
            lambda lang: fair_lines(found, lang),
            described(found),
            OPTIMUM,
        )

    return answer(job, ask, by=by)
