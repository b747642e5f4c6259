"""Who draws a front: solvers that work at the same time on one model, and somebody who keeps what they find."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Protocol

from optimizer.fronts.front import CellRecord
from optimizer.fronts.grid import Cell
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.model.build import build_model
from optimizer.reassigning import Today, place_today
from optimizer.solving.child import ChildDoor
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, GoalProgress
from optimizer.solving.requests import Door
from optimizer.solving.result import Result
from optimizer.solving.workshop import Workshop


@dataclass(frozen=True)
class FrontProgress:
    """Progress of a front: cells finished, of how many as far as is known, and the goal that is being pursued."""

    finished: int
    of: int
    cell: Cell
    goal: GoalProgress | None


class Keeper(Protocol):
    """Keeps what is finished, so that a run that ends early can go on where it was."""

    def recall(self) -> tuple[dict[str, CellRecord], dict[str, float]]:
        """Return the cells that are finished already, and every term of today reassigned."""

    def keep(self, record: CellRecord, result: Result | None) -> None:
        """Keep one finished cell."""


@dataclass(frozen=True, eq=False)
class Crew:
    """Workshops that are free, today reassigned as soon as it is known, and a solver for what is beside the front."""

    pool: ThreadPoolExecutor
    workshops: SimpleQueue[Workshop]
    waiting: Future[Today | None]
    beside: Door


def gather_crew(
    stack: ExitStack, instance: Instance, scenario: Scenario, clock: Clock, workers: int, *, isolated: bool
) -> Crew:
    """Build the model once, open a solver for every worker and one for today, and begin with today."""
    doors: list[Door] = [
        stack.enter_context(closing(ChildDoor() if isolated else SolverDoor())) for _ in range(workers + 1)
    ]
    source = build_model(instance, scenario, scenario.goals.order)
    workshops: SimpleQueue[Workshop] = SimpleQueue()
    for door in doors[1:]:
        workshops.put(Workshop(source, door, clock))
    pool = stack.enter_context(ThreadPoolExecutor(max_workers=workers + 1))
    waiting = pool.submit(place_today, instance, scenario, clock.limits, doors[0])
    if not isolated:  # in one process the solver's runs take turns
        waiting.result()
    return Crew(pool, workshops, waiting, doors[0])
