"""Draws a front: the payoff table first, then the grid between its ends, several cells at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from threading import Lock

from optimizer.errors import SolverError
from optimizer.finishing import finish
from optimizer.fronts.axes import Axes
from optimizer.fronts.cells import solve_cell
from optimizer.fronts.crew import Crew, FrontProgress, Keeper, gather_crew
from optimizer.fronts.front import CellRecord, Front, FrontPoint, points_of
from optimizer.fronts.grid import (
    Cell,
    cells_between,
    inner_cells,
    levels_within,
    outer_cells,
    outer_levels,
    payoff_cells,
)
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.reassigning import Today
from optimizer.solving.conflict import clashing_rules
from optimizer.solving.limits import Clock, GoalProgress, Limits
from optimizer.solving.result import Result, StoppedBy
from optimizer.solving.workshop import Workshop

CELL_SECONDS = 300.0
"""Most seconds of one cell; it keeps its best plan and a valid bound."""

CONFLICT_SECONDS = 60.0


@dataclass(eq=False)
class Drawing:
    """A front in the making.

    Attributes
    ----------
    axes : Axes
        The terms by their part in the method.
    points : int
        Most points.
    limits : Limits
        Limits of the whole drawing.
    """

    instance: Instance
    scenario: Scenario
    axes: Axes
    points: int
    limits: Limits
    warnings: tuple[str, ...]
    workers: int
    isolated: bool
    keeper: Keeper | None
    on_progress: Callable[[FrontProgress], None] | None
    records: dict[str, CellRecord] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    today: dict[str, float] = field(default_factory=dict)
    total: int = 0
    _made: Crew | None = None
    _lock: Lock = field(default_factory=Lock)
    _halted: bool = False

    def __post_init__(self) -> None:
        self.clock = Clock(self.limits)
        if self.keeper is not None:
            recalled, self.today = self.keeper.recall()
            self.records.update(recalled)

    def draw(self) -> Front:
        """Solve every cell that is left and return the front."""
        with ExitStack() as stack:
            complete = self._draw(stack)
            if not any(record.outcome == "point" for record in self.records.values()):
                return self._without_points(self._crew(stack))
        return self._front(complete=complete)

    def _crew(self, stack: ExitStack) -> Crew:
        """Return the model, the solvers and today; they are made when a cell has to be solved, not before."""
        if self._made is None:
            self._made = gather_crew(
                stack, self.instance, self.scenario, self.clock, self.workers, isolated=self.isolated
            )
        return self._made

    def _draw(self, stack: ExitStack) -> bool:
        """Solve wave after wave; return whether nothing was left."""
        axes, payoff = self.axes, payoff_cells(self.axes)

        def solved(cells: Sequence[Cell]) -> bool:
            queue = [cell for cell in cells if cell.name not in self.records and not self._is_redundant(cell)]
            if queue:
                crew = self._crew(stack)
                tasks = [crew.pool.submit(self._work, queue, crew) for _ in range(min(self.workers, len(queue)))]
                try:
                    for task in tasks:
                        task.result()
                except BaseException:  # nobody goes on when one has failed, or somebody has lost patience
                    self._halted = True
                    raise
            return all(cell.name in self.records or self._is_redundant(cell) for cell in cells)

        self.total = self.points
        if not solved(list(payoff.values())) or any(self._point(cell) is None for cell in payoff.values()):
            return False
        low, high = (self._value(payoff[first], axes.outer) for first in (axes.outer, axes.primary))
        levels = outer_levels(axes, low, max(low, high), self.points, round(self.today[axes.outer], 6))
        best_at = self._value(payoff[axes.inner], axes.outer) if axes.inner else high
        counts = levels_within(axes, levels, self.points, best_at)
        outer, inner = outer_cells(axes, levels), inner_cells(axes, counts, best_at)
        self.total = len(payoff) + len(outer) + len(inner) + sum(max(0, count - 2) for count in counts.values())
        if not solved([*outer, *inner]):
            return False
        return solved(cells_between(axes, counts, *self._ends_within(levels)))

    def _work(self, queue: list[Cell], crew: Crew) -> None:
        """Solve cells of a queue until it is empty or somebody says stop; a failure halts everybody."""
        workshop = crew.workshops.get()
        try:
            while True:
                with self._lock:
                    while queue and self._is_redundant(queue[0]):
                        queue.pop(0)
                    if not queue or self._halted or self.clock.is_over:
                        return
                    cell = queue.pop(0)
                self._solve(workshop, cell, crew.waiting)
        except BaseException:
            self._halted = True
            raise
        finally:
            crew.workshops.put(workshop)

    def _solve(self, workshop: Workshop, cell: Cell, waiting: Future[Today | None]) -> None:
        began = time.perf_counter()
        left = max(1, self.total - len(self.records))
        seconds = min(CELL_SECONDS, self.clock.remaining, max(10.0, 2.0 * self.clock.remaining / left))
        limits = replace(
            self.limits, time_limit=seconds, on_progress=self._reporter(cell), should_stop=self._should_stop
        )
        workshop.clock = Clock(limits)
        pursuit = solve_cell(workshop, self.axes, cell)
        if workshop.clock.interrupted:
            return
        if pursuit.ended == "failed" and pursuit.solution is None:
            raise SolverError("the solver failed on a point of the front")
        if pursuit.solution is None:
            result = None
            record = CellRecord(cell, "infeasible" if pursuit.ended == "infeasible" else "no_plan")
        else:
            result = finish(workshop, pursuit, waiting, self.warnings, began)
            record = CellRecord.of(cell, result)
        if self.clock.is_over and record.status != "optimal":
            record = replace(record, cut_short=True)
        with self._lock:
            if result is not None:
                self.today = self.today or {name: values.today for name, values in result.terms.items()}
                if self.keeper is None:
                    self.results[cell.name] = result
            if self.keeper is not None:
                self.keeper.keep(record, result)
            self.records[cell.name] = record
        self._tell(cell, None)

    def _should_stop(self) -> bool:
        return self._halted or self.clock.should_stop()

    def _reporter(self, cell: Cell) -> Callable[[GoalProgress], None]:
        return lambda progress: self._tell(cell, progress)

    def _tell(self, cell: Cell, progress: GoalProgress | None) -> None:
        if self.on_progress is not None:
            self.on_progress(FrontProgress(len(self.records), max(self.total, len(self.records)), cell, progress))

    def _is_redundant(self, cell: Cell) -> bool:
        """Whether another cell's plan is this one's too, or a cell that is limited less has no plan at all."""
        return self._covering(cell) is not None or any(
            record.outcome == "infeasible"
            and all(record.cell.limit(term) >= cell.limit(term) for term in self.axes.terms)
            for record in self.records.values()
        )

    def _covering(self, cell: Cell) -> CellRecord | None:
        found = [
            record
            for record in self.records.values()
            if record.outcome == "point" and cell.is_covered_by(record.cell, record.terms)
        ]
        return min(found, key=lambda record: record.cell.name, default=None)

    def _point(self, cell: Cell) -> CellRecord | None:
        """Return the record of a cell's plan, its own or one that covers it."""
        record = self.records.get(cell.name) or self._covering(cell)
        return record if record is not None and record.outcome == "point" else None

    def _value(self, cell: Cell, term: str) -> float:
        record = self._point(cell)
        assert record is not None
        return record.terms[term]

    def _ends_within(self, levels: Sequence[float]) -> tuple[dict[float, float], dict[float, float]]:
        """Return the inner term where the primary term is best, and where it is itself best, at every outer limit."""
        ends: tuple[dict[float, float], dict[float, float]] = {}, {}
        if self.axes.inner is None:
            return ends
        payoff = payoff_cells(self.axes)
        for end, first in zip(ends, (self.axes.primary, self.axes.inner), strict=True):
            order = payoff[first].order
            for place, level in enumerate(levels, start=1):
                name = f"{'outer' if first == self.axes.primary else 'inner'}-{place:03}"
                record = self._point(Cell(name, order, ((self.axes.outer, level),)))
                tightest = self._point(payoff[self.axes.outer])
                assert tightest is not None
                end[level] = (record or tightest).terms[self.axes.inner]
        return ends

    def _front(self, *, complete: bool) -> Front:
        chosen = points_of(self.axes, list(self.records.values()), self.today, len(self.instance.enrolled_today))
        points = [
            FrontPoint(number, record, today, knee, self.results.get(record.cell.name))
            for number, (record, today, knee) in enumerate(chosen, start=1)
        ]
        return Front(
            self.instance,
            self.scenario,
            self.axes,
            tuple(points),
            dict(self.records),
            dict(self.today),
            stopped_by=self._stopped_by(complete=complete),
            complete=complete,
            warnings=self.warnings,
        )

    def _stopped_by(self, *, complete: bool) -> StoppedBy:
        if self.clock.interrupted:
            return "interrupt"
        points = [record for record in self.records.values() if record.outcome == "point"]
        if not complete or any(record.status != "optimal" for record in points):
            return "work" if complete and self.limits.work_limit is not None else "time"
        return "gap" if any(record.gap > 0 for record in points) else "proof"

    def _without_points(self, crew: Crew) -> Front:
        crew.waiting.result()
        proven = any(record.outcome == "infeasible" for record in self.records.values())
        conflict = clashing_rules(self.instance, self.scenario, crew.beside, CONFLICT_SECONDS) if proven else ()
        return replace(self._front(complete=False), status="infeasible" if proven else "no_plan", conflict=conflict)
