"""The plan that is fairest to whoever it is hardest on, what that costs, and the payments that leave nobody worse off.

The largest loss is minimised, then with that held the two largest together, and so on to the last: the plan whose
losses, in descending order, are lexicographically least. Within those, the scenario's own goals are pursued.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from optimizer.analysis.ledger import STUDENTS
from optimizer.analysis.payments import Settlement, settle
from optimizer.answers.fair_steps import FAIR, FairSteps
from optimizer.answers.fair_tables import fair_table, goals_table, steps_table
from optimizer.answers.inquiry import AnswerProgress, Inquiry, Keeper, inquiry
from optimizer.answers.questions import Record
from optimizer.answers.tables import Tables
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import LossLevel, Scenario
from optimizer.solving.limits import Limits
from optimizer.solving.result import Result

OPTIMUM = "optimum"
"""Folder of the scenario's own plan."""

TABLE, STEPS, GOALS = "fair.csv", "steps.csv", "goals.csv"
KEY = ("level", "id")


@dataclass(frozen=True, eq=False)
class Fair:
    """Outcome of :func:`optimizer.fair`.

    Attributes
    ----------
    by : {"institution", "association", "province"}
        Whose losses were minimised.
    result : Result
        The scenario's own plan.
    table : DataFrame
        One row an institution (and an association or province, if asked for): level, id, today (students, observed),
        plan (students in the fairest plan), payment_eur (EUR a year that it receives; negative: pays), loss (share of
        today's students; empty: had none), optimum, loss_optimum (the same in the scenario's own plan), eur (what it
        bears more than today before payments, EUR a year).
    steps : DataFrame
        One row a step: rank, loss (the so many largest loss), bound (no plan that keeps the steps before it has it
        lower), gap (share of today's students), status, sum, sum_bound (of the largest losses up to it).
    goals : DataFrame
        One row a goal: goal, unit, optimum and fair (the best value in its turn), difference, gap (of the value under
        `fair`), plan_optimum and plan_fair (its term in the two finished plans, of which later goals took their part).
    plan : Record or None
        The fairest plan; None if time was up before.
    fair_result : Result or None
        The same as a whole result, unless a keeper has it.
    """

    instance: Instance
    scenario: Scenario
    by: LossLevel
    result: Result
    table: pd.DataFrame
    steps: pd.DataFrame
    goals: pd.DataFrame
    plan: Record | None
    fair_result: Result | None = None
    records: Mapping[str, Record] = field(default_factory=dict, repr=False)
    complete: bool = True

    @property
    def tables(self) -> Tables:
        """The tables by the name of their file, with their keys."""
        return {TABLE: (self.table, KEY), STEPS: (self.steps, ("rank",)), GOALS: (self.goals, ())}

    @property
    def settlements(self) -> dict[str, Settlement]:
        """Who pays whom, by level."""
        return {
            str(level): settle(dict(zip(rows["id"], rows["eur"], strict=True)))
            for level, rows in self.table.groupby("level")
        }

    @property
    def travel_eur(self) -> float:
        """What students pay more for their travel than today, EUR a year; no payment makes up for it."""
        return 0.0 if self.plan is None else float(self.plan.found[f"eur {STUDENTS}"] or 0.0)


def fair(
    instance: Instance,
    scenario: Scenario,
    limits: Limits | None = None,
    *,
    by: LossLevel = "institution",
    isolated: bool = True,
    keeper: Keeper | None = None,
    on_progress: Callable[[AnswerProgress], None] | None = None,
) -> Fair:
    """Find the plan that is fairest to whoever it is hardest on, and the payments that leave nobody worse off.

    A loss is the share of its students, as observed today, that an institution, association or province does not have
    in the plan. The largest loss is minimised and held, then the next largest, to the last; then the scenario's goals
    are pursued, in their order, among the plans that are left.

    Parameters
    ----------
    instance, scenario : Instance, Scenario
        The data set; rules and goals.
    limits : Limits, optional
        Time for everything, gap of every step and goal, work, seed, threads, and who may stop it.
    by : {"institution", "association", "province"}
        Whose losses are minimised.
    isolated, keeper, on_progress
        As for :func:`optimizer.importance`.

    Raises
    ------
    InputError
        If the scenario does not fit the data set.
    SolverError
        If the solver fails.
    VerificationError
        If second code finds that the plan loses more than the steps say.
    """
    with inquiry(
        instance, scenario, limits, workers=1, isolated=isolated, keeper=keeper, on_progress=on_progress
    ) as found:
        if not found.base.has_plan:
            return _fair(found, by, complete=False)
        found.tables = lambda records: _fair(found, by, records).tables
        steps = FairSteps(found, by)
        complete = steps.ask_steps() and steps.ask_plan()
        return _fair(found, by, complete=complete and not found.is_cut_short)


def _fair(
    found: Inquiry, by: LossLevel, records: Mapping[str, Record] | None = None, *, complete: bool = False
) -> Fair:
    records = found.records if records is None else records
    plan = records.get(FAIR)
    plan = plan if plan is not None and plan.has_plan else None
    return Fair(
        found.instance,
        found.scenario,
        by,
        found.result,
        fair_table(found, by, plan),
        steps_table(records),
        goals_table(found, plan),
        plan,
        found.results.get(FAIR),
        dict(records),
        complete,
    )
