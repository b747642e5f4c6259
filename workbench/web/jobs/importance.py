"""The job ``importance``: what each programme of the plan is worth, and what keeps every other one out of it."""

from __future__ import annotations

from typing import Any

from workbench.asking import ask_importance
from workbench.web.jobs.answering import answer
from workbench.web.jobs.kinds import Job


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel importance`` does; the request may say ``break_evens`` and ``continues``."""
    return answer(job, lambda asked: ask_importance(asked, break_evens=bool(job.request.get("break_evens", True))))
