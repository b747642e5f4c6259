"""The same p-median problems in spopt (Feng and others 2022), with its default solver and with HiGHS.

spopt states the model as textbooks do, with a variable and a link for every customer and site, and hands it to PuLP.
"""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass
from typing import Any

from benchmarks.orlib.reading import Published

SOLVERS = ("default", "HiGHS")


@dataclass(frozen=True)
class SpoptRun:
    """What spopt made of a problem: its value (None without a solution), whether it is proven, and the seconds."""

    objective: float | None
    proven: bool
    seconds: float


def solve_with_spopt(problem: Published, solver: str, time_limit: float) -> SpoptRun:
    """Solve a p-median problem with spopt.

    Parameters
    ----------
    problem : Published
        A problem with a number of open sites.
    solver : {"default", "HiGHS"}
        PuLP's default solver, or HiGHS.
    time_limit : float
        Seconds for the solver.
    """
    import pulp
    from spopt.locate import PMedian

    began = time.perf_counter()
    capacities = None if problem.kind == "pmed" else problem.capacity
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        model = PMedian.from_cost_matrix(
            problem.costs / problem.demand[:, None],
            problem.demand,
            p_facilities=problem.open_sites,
            facility_capacities=capacities,
        )
        model.problem.solve(_solver(pulp, solver, time_limit))
    solved = model.problem.sol_status in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible)
    seconds = time.perf_counter() - began
    proven = model.problem.sol_status == pulp.LpSolutionOptimal
    return SpoptRun(float(pulp.value(model.problem.objective)) if solved else None, proven, seconds)


def _solver(pulp: Any, solver: str, time_limit: float) -> Any:
    if solver == "HiGHS":
        return pulp.HiGHS(msg=False, timeLimit=time_limit)
    return pulp.getSolver(pulp.LpSolverDefault.name, msg=False, timeLimit=time_limit)
