"""What everybody calls: a sweep from its file to finished cells, and what holds in all of them."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from optimizer.errors import InputError
from optimizer.inputs.scenario import Scenario
from optimizer.solving.requests import ShouldStop, never
from optimizer.sweeps.answers import Task, contradicted, solve_cell
from optimizer.sweeps.comparison import Comparison
from optimizer.sweeps.definition import Cell, ChangedError, SweepDefinition
from optimizer.sweeps.engine import Done, Engine, OneByOne
from optimizer.sweeps.folder import SweepFolder
from optimizer.sweeps.outcome import EndedBy, Failure, Phase, Sweep, SweepProgress
from optimizer.sweeps.report import RobustnessReport, write_report
from optimizer.sweeps.survey import survey
from optimizer.sweeps.tables import row_of
from optimizer.sweeps.trials import PlanInCell, Trial, hold_against
from optimizer.sweeps.variation import data_factors

MOST_FAILURES = 100
"""Cells that may fail before a sweep is given up."""

Given = TypeVar("Given", Task, Trial)


def sweep(
    definition: SweepDefinition,
    folder: str | Path,
    *,
    engine: Callable[[], Engine] = OneByOne,
    time_limit: float = math.inf,
    should_stop: ShouldStop = never,
    on_progress: Callable[[SweepProgress], None] | None = None,
    compact: bool = False,
) -> Sweep:
    """Solve every cell of a sweep that is not finished yet, and say what holds in all of them.

    Parameters
    ----------
    definition : SweepDefinition
        The sweep, as :func:`optimizer.sweeps.reading.load_sweep` reads it.
    folder : str or Path
        Where finished cells are kept. A folder that holds this sweep is continued.
    engine : callable
        Makes what solves cells: :class:`optimizer.sweeps.engine.OneByOne` in this process, or a
        :class:`optimizer.sweeps.crew.Crew` of others.
    time_limit : float
        Seconds after which no cell is begun or waited for.
    should_stop : callable
        Asked now and then; once it says yes, what is finished is kept.
    on_progress : callable, optional
        Called with a :class:`SweepProgress` whenever a cell is finished.
    compact : bool
        Whether finished cells are put together in one file at the end.

    Returns
    -------
    Sweep
        What came of it; it is complete if nothing ended it early.

    Raises
    ------
    InputError
        If the folder holds another sweep, or another run is at work in it.
    EngineError
        If a scheduler is gone; what was finished is kept.
    """
    place = SweepFolder(Path(folder), definition)
    place.open()
    try:
        return _Run(place, engine, time_limit, should_stop, on_progress).go(compact=compact)
    finally:
        place.close()


@dataclass(eq=False)
class _Run:
    """One run of a sweep."""

    place: SweepFolder
    engine: Callable[[], Engine]
    time_limit: float
    should_stop: ShouldStop
    on_progress: Callable[[SweepProgress], None] | None
    failures: list[Failure] = field(default_factory=list)
    ended_by: EndedBy = ""
    _began: float = field(default_factory=time.monotonic)
    _at_work: Engine | None = None
    _last: tuple[str, Scenario] | None = None

    def go(self, *, compact: bool) -> Sweep:
        try:
            self._solve_cells()
            found = survey(self.place)
            report = None
            if len(self.place.cells.finished) == self.place.definition.cell_count:
                report = self._compare(Comparison(self.place.definition, found))
        finally:
            if self._at_work is not None:
                self._at_work.__exit__(None, None, None)
        if compact:
            self.place.cells.compact()
            self.place.trials.compact()
        outcome = Sweep(
            self.place.folder,
            self.place.definition,
            len(self.place.cells.finished),
            self.ended_by,
            dict(sorted(found.statuses.items())),
            tuple(self.failures),
            report,
        )
        self.place.note(
            {
                "complete": outcome.complete,
                "finished": outcome.finished,
                "ended_by": self.ended_by or None,
                "statuses": outcome.statuses,
                "failures": [vars(failure) for failure in outcome.failures],
            }
        )
        return outcome

    def _solve_cells(self) -> None:
        definition, store = self.place.definition, self.place.cells
        cells: dict[str, Cell] = {}

        def tasks() -> Iterator[tuple[str, Task]]:
            for cell in definition.cells():
                if cell.name in store.finished:
                    continue
                try:
                    task = self._task(cell)
                except ChangedError:
                    raise
                except InputError as fault:  # values that contradict each other only together
                    store.keep(cell.name, [row_of(definition, cell, contradicted(cell.name, fault, 0.0))])
                    continue
                cells[cell.name] = cell
                yield cell.name, task

        for done in self._run("cells", solve_cell, tasks(), len(store.finished), definition.cell_count):
            cell = cells.pop(done.task.name)
            if done.answer is None:
                self._fail(cell, done.error)
            else:
                store.keep(cell.name, [row_of(definition, cell, done.answer)])

    def _compare(self, comparison: Comparison) -> RobustnessReport | None:
        """Hold candidates against every cell, and return what that says; None if it was ended early."""
        store = self.place.trials
        wanted = {name for name, _, _ in comparison.trials()}
        store.forget(wanted)
        cells: dict[str, Cell] = {}

        def tasks() -> Iterator[tuple[str, Trial]]:
            for name, cell, plans in comparison.trials():
                if name not in store.finished:
                    cells[name] = cell
                    yield name, Trial(name, self._task(cell), plans, comparison.definition.robustness.measure)

        for done in self._run("plans", hold_against, tasks(), len(wanted & store.finished), len(wanted)):
            cell = cells.pop(done.task.name)
            if done.answer is None:
                self._fail(cell, done.error)
            else:
                store.keep(done.task.name, [_trial_row(done.task, each) for each in done.answer])
        if not wanted <= store.finished:
            return None
        return write_report(self.place, comparison)

    def _run(
        self,
        phase: Phase,
        work: Callable[[Any, Given], Any],
        tasks: Iterator[tuple[str, Given]],
        before: int,
        of: int,
    ) -> Iterator[Done[Given, Any]]:
        """Yield tasks as they end, and tell how it is getting on."""
        if before == of or self._must_end():
            return
        if self._at_work is None:
            self._at_work = self.engine().__enter__()
        began, finished = time.monotonic(), before
        self._tell(SweepProgress(phase, finished, of, before, 0.0))
        for done in self._at_work.run(work, self.place.definition.instances, tasks, self._must_end):
            yield done
            finished += done.answer is not None
            self._tell(SweepProgress(phase, finished, of, before, time.monotonic() - began))

    def _tell(self, progress: SweepProgress) -> None:
        if self.on_progress is not None:
            self.on_progress(progress)

    def _must_end(self) -> bool:
        if self.should_stop():
            self.ended_by = "interrupt"
        elif time.monotonic() - self._began >= self.time_limit:
            self.ended_by = "time"
        elif len(self.failures) >= MOST_FAILURES:
            self.ended_by = "failures"
        return bool(self.ended_by)

    def _fail(self, cell: Cell, error: str) -> None:
        number = None if cell.sample is None else cell.sample.number
        self.failures.append(Failure(cell.name, dict(cell.parameters), number, error))

    def _task(self, cell: Cell) -> Task:
        definition = self.place.definition
        scenario = self._scenario(cell)
        factors = data_factors(cell.parameters)
        dataset = definition.dataset_of(scenario)
        return Task(cell.name, dataset, scenario, factors, cell.sample, cell.seed, definition.limits)

    def _scenario(self, cell: Cell) -> Scenario:
        """Return the cell's scenario; the samples of one combination, which come one after the other, share it."""
        combination = repr(sorted(cell.parameters.items()))
        if self._last is None or self._last[0] != combination:
            self._last = combination, self.place.definition.scenario(cell.parameters)
        return self._last[1]


def _trial_row(trial: Trial, each: PlanInCell) -> dict[str, Any]:
    return {
        "trial": trial.name,
        "cell": trial.task.name,
        "plan": each.plan,
        "stands": each.stands,
        "seconds": each.seconds,
        **each.terms,
    }
