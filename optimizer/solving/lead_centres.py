r"""How many top teachers have their lead centre out of reach: what a relaxation without teachers can know of them.

One whose lead centre is out of reach is scattered, freed, or a guest of the institute:

.. math::

    \sum_g \mathrm{fte}_g \Bigl(1 - \sum_{k\,\in\,\mathrm{reach}(g)} \mathrm{leads}_{k,s(g)}\Bigr)
    \le \mathrm{scatter} + \mathrm{freed} + \mathrm{guests}

over groups :math:`g` of top teachers. A stricter limit than this finds plans that teachers can follow.
"""

from __future__ import annotations

import numpy as np

from optimizer.model.index import grouped
from optimizer.solving.arrays import Objective
from optimizer.solving.workshop import Cap, Workshop

SCATTER = "teacher_scatter"

LEAVING_SHARE = 0.6
"""Share of those who may be freed or be guests that are counted on."""


def out_of_reach(workshop: Workshop) -> Objective:
    """Return the FTE of top teachers whose lead centre is out of their reach."""
    index, variables = workshop.source.index, workshop.source.pyomo
    leads = workshop.model.columns_of(variables.leads)
    reach = grouped(posting for posting in index.postings if not variables.staff[posting].fixed)
    coefficients, constant = np.zeros(workshop.model.columns), 0.0
    for name, group in index.group_of.items():
        if group.top:
            constant += group.fte
            for campus in reach.get(name, ()):
                coefficients[leads[campus, group.specialisation]] -= group.fte
    return Objective(coefficients, constant)


def within_reach(workshop: Workshop, caps: tuple[Cap, ...]) -> Cap | None:
    """Return a limit on teachers out of reach that mostly keeps that on scatter; None where there is none."""
    scatter = workshop.model.objectives.get(SCATTER)
    limits = [limit for cap, limit in caps if scatter is not None and _is_same(cap, scatter)]
    if not limits:
        return None
    index, institute = workshop.source.index, workshop.source.institute
    top = sum(group.fte for group in index.group_of.values() if group.top)
    leaving = getattr(index.scenario.rules.get("staffing"), "top_freed_share", 0.0) * top
    if institute is not None:
        leaving += institute.guest_fte_per_resident * institute.residents_total
    return out_of_reach(workshop), min(limits) + LEAVING_SHARE * leaving


def _is_same(one: Objective, other: Objective) -> bool:
    return np.array_equal(one.coefficients, other.coefficients)
