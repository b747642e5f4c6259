r"""Where teachers work, who is no longer needed, who is hired, and how much top teaching the lead centre gathers.

.. math::

    \sum_k \mathrm{staff}_{g,k} + \mathrm{guests}_g + \mathrm{freed}_g &= \mathrm{fte}_g \\
    \mathrm{teaching}_{k,s} &= \sum_{g \in s} \mathrm{staff}_{g,k} + \mathrm{hired}_{k,s} \\
    \mathrm{concentrated}_{k,s} &\le \sum_{g \in \mathrm{top}(s)} \mathrm{staff}_{g,k}, \quad
    \mathrm{concentrated}_{k,s} \le \mathrm{fte}^{\mathrm{top}}_s\,\mathrm{leads}_{k,s}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyomo.environ as pyo

if TYPE_CHECKING:
    from optimizer.model.build import ConsolidationModel


def add_teachers(model: ConsolidationModel) -> None:
    """Add ``staff``, ``freed``, ``guests``, ``hired``, ``teaching`` and ``concentrated`` with their rows."""
    m, index = model.pyomo, model.index
    groups = index.group_of
    guests = [name for name, group in groups.items() if group.top] if model.institute else []
    m.staff = pyo.Var(index.postings, bounds=lambda _, group, campus: (0, groups[group].fte))
    m.freed = pyo.Var(list(groups), bounds=lambda _, group: (0, groups[group].fte))
    m.guests = pyo.Var(guests, bounds=lambda _, group: (0, groups[group].fte))
    m.hired = pyo.Var(index.pairs, bounds=lambda _, *pair: (0, most_hired(model, *pair)))
    m.teaching = pyo.Expression(
        index.pairs,
        rule=lambda m, campus, s: (
            pyo.quicksum(m.staff[group, campus] for group in index.groups_by_specialisation.get(s, []))
            + m.hired[campus, s]
        ),
    )
    m.every_teacher_somewhere = pyo.Constraint(
        list(groups),
        rule=lambda m, group: (
            sum(m.staff[group, k] for k in index.campuses_by_specialisation.get(groups[group].specialisation, []))
            + (m.guests[group] if group in m.guests else 0)
            + m.freed[group]
            == groups[group].fte
        ),
    )
    m.teaching_if_offered = pyo.Constraint(
        index.pairs,
        rule=lambda m, *pair: m.teaching[pair] <= (index.fte_of(pair[1]) + most_hired(model, *pair)) * m.offers[pair],
    )
    _concentrate(model)


def _concentrate(model: ConsolidationModel) -> None:
    m, index = model.pyomo, model.index
    top_groups = index.top_groups_by_specialisation
    pairs = [pair for pair in index.pairs if pair[1] in top_groups]
    m.concentrated = pyo.Var(pairs, bounds=lambda _, campus, s: (0, index.fte_of(s, top=True)))
    model.tighten(m.concentrated, -1.0)
    m.concentrated_is_top = pyo.Constraint(
        pairs,
        rule=lambda m, campus, s: (
            m.concentrated[campus, s] <= pyo.quicksum(m.staff[group, campus] for group in top_groups[s])
        ),
    )
    m.concentrated_at_lead = pyo.Constraint(
        pairs,
        rule=lambda m, campus, s: (
            m.concentrated[campus, s] <= index.fte_of(s, top=True) * m.leads[campus, s]
        ),
    )


def most_hired(model: ConsolidationModel, campus: str, specialisation: str) -> float:
    """Return an upper bound on the FTE that a programme can need to hire: what its most students need."""
    index = model.index
    return index.most_enrolled[campus, specialisation] / index.students_per_teacher[specialisation]
