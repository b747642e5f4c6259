r"""Wishes that name no programme: at least one of several, unless the wish is given up.

.. math:: \sum_{(k,s) \in W} \mathrm{offers}_{k,s} + \mathrm{unmet}_W \ge 1
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyomo.core as pyo

from optimizer.inputs.instance import Pair
from optimizer.model.build import ConsolidationModel

Wish = tuple[str, str]
"""What is wanted (``offers`` or ``leads``), and the campus at which it is wanted."""


def add_wishes(model: ConsolidationModel, wishes: Mapping[Wish, frozenset[Pair]]) -> None:
    """Add ``unmet`` for every wish, with its row; a wish of which no pair is eligible cannot be met."""
    m = model.pyomo
    m.unmet = pyo.Var(list(wishes), domain=pyo.Binary)

    def met(m: pyo.ConcreteModel, what: str, campus: str) -> Any:
        variables = m.component(what)
        found = [variables[pair] for pair in sorted(wishes[what, campus]) if pair in variables]
        return pyo.quicksum(found) + m.unmet[what, campus] >= 1

    m.met_or_unmet = pyo.Constraint(list(wishes), rule=met)
