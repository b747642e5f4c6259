r"""Whether a group teaches a subject: a province a family, a network a family, and the like.

.. math::

    0 \le \mathrm{present}_{g,u} \le \min\Bigl(1, \sum_{(k,s) \in A_{g,u}} \mathrm{offers}_{k,s}\Bigr)

Enough where presence is wanted only: nothing pushes it down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import pyomo.core as pyo

from optimizer.inputs.instance import Instance, Pair
from optimizer.model.build import ConsolidationModel
from optimizer.model.index import grouped

Members = dict[Pair, list[Pair]]


def body_of_campus(instance: Instance, by: str) -> dict[str, str]:
    """Return the network or association of every campus."""
    institutions = instance.table("institutions")
    body = dict(zip(institutions["institution_id"], institutions[by], strict=True))
    return {campus: body[institution] for campus, institution in instance.institution_of.items()}


def members_of(pairs: Iterable[Pair], group: Callable[[str], str], subject: Callable[[str], str]) -> Members:
    """Return pairs by (group of the campus, subject of the specialisation)."""
    members: Members = defaultdict(list)
    for campus, specialisation in pairs:
        members[group(campus), subject(specialisation)].append((campus, specialisation))
    return dict(members)


def add_presence(block: Any, model: ConsolidationModel, members: Members) -> dict[str, list[Any]]:
    """Add ``present`` for every (group, subject) to a rule's block; return a group's variables, by group."""
    block.present = pyo.Var(list(members), bounds=(0, 1))
    block.present_if_offered = pyo.Constraint(
        list(members),
        rule=lambda b, *key: b.present[key] <= sum(model.pyomo.offers[pair] for pair in members[key]),
    )
    return {group: [block.present[group, subject] for subject in found] for group, found in grouped(members).items()}
