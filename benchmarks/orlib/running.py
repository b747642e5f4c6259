"""Solves published problems as any scenario is solved, and says in a line what came out."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.orlib.instances import GOALS, instance_of, scenario_of
from benchmarks.orlib.reading import Published
from optimizer import Limits, solve

MISSING = "-"
"""Stands for a number that there is not."""


@dataclass(frozen=True)
class Run:
    """What came of one problem.

    Attributes
    ----------
    problem : Published
        The problem.
    copies : int
        How many times over it was solved at once.
    status : str
        As of any result: ``optimal``, ``feasible``, ``infeasible``, ``no_plan`` or ``failed``.
    objective, bound, gap : float or None
        Value of the plan, recomputed by the second code; bound; gap as a share.
    seconds, building : float
        Seconds of everything from the data set to the checked plan, and of building the model.
    """

    problem: Published
    copies: int
    status: str
    objective: float | None
    bound: float | None
    gap: float | None
    seconds: float
    building: float

    def line(self) -> str:
        """Return ``name status objective bound gap seconds``."""
        gap = MISSING if self.gap is None else f"{self.gap:.6f}"
        numbers = number(self.objective), number(self.bound), gap, f"{self.seconds:.1f}"
        return " ".join((self.problem.name, self.status, *numbers))


def number(value: float | None) -> str:
    """Return a number with at most three decimals, as published optima have them."""
    return MISSING if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def run(problem: Published, copies: int, limits: Limits) -> Run:
    """Solve a problem, `copies` times over, in the solver's own process.

    Raises
    ------
    InputError
        If places cannot hold all customers.
    SolverError, VerificationError
        As :func:`optimizer.solve` does.
    """
    began = time.perf_counter()
    result = solve(instance_of(problem, copies), scenario_of(problem), limits, isolated=True)
    seconds = time.perf_counter() - began
    goal = result.goals[0] if result.goals else None
    objective = result.terms[GOALS[problem.kind]].plan if result.plan is not None else None
    return Run(
        problem,
        copies,
        result.status,
        objective,
        None if goal is None else goal.bound,
        None if goal is None else goal.gap,
        seconds,
        result.seconds["build"],
    )


def published_optimum(path: Path, problem: Published) -> float | None:
    """Return the optimum that a list beside a file gives: ``pmedopt.txt``, ``capopt.txt``, a name and a number a line.

    Otherwise the best known value that the file itself tells; None if neither does.
    """
    for optima in sorted(path.parent.glob("*opt.txt")):
        for line in optima.read_text(encoding="utf-8").splitlines():
            words = line.split()
            if len(words) == 2 and words[0] == path.stem:
                return float(words[1])
    return problem.best_known
