"""What came of one question: the goals' values under it, and what they lose against the plan of the scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from optimizer.inputs.instance import Pair
from optimizer.inputs.scenario import Goals

if TYPE_CHECKING:
    from optimizer.solving.desk import Desk
    from optimizer.solving.hierarchy import Pursuit
    from optimizer.solving.workshop import Workshop

AnswerStatus = Literal["optimal", "feasible", "impossible", "no_plan"]

EQUAL = 1e-5
"""Share of a goal's value within which two values count as equal: ten times the solver's own tolerance."""


@dataclass(frozen=True)
class Record:
    """What came of one question.

    Attributes
    ----------
    name : str
        The question, the same in every run.
    status : {"optimal", "feasible", "impossible", "no_plan"}
        Proven; a plan without proof; proof that no plan is like that; or neither within the limits.
    gap : float or None
        Largest gap of the goals, as a share; None without a plan, or if a goal was not reached.
    values : mapping of str to float
        Value of every goal at the end of its stage, by the goal's key; a goal that was not reached is missing.
    gaps : mapping of str to float or None
        Gap of every goal that was reached, as a share.
    pairs : tuple of (campus, specialisation)
        The programmes of the plan.
    found : mapping of str to float or None
        Further figures of the question.
    seconds : float
        Time taken.
    cut_short : bool
        Whether the limit of the whole command ended it, so that it is worth another try.
    """

    name: str
    status: AnswerStatus
    gap: float | None = None
    values: Mapping[str, float] = field(default_factory=dict)
    gaps: Mapping[str, float | None] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()
    found: Mapping[str, float | None] = field(default_factory=dict)
    seconds: float = 0.0
    cut_short: bool = False

    @property
    def has_plan(self) -> bool:
        """Whether some plan answers the question."""
        return self.status in ("optimal", "feasible")


def goal_names(goals: Goals) -> tuple[str, ...]:
    """Return the names of the figures that a loss has: one a goal; ``cost`` alone if goals are weighted."""
    return ("cost",) if goals.mode == "weighted" else tuple(goal.key for goal in goals.order)


def taught_in(workshop: Workshop, pursuit: Pursuit) -> tuple[Pair, ...]:
    """Return the programmes of the plan that came of pursuing goals."""
    return () if pursuit.solution is None else tuple(sorted(workshop.taught(pursuit.solution)))


def record_of(name: str, workshop: Workshop, pursuit: Pursuit, seconds: float = 0.0) -> Record:
    """Return the record of what came of pursuing goals."""
    goals = workshop.source.index.scenario.goals
    names = goal_names(goals)
    if pursuit.solution is None:
        status: AnswerStatus = "impossible" if pursuit.ended == "infeasible" else "no_plan"
        return Record(name, status, seconds=seconds)
    values = {name: report.value for name, report in zip(names, pursuit.reports, strict=False)}
    gaps = [report.gap for report in pursuit.reports]
    reached = len(gaps) == len(names) and all(gap is not None for gap in gaps)
    proven = reached and all(report.status == "optimal" for report in pursuit.reports)
    return Record(
        name,
        "optimal" if proven else "feasible",
        max(gap or 0.0 for gap in gaps) if reached else None,
        values,
        dict(zip(names, gaps, strict=False)),
        taught_in(workshop, pursuit),
        seconds=seconds,
    )


def losses(record: Record, base: Mapping[str, float], names: Sequence[str]) -> dict[str, float | None]:
    """Return, by goal, how much worse its best value is than in the plan; None where there is none.

    A later goal may gain: what an earlier goal lost widens what it may give up.
    """
    return {
        name: round(record.values[name] - base[name], 6) + 0.0
        if name in record.values and name in base and record.has_plan
        else None
        for name in names
    }


def deciding_goal(
    values: Mapping[str, float], base: Mapping[str, float], names: Sequence[str], tolerance: float = EQUAL
) -> tuple[str, float] | None:
    """Return the first goal that differs, and by how much (positive: worse); None if none does.

    Parameters
    ----------
    values, base : mapping of str to float
        Values of the goals to compare, in the order of `names`.
    tolerance : float
        Difference that counts as none, as a share of the value (at least of one unit).
    """
    for name in names:
        if name not in values or name not in base:
            return None
        difference = values[name] - base[name]
        if abs(difference) > tolerance * max(1.0, abs(base[name])):
            return name, difference
    return None


def gap_until(record: Record, decided: str, names: Sequence[str]) -> float | None:
    """Return the largest gap of the goals up to the one that decides, which is all that the loss hangs on."""
    gaps = [record.gaps.get(name) for name in names[: names.index(decided) + 1]] if decided else [record.gap]
    return max((gap for gap in gaps if gap is not None), default=None) if None not in gaps else None


def base_record(desk: Desk) -> Record:
    """Return the record of the scenario's own plan."""
    return record_of("plan", desk.workshop, desk.answer)
