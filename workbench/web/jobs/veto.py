"""The job ``veto``: the price of each institution's refusal, of each two's, and a plan that survives any single one."""

from __future__ import annotations

from typing import Any

from optimizer.answers.veto import veto
from workbench.refusing import veto_lines
from workbench.web.jobs.answering import Asked, Found, answer
from workbench.web.jobs.kinds import Job


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel veto`` does; the request may say ``continues``."""

    def ask(asked: Asked) -> Found:
        found = veto(
            asked.instance,
            asked.scenario,
            asked.limits,
            workers=asked.workers,
            keeper=asked.folder,
            on_progress=asked.on_progress,
        )
        return Found(found.result, found.tables, found.records, found.complete, lambda lang: veto_lines(found, lang))

    return answer(job, ask)
