r"""The post-academic institute: where it sits, what it takes up, and which lead centres feed it.

.. math::

    \sum_k \mathrm{feeds}_{k,s,h} = \mathrm{residents}_{s,h}, \qquad
    \sum_h \mathrm{feeds}_{k,s,h} \le \mathrm{most}_s\,\mathrm{leads}_{k,s}, \qquad
    \sum_{g \in \mathrm{top}(s)} \mathrm{guests}_g = \mathrm{rate} \sum_h \mathrm{residents}_{s,h}
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pyomo.core as pyo

if TYPE_CHECKING:
    from optimizer.model.build import ConsolidationModel


def add_institute(model: ConsolidationModel) -> None:
    """Add ``hosts``, ``tracks``, ``residents`` and ``feeds``, if the scenario has an institute."""
    parameters = model.institute
    if parameters is None:
        return
    m, index = model.pyomo, model.index
    hosts = parameters.allowed_hosts(index.instance)
    most = most_residents(model)
    tracks = [s for s in most if s in index.campuses_by_specialisation]
    feeds = [(k, s, host) for s in tracks for k in index.campuses_by_specialisation[s] for host in hosts]
    m.hosts = pyo.Var(hosts, domain=pyo.Binary)
    m.tracks = pyo.Var(tracks, domain=pyo.Binary)
    m.residents = pyo.Var(tracks, hosts, domain=pyo.NonNegativeIntegers, bounds=lambda _, s, host: (0, most[s]))
    m.feeds = pyo.Var(feeds, bounds=lambda _, campus, s, host: (0, most[s]))
    m.feeds_are_residents = pyo.Constraint(
        tracks,
        hosts,
        rule=lambda m, s, host: (
            sum(m.feeds[k, s, host] for k in index.campuses_by_specialisation[s]) == m.residents[s, host]
        ),
    )
    m.feeds_come_from_lead = pyo.Constraint(
        [(k, s) for s in tracks for k in index.campuses_by_specialisation[s]],
        rule=lambda m, campus, s: sum(m.feeds[campus, s, host] for host in hosts) <= most[s] * m.leads[campus, s],
    )
    rate = parameters.guest_fte_per_resident
    m.guests_serve_residents = pyo.Constraint(
        list(index.top_groups_by_specialisation),
        rule=lambda m, s: (
            sum(m.guests[group] for group in index.top_groups_by_specialisation[s])
            == (rate * sum(m.residents[s, host] for host in hosts) if s in tracks else 0)
        ),
    )


def most_residents(model: ConsolidationModel) -> dict[str, int]:
    """Return the most residents of each specialisation that can be a track of the institute."""
    parameters, index = model.institute, model.index
    families = index.instance.table("families")
    weight = dict(zip(families["family_id"], families["institute_weight"], strict=True))
    most = {}
    for specialisation, graduates in index.graduates_of.items():
        limit = min(parameters.residents_total, math.floor(parameters.graduate_share * graduates + 1e-9))
        teachable = specialisation in index.top_groups_by_specialisation or parameters.guest_fte_per_resident == 0
        if weight[index.instance.family_of[specialisation]] > 0 and limit >= max(1, parameters.min_track) and teachable:
            most[specialisation] = limit
    return most
