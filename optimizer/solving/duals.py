r"""What the duals of a linear relaxation prove: a bound, and columns that no better solution uses.

Any duals :math:`y` of rows :math:`l \le Ax \le u` prove a bound on :math:`cx` over column bounds
:math:`\underline{x} \le x \le \overline{x}`, however rough they are (Neumaier and Shcherbina 2004, doi
10.1007/s10107-003-0433-3). With reduced costs :math:`d = c - A^{\mathsf T} y`:

.. math::

    \mathrm{bound} = \sum_i \min(y_i l_i, y_i u_i) + \sum_j \min(d_j \underline{x}_j, d_j \overline{x}_j)

and a solution in which column :math:`j` is :math:`\delta` away from the side that :math:`d_j` wants it on costs at
least :math:`|d_j|\,\delta` more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from optimizer.solving.arrays import CompiledModel, Objective, Vector

NOISE = 1e-7
"""The solver's tolerance: what leans on a limit that is not there by no more than this is rounding."""


@dataclass(frozen=True, eq=False)
class Proof:
    """What duals prove of a model.

    Attributes
    ----------
    bound : float
        No solution costs less.
    reduced : ndarray, shape (columns,)
        Reduced costs that belong to the bound.
    """

    bound: float
    reduced: Vector

    def useless(self, columns: NDArray[np.int64], value: float) -> NDArray[np.bool_]:
        """Say which of some binary columns are 0 in every solution that costs less than `value`."""
        return np.asarray(self.bound + self.reduced[columns] >= value)

    def needed(self, columns: NDArray[np.int64], value: float) -> NDArray[np.bool_]:
        """Say which of some binary columns are 1 in every solution that costs less than `value`."""
        return np.asarray(self.bound - self.reduced[columns] >= value)


def prove(
    model: CompiledModel, objective: Objective, duals: Vector, caps: tuple[tuple[Objective, float], ...] = ()
) -> Proof | None:
    """Return what duals of the rows, and of caps after them, prove; None if they lean on a limit that is not there."""
    lower = np.concatenate([model.row_lower, np.full(len(caps), -np.inf)])
    upper = np.concatenate([model.row_upper, [limit - cap.constant for cap, limit in caps]])
    limits = np.where(duals > 0, lower, upper)
    limited = np.isfinite(limits)
    weights = np.where(limited, duals, 0.0)
    rows = model.matrix.shape[0]
    reduced = objective.coefficients - csr_array(model.matrix.T) @ weights[:rows]
    for (cap, _), weight in zip(caps, weights[rows:], strict=True):
        reduced = reduced - weight * cap.coefficients
    sides = np.where(reduced > 0, model.column_lower, model.column_upper)
    bounded = np.isfinite(sides)
    if max(np.abs(duals[~limited]).max(initial=0.0), np.abs(reduced[~bounded]).max(initial=0.0)) > NOISE:
        return None
    bound = float(duals[limited] @ limits[limited] + reduced[bounded] @ sides[bounded])
    return Proof(bound + objective.constant, reduced)
