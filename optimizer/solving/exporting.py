"""Writes a scenario's model for other solvers."""

from __future__ import annotations

from pathlib import Path

import pyomo.environ as pyo

from optimizer.errors import Finding, InputError
from optimizer.model.build import ConsolidationModel

FORMATS = {".mps": "mps", ".lp": "lp"}


def write_model(model: ConsolidationModel, path: Path) -> None:
    """Write the model with its first goal, or with all goals priced in weighted mode.

    Parameters
    ----------
    model : ConsolidationModel
        The model.
    path : Path
        A file that ends in ``.mps`` or ``.lp``; written under another name first, then renamed.

    Raises
    ------
    InputError
        If the file's name ends otherwise.
    """
    if path.suffix.lower() not in FORMATS:
        raise InputError(
            [Finding(path.name, "the model cannot be written in this format", "Let the name end in .mps or .lp.")]
        )
    goals = model.index.scenario.goals
    objectives = [model.pyomo.goals.component(goal.key) for goal in goals.order]
    for objective in objectives:
        objective.deactivate()
    if goals.mode == "weighted":
        prices = [1.0 if goal.price is None else goal.price for goal in goals.order]
        priced = zip(prices, objectives, strict=True)
        model.pyomo.cost = pyo.Objective(expr=sum(price * objective.expr for price, objective in priced))
    else:
        objectives[0].activate()
    partial = path.with_name(f".{path.stem}.partial{path.suffix.lower()}")
    try:
        model.pyomo.write(
            str(partial), format=FORMATS[path.suffix.lower()], io_options={"symbolic_solver_labels": True}
        )
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
