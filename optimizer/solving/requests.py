"""What is asked of the solver, and what it answers: plain values that can cross to another process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from optimizer.solving.arrays import CompiledModel, Objective, Vector

OutcomeStatus = Literal["optimal", "limit", "interrupted", "infeasible", "failed"]


def relative_gap(value: float | None, bound: float | None) -> float | None:
    """Return (value - bound) / max(abs(value), 1 unit), at least 0; None without a value or a bound."""
    if value is None or bound is None or not np.isfinite(value) or not np.isfinite(bound):
        return None
    return max(0.0, value - bound) / max(abs(value), 1.0)


@dataclass(frozen=True)
class Progress:
    """State of a run: the incumbent's value, the bound, the gap as a share (None while there is none), seconds."""

    value: float | None
    bound: float | None
    gap: float | None
    seconds: float


@dataclass(frozen=True, eq=False)
class Request:
    """What to minimise, under what, from where, and for how long.

    Attributes
    ----------
    objective : Objective
        Measure to minimise.
    caps : tuple of (Objective, float)
        Measures that may not exceed a limit.
    fixed : (ndarray of int, ndarray of float) or None
        Columns, and the values at which they are held.
    relaxed : bool
        Whether integrality is dropped.
    start : ndarray or None
        A solution to start from, one value a column.
    time_limit : float
        Seconds.
    work_limit : int or None
        Most branch-and-bound nodes: a limit that gives the same plan on every run.
    target : float or None
        Value that is good enough: the run ends once a solution reaches it.
    gap : float
        Gap at which a solution counts as optimal, as a share.
    seed, threads : int
        Random seed and threads of the solver.
    presolve : bool
        Whether the solver may simplify the model first.
    brief : bool
        Whether the run is one of many small ones: few cuts, few trial branches, no restarts and no neighbourhoods of
        the solver's own, which take most of the time where the model is small and a good start is at hand.
    few_cuts : bool
        Whether the solver keeps few cuts, so that it looks for better solutions sooner, and gives a lower bound.
    confirmed : bool
        Whether a claim that no solution exists is looked into once more without presolve before it is believed.
    apart : bool
        Whether parts between which no row runs are solved one by one.
    inside : bool
        Whether a large model without a choice left may be solved by interior points, which end at no vertex.
    without_held : bool
        Whether what is held may be taken out of a large model before the solver sees it.
    """

    objective: Objective
    caps: tuple[tuple[Objective, float], ...] = ()
    fixed: tuple[NDArray[np.int64], Vector] | None = None
    relaxed: bool = False
    start: Vector | None = None
    time_limit: float = float("inf")
    work_limit: int | None = None
    target: float | None = None
    gap: float = 1e-4
    seed: int = 0
    threads: int = 1
    presolve: bool = True
    brief: bool = False
    few_cuts: bool = False
    confirmed: bool = True
    apart: bool = True
    inside: bool = True
    without_held: bool = True


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a run gave: the best solution, its value, and a valid bound.

    Attributes
    ----------
    status : {"optimal", "limit", "interrupted", "infeasible", "failed"}
        How it ended; ``limit`` and ``interrupted`` may carry a solution.
    solution : ndarray or None
        One value a column.
    value, bound : float or None
        Value of the solution; no solution is better than the bound.
    seconds : float
        Time taken.
    nodes : int
        Branch-and-bound nodes.
    limit : {"", "time", "work", "target"}
        What ended the run early.
    duals : ndarray or None
        One a row of a linear relaxation that was solved, those of caps last.
    """

    status: OutcomeStatus
    solution: Vector | None = None
    value: float | None = None
    bound: float | None = None
    seconds: float = 0.0
    nodes: int = 0
    limit: str = ""
    duals: Vector | None = None

    @property
    def gap(self) -> float | None:
        """Gap between value and bound, as a share."""
        return relative_gap(self.value, self.bound)


OnProgress = Callable[[Progress], None]
ShouldStop = Callable[[], bool]


def never() -> bool:
    """Answer that a run need not stop."""
    return False


def ignore(_: Any) -> None:
    """Take no notice of progress."""


class Door(Protocol):
    """Anything that runs requests: in this process, or in a child that can be ended."""

    def run(
        self,
        model: CompiledModel,
        request: Request,
        on_progress: OnProgress = ignore,
        should_stop: ShouldStop = never,
    ) -> Outcome:
        """Run one request on a model."""

    def close(self) -> None:
        """Free what the door holds."""
