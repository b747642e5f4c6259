"""What an evaluation says of a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import pandas as pd

from optimizer.analysis.verify import failures
from optimizer.evaluation.stated import Stated
from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.proposal import Proposal
from optimizer.inputs.scenario import Scenario
from optimizer.solving.result import Result, TermValues

if TYPE_CHECKING:
    from optimizer.evaluation.repairing import Change, Repair

Status = Literal["optimal", "feasible", "infeasible", "no_plan", "failed"]

SITUATIONS = ("today", "proposal", "completion", "repair", "optimum")
"""Plans that stand side by side, in the order of the columns of ``terms.csv``."""

TERMS = ("term", "unit", *SITUATIONS)
"""Columns of ``terms.csv``."""

REPAIR = ("action", "campus_id", "specialisation_id")
"""Columns of ``repair.csv`` before the reason."""


@dataclass(frozen=True, eq=False)
class Near:
    """Where a proposal stands among near-optimal plans.

    Attributes
    ----------
    table : DataFrame
        One row a plan of the sample, the optimum first; columns are terms.
    percentile : float
        Share of these plans, in percent, that cost at least as much as the proposal.
    percentiles : mapping of str to float
        The same for every term: the percentage of these plans that are no better than the proposal.
    is_within : bool
        Whether the proposal itself is near-optimal: legal, and within what the goals may give up.
    """

    table: pd.DataFrame
    percentile: float
    percentiles: Mapping[str, float]
    is_within: bool


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Outcome of :func:`optimizer.evaluate`.

    Attributes
    ----------
    instance, scenario, proposal : Instance, Scenario, Proposal
        What was judged, and by which rules and goals.
    stated : Stated
        What the proposal states.
    legal : bool or None
        Whether a plan keeps every rule and all that the proposal states; None if that was not settled within the
        limits.
    plan : Plan or None
        The proposal, with all that it leaves open filled in as well as possible: legally if that can be, or else with
        the rules broken as little as possible.
    checks : DataFrame
        Every rule and term of that plan, by second code (columns of ``checks.csv``).
    least_is_proven : bool
        Whether it is proven that the rules cannot be broken less.
    today : Plan
        Today reassigned.
    optimum : Result
        The best plan of the scenario; without plan if there is none.
    completion : Result or None
        The best legal plan that does all that the proposal states.
    completion_status : str
        How the search for it ended.
    repair : Repair or None
        The nearest legal plan.
    ledger : DataFrame
        Who gains and who loses (:func:`optimizer.analysis.ledger.ledger`).
    terms : DataFrame
        Every term of every situation (columns :data:`TERMS`).
    near : Near or None
        Where it stands among near-optimal plans.
    warnings : tuple of str
        What else to know.
    """

    instance: Instance
    scenario: Scenario
    proposal: Proposal
    stated: Stated
    legal: bool | None
    plan: Plan | None
    checks: pd.DataFrame
    least_is_proven: bool
    today: Plan
    optimum: Result
    completion: Result | None
    completion_status: Status
    repair: Repair | None
    ledger: pd.DataFrame
    terms: pd.DataFrame
    near: Near | None = None
    warnings: tuple[str, ...] = ()
    broken: pd.DataFrame = field(init=False)

    def __post_init__(self) -> None:
        failed = failures(self.checks)
        failed = failed[failed["kind"] == "rule"].reset_index(drop=True)
        missed = (failed["measured"] - failed["limit"]).abs()
        object.__setattr__(self, "broken", failed.assign(missed=missed))

    @property
    def kept(self) -> list[str]:
        """Names of the rules that the proposal keeps."""
        rules = self.checks[self.checks["kind"] == "rule"]
        return [name for name in dict.fromkeys(rules["name"]) if name not in set(self.broken["name"])]

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the nearest legal plan changes."""
        return () if self.repair is None else self.repair.changes

    def as_result(self) -> Result:
        """Return the proposal as a result, so that it can be drawn; whatever it breaks stands in `broken`."""
        numbers = {row["term"]: row for row in self.terms.to_dict(orient="records")}
        terms = {
            str(name): TermValues(str(row["unit"]), float(row["today"]), float(row["proposal"]), float(row["today"]))
            for name, row in numbers.items()
        }
        return replace(
            self.optimum,
            status="feasible",
            stopped_by="proof",
            goals=(),
            plan=self.plan,
            today=self.today,
            terms=terms if self.plan is not None else {},
            checks=self.checks,
            choice=None,
            warnings=self.warnings,
        )

    def repairs(self) -> pd.DataFrame:
        """Return the changes of the repair: columns :data:`REPAIR`, `because`, and the rules that would break."""
        rows = [
            (
                change.action,
                change.campus_id,
                change.specialisation_id,
                change.because,
                ", ".join(dict.fromkeys(change.breaks["name"])) if len(change.breaks) else "",
            )
            for change in self.changes
        ]
        return pd.DataFrame(rows, columns=[*REPAIR, "because", "breaks"])

    def __repr__(self) -> str:
        word = {True: "legal", False: f"{len(self.broken)} checks fail", None: "not settled"}[self.legal]
        return f"<Evaluation of {self.proposal.name} under {self.scenario.name}: {word}>"
