r"""Which programmes exist, and which of them lead.

.. math::

    \mathrm{leads}_{k,s} \le \mathrm{offers}_{k,s}, \qquad
    \mathrm{exists}_s \le \sum_k \mathrm{offers}_{k,s}, \qquad
    \mathrm{taught}_{n,s} \le \sum_{k \in n} \mathrm{offers}_{k,s}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyomo.core as pyo

if TYPE_CHECKING:
    from optimizer.model.build import ConsolidationModel


def add_programmes(model: ConsolidationModel) -> None:
    """Add ``offers``, ``leads``, ``exists`` and ``taught`` with the rows that define them."""
    m, index = model.pyomo, model.index
    m.offers = pyo.Var(index.pairs, domain=pyo.Binary)
    m.leads = pyo.Var(index.pairs, domain=pyo.Binary)
    m.lead_is_offered = pyo.Constraint(index.pairs, rule=lambda m, *pair: m.leads[pair] <= m.offers[pair])

    optional = [s for s in index.campuses_by_specialisation if not index.must_exist(s)]
    optional_pairs = [(campus, s) for s in optional for campus in index.campuses_by_specialisation[s]]
    m.exists = pyo.Var(optional, bounds=(0, 1))
    m.exists_if_offered = pyo.Constraint(optional_pairs, rule=lambda m, campus, s: m.exists[s] >= m.offers[campus, s])
    m.offered_if_exists = pyo.Constraint(optional, rule=lambda m, s: m.exists[s] <= model.number_of_sites(s))

    shared_nodes = [node for node, campuses in index.campuses_by_node.items() if len(campuses) > 1]
    m.taught = pyo.Var(shared_nodes, bounds=(0, 1))
    m.taught_if_offered = pyo.Constraint(
        shared_nodes,
        rule=lambda m, town, s: m.taught[town, s] <= sum(m.offers[k, s] for k in index.campuses_by_node[town, s]),
    )


def taught_in(model: ConsolidationModel, municipality: str, specialisation: str) -> Any:
    """Return the variable that says whether a municipality teaches a specialisation.

    Where only one campus may teach it there, that campus's ``offers`` says so.
    """
    node = (municipality, specialisation)
    if node in model.pyomo.taught:
        return model.pyomo.taught[node]
    return model.pyomo.offers[model.index.campuses_by_node[node][0], specialisation]
