r"""Rows of the institute that cut off no plan but tighten the relaxation.

No specialisation has more residents than its family may have, so that its graduates are often the looser limit:

.. math::

    \mathrm{fewer}_s = \min(\mathrm{most}_s, \lceil q_{f(s)} \rceil), \qquad
    \sum_h \mathrm{residents}_{s,h} \le \mathrm{fewer}_s\,\mathrm{tracks}_s, \qquad
    \sum_h \mathrm{feeds}_{k,s,h} \le \mathrm{fewer}_s\,\mathrm{leads}_{k,s}, \qquad
    \mathrm{residents}_{s,h} \le \mathrm{fewer}_s\,\mathrm{hosts}_h

A lead centre of a track feeds at least the fewest residents of a track,

.. math::

    \sum_h \mathrm{feeds}_{k,s,h} \ge \mathrm{min\_track}\,(\mathrm{leads}_{k,s} + \mathrm{tracks}_s - 1),

and where there is one host, all residents are there:

.. math::

    \sum_s \mathrm{residents}_{s,h} = \mathrm{residents\_total}\,\mathrm{hosts}_h, \qquad
    \lfloor q_f \rfloor\,\mathrm{hosts}_h \le \sum_{s \in f} \mathrm{residents}_{s,h}
      \le \lceil q_f \rceil\,\mathrm{hosts}_h
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyomo.core as pyo

from optimizer.model.index import grouped
from optimizer.model.variables.institute import most_residents

if TYPE_CHECKING:
    from optimizer.model.build import ConsolidationModel


def strengthen_institute(model: ConsolidationModel) -> None:
    """Add the rows, if the scenario has an institute with hosts and tracks."""
    parameters, m = model.institute, model.pyomo
    if parameters is None or not len(m.hosts) or not len(m.tracks):
        return
    index = model.index
    shares = parameters.family_shares(index.instance)
    family_of = index.instance.family_of
    hosts, tracks, campuses = list(m.hosts), list(m.tracks), index.campuses_by_specialisation
    fewer = fewer_residents(model)
    led = [(k, s) for s in tracks for k in campuses[s]]
    fed = {(k, s): sum(m.feeds[k, s, host] for host in hosts) for k, s in led}
    m.few_in_track = pyo.Constraint(
        tracks, rule=lambda m, s: sum(m.residents[s, host] for host in hosts) <= fewer[s] * m.tracks[s]
    )
    m.few_from_lead = pyo.Constraint(led, rule=lambda m, k, s: fed[k, s] <= fewer[s] * m.leads[k, s])
    m.few_in_host = pyo.Constraint(
        tracks, hosts, rule=lambda m, s, host: m.residents[s, host] <= fewer[s] * m.hosts[host]
    )
    m.lead_feeds_track = pyo.Constraint(
        led, rule=lambda m, k, s: fed[k, s] >= parameters.min_track * (m.leads[k, s] + m.tracks[s] - 1)
    )
    if parameters.max_hosts > 1:
        return
    tracks_of = grouped((family_of[s], s) for s in tracks)
    m.all_in_host = pyo.Constraint(
        hosts,
        rule=lambda m, host: sum(m.residents[s, host] for s in tracks) == parameters.residents_total * m.hosts[host],
    )
    families = [(family, host) for family in tracks_of for host in hosts]
    m.families_in_host_least = pyo.Constraint(
        families,
        rule=lambda m, f, host: sum(m.residents[s, host] for s in tracks_of[f]) >= shares[f][0] * m.hosts[host],
    )
    m.families_in_host_most = pyo.Constraint(
        families,
        rule=lambda m, f, host: sum(m.residents[s, host] for s in tracks_of[f]) <= shares[f][1] * m.hosts[host],
    )


def fewer_residents(model: ConsolidationModel) -> dict[str, int]:
    """Return the most residents of each track, by its graduates and by its family's share; none without an institute.

    Parameters
    ----------
    model : ConsolidationModel
        With the variables of the institute, if it has one.
    """
    parameters, index = model.institute, model.index
    if parameters is None:
        return {}
    shares, most = parameters.family_shares(index.instance), most_residents(model)
    return {s: min(most[s], shares[index.instance.family_of[s]][1]) for s in model.pyomo.tracks}
