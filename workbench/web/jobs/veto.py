"""The job ``veto``: the price of each institution's refusal, of each two's, and a plan that survives any single one."""

from __future__ import annotations

from typing import Any

from workbench.asking import ask_veto
from workbench.web.jobs.answering import answer
from workbench.web.jobs.kinds import Job


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel veto`` does; the request may say ``continues``."""
    return answer(job, ask_veto)
