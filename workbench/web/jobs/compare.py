"""The job ``compare``: plans of other runs side by side, with their difference maps."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from optimizer.analysis.comparing import LETTERS, compare
from optimizer.solving.result import Result
from workbench.comparison import write_comparison
from workbench.messages import say
from workbench.web.jobs.kinds import Job
from workbench.web.jobs.naming import write_names
from workbench.web.jobs.telling import InWords, Progress


def _plan_folder(named: str, own: Path) -> Path:
    """Return the folder of a plan, which lies beside a job's own: a run's result, or inside it (``abc/points/003``)."""
    run, _, inside = named.partition("/")
    return own.parent.parent / run / own.name / inside


def work(job: Job) -> dict[str, Any]:
    """Do what ``bundel compare`` does with result folders.

    The request holds ``plans`` (a run, or a run and a folder inside its result), and ``data``, the data
    set of each, or None.
    """
    progress = Progress(job, time.perf_counter())
    named, of = job.request["plans"], len(job.request["plans"]) + 2
    results = []
    for place, (plan, data) in enumerate(zip(named, job.request["data"], strict=True)):
        progress.step(_reading(LETTERS[place].upper()), place, of)
        results.append(Result.load(_plan_folder(plan, job.folder), data))
    progress.step(lambda lang: say(lang, "comparing_sets"), len(named), of)
    found = compare(*results, names=[letter.upper() for letter in LETTERS[: len(named)]])
    progress.step(lambda lang: say(lang, "comparing_draws"), len(named) + 1, of)
    write_comparison(found, job.folder, job.lang)
    write_names(results[0].instance, job.folder)
    return {"status": "done"}


def _reading(letter: str) -> InWords:
    return lambda lang: say(lang, "comparing_reads", plan=letter)
