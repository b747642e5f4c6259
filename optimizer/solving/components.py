"""Parts of a model between which no row runs: each is solved on its own, for together they are far harder.

A solver that branches on two unrelated parts at once tries every outcome of the one with every outcome of the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from optimizer.solving.arrays import CompiledModel, Objective
from optimizer.solving.requests import Outcome, Request

Integers = NDArray[np.int64]

HUGE = 1e20
"""Stands for no bound."""

ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Component:
    """A part of a model, its columns in the whole, and what is asked of it."""

    model: CompiledModel
    columns: Integers
    request: Request


def can_bind(model: CompiledModel) -> NDArray[np.bool_]:
    """Return which rows some values within the bounds of the columns would break."""
    positive, negative = model.matrix.maximum(0), model.matrix.minimum(0)
    lower, upper = (np.clip(bound, -HUGE, HUGE) for bound in (model.column_lower, model.column_upper))
    least, most = positive @ lower + negative @ upper, positive @ upper + negative @ lower
    return np.asarray((most > model.row_upper + ROUNDING) | (least < model.row_lower - ROUNDING))


def labels_of(matrix: csr_array, rows_that_bind: NDArray[np.bool_]) -> tuple[Integers, Integers]:
    """Return for every row and for every column the number of its part; -1 for rows that cannot bind."""
    rows, columns = matrix.shape
    coo = matrix.tocoo()
    binds = rows_that_bind[coo.row]
    ends = coo.row[binds], rows + coo.col[binds]
    graph = csr_array((np.ones(ends[0].size), ends), shape=(rows + columns, rows + columns))
    labels = connected_components(graph, directed=False)[1].astype(np.int64)
    return np.where(rows_that_bind, labels[:rows], -1), labels[rows:]


def components_of(model: CompiledModel, request: Request) -> list[Component]:
    """Return the parts of a mixed-integer model that can be solved apart; none if it is one, or caps hold it together.

    Whatever has no choice in it makes one part more: a linear programme. The smallest come first, which leave most of
    their time to those after them: there may be hundreds of a column or two beside the one that takes long.
    """
    if request.relaxed or request.caps or not model.integer.any():
        return []
    row_label, column_label = labels_of(model.matrix, can_bind(model))
    chosen = np.intersect1d(column_label[model.integer], row_label)
    others = ~np.isin(column_label, chosen)
    rest = np.setdiff1d(row_label[row_label >= 0], chosen)
    if chosen.size + bool(rest.size) < 2:
        return []
    groups = [(row_label == label, column_label == label) for label in chosen]
    if others.any():
        groups.append((~np.isin(row_label, [-1, *chosen]), others))
    groups.sort(key=lambda group: int(np.count_nonzero(group[1])))
    return [
        Component(model.part(rows, columns), np.flatnonzero(columns), _restricted(request, columns, place))
        for place, (rows, columns) in enumerate(groups)
    ]


def _restricted(request: Request, columns: NDArray[np.bool_], place: int) -> Request:
    """Return what is asked of a part; the objective's constant counts in the first."""
    objective, fixed = request.objective, request.fixed
    constant = objective.constant if place == 0 else 0.0
    if fixed is not None:
        inside = columns[fixed[0]]
        fixed = np.cumsum(columns)[fixed[0][inside]] - 1, fixed[1][inside]
    return replace(
        request,
        objective=Objective(objective.coefficients[columns], constant),
        fixed=fixed,
        start=None if request.start is None else request.start[columns],
        target=None,
    )


def solve_apart(components: list[Component], request: Request, solve: Callable[[Component, float], Outcome]) -> Outcome:
    """Solve parts one after the other and put what came of them together.

    Parameters
    ----------
    components : list of Component
        The parts.
    request : Request
        What is asked of the whole.
    solve : callable
        ``solve(component, seconds)`` solves one; time left over by one is the next one's.
    """
    outcomes: list[Outcome] = []
    left = request.time_limit
    for place, component in enumerate(components):
        outcome = solve(component, left / (len(components) - place))
        outcomes.append(outcome)
        left -= outcome.seconds
        if outcome.status in ("infeasible", "failed"):
            return replace(outcome, solution=None, value=None, bound=None)
    seconds, nodes = sum(each.seconds for each in outcomes), sum(each.nodes for each in outcomes)
    statuses = [each.status for each in outcomes]
    status = next((each for each in ("interrupted", "limit") if each in statuses), "optimal")
    limit = next((each.limit for each in outcomes if each.limit), "")
    bounds = [each.bound for each in outcomes if each.bound is not None]
    bound = sum(bounds) if len(bounds) == len(outcomes) else None
    solutions = [each.solution for each in outcomes]
    if any(solution is None for solution in solutions):
        return Outcome(status, None, None, bound, seconds, nodes, limit)  # type: ignore[arg-type]
    whole = np.zeros(request.objective.coefficients.size)
    for component, solution in zip(components, solutions, strict=True):
        whole[component.columns] = solution
    value = request.objective.value(whole)
    bound = bound if bound is None else min(bound, value)
    return Outcome(status, whole, value, bound, seconds, nodes, limit)  # type: ignore[arg-type]
