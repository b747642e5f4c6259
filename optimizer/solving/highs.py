"""The one door to HiGHS: arrays in, an outcome out. No other module names the solver.

Guard rails: a fresh solver for each run, so that no state is carried over; default tolerances; fixed seed and threads;
callbacks for progress; an interrupt that keeps the incumbent; every status mapped. A claim that no plan exists is
repeated without presolve before anybody hears of it, and a solution whose own value is not the one that the solver
claims for it is thrown away and looked for again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from threading import Thread
from typing import Any

import highspy
import numpy as np

from optimizer.errors import SolverError
from optimizer.solving.arrays import CompiledModel, Vector
from optimizer.solving.components import Component, components_of, solve_apart
from optimizer.solving.greeting import silent_solver
from optimizer.solving.remainder import remainder_of
from optimizer.solving.requests import (
    OnProgress,
    Outcome,
    OutcomeStatus,
    Request,
    ShouldStop,
    ignore,
    never,
)
from optimizer.solving.watch import Watch

_STATUS = highspy.HighsModelStatus
_PROVEN_EMPTY = {_STATUS.kInfeasible, _STATUS.kUnboundedOrInfeasible}
_LIMITS = {_STATUS.kTimeLimit: "time", _STATUS.kObjectiveTarget: "target"} | dict.fromkeys(
    (_STATUS.kSolutionLimit, _STATUS.kIterationLimit, _STATUS.kMemoryLimit), "work"
)
_INTERRUPTED = {_STATUS.kInterrupt}
_POLL_SECONDS = 0.05

CLAIM_TOLERANCE = 1e-6
FEW_CUTS: dict[str, Any] = {"mip_pool_soft_limit": 50, "mip_lp_age_limit": 5}
"""Options of a run with few cuts: on small models most time goes into rounds of them that hardly move the bound."""

BRIEF: dict[str, Any] = FEW_CUTS | {
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_allow_restart": False,
    "mip_pscost_minreliable": 1,
}
"""Options of a brief run."""

MANY_COLUMNS = 50_000
"""Columns above which a model without a choice left is handed over as a linear programme."""

LARGE: dict[str, Any] = {"presolve_rule_off": 1 << 10}
"""Options above that: no look at equations that follow from others, for minutes and deaf to interrupts."""

INTERIOR: dict[str, Any] = {"solver": "ipm", "run_crossover": "off"}
"""Options of a completion above that: students' ways in hundreds of thousands, of which any that fit will do."""


class SolverDoor:
    """Runs requests in this process."""

    def run(
        self,
        model: CompiledModel,
        request: Request,
        on_progress: OnProgress = ignore,
        should_stop: ShouldStop = never,
        on_solution: Callable[[Vector], None] = ignore,
    ) -> Outcome:
        """Run one request on a model.

        Parameters
        ----------
        model : CompiledModel
            The model.
        request : Request
            What to minimise, and how.
        on_progress : callable, optional
            Called with a :class:`Progress` now and then, from another thread.
        should_stop : callable, optional
            Asked now and then; once it says yes the run ends with the best solution so far.
        on_solution : callable, optional
            Called with every better solution, from another thread.

        Returns
        -------
        Outcome
            ``infeasible`` only after a second run without presolve agreed, if the request asks for that; ``failed``
            only after further runs without start and without presolve failed too.

        Raises
        ------
        SolverError
            If the solver refuses the model.
        """
        remainder = remainder_of(model, request)
        if remainder is not None:
            rest, asked = remainder.model, remainder.request
            found = self.run(rest, asked, on_progress, should_stop, lambda each: on_solution(remainder.whole(each)))
            return remainder.outcome(found)
        components = components_of(model, request) if request.apart else []
        if not components:
            return _run(model, request, Watch(on_progress, should_stop, on_solution))

        def solve(component: Component, seconds: float) -> Outcome:
            part = replace(component.request, time_limit=seconds)
            return _run(component.model, part, Watch(ignore, should_stop, ignore))

        return solve_apart(components, request, solve)

    def close(self) -> None:
        """Do nothing: nothing is held between runs."""


def _run(model: CompiledModel, request: Request, watch: Watch) -> Outcome:
    """Run a request; doubtful answers are looked into once more."""
    outcome = _attempt(model, request, watch)
    if outcome.status == "failed" and request.start is not None:
        outcome = _attempt(model, replace(request, start=None), watch)
    doubted = outcome.status == "failed" or (outcome.status == "infeasible" and request.confirmed)
    if doubted and request.presolve:
        return _attempt(model, replace(request, presolve=False, start=None), watch)
    return outcome


def _attempt(model: CompiledModel, request: Request, watch: Watch) -> Outcome:
    began = time.perf_counter()
    solver = load(model, request)
    watch.attach(solver)
    _run_in_thread(solver, watch)
    outcome = _read_outcome(solver, request, watch, mixed=bool(len(solver.getLp().integrality_)))
    return replace(outcome, seconds=time.perf_counter() - began)


