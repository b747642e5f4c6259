"""The job ``fair``: the plan that is fairest to whoever it is hardest on, what that costs, and the payments."""

from __future__ import annotations

from typing import Any

from workbench.asking import ask_fair
from workbench.web.jobs.answering import answer
from workbench.web.jobs.kinds import Job

BY = "institution"


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel fair`` does; the request may say ``by`` and ``continues``."""
    by = job.request.get("by", BY)
    return answer(job, lambda asked: ask_fair(asked, by=by), by=by)
