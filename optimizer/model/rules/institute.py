r"""A post-academic institute sits on top, fed by lead centres and served by their top teachers.

.. math::

    1 \le \sum_h \mathrm{hosts}_h &\le \mathrm{max\_hosts} \\
    \sum_{s,h} \mathrm{residents}_{s,h} &= \mathrm{residents\_total}, \qquad
      \sum_s \mathrm{residents}_{s,h} \le \mathrm{studios}_h\,\mathrm{hosts}_h \\
    \mathrm{min\_track}\,\mathrm{tracks}_s \le \sum_h \mathrm{residents}_{s,h} &\le
      \lfloor \mathrm{graduate\_share}\,\mathrm{graduates}_s \rfloor\,\mathrm{tracks}_s \\
    \lfloor q_f \rfloor \le \sum_{s \in f,\,h} \mathrm{residents}_{s,h} &\le \lceil q_f \rceil, \qquad
      q_f = \mathrm{residents\_total}\,\frac{w_f}{\sum_{f'} w_{f'}} \\
    \sum_{g \in \mathrm{top}(s)} \mathrm{guests}_g &\le \sum_{g \in \mathrm{top}(s),\,k} \mathrm{concentrated}_{g,k}

Guests are top teachers of the lead centre: together they give the institute no more FTE than they keep there. A host on
a campus needs a campus that still teaches.
"""

from __future__ import annotations

import math
from typing import Any

import pyomo.core as pyo

from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import fewer, higher, lower, other
from optimizer.model.registry import Rule, parameter
from optimizer.model.variables.institute import most_residents


class Parameters(RuleParameters):
    """Parameters of `institute`."""

    present: bool = parameter(True, "Whether there is an institute", eases=other(False))
    hosts: tuple[str, ...] | None = parameter(
        None, "Hosts that may be chosen; empty: all of the data set", eases=other(None)
    )
    max_hosts: int = parameter(1, "Most hosts", eases=higher(1.0, 100.0), ge=1)
    residents_total: int = parameter(
        25, "Residents in all", "norms: HISK", eases=lower(1.0, 1.0, is_steady=False), ge=1
    )
    min_track: int = parameter(2, "Fewest residents of a specialisation that is taken up", eases=lower(1.0, 1.0), ge=1)
    graduate_share: float = parameter(
        0.2,
        "Most residents, as a share of a specialisation's graduates a year",
        eases=higher(0.001, 1.0),
        ge=0,
        le=1,
    )
    guest_fte_per_resident: float = parameter(
        0.2, "FTE of guest teachers for one resident", eases=lower(0.01), ge=0, le=10
    )
    not_in: tuple[str, ...] = parameter((), "Poles, municipalities or provinces where it may not sit", eases=fewer())

    def allowed_hosts(self, instance: Instance) -> list[str]:
        """Return the hosts of the data set that these parameters allow."""
        places = instance.table("municipalities").set_index("municipality_id")[["pole", "province_id"]]
        hosts = instance.table("institute_hosts")
        allowed = []
        for host, town in zip(hosts["host_id"], hosts["municipality_id"], strict=True):
            within = {town, *places.loc[town].tolist()}
            if (self.hosts is None or host in self.hosts) and within.isdisjoint(self.not_in):
                allowed.append(host)
        return allowed

    def family_shares(self, instance: Instance) -> dict[str, tuple[int, int]]:
        """Return the fewest and the most residents of every family that has some."""
        families = instance.table("families").set_index("family_id")["institute_weight"]
        quotas = {f: self.residents_total * float(weight) / float(families.sum()) for f, weight in families.items()}
        return {
            str(family): (math.floor(quota + 1e-9), math.ceil(quota - 1e-9))
            for family, quota in quotas.items()
            if quota > 0
        }


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add the rows of hosts, tracks, the spread over families, and guests."""
    if not parameters.present:
        return
    m, index = model.pyomo, model.index
    hosts, tracks = list(m.hosts), list(m.tracks)
    if not hosts or not tracks:
        block.no_host_or_track = pyo.Constraint(expr=model.impossible())
        return
    in_all = {s: sum(m.residents[s, host] for host in hosts) for s in tracks}
    most = most_residents(model)
    block.somewhere = pyo.Constraint(expr=(1, sum(m.hosts.values()), parameters.max_hosts))
    block.residents_total = pyo.Constraint(expr=sum(in_all.values()) == parameters.residents_total)
    block.fewest_in_track = pyo.Constraint(tracks, rule=lambda _, s: in_all[s] >= parameters.min_track * m.tracks[s])
    block.most_in_track = pyo.Constraint(tracks, rule=lambda _, s: in_all[s] <= most[s] * m.tracks[s])
    _fill_hosts(block, model, hosts)
    _spread_over_families(block, model, parameters, in_all)
    top_groups = index.top_groups_by_specialisation
    block.guests_keep_teaching = pyo.Constraint(
        [s for s in tracks if s in top_groups],
        rule=lambda _, s: (
            sum(m.guests[group] for group in top_groups[s])
            <= sum(m.concentrated[group, k] for group in top_groups[s] for k in index.campuses_by_specialisation[s])
        ),
    )


def _fill_hosts(block: Any, model: ConsolidationModel, hosts: list[str]) -> None:
    m, index = model.pyomo, model.index
    frame = index.instance.table("institute_hosts").set_index("host_id")
    block.studios = pyo.Constraint(
        hosts,
        rule=lambda _, host: (
            sum(m.residents[s, host] for s in m.tracks) <= float(frame["studios"][host]) * m.hosts[host]
        ),
    )
    block.someone = pyo.Constraint(
        hosts, rule=lambda _, host: sum(m.residents[s, host] for s in m.tracks) >= m.hosts[host]
    )
    campus_of = {host: frame["campus_id"][host] for host in hosts if frame["campus_id"][host]}
    block.campus_still_teaches = pyo.Constraint(
        list(campus_of),
        rule=lambda _, host: (
            m.hosts[host]
            <= sum(m.offers[campus_of[host], s] for s in index.specialisations_by_campus.get(campus_of[host], []))
        ),
    )


def _spread_over_families(block: Any, model: ConsolidationModel, parameters: Parameters, in_all: Any) -> None:
    instance = model.index.instance
    shares = parameters.family_shares(instance)

    def share(_: Any, family: str) -> Any:
        tracks = [s for s in in_all if instance.family_of[s] == family]
        low, high = shares[family]
        if not tracks:
            return model.impossible() if low > 0 else pyo.Constraint.Skip
        return (low, sum(in_all[s] for s in tracks), high)

    block.spread = pyo.Constraint(list(shares), rule=share)


RULE = Rule(
    name="institute",
    sentence_nl=(
        "Bovenop komt een postacademisch instituut met {residents_total} residenten, op hoogstens {max_hosts} "
        "plaats(en), gevoed door de expertisecentra en bediend door hun topdocenten."
    ),
    sentence_en=(
        "On top sits a post-academic institute with {residents_total} residents, at no more than {max_hosts} place(s), "
        "fed by the lead centres and served by their top teachers."
    ),
    parameters=Parameters,
    add_rows=add_rows,
    holds_today=True,
    subjects={
        "no_host_or_track": (),
        "somewhere": (),
        "residents_total": (),
        "fewest_in_track": ("specialisation_id",),
        "campus_still_teaches": ("host_id",),
        "spread": ("family_id",),
        "guests_keep_teaching": ("specialisation_id",),
    },
    definitions=frozenset({"most_in_track", "studios", "someone"}),
    doc=__doc__,
)
