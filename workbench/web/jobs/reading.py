"""What jobs have in common: reading the scenario and the data set that they are about, and the time that they have."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.solving.limits import Limits
from workbench.cli.solving import LEAST_SECONDS, time_to_finish
from workbench.inputs import read_inputs
from workbench.web.instances import instance_of
from workbench.web.jobs.kinds import Job


def read_request(request: Mapping[str, Any]) -> tuple[Scenario, Instance]:
    """Return the scenario and the data set of a request: ``scenario``, ``changes`` by dotted key, ``data``.

    Raises
    ------
    InputError
        With every fault of both.
    """
    return read_inputs(request["scenario"], request.get("changes") or {}, request.get("data"), instance_of)


def time_left(request: Mapping[str, Any], began: float) -> float:
    """Return the seconds that are left for solving, with time to finish kept back.

    Parameters
    ----------
    request : mapping
        With ``time_limit``, in seconds.
    began : float
        When the job began, by ``time.perf_counter``.
    """
    limit = float(request["time_limit"])
    return max(LEAST_SECONDS, limit - (time.perf_counter() - began) - time_to_finish(limit))


def limits_of(job: Job, began: float, gap: float) -> Limits:
    """Return the limits of a job: those of its request (``gap`` unless it names another), and who may stop it."""
    request = job.request
    return Limits(
        time_left(request, began),
        None,
        float(request.get("gap", gap)),
        int(request.get("seed", 0)),
        int(request.get("threads", 1)),
        should_stop=job.should_stop,
    )
