"""What a fresh page shows before anything was solved on it: the plans that ship with Bundel."""

from __future__ import annotations

import json
import logging
import shutil
from functools import partial
from pathlib import Path

import maps
from optimizer.inputs.locating import shipped_results
from optimizer.reading import load_scenario
from optimizer.solving.loading import load_result
from optimizer.solving.result import Result
from optimizer.solving.saving import DOCUMENT, inputs_of, write_whole
from workbench.messages import LANGUAGES
from workbench.results import MAP
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
        write_whole(queue.result_of(run.id), partial(_copy_and_draw, folder, result))
        runs.finish(run.id, "done", outcome_of(result))


def _copy_and_draw(shipped: Path, result: Result, folder: Path) -> None:
    shutil.copytree(shipped, folder, dirs_exist_ok=True)
    maps.save(result, folder / MAP, LANGUAGES[0])