def _run_in_thread(solver: highspy.Highs, watch: Watch) -> None:
    """Run the solver beside this thread, so that Ctrl-C reaches us and not the middle of the solver."""
    failures: list[BaseException] = []

    def work() -> None:
        try:
            solver.run()
        except Exception as failure:
            failures.append(failure)

    thread = Thread(target=work, daemon=True)
    thread.start()
    while thread.is_alive():
        try:
            thread.join(_POLL_SECONDS)
        except KeyboardInterrupt:
            watch.stopped = True
    if failures:
        raise SolverError(f"the solver failed: {failures[0]}")


def load(model: CompiledModel, request: Request) -> highspy.Highs:
    """Return a solver that holds a request on a model."""
    lower, upper = model.column_lower, model.column_upper
    if request.fixed is not None:
        columns, values = request.fixed
        lower, upper = lower.copy(), upper.copy()
        lower[columns] = upper[columns] = values
    solver = silent_solver()
    _set_options(solver, request)
    chooses = not request.relaxed and bool(model.integer.any())
    if model.columns > MANY_COLUMNS:
        chooses &= bool((upper > lower)[model.integer].any())
        is_completion = not (chooses or request.relaxed)
        _apply(solver, LARGE | INTERIOR if is_completion and request.inside else LARGE)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = model.columns, model.matrix.shape[0]
    program.col_cost_, program.offset_ = request.objective.coefficients, request.objective.constant
    program.col_lower_, program.col_upper_ = lower, upper
    program.row_lower_, program.row_upper_ = model.row_lower, model.row_upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = model.matrix.indptr
    program.a_matrix_.index_ = model.matrix.indices
    program.a_matrix_.value_ = model.matrix.data
    if chooses:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        program.integrality_ = [kinds[int(integer)] for integer in model.integer]
    if solver.passModel(program) == highspy.HighsStatus.kError:
        raise SolverError("the solver refused the model")
    for objective, limit in request.caps:
        used = np.flatnonzero(objective.coefficients).astype(np.int32)
        solver.addRow(-highspy.kHighsInf, limit - objective.constant, used.size, used, objective.coefficients[used])
    if request.start is not None and not request.relaxed:
        start = highspy.HighsSolution()
        start.col_value = request.start.tolist()
        solver.setSolution(start)
    return solver


def _set_options(solver: highspy.Highs, request: Request) -> None:
    options: dict[str, Any] = {
        "random_seed": request.seed,
        "threads": request.threads,
        "mip_rel_gap": request.gap,
        "mip_abs_gap": max(request.gap, 1e-6),
        "presolve": "choose" if request.presolve else "off",
        "mip_detect_symmetry": False,  # finds next to nothing here, and takes a quarter of the time
    }
    if request.few_cuts:
        options |= FEW_CUTS
    if request.brief:
        options |= BRIEF
    if np.isfinite(request.time_limit):
        options["time_limit"] = max(request.time_limit, 0.01)
    if request.target is not None:
        options["objective_target"] = request.target
    if request.work_limit is not None:
        options["mip_max_nodes"] = request.work_limit
    _apply(solver, options)


def _apply(solver: highspy.Highs, options: dict[str, Any]) -> None:
    for name, value in options.items():
        if solver.setOptionValue(name, value) == highspy.HighsStatus.kError:
            raise SolverError(f"the solver does not know the option {name} = {value}")


def _read_outcome(solver: highspy.Highs, request: Request, watch: Watch, *, mixed: bool) -> Outcome:
    model_status, info = solver.getModelStatus(), solver.getInfo()
    if model_status in _PROVEN_EMPTY:
        return Outcome("infeasible")
    status: OutcomeStatus = "failed"
    if model_status in (_STATUS.kOptimal, _STATUS.kModelEmpty):
        status = "optimal"
    elif watch.stopped or model_status in _INTERRUPTED:
        status = "interrupted"
    elif model_status in _LIMITS:
        status = "limit"
    solution: Vector | None = None
    if status != "failed" and info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        solution = np.asarray(solver.getSolution().col_value, dtype=float)
    value = None if solution is None else request.objective.value(solution)
    if value is not None and not _is_close(value, float(info.objective_function_value)):
        return Outcome("failed")
    duals = None
    if request.relaxed and status == "optimal":
        duals = np.asarray(solver.getSolution().row_dual, dtype=float)
    nodes = max(0, int(info.mip_node_count))
    bound = _bound(solver, value) if mixed else None
    if bound is None and status == "optimal":
        bound = value
    return Outcome(status, solution, value, bound, nodes=nodes, limit=_LIMITS.get(model_status, ""), duals=duals)


def _is_close(value: float, claimed: float) -> bool:
    """Whether a solution has the value that the solver claims: with a start, presolve may lose track of it."""
    return abs(value - claimed) <= CLAIM_TOLERANCE * max(1.0, abs(value))


def _bound(solver: highspy.Highs, value: float | None) -> float | None:
    """Return the solver's lower bound on the objective, never above the value found."""
    bound = float(solver.getInfo().mip_dual_bound)
    if abs(bound) >= highspy.kHighsInf:
        return None
    return bound if value is None else min(bound, value)
