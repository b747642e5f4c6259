r"""Where teachers work, who is no longer needed, who is hired, and how much top teaching the lead centre gathers.

.. math::

    \sum_k \mathrm{staff}_{g,k} + \mathrm{guests}_g + \mathrm{freed}_g &= \mathrm{fte}_g \\
    \mathrm{teaching}_{k,s} &= \sum_{g \in s} \mathrm{staff}_{g,k} + \mathrm{hired}_{k,s} \\
    \mathrm{staff}_{g,k} &\le \mathrm{fte}_g\,\mathrm{offers}_{k,s(g)}, \qquad
    \mathrm{hired}_{k,s} \le \mathrm{most}_{k,s}\,\mathrm{offers}_{k,s} \\
    \mathrm{concentrated}_{g,k} &\le \mathrm{staff}_{g,k}, \qquad
    \mathrm{concentrated}_{g,k} \le \mathrm{fte}_g\,\mathrm{leads}_{k,s(g)} \qquad \text{for top groups}

Top teaching at the lead centre is kept for each group apart: the links are then as strong as they can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyomo.core as pyo

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
    guest_hours = dict(m.guests.items())
    m.every_teacher_somewhere = pyo.Constraint(
        list(groups),
        rule=lambda m, group: (
            sum(m.staff[group, k] for k in index.campuses_by_specialisation.get(groups[group].specialisation, []))
            + guest_hours.get(group, 0)
            + m.freed[group]
            == groups[group].fte
        ),
    )
    m.staff_if_offered = pyo.Constraint(
        index.postings,
        rule=lambda m, group, campus: (
            m.staff[group, campus] <= groups[group].fte * m.offers[campus, groups[group].specialisation]
        ),
    )
    m.hired_if_offered = pyo.Constraint(
        index.pairs, rule=lambda m, *pair: m.hired[pair] <= most_hired(model, *pair) * m.offers[pair]
    )
    _concentrate(model)


def _concentrate(model: ConsolidationModel) -> None:
    m, index = model.pyomo, model.index
    groups = index.group_of
    postings = [posting for posting in index.postings if groups[posting[0]].top]
    m.concentrated = pyo.Var(postings, bounds=lambda _, group, campus: (0, groups[group].fte))
    m.concentrated_works_there = pyo.Constraint(
        postings, rule=lambda m, *posting: m.concentrated[posting] <= m.staff[posting]
    )
    m.concentrated_at_lead = pyo.Constraint(
        postings,
        rule=lambda m, group, campus: (
            m.concentrated[group, campus] <= groups[group].fte * m.leads[campus, groups[group].specialisation]
        ),
    )
    model.tighten(m.concentrated, -1.0)


def most_hired(model: ConsolidationModel, campus: str, specialisation: str) -> float:
    """Return an upper bound on the FTE that a programme can need to hire: what its most students need."""
    index = model.index
    return index.most_enrolled[campus, specialisation] / index.instance.students_per_teacher[specialisation]
