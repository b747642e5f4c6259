"""What a fresh page shows before anything was solved on it: the plans that ship with Bundel."""

from __future__ import annotations

import json
import logging

from optimizer.inputs.locating import shipped_results
from optimizer.reading import load_scenario
from optimizer.solving.loading import load_result
from optimizer.solving.saving import DOCUMENT, inputs_of
from workbench.messages import LANGUAGES
from workbench.results import write_result_folder
from workbench.web.jobs.outcome import outcome_of
from workbench.web.jobs.queue import Queue
from workbench.web.runs import Runs

log = logging.getLogger("bundel.web")


def show_shipped(queue: Queue, runs: Runs) -> None:
    """Put the plans that ship with Bundel into the history, if nothing is there yet.

    A plan whose data set or scenario was changed since is left out.
    """
    if runs.latest(1):
        return
    for name, folder in shipped_results().items():
        result, inputs = load_result(folder), json.loads((folder / DOCUMENT).read_text(encoding="utf-8"))["inputs"]
        if inputs != inputs_of(result.instance, load_scenario(name)):
            log.warning("the plan of %s that ships with Bundel no longer fits its data", name)
            continue
        run = runs.add("solve", name, {"scenario": name, "changes": {}}, LANGUAGES[0])
        runs.begin(run.id)
        write_result_folder(result, queue.result_of(run.id), LANGUAGES[0])
        runs.finish(run.id, "done", outcome_of(result))
