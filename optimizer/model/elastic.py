r"""Lets rules be broken, and measures by how much: what a proposal breaks, and what stands in the way of any plan.

Every promise :math:`l \le a^\top x \le u` of a rule gets slack, and a rule has the sum of its slack in shares:

.. math::

    l \le a^\top x + d\,\mathrm{below}_r - d\,\mathrm{above}_r \le u, \qquad
    \mathrm{missed}_{\mathrm{rule}} = \sum_r (\mathrm{below}_r + \mathrm{above}_r)

with :math:`d` the largest number of the row (at least 1): the limit itself in most rows, so that a slack of 0.25 means
"missed by a quarter of the limit". A rule's rows that only say what its own variables mean (``Rule.definitions``) stay
as they are, so that slack is in the unit of the promise. Besides the rules two names of ``checks.csv`` have slack: what
every plan promises (`PLAN`: no programme is empty, everybody has a place), and the way students are assigned
(`STUDENTS`).

Build the model with ``strengthen=False`` and ``crowded=True``: other rows then repeat no promise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import pyomo.core as pyo
from pyomo.repn import generate_standard_repn

from optimizer.model.build import ConsolidationModel
from optimizer.model.registry import discover_rules

PLAN = "plan"
STUDENTS = "students"

PROMISES = {
    PLAN: ("no_empty_programme", "unplaced_limit"),
    STUDENTS: ("nobody_goes_past_a_place", "to_one_municipality"),
}
"""Rows outside the rules that are promises too, by the name that ``checks.csv`` gives them."""


@dataclass(frozen=True, eq=False)
class Slack:
    """How far one row may be missed.

    Attributes
    ----------
    rule : str
        The rule, `PLAN` or `STUDENTS`.
    row : str
        Name of the row, with its index.
    scale : float
        What a slack of 1 means in the unit of the row.
    variables : tuple of Var
        Shares of `scale` by which the row is missed: below its lower limit, above its upper one.
    """

    rule: str
    row: str
    scale: float
    variables: tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Elastic:
    """The slack of a model.

    Attributes
    ----------
    slack : tuple of Slack
        One a row that may be missed.
    missed : Var
        By rule, the sum of its slack in shares: minimise it, or hold it by its upper bound.
    """

    slack: tuple[Slack, ...]
    missed: Any

    def amount(self, rule: str) -> Any:
        """Return by how much a rule is missed in the units of its rows, as an expression."""
        return pyo.quicksum(
            slack.scale * variable for slack in self.slack if slack.rule == rule for variable in slack.variables
        )


def make_elastic(model: ConsolidationModel, rules: Collection[str] | None = None) -> Elastic:
    """Give slack to the promises of some rules; all other rows stay as they are.

    Parameters
    ----------
    model : ConsolidationModel
        A model that was built with ``strengthen=False`` and ``crowded=True``; it is changed.
    rules : collection of str, optional
        Names of rules, `PLAN` and `STUDENTS`; by default all.

    Returns
    -------
    Elastic
        The slack, in the block ``elastic`` of the model.
    """
    m = model.pyomo
    promises = [(rule, row) for rule, row in _promises(model) if rules is None or rule in rules]
    m.elastic = pyo.Block(concrete=True)
    m.elastic.below = pyo.Var(range(len(promises)), bounds=(0, None))
    m.elastic.above = pyo.Var(range(len(promises)), bounds=(0, None))
    found = [
        _loosen(rule, row, m.elastic.below[number], m.elastic.above[number])
        for number, (rule, row) in enumerate(promises)
    ]
    if rules is None or "secondment" in rules:
        found += _let_teachers_go_farther(model)
    named = list(dict.fromkeys(slack.rule for slack in found))
    m.elastic.missed = pyo.Var(named, bounds=(0, None))
    m.elastic.sum_of_slack = pyo.Constraint(
        named,
        rule=lambda b, rule: (
            b.missed[rule] == pyo.quicksum(each for slack in found if slack.rule == rule for each in slack.variables)
        ),
    )
    return Elastic(tuple(found), m.elastic.missed)


def _promises(model: ConsolidationModel) -> Iterator[tuple[str, Any]]:
    """Yield every row that is a promise, with the name of its rule."""
    known = discover_rules()
    for name in model.index.scenario.rules:
        block = model.pyomo.rules.component(name)
        for component in block.component_objects(ctype=pyo.Constraint, descend_into=True):
            if component.local_name not in known[name].definitions:
                yield from ((name, row) for row in component.values())
    for name, components in PROMISES.items():
        for component in map(model.pyomo.component, components):
            yield from ((name, row) for row in (component.values() if component is not None else ()))


def _loosen(rule: str, row: Any, below: Any, above: Any) -> Slack:
    lower, upper = row.lb, row.ub
    repn = generate_standard_repn(row.body, compute_values=True)
    limits = [limit - repn.constant for limit in (lower, upper) if limit is not None]
    scale = max(1.0, *(abs(float(number)) for number in (*limits, *repn.linear_coefs)))
    body, variables = row.body, []
    if lower is not None:
        body, variables = body + scale * below, [below]
    else:
        below.fix(0.0)
    if upper is not None:
        body, variables = body - scale * above, [*variables, above]
    else:
        above.fix(0.0)
    row.set_value(body == lower if row.equality else (lower, body, upper))
    return Slack(rule, row.name, scale, tuple(variables))


def _let_teachers_go_farther(model: ConsolidationModel) -> list[Slack]:
    """Let teachers work where `secondment` fixes that they do not; the slack is the share of their group's FTE."""
    m = model.pyomo
    if "secondment" not in model.index.scenario.rules:
        return []
    barred = [posting for posting, staff in m.staff.items() if staff.fixed]
    fte = {posting: model.index.group_of[posting[0]].fte for posting in barred}
    m.elastic.farther = pyo.Var(barred, bounds=(0, 1))
    for posting in barred:
        m.staff[posting].unfix()
    m.elastic.goes_farther = pyo.Constraint(
        barred, rule=lambda b, *posting: m.staff[posting] <= fte[posting] * b.farther[posting]
    )
    return [
        Slack("secondment", m.elastic.goes_farther[posting].name, fte[posting], (m.elastic.farther[posting],))
        for posting in barred
    ]


def limit_unplaced(model: ConsolidationModel, share: float) -> None:
    """Set the promise about students without a place, in a model in which anybody may stay without one.

    Parameters
    ----------
    model : ConsolidationModel
        Built for a scenario with ``students.unplaced_share = 1``, so that even a specialisation that nobody teaches
        has a plan; not yet elastic.
    share : float
        Share of all students that may stay without a place.
    """
    m = model.pyomo
    m.unplaced_limit.set_value(pyo.quicksum(m.unplaced.values()) <= share * sum(model.index.instance.demand.values()))
