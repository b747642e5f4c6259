"""A front: plans of which none betters another in every term, each with its bounds, set beside today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from optimizer.fronts.axes import COUNTED, Axes
from optimizer.fronts.grid import Cell, payoff_cells
from optimizer.fronts.shape import knee, nearest, nondominated
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.solving.requests import relative_gap
from optimizer.solving.result import Result, StoppedBy

CellOutcome = Literal["point", "infeasible", "no_plan"]


@dataclass(frozen=True)
class CellRecord:
    """What came of one cell of the grid.

    Attributes
    ----------
    cell : Cell
        What was asked.
    outcome : {"point", "infeasible", "no_plan"}
        A plan; proof that there is none; or neither within the limits.
    status : str
        Status of the plan's result: ``optimal`` or ``feasible``.
    terms : mapping of str to float
        Every term of the plan, recomputed from it.
    bounds : mapping of str to float
        Bound of every term of the front: no plan that is as good in the others does better.
    sites : mapping of str to int
        Campuses that teach each specialisation.
    seconds : float
        Time taken.
    cut_short : bool
        Whether the limit of the whole front ended it, so that it is worth another try.
    """

    cell: Cell
    outcome: CellOutcome
    status: str = ""
    terms: Mapping[str, float] = field(default_factory=dict)
    bounds: Mapping[str, float] = field(default_factory=dict)
    sites: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    cut_short: bool = False

    @classmethod
    def of(cls, cell: Cell, result: Result) -> CellRecord:
        """Return the record of a cell's result."""
        assert result.plan is not None
        terms = {name: values.plan for name, values in result.terms.items()}
        bounds = {report.term: max(0.0, min(report.bound or 0.0, terms[report.term])) for report in result.goals}
        sites = result.plan.programmes.groupby("specialisation_id").size()
        return cls(
            cell,
            "point",
            result.status,
            terms,
            bounds,
            {str(name): int(count) for name, count in sites.items()},
            float(result.seconds.get("solve", 0.0)),
        )

    @property
    def gap(self) -> float:
        """Largest gap of the front's terms."""
        gaps = [relative_gap(self.terms[term], bound) for term, bound in self.bounds.items()]
        return max((gap for gap in gaps if gap is not None), default=0.0)


@dataclass(frozen=True)
class FrontPoint:
    """One plan of a front.

    Attributes
    ----------
    number : int
        Place along the front, from 1.
    record : CellRecord
        Values, bounds, status.
    today : bool
        Whether it has today's number of programmes, or comes nearest to today where no point has.
    knee : bool
        Whether the front bends most here.
    result : Result or None
        The whole result, if it was not written to a folder.
    folder : Path or None
        Its result folder.
    """

    number: int
    record: CellRecord
    today: bool = False
    knee: bool = False
    result: Result | None = field(default=None, repr=False, compare=False)
    folder: Path | None = None

    def load(self) -> Result:
        """Return the whole result, from its folder if need be."""
        if self.result is not None:
            return self.result
        assert self.folder is not None
        return Result.load(self.folder)

    @property
    def programmes(self) -> int:
        """Number of programmes of the plan."""
        return sum(self.record.sites.values())


