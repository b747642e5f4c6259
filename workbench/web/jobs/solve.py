"""The job ``solve``: what ``bundel solve`` does."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import maps
from optimizer import run
from optimizer.errors import InputError
from optimizer.inputs.instance import Instance
from optimizer.solving.limits import GoalProgress, PlanAtHand
from optimizer.solving.loading import load_result
from optimizer.solving.result import Result
from workbench.results import write_result_folder
from workbench.web.jobs.kinds import FIRST_MAP, Job
from workbench.web.jobs.outcome import outcome_of
from workbench.web.jobs.reading import limits_of, read_request

PLAN_PAUSE = 0.5


def work(job: Job) -> dict[str, Any]:
    """Solve a scenario and write its result folder; without a plan, tell why there is none.

    The request holds ``scenario`` (a name or a file), ``changes`` (values by dotted key), ``data`` (optional), the
    limits ``time_limit``, ``gap``, ``seed`` and ``threads``, and ``start``: the folder of an earlier result.
    """
    began = time.perf_counter()
    scenario, instance = read_request(job.request)
    read = time.perf_counter() - began
    limits = replace(
        limits_of(job, began, 1e-4),
        on_progress=lambda progress: job.tell("progress", progress_of(progress, time.perf_counter() - began)),
        on_plan=Pictures(job).show,
        on_result=lambda result: _draw_first(result, job),
    )
    result = run.solve(instance, scenario, limits, isolated=True, start=_earlier(job, instance))
    result = replace(result, seconds={"read": read, **result.seconds})
    if result.plan is not None:
        job.tell("writing", {})
        write_result_folder(result, job.folder, job.lang)
    return outcome_of(result)


def _earlier(job: Job, instance: Instance) -> Result | None:
    """Return the earlier result from which the search starts; None where it has gone or does not fit any more."""
    folder = job.request.get("start")
    try:
        return None if folder is None else load_result(folder, instance=instance)
    except InputError:
        return None


def _draw_first(result: Result, job: Job) -> None:
    """Draw the map of the first plan, beside the result folder, and tell of it."""
    job.folder.parent.mkdir(parents=True, exist_ok=True)
    maps.save(result, job.folder.with_name(FIRST_MAP), job.lang)
    job.tell("map", {})


class Pictures:
    """Tells of plans while they are found: at most one in :data:`PLAN_PAUSE` seconds."""

    def __init__(self, job: Job) -> None:
        self._job, self._told = job, -PLAN_PAUSE

    def show(self, plan: PlanAtHand) -> None:
        """Tell of a plan, unless one was told of just now."""
        if plan.seconds - self._told >= PLAN_PAUSE:
            self._told = plan.seconds
            self._job.tell("plan", {"programmes": sorted("/".join(pair) for pair in plan.programmes)})


def progress_of(progress: GoalProgress, seconds: float) -> dict[str, Any]:
    """Return progress as plain values: seconds are those since the job began."""
    state = progress.state
    return {
        "value": state.value,
        "bound": state.bound,
        "gap": state.gap,
        "seconds": round(seconds, 2),
        "goal": progress.goal,
        "unit": progress.unit,
        "position": progress.position,
        "of": progress.of,
    }
