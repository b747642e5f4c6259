"""The answer of one cell: an ordinary function that any process may call, and that gives all of them the same."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Literal

from optimizer.analysis.terms import TERM_UNITS
from optimizer.errors import InputError
from optimizer.finishing import check_plan, conflict_of, status_of, what_stopped
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Scenario
from optimizer.model.build import build_model
from optimizer.reading import check_fit
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.highs import SolverDoor
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.result import StoppedBy
from optimizer.solving.workshop import Workshop
from optimizer.sweeps.definition import CellLimits
from optimizer.sweeps.samples import draw_instance, draw_prices
from optimizer.sweeps.settings import Sample
from optimizer.sweeps.variation import vary_instance

Instances = Mapping[str, Instance]
CellStatus = Literal["optimal", "feasible", "infeasible", "no_plan", "failed"]
ONE_AT_A_TIME = Lock()
"""Held while a cell is worked on: a worker may have been started with several threads."""

FAULTY = "faulty"
"""Stands first among the names of rules that clash where a combination of values contradicts itself."""

PROGRAMMES = ("campus_id", "specialisation_id", "role", "students")
INSTITUTE = ("host_id", "specialisation_id", "residents")


@dataclass(frozen=True)
class Task:
    """A cell with all that solving it needs besides the data sets.

    Attributes
    ----------
    name : str
        The cell.
    dataset : str
        Name of its data set among those at hand.
    scenario : Scenario
        Rules and goals, its parameters filled in.
    factors : mapping of str to float
        Factors on figures of the data set.
    sample : Sample or None
        The draw.
    seed : int
        Seed of the solver.
    limits : CellLimits
        Gap, work and time.
    """

    name: str
    dataset: str
    scenario: Scenario
    factors: Mapping[str, float]
    sample: Sample | None
    seed: int
    limits: CellLimits

    def place(self, instances: Instances) -> tuple[Instance, Scenario]:
        """Return the data set and the scenario as this cell has them."""
        instance = vary_instance(draw_instance(instances[self.dataset], self.sample), self.factors)
        return instance, draw_prices(instance, self.scenario, self.sample)

    @property
    def solver_limits(self) -> Limits:
        """Limits of its solve: one thread, whatever the machine has."""
        seconds = math.inf if self.limits.seconds is None else self.limits.seconds
        return Limits(time_limit=seconds, work_limit=self.limits.work, gap=self.limits.gap, seed=self.seed, threads=1)


@dataclass(frozen=True)
class CellAnswer:
    """What came of a cell.

    Attributes
    ----------
    name : str
        The cell.
    status : {"optimal", "feasible", "infeasible", "no_plan", "failed"}
        As of a result.
    stopped_by : str
        What ended the search.
    gap : float or None
        Largest gap of its goals, as a share.
    seconds : float
        Time it took.
    terms : dict of str to float
        Every term of the plan, recomputed by second code; empty without a plan.
    programmes : tuple of dict
        Columns :data:`PROGRAMMES`, one a programme of the plan.
    institute : tuple of dict
        Columns :data:`INSTITUTE`, one a track at a host.
    conflict : tuple of str
        Rules that cannot hold together, if no plan exists.
    """

    name: str
    status: CellStatus
    stopped_by: StoppedBy
    gap: float | None
    seconds: float
    terms: dict[str, float] = field(default_factory=dict)
    programmes: tuple[dict[str, Any], ...] = ()
    institute: tuple[dict[str, Any], ...] = ()
    conflict: tuple[str, ...] = ()

    @property
    def plan(self) -> str | None:
        """Name of the plan: which programmes there are, and nothing else; None without a plan."""
        if not self.programmes:
            return None
        return plan_name((row["campus_id"], row["specialisation_id"]) for row in self.programmes)


def plan_name(pairs: Iterable[Pair]) -> str:
    """Return a name for a set of programmes: the first signs of its SHA-256."""
    text = "\n".join(sorted("/".join(pair) for pair in pairs))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def solve_cell(instances: Instances, task: Task) -> CellAnswer:
    """Solve one cell; its answer depends on the cell alone, and a process solves one at a time.

    Parameters
    ----------
    instances : mapping of str to Instance
        The data sets.
    task : Task
        The cell.

    Raises
    ------
    SolverError
        If the solver fails.
    VerificationError
        If the plan does not stand up to the second check.
    """
    with ONE_AT_A_TIME:
        return _solve(instances, task)


def _solve(instances: Instances, task: Task) -> CellAnswer:
    began = time.perf_counter()
    instance, scenario = task.place(instances)
    try:
        check_fit(instance, scenario)
    except InputError as fault:
        return contradicted(task.name, fault, time.perf_counter() - began)
    clock, door = Clock(task.solver_limits), SolverDoor()
    workshop = Workshop(build_model(instance, scenario, scenario.goals.order), door, clock)
    pursuit = pursue(workshop)
    status, stopped_by = status_of(pursuit), what_stopped(pursuit, clock)
    if pursuit.solution is None:
        conflict = conflict_of(instance, scenario, door, clock) if status == "infeasible" else ()
        seconds = time.perf_counter() - began
        return CellAnswer(task.name, status, stopped_by, None, seconds, conflict=conflict)
    plan = extract_plan(workshop, pursuit.solution)
    checks = check_plan(plan, workshop, pursuit.solution)
    terms = checks[(checks["kind"] == "term") & checks["name"].isin(TERM_UNITS)]
    return CellAnswer(
        task.name,
        status,
        stopped_by,
        _gap(pursuit),
        time.perf_counter() - began,
        {str(name): float(value) for name, value in zip(terms["name"], terms["measured"], strict=True)},
        _rows(plan, "programmes", PROGRAMMES),
        _rows(plan, "institute", INSTITUTE),
    )


def contradicted(name: str, fault: InputError, seconds: float) -> CellAnswer:
    """Return the answer of a cell whose values contradict each other: no plan, with the keys that clash."""
    keys = sorted({str(finding.key) for finding in fault.findings if finding.severity == "error"})
    return CellAnswer(name, "infeasible", "proof", None, seconds, conflict=(FAULTY, *keys))


def _gap(pursuit: Pursuit) -> float | None:
    gaps = [report.gap for report in pursuit.reports]
    return None if any(gap is None for gap in gaps) else max(gap for gap in gaps if gap is not None)


def _rows(plan: Plan, table: str, columns: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    frame = getattr(plan, table)[list(columns)]
    return tuple(frame.to_dict(orient="records"))
