"""The queue: at most as many jobs at once as there are cores, each in its own process, the rest wait their turn."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.messages import Language
from workbench.web.jobs.feed import Feed
from workbench.web.jobs.kinds import BRIEF
from workbench.web.jobs.process import JobProcess
from workbench.web.runs import Run, Runs
from workbench.web.settings import Settings

RESULT = "result"
"""Folder of a run's files, inside the run's own folder."""

PROGRESS_PAUSE = 0.4
"""Fewest seconds between two events of progress that are kept; the last one always is."""

LATE = 60.0
"""Seconds after its time limit until a job is asked to stop by signal: by then it should have stopped by itself."""

log = logging.getLogger("bundel.web")


@dataclass(eq=False)
class _Running:
    run: Run
    process: JobProcess
    last: Mapping[str, Any] | None = None
    """The last event of the job: its outcome, or its error."""
    told: float = 0.0
    held_back: Mapping[str, Any] | None = None
    stopped: bool = False
    thread: threading.Thread | None = field(default=None, repr=False)
    kind: str = ""


class Queue:
    """Runs jobs in child processes.

    Parameters
    ----------
    settings : Settings
        How many at once, and what each may take.
    runs : Runs
        Where runs are kept.
    """

    def __init__(self, settings: Settings, runs: Runs) -> None:
        self._settings, self._runs = settings, runs
        self.feed = Feed()
        self._changed = threading.Condition()
        self._running: dict[str, _Running] = {}
        self._spare: JobProcess | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._schedule, name="queue", daemon=True)

    def start(self) -> None:
        """Take up what an earlier server left: what was running is interrupted, what waited goes on."""
        for identifier in self._runs.interrupt_running():
            log.info("run %s was interrupted by the end of the server", identifier)
        self._thread.start()

    def close(self) -> None:
        """End every job and the queue; runs that have not ended are interrupted, those that wait go on next time."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        for running in list(self._running.values()):
            running.process.kill()
        for running in list(self._running.values()):
            if running.thread is not None:
                running.thread.join(timeout=10.0)
        self._thread.join(timeout=10.0)
        if self._spare is not None:
            self._spare.end()
        self.feed.close()

    def submit(self, kind: str, scenario: str, request: Mapping[str, Any], lang: Language) -> Run:
        """Put a job in the queue, and return its run.

        Parameters
        ----------
        kind : str
            A kind of :mod:`workbench.web.jobs.kinds`.
        scenario : str
            Name of the scenario that it is about.
        request : mapping
            What the job needs, as plain values; ``time_limit`` (seconds) bounds it.
        lang : {"nl", "en"}
            Language of its files.
        """
        run = self._runs.add(kind, scenario, request, lang)
        with self._changed:
            self._changed.notify_all()
        return run

    def join(self, kind: str, scenario: str, request: Mapping[str, Any], lang: Language) -> Run:
        """Return the run that was asked the same before, or put the job in the queue; see :meth:`submit`.

        A run that the end of a server interrupted is asked anew; one that failed is not, since it would fail again.
        """
        with self._changed:
            same = self._runs.same(kind, request, lang)
            if same is not None and same.state != "interrupted":
                return same
            return self.submit(kind, scenario, request, lang)

    def stop(self, identifier: str) -> bool:
        """Stop a run: one that waits is taken from the queue, one that runs keeps its best; false if it has ended."""
        with self._changed:
            running = self._running.get(identifier)
            if running is None:
                run = self._runs.get(identifier)
                if run is None or run.state != "queued":
                    return False
                self._runs.finish(identifier, "failed", {"error": {"reason": "stopped"}})
        if running is not None:
            running.stopped = True
            self._runs.note_stopping(identifier)
            running.process.stop(self._settings.grace)
        self.feed.tell(identifier)
        return True

    def folder_of(self, identifier: str) -> Path:
        """Return the folder of a run."""
        return self._settings.runs / identifier

    def result_of(self, identifier: str) -> Path:
        """Return the folder of the files that a run's job writes; it exists once the job has written it."""
        return self.folder_of(identifier) / RESULT

    def latest_result(self, scenario: str, data: str | None) -> Path | None:
        """Return the latest result from which a solve of a scenario may start: its own before others' on the data."""
        runs = [
            run for run in self._runs.latest(kind="solve") if run.state == "done" and run.request.get("data") == data
        ]
        runs.sort(key=lambda run: run.scenario != scenario)
        return next((self.result_of(run.id) for run in runs if self.result_of(run.id).is_dir()), None)

    def processes(self) -> dict[str, int]:
        """Return the process of each run that is running."""
        with self._changed:
            return {identifier: running.process.pid for identifier, running in self._running.items()}

    @property
    def spare(self) -> int | None:
        """The process that waits for the next job, if there is one."""
        spare = self._spare
        return None if spare is None else spare.pid

    def _schedule(self) -> None:
        while True:
            with self._changed:
                if self._closing:
                    return
                following = self._next()
                if following is None:
                    if not self._running and self._settings.warm and self._spare is None:
                        self._spare = JobProcess(self._latest_request())
                    self._changed.wait(timeout=5.0)
                    continue
                self._begin(following)

    def _latest_request(self) -> Mapping[str, Any] | None:
        latest = self._runs.latest(1, kind="solve")
        return latest[0].request if latest else None

    def _next(self) -> Run | None:
        """Return the run that may begin now: there is a core for it, or it is brief and no other brief one runs."""
        brief = sum(each.run.kind in BRIEF for each in self._running.values())
        free = {True: brief < 1, False: len(self._running) - brief < self._settings.cores}
        return next((run for run in self._runs.waiting() if free[run.kind in BRIEF]), None)

    def _begin(self, run: Run) -> None:
        if not self._runs.begin(run.id):
            return
        folder = self.folder_of(run.id)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(folder / RESULT, ignore_errors=True)
        process = self._take_spare() or JobProcess()
        running = _Running(run, process)
        self._running[run.id] = running
        limit = min(float(run.request.get("time_limit") or self._settings.time_limit), self._settings.time_limit)
        process.stop_after(limit + LATE, self._settings.grace)
        process.give(
            {
                "kind": run.kind,
                "request": {**run.request, "time_limit": limit},
                "folder": str(folder / RESULT),
                "lang": run.lang,
                "memory": self._settings.memory,
            }
        )
        running.thread = threading.Thread(target=self._follow, args=(running,), name=f"run {run.id}", daemon=True)
        running.thread.start()
        self.feed.tell(run.id)

    def _take_spare(self) -> JobProcess | None:
        spare, self._spare = self._spare, None
        if spare is not None and not spare.is_alive:
            spare.end()
            return None
        return spare

    def _follow(self, running: _Running) -> None:
        identifier = running.run.id
        code = running.process.listen(lambda kind, content: self._hear(running, kind, content))
        if running.held_back is not None:
            self._runs.tell(identifier, "progress", running.held_back)
        if running.kind == "outcome":
            self._runs.finish(identifier, "done", running.last or {})
        elif self._closing:
            self._runs.finish(identifier, "interrupted", {})
        else:
            error = running.last or {"reason": "stopped" if running.stopped else "crash", "code": code}
            log.warning("run %s failed: %s", identifier, error.get("reason"))
            for line in running.process.errors:
                log.warning("run %s: %s", identifier, line)
            self._runs.finish(identifier, "failed", {"error": error})
        with self._changed:
            self._running.pop(identifier, None)
            self._changed.notify_all()
        self.feed.tell(identifier)

    def _hear(self, running: _Running, kind: str, content: Mapping[str, Any]) -> None:
        if kind in {"outcome", "error"}:
            running.last, running.kind = content, kind
            return
        if kind == "progress":
            now = time.monotonic()
            if now - running.told < PROGRESS_PAUSE:
                running.held_back = content
                return
            running.told, running.held_back = now, None
        elif running.held_back is not None:
            self._runs.tell(running.run.id, "progress", running.held_back)
            running.held_back = None
        self._runs.tell(running.run.id, kind, content)
        self.feed.tell(running.run.id)
