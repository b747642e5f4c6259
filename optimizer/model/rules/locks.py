r"""What must stay, open, close or lead.

An entry names a campus or an institution, alone or with a specialisation (``campus/specialisation``); alone it asks for
at least one programme, and ``*`` asks for each programme of today that matches. With :math:`L` the pairs it names:

.. math::

    \text{keep, open: } \sum_{L} \mathrm{offers}_{k,s} \ge 1, \qquad
    \text{lead: } \sum_{L} \mathrm{leads}_{k,s} \ge 1, \qquad
    \text{close: } \mathrm{offers}_{k,s} = 0 \;\; \forall\, (k,s) \in L

A closed pair is not eligible, so it has no variable at all. ``open`` makes pairs eligible; unless it names one
programme, it counts only new ones.
"""

from __future__ import annotations

from typing import Any

import pyomo.core as pyo

from optimizer.inputs.eligibility import LockTarget
from optimizer.inputs.instance import Pair
from optimizer.inputs.scenario import RuleParameters
from optimizer.model.build import ConsolidationModel
from optimizer.model.easing import fewer
from optimizer.model.registry import Rule, parameter


class Parameters(RuleParameters):
    """Parameters of `locks`."""

    keep: tuple[str, ...] = parameter((), "Programmes, campuses or institutions that must stay", eases=fewer())
    open: tuple[str, ...] = parameter(
        (), "Programmes, campuses or institutions that must open something", eases=fewer()
    )
    close: tuple[str, ...] = parameter((), "Programmes, campuses or institutions that must close", eases=fewer())
    lead: tuple[str, ...] = parameter((), "Programmes, campuses or institutions that must lead", eases=fewer())


def _matches(model: ConsolidationModel, entry: str, pairs: tuple[Pair, ...]) -> list[Pair]:
    target = LockTarget.parse(entry)
    return [pair for pair in pairs if target.matches(model.index.instance, pair)]


def _at_least_one(model: ConsolidationModel, variables: Any, pairs: list[Pair]) -> Any:
    return sum(variables[pair] for pair in pairs) >= 1 if pairs else model.impossible()


def _to_open(model: ConsolidationModel, entry: str) -> list[Pair]:
    """Return the pairs of which one must be offered: the one that is named, else new ones only."""
    named = [pair for pair in model.index.pairs if "/".join(pair) == entry]
    return named or _matches(model, entry, model.index.new_pairs)


def add_rows(block: Any, model: ConsolidationModel, parameters: Parameters) -> None:
    """Add one row an entry, or one a programme for entries with ``*``."""
    m, index = model.pyomo, model.index
    each = [entry for entry in parameters.keep if LockTarget.parse(entry).each]
    kept = sorted({pair for entry in each for pair in _matches(model, entry, tuple(index.today))})
    block.keep_each = pyo.Constraint(
        kept, rule=lambda _, *pair: m.offers[pair] == 1 if pair in m.offers else model.impossible()
    )
    block.keep = pyo.Constraint(
        [entry for entry in dict.fromkeys(parameters.keep) if entry not in each],
        rule=lambda _, entry: _at_least_one(model, m.offers, _matches(model, entry, index.pairs)),
    )
    block.open = pyo.Constraint(
        list(dict.fromkeys(parameters.open)),
        rule=lambda _, entry: _at_least_one(model, m.offers, _to_open(model, entry)),
    )
    block.lead = pyo.Constraint(
        list(dict.fromkeys(parameters.lead)),
        rule=lambda _, entry: _at_least_one(model, m.leads, _matches(model, entry, index.pairs)),
    )


RULE = Rule(
    name="locks",
    sentence_nl="Vastgelegd:[ blijft {keep};][ opent {open};][ sluit {close};][ wordt expertisecentrum {lead}].",
    sentence_en="Fixed:[ stays {keep};][ opens {open};][ closes {close};][ leads {lead}].",
    parameters=Parameters,
    add_rows=add_rows,
    subjects={
        "keep_each": ("campus_id", "specialisation_id"),
        "keep": ("entry",),
        "open": ("entry",),
        "lead": ("entry",),
    },
    doc=__doc__,
)
