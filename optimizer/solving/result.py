"""What a solve gives: the plan, its proof, and how it compares with today."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pandas as pd

from optimizer.inputs.instance import Instance
from optimizer.inputs.plan import Plan
from optimizer.inputs.scenario import Scenario

Status = Literal["optimal", "feasible", "infeasible", "no_plan", "failed"]
StoppedBy = Literal["proof", "gap", "time", "work", "interrupt"]


@dataclass(frozen=True)
class GoalReport:
    """How far one goal came.

    Attributes
    ----------
    term, unit : str
        The term and its unit; ``cost`` in weighted mode.
    value : float
        Value of the incumbent when the goal's stage ended.
    bound : float or None
        Lower bound, valid under the limits of the goals before it.
    gap : float or None
        (value - bound) / max(abs(value), 1 unit).
    limit : float or None
        What later goals may let it rise to.
    status : {"optimal", "feasible"}
        Whether the stage was proven within the gap asked for.
    seconds : float
        Time of the stage.
    """

    term: str
    unit: str
    value: float
    bound: float | None
    gap: float | None
    limit: float | None
    status: Literal["optimal", "feasible"]
    seconds: float


@dataclass(frozen=True)
class TermValues:
    """A term in three situations: today reassigned, the plan, and today observed."""

    unit: str
    today: float
    plan: float
    observed: float

    @property
    def todays_differ(self) -> bool:
        """Whether today observed differs from today reassigned."""
        return abs(self.observed - self.today) > 1e-6 * max(1.0, abs(self.today))


@dataclass(frozen=True, eq=False)
class StudentChoice:
    """What a plan becomes if students choose for themselves: an estimate (:mod:`optimizer.analysis.choice`).

    Attributes
    ----------
    table : DataFrame
        One row a programme of the plan: campus_id, specialisation_id, students (as placed by the plan), chosen, places
        (of the campus, what the plan adds included), overflow (its part of the students that do not fit there).
    beta : float
        Decay of the choice per km, one way.
    mean_km_today, target_km : float
        Mean distance of today in the choice model, and as observed.
    enrolment_error : float
        Largest error of the choice model about a programme of today, in students.
    mean_km : float
        Mean distance of those who enrol in the plan.
    stay_away_today : float
        Share of those who would study a specialisation that is assumed to stay away today already.
    give_up, drawn : float
        Students of today who enrol nowhere in the plan; students who come because more is open.
    """

    table: pd.DataFrame
    beta: float
    mean_km_today: float
    target_km: float
    enrolment_error: float
    mean_km: float
    stay_away_today: float
    give_up: float
    drawn: float

    @property
    def overflow(self) -> float:
        """Students who do not fit where they choose to go."""
        return float(self.table["overflow"].sum())

    @property
    def crowded(self) -> tuple[str, ...]:
        """Campuses that more students choose than fit, by at least half a student."""
        excess = self.table.groupby("campus_id")["overflow"].sum()
        return tuple(str(campus) for campus in excess[excess >= 0.5].index)


@dataclass(frozen=True, eq=False)
class Result:
    """Outcome of :func:`optimizer.solve`.

    Attributes
    ----------
    instance, scenario : Instance, Scenario
        What was solved.
    status : {"optimal", "feasible", "infeasible", "no_plan", "failed"}
        ``optimal`` only if every goal is proven.
    stopped_by : {"proof", "gap", "time", "work", "interrupt"}
        What ended the search.
    goals : tuple of GoalReport
        One report a goal, in the order in which they were pursued.
    plan : Plan or None
        The plan; None without one.
    today : Plan or None
        Today's programmes, students placed as the plan places them ("reassigned").
    observed : Plan or None
        Today's programmes with the flows of the data set ("observed").
    terms : mapping of str to TermValues
        Every term, recomputed from the finished plans.
    checks : DataFrame
        Every rule and term re-checked (columns of ``checks.csv``).
    choice : StudentChoice or None
        What the plan becomes if students choose for themselves; an estimate.
    conflict : tuple of str
        If no plan exists: names of rules that cannot hold together.
    """

    instance: Instance
    scenario: Scenario
    status: Status
    stopped_by: StoppedBy
    goals: tuple[GoalReport, ...] = ()
    plan: Plan | None = None
    today: Plan | None = None
    observed: Plan | None = None
    terms: Mapping[str, TermValues] = field(default_factory=dict)
    checks: pd.DataFrame = field(default_factory=pd.DataFrame)
    choice: StudentChoice | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)
    seed: int = 0
    threads: int = 1
    versions: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def gap(self) -> float | None:
        """Largest gap of the goals; None if one has no bound."""
        gaps = [report.gap for report in self.goals]
        if not gaps or any(gap is None for gap in gaps):
            return None
        return max(gap for gap in gaps if gap is not None)

    def __repr__(self) -> str:
        gap = "" if self.gap is None else f", gap {self.gap:.2%}"
        programmes = "no plan" if self.plan is None else f"{len(self.plan.programmes)} programmes"
        return f"<Result of {self.scenario.name}: {self.status}{gap}, {programmes}>"

    def save(self, folder: str | Path) -> Path:
        """Write the result as a folder, whole or not at all (see :func:`optimizer.solving.saving.save_result`)."""
        from optimizer.solving.saving import save_result

        return save_result(self, folder)

    @classmethod
    def load(cls, folder: str | Path, data: str | Path | None = None) -> Result:
        """Read a result folder back (see :func:`optimizer.solving.loading.load_result`)."""
        from optimizer.solving.loading import load_result

        return load_result(folder, data)

    def summary(self, lang: Literal["nl", "en"] = "en") -> pd.DataFrame:
        """Return every term with its label, unit, value today (reassigned), value in the plan, and change."""
        from optimizer.model.registry import discover_terms

        known = discover_terms()
        rows = [
            {
                "term": name,
                "label": getattr(known[name], f"label_{lang}") if name in known else name,
                "unit": values.unit,
                "today": values.today,
                "plan": values.plan,
                "change": values.plan - values.today,
            }
            for name, values in self.terms.items()
        ]
        columns = ["term", "label", "unit", "today", "plan", "change"]
        return pd.DataFrame(rows, columns=columns).set_index("term")

    def _repr_html_(self) -> str:
        title = html.escape(self.scenario.title)
        table = self.summary().to_html(float_format="{:,.2f}".format) if self.terms else ""
        warnings = "".join(f"<li>{html.escape(warning)}</li>" for warning in self.warnings)
        return f"<p><strong>{title}</strong><br>{html.escape(repr(self))}</p>{table}<ul>{warnings}</ul>"
