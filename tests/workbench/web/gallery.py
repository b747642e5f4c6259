"""A server whose pages stand still in every state: runs that wait, run, are done, failed or were stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from optimizer.solving.result import Result
from tests.web_server import serving
from workbench.results import write_result_folder
from workbench.web.jobs.outcome import outcome_of
from workbench.web.jobs.queue import RESULT
from workbench.web.runs import Runs
from workbench.web.scenarios import Scenarios
from workbench.web.settings import Settings
from workbench.web.store import Store

TOKEN = "een-lang-toegangswoord"
NORM = "rules.minimum_enrolment.norm"
CHANGES = {NORM: 90, "rules.reach.enabled": True, "rules.staffing.freed_share": 0.05}
MISFITS = {"rules.locks.keep": ["nowhere/film"], "rules.locks.enabled": True}
PROGRESS = {"value": 6, "bound": 4, "gap": 0.33, "seconds": 3.0, "goal": "duplication", "unit": "programmes"}
SCENARIOS = {"plain": {}, "changed": CHANGES, "misfit": MISFITS}


@dataclass(frozen=True)
class Gallery:
    """Where the server is, and the paths of its pages by what they show; ``login`` stands before all of them."""

    address: str
    pages: dict[str, str]


@contextmanager
def gallery(state: Path, result: Result) -> Iterator[Gallery]:
    """Serve the pages; no core is free, so that what waits goes on waiting."""
    settings = Settings(state, token=TOKEN, cores=0, warm=False)
    with serving(settings) as address, closing(Store(settings.database)) as store:
        scenarios = Scenarios(settings, store)
        for name, changes in SCENARIOS.items():
            source = f'title = "Campuses in {name}"\ntitle_nl = "Campussen in {name}"\nextends = "tutorial"\n'
            (settings.scenarios / f"{name}.toml").write_text(source, encoding="utf-8")
            scenarios.change(name, changes)
        (settings.scenarios / "broken.toml").write_text('extends = "tutorial"\nopenings = "all"\n', encoding="utf-8")
        pages = {f"scenario {name}": f"/scenarios/{name}" for name in SCENARIOS}
        pages |= {f"run {name}": f"/runs/{run}" for name, run in _runs(settings, Runs(store), result)}
        pages |= {"start": "/", "runs": "/runs", "data": "/data", "404": "/nowhere", "422": "/scenarios/broken"}
        yield Gallery(address, pages)


def _runs(settings: Settings, runs: Runs, result: Result) -> Iterator[tuple[str, str]]:
    def added(**changes: object) -> str:
        return runs.add("solve", "plain", {"scenario": "tutorial", "changes": changes}, "nl").id

    done, failed, stopped, running, queued = added(), added(), added(), added(**{NORM: 90}), added()
    for run in (done, failed, running):
        runs.begin(run)
    write_result_folder(result, settings.runs / done / RESULT, "nl")
    runs.finish(done, "done", json.loads(json.dumps(outcome_of(result))))
    runs.finish(failed, "failed", {"error": {"reason": "memory"}})
    runs.finish(stopped, "failed", {"error": {"reason": "stopped"}})
    runs.tell(running, "progress", {**PROGRESS, "position": 1, "of": 6})
    yield from {"done": done, "failed": failed, "stopped": stopped, "running": running, "queued": queued}.items()
