"""How little a plan must break of the rules if it is to do what a proposal states.

First as few students as possible stay without a place beyond what the scenario allows, and as few wishes as possible
are unmet; then the shares by which limits are missed, summed over all rules, are as small as can be; then the goals of
the scenario are pursued without any rule being missed by more. See decision 0026.
"""

from __future__ import annotations

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from optimizer.analysis.verify import failures, require_verified
from optimizer.evaluation.holding import hold, wishes_of
from optimizer.evaluation.stated import Stated
from optimizer.inputs.eligibility import eligible_pairs
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Scenario
from optimizer.model.build import build_model
from optimizer.model.elastic import PLAN, STUDENTS, Elastic, limit_unplaced, make_elastic
from optimizer.model.wishes import Wish, add_wishes
from optimizer.solving.arrays import Objective, Vector
from optimizer.solving.choices import Choice
from optimizer.solving.columns import missed_columns, slack_columns
from optimizer.solving.extraction import extract_plan
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.requests import Door, ignore
from optimizer.solving.workshop import Workshop, with_slack

NEVER_BROKEN = frozenset({"secondment"})
"""Rules that every plan can keep: teachers out of reach are freed, and that is what breaks a rule then."""

HARDLY_MISSED = 1e-7
"""Share of a limit that is the solver's noise."""

MAY_FAIL = ("fewest students", "students without a place", "programmes that may not be opened")
"""Starts of the subjects of what every plan promises that a proposal may break; the rest is arithmetic and holds."""


@dataclass(eq=False)
class Breaking:
    """A scenario whose rules may be broken, ready to be asked what a plan must break.

    Attributes
    ----------
    workshop : Workshop
        The elastic model and the solver.
    elastic : Elastic
        Its slack.
    scenario : Scenario
        The scenario whose rules may be broken.
    """

    workshop: Workshop
    elastic: Elastic
    scenario: Scenario

    @classmethod
    def open(cls, instance: Instance, scenario: Scenario, stated: Stated, limits: Limits, door: Door) -> Breaking:
        """Build the elastic model; it may teach what is eligible and what the proposal states."""
        locks = scenario.rules.get("locks")
        pairs = eligible_pairs(instance, scenario.openings, getattr(locks, "open", ()), getattr(locks, "close", ()))
        students = scenario.students.model_copy(update={"unplaced_share": 1.0})
        model = build_model(
            instance,
            replace(scenario, students=students),
            scenario.goals.order,
            tuple(sorted({*pairs, *stated.taught})),
            strengthen=False,
            crowded=True,
        )
        add_wishes(model, wishes_of(stated))
        limit_unplaced(model, scenario.students.unplaced_share)
        elastic = make_elastic(model, {*scenario.rules, PLAN, STUDENTS} - NEVER_BROKEN)
        return cls(Workshop(model, door, Clock(limits)), elastic, scenario)

    def hold(self, stated: Stated, met: Collection[Wish] = ()) -> Choice:
        """Return the columns that a proposal settles, and that some wishes are met."""
        held = hold(self.workshop, stated, met)
        assert held is not None  # the model has every programme that a proposal wants
        return held

    def plan_of(self, solution: Vector) -> Plan:
        """Return a solution as a plan."""
        return extract_plan(self.workshop, solution)

    def least(self, held: Choice, limits: Limits) -> Pursuit:
        """Return a plan that breaks the rules least, with some columns held; not yet the best such plan."""
        workshop = self.workshop.holding(held, Clock(limits))
        found = Pursuit()
        for objective in (self._first(), self._missed()):
            request = workshop.request(objective, with_slack(found.caps), workshop.clock.remaining / 2)
            outcome = workshop.run(workshop.model, replace(request, start=found.solution), ignore)
            found.ended, found.limit = outcome.status, found.limit or outcome.limit
            if outcome.solution is None or outcome.value is None:
                return found
            found.solution = outcome.solution
            found.caps = (*found.caps, (objective, outcome.value))
        return found

    def best(self, held: Choice, least: Vector, limits: Limits) -> tuple[Workshop, Pursuit]:
        """Return the plan of the goals among those that miss no rule by more than a plan found before."""
        workshop = copy(self.workshop.holding(held, Clock(limits)))
        columns = np.array(list(missed_columns(workshop, self.elastic).values()), dtype=np.int64)
        missed = np.where(least[columns] > HARDLY_MISSED, least[columns] * (1 + HARDLY_MISSED) + HARDLY_MISSED, 0.0)
        upper = workshop.model.column_upper.copy()
        upper[columns] = missed
        workshop.model = replace(workshop.model, column_upper=upper)
        workshop._projections = {}  # those of other limits bound nothing here
        return workshop, pursue(workshop)

    def _first(self) -> Objective:
        coefficients = np.zeros(self.workshop.model.columns)
        coefficients[self.workshop.columns_named("unmet")] = 1.0
        coefficients[slack_columns(self.workshop, self.elastic, "unplaced_limit")] = 1.0
        return Objective(coefficients)

    def _missed(self) -> Objective:
        coefficients = np.zeros(self.workshop.model.columns)
        coefficients[list(missed_columns(self.workshop, self.elastic).values())] = 1.0
        return Objective(coefficients)


def require_arithmetic(checks: pd.DataFrame) -> None:
    """Raise if a plan that may break rules does not add up, or its terms are not those of the model.

    Raises
    ------
    VerificationError
        Names the rows.
    """
    own = checks["kind"].eq("term") | (
        checks["name"].eq(PLAN) & ~checks["subject"].astype(str).str.startswith(MAY_FAIL)
    )
    require_verified(failures(checks[own]))
