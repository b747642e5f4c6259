"""Smaller relaxations of a model: some columns are left out, with every row that touches them.

What remains is a relaxation, so its bound holds for the whole model; and a best solution of it that can be completed is
a best solution of the whole. Early goals hardly depend on where each student comes from or where the institute sits, so
most are settled by a model a tenth of the size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray
from scipy.sparse import csr_array

from optimizer.solving.arrays import CompiledModel, Objective, Vector

STUDENTS = frozenset({"students", "taught", "unplaced", "extra"})
TEACHERS = frozenset({"staff", "freed", "hired", "guests", "concentrated"})
INSTITUTE = frozenset({"hosts", "tracks", "residents", "feeds", "guests"})
LEADS = frozenset({"leads"})

LADDER: tuple[frozenset[str], ...] = (
    STUDENTS | TEACHERS | INSTITUTE | LEADS,
    STUDENTS | INSTITUTE,
    STUDENTS,
    TEACHERS | INSTITUTE | LEADS,
    INSTITUTE,
)
"""Names of the variables that each relaxation leaves out, the cheapest first; the whole model comes after them."""

GOALS_LADDER = tuple(left_out for left_out in LADDER if left_out != STUDENTS | INSTITUTE)
"""The same for goals: without the guests of an institute teachers prove next to nothing."""

INSTITUTE_LADDER: tuple[frozenset[str], ...] = (STUDENTS | TEACHERS,)
"""The same for goals that speak of the institute: mostly programmes settle it, else students and teachers together."""


@dataclass(frozen=True, eq=False)
class Projection:
    """A relaxation, and the columns of the whole model that it keeps."""

    model: CompiledModel
    kept: NDArray[np.int64]

    def restrict(self, objective: Objective) -> Objective:
        """Return an objective over the kept columns."""
        return Objective(objective.coefficients[self.kept], objective.constant)

    def start(self, plan: Vector) -> Vector:
        """Return a plan of the whole model in the relaxation's columns."""
        return plan[self.kept]

    def places(self, columns: int) -> NDArray[np.int64]:
        """Return which of its columns each of so many columns of the whole model is; -1 for one that is left out."""
        places = np.full(columns, -1)
        places[self.kept] = np.arange(self.kept.size)
        return places

    def shrink(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return a number of each column of the whole model for the relaxation's columns."""
        return numbers[self.kept]

    def keeps(self, objective: Objective) -> bool:
        """Whether an objective speaks of kept columns only."""
        kept = np.count_nonzero(objective.coefficients[self.kept])
        return bool(kept == np.count_nonzero(objective.coefficients))

    def lift(self, solution: Vector, columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], Vector]:
        """Return the integer values that a solution of the relaxation gives to some columns of the whole model."""
        common, in_kept, _ = np.intersect1d(self.kept, columns, return_indices=True)
        return common, np.round(solution[in_kept])


def columns_named(model: CompiledModel, pyomo_model: pyo.ConcreteModel, names: Iterable[str]) -> NDArray[np.int64]:
    """Return the columns of top-level Pyomo variables, sorted; a name that the model lacks has none."""
    columns: list[int] = []
    for name in names:
        component = pyomo_model.component(name)
        if component is not None:
            columns.extend(model.columns_of(component).values())
    return np.array(sorted(columns), dtype=np.int64)


def project(model: CompiledModel, dropped: NDArray[np.int64]) -> Projection:
    """Leave out columns, every row that touches one of them, and columns that then occur nowhere."""
    keep = np.ones(model.columns, dtype=bool)
    keep[dropped] = False
    pattern = csr_array(
        (np.ones_like(model.matrix.data), model.matrix.indices, model.matrix.indptr), shape=model.matrix.shape
    )
    rows = np.flatnonzero(pattern @ (~keep).astype(float) == 0)
    used = np.zeros(model.columns, dtype=bool)
    used[pattern[rows].indices] = True
    for objective in model.objectives.values():
        used |= objective.coefficients != 0
    kept = np.flatnonzero(keep & used)
    return Projection(model.part(rows, kept), kept)
