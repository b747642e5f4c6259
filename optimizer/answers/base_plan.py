"""The plan that questions are about, kept beside the answers: a run that goes on need not seek it again.

A result folder tells all that people want to know of a plan. To start from it the solver needs more: one value a column
of the model, to the last digit, for the plan of every goal. Those stand in a file of their own, with the model's
fingerprint: they are used again only on the very same model.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from optimizer.errors import BundelError
from optimizer.inputs.scenario import Scenario
from optimizer.solving.aims import aims_of
from optimizer.solving.arrays import CompiledModel
from optimizer.solving.hierarchy import Pursuit
from optimizer.solving.loading import load_result
from optimizer.solving.result import Result
from optimizer.solving.today import todays_of
from optimizer.solving.workshop import Workshop

VECTORS = "plan.npz"


@dataclass(frozen=True, eq=False)
class BasePlan:
    """The scenario's own plan.

    Attributes
    ----------
    pursuit : Pursuit
        What came of the goals, in the solver's terms.
    result : Result
        The plan, checked by second code.
    as_placed : Scenario
        What today, as it stands beside the plan, keeps of the scenario.
    """

    pursuit: Pursuit
    result: Result
    as_placed: Scenario


def vectors_of(base: BasePlan, workshop: Workshop) -> bytes:
    """Return, as a file, what a plan's result folder does not tell of it."""
    pursuit, file = base.pursuit, io.BytesIO()
    place = list(todays_of(workshop.source.index.scenario)).index(base.as_placed)
    np.savez_compressed(
        file,
        model=np.array(fingerprint(workshop.model)),
        plans=np.array([*pursuit.plans, pursuit.solution]),
        ended=np.array([pursuit.ended, pursuit.limit]),
        numbers=np.array([pursuit.ties_broken, place], dtype=np.int64),
    )
    return file.getvalue()


def recalled(vectors: Path, folder: Path, workshop: Workshop) -> BasePlan | None:
    """Return a plan that was kept; None if it is not whole, or is one of another model."""
    index = workshop.source.index
    try:
        with np.load(io.BytesIO(vectors.read_bytes()), allow_pickle=False) as file:
            if str(file["model"]) != fingerprint(workshop.model):
                return None
            *plans, solution = file["plans"]
            (ended, limit), (ties_broken, place) = file["ended"], file["numbers"]
        as_placed = list(todays_of(index.scenario))[place]
        result = replace(load_result(folder, instance=index.instance), scenario=index.scenario)
    except (OSError, ValueError, KeyError, IndexError, BadZipFile, BundelError):
        return None
    caps = tuple(
        (aim.objective, aim.limit(report.value)) for aim, report in zip(aims_of(workshop), result.goals, strict=False)
    )
    whole = len(plans) == len(result.goals) and solution.size == workshop.model.columns and result.today is not None
    parts = solution, result.goals, str(ended), str(limit), bool(ties_broken), caps, tuple(plans)
    return BasePlan(Pursuit(*parts), result, as_placed) if whole else None


def fingerprint(model: CompiledModel) -> str:
    """Return what tells a model from every other: a hash of all its numbers."""
    told = hashlib.sha256()
    matrix = model.matrix
    arrays = [matrix.data, matrix.indices, matrix.indptr, model.row_lower, model.row_upper]
    arrays += [model.column_lower, model.column_upper, model.integer]
    arrays += [objective.coefficients for objective in model.objectives.values()]
    for array in arrays:
        told.update(str((array.shape, array.dtype)).encode())
        told.update(np.ascontiguousarray(array).tobytes())
    told.update(repr([(name, objective.constant) for name, objective in model.objectives.items()]).encode())
    return told.hexdigest()
