"""A linear programme that stays loaded and is solved again and again with other costs, each time from where it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Thread

import highspy
import numpy as np

from optimizer.solving.arrays import CompiledModel, Objective, Vector
from optimizer.solving.highs import load
from optimizer.solving.requests import Request


@dataclass(eq=False)
class RepeatedProgramme:
    """A small linear programme, solved in this process.

    Attributes
    ----------
    model : CompiledModel
        Its rows and columns; integrality does not count.
    seed : int
        Random seed of the solver.
    """

    model: CompiledModel
    seed: int = 0
    _solver: highspy.Highs = field(init=False)
    _columns: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        nothing = Objective(np.zeros(self.model.columns))
        self._solver = load(self.model, Request(nothing, relaxed=True, seed=self.seed, presolve=False))
        self._columns = np.arange(self.model.columns, dtype=np.int32)

    def minimise(self, costs: Vector) -> tuple[float, Vector, Vector] | None:
        """Return least cost, solution and duals of the rows; None if there is no solution."""
        self._solver.changeColsCost(self._columns.size, self._columns, costs)
        running = Thread(target=self._solver.run)  # the solver's own threads belong to the thread that called it first
        running.start()
        running.join()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found = self._solver.getSolution()
        solution = np.asarray(found.col_value, dtype=float)
        return float(costs @ solution), solution, np.asarray(found.row_dual, dtype=float)