@dataclass(frozen=True, eq=False)
class Front:
    """Outcome of :func:`optimizer.pareto`.

    Attributes
    ----------
    instance, scenario : Instance, Scenario
        What was solved; the scenario's goals are the terms of the front.
    axes : Axes
        The terms by their part in the method.
    points : tuple of FrontPoint
        In order of the first term, then the second.
    records : mapping of str to CellRecord
        Every cell that was solved, by name.
    today : mapping of str to float
        Every term of today reassigned.
    stopped_by : {"proof", "gap", "time", "work", "interrupt"}
        ``time`` or ``interrupt`` if cells were left.
    complete : bool
        Whether every cell was solved.
    status : {"front", "infeasible", "no_plan"}
        Whether there are points, and why there are none.
    conflict : tuple of str
        If no plan exists: names of rules that cannot hold together.
    """

    instance: Instance
    scenario: Scenario
    axes: Axes
    points: tuple[FrontPoint, ...] = ()
    records: Mapping[str, CellRecord] = field(default_factory=dict)
    today: Mapping[str, float] = field(default_factory=dict)
    stopped_by: StoppedBy = "proof"
    complete: bool = False
    status: Literal["front", "infeasible", "no_plan"] = "front"
    conflict: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        kind = f"{len(self.points)} points" if self.points else self.status
        return f"<Front of {self.scenario.name}: {', '.join(self.axes.terms)}; {kind}>"

    @property
    def programmes_today(self) -> int:
        """Number of programmes today."""
        return len(self.instance.enrolled_today)

    @property
    def today_is_exact(self) -> bool:
        """Whether a point has as many programmes as today."""
        return any(point.today and point.programmes == self.programmes_today for point in self.points)

    @property
    def knee(self) -> FrontPoint | None:
        """The point where the front bends most, if it bends."""
        return next((point for point in self.points if point.knee), None)

    def table(self) -> pd.DataFrame:
        """Return one row a point: the columns of ``front.csv``."""
        terms = self.axes.terms
        rows = [
            {
                "point": point.number,
                "folder": f"points/{point.number:03}",
                "status": point.record.status,
                "gap": point.record.gap,
                "today": point.today,
                "knee": point.knee,
                **{term: point.record.terms[term] for term in terms},
                **{f"bound_{term}": point.record.bounds[term] for term in terms},
            }
            for point in self.points
        ]
        columns = ["point", "folder", "status", "gap", "today", "knee", *terms, *(f"bound_{term}" for term in terms)]
        return pd.DataFrame(rows, columns=columns)

    def payoff(self) -> pd.DataFrame:
        """Return one row a term that comes first: the value and bound of every term when it does."""
        terms = self.axes.terms
        rows = []
        for first, cell in payoff_cells(self.axes).items():
            record = self.records.get(cell.name)
            if record is not None and record.outcome == "point":
                values = {term: record.terms[term] for term in terms}
                bounds = {f"bound_{term}": record.bounds[term] for term in terms}
                rows.append({"best": first, "status": record.status, "gap": record.gap, **values, **bounds})
        return pd.DataFrame(rows, columns=["best", "status", "gap", *terms, *(f"bound_{term}" for term in terms)])

    def by_specialisation(self) -> pd.DataFrame:
        """Return how many sites each specialisation has at each point, beside today's number."""
        today = pd.Series([s for _, s in self.instance.enrolled_today]).value_counts()
        rows = [
            {
                "specialisation_id": specialisation,
                "point": point.number,
                "programmes": point.programmes,
                "sites_today": int(today.get(specialisation, 0)),
                "sites": point.record.sites.get(specialisation, 0),
            }
            for specialisation in self.instance.specialisations
            for point in self.points
        ]
        return pd.DataFrame(rows, columns=["specialisation_id", "point", "programmes", "sites_today", "sites"])


def points_of(
    axes: Axes, records: Sequence[CellRecord], today: Mapping[str, float], programmes_today: int
) -> list[tuple[CellRecord, bool, bool]]:
    """Return the records that make the front, in order, each with whether it is marked as today's and as the knee."""
    found = [record for record in sorted(records, key=lambda one: one.cell.name) if record.outcome == "point"]
    if not found:
        return []
    values = np.array([[record.terms[term] for term in axes.terms] for record in found])
    kept = nondominated(values)
    kept.sort(key=lambda row: tuple(values[row]))
    values = values[kept]
    bend = knee(values)
    marked = _todays(axes, [found[row] for row in kept], values, today, programmes_today)
    return [(found[row], place == marked, place == bend) for place, row in enumerate(kept)]


def _todays(
    axes: Axes, records: Sequence[CellRecord], values: np.ndarray, today: Mapping[str, float], programmes: int
) -> int | None:
    """Return the place of the point with today's number of programmes, or nearest to it; else nearest in all terms."""
    if not today:
        return None
    if COUNTED in axes.terms:
        apart = [abs(sum(record.sites.values()) - programmes) for record in records]
        nearest_in_number = [place for place, distance in enumerate(apart) if distance == min(apart)]
        rest = values[nearest_in_number]
        return nearest_in_number[nearest(rest, np.array([today[term] for term in axes.terms]))]
    return nearest(values, np.array([today[term] for term in axes.terms]))
