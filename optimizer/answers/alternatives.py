"""Plans that are nearly as good as the best and differ from it, and from each other, as much as they can."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from optimizer.answers.distances import MEASURES, By, Measure, distance, signs
from optimizer.answers.farthest import Farthest, within_reach
from optimizer.answers.inquiry import AnswerProgress, Inquiry, Keeper, Question, inquiry
from optimizer.answers.questions import Record, record_of
from optimizer.answers.tables import Tables, frame_of
from optimizer.inputs.instance import Instance, Pair
from optimizer.inputs.scenario import Scenario
from optimizer.solving.desk import Desk
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.result import Result

TABLE, SHARED = "alternatives.csv", "shared.csv"
COUNT, WITHIN = 10, 0.03
SECONDS = 55.0
"""Most seconds of one alternative, unless a limit on time gives it another share."""


@dataclass(frozen=True, eq=False)
class Alternatives:
    """Outcome of :func:`optimizer.alternatives`.

    Attributes
    ----------
    result : Result
        The plan of the scenario.
    table : DataFrame
        One row an alternative: rank, folder, distance_municipality, distance_institution, distance_losers (in how many
        ways it differs from the plan of the scenario), nearest (its distance, as asked for, from the nearest of the
        plans before it), nearest_bound (no plan within what may be given up lies farther), status, one column a term.
    shared : DataFrame
        campus_id, specialisation_id, kind (``all``: every plan has it, the scenario's included; ``none``; ``some``),
        plans (how many have it).
    results : tuple of Result
        The alternatives, unless a keeper has them.
    exhausted : bool
        Whether there are fewer than asked for because no further plan differs at all: proven.
    """

    instance: Instance
    scenario: Scenario
    result: Result
    table: pd.DataFrame
    shared: pd.DataFrame
    results: tuple[Result, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict, repr=False)
    exhausted: bool = False
    complete: bool = True

    @property
    def tables(self) -> Tables:
        """The tables by the name of their file, with their keys."""
        return {TABLE: (self.table, ("rank",)), SHARED: (self.shared, ("campus_id", "specialisation_id"))}


def alternatives(
    instance: Instance,
    scenario: Scenario,
    limits: Limits | None = None,
    *,
    count: int = COUNT,
    within: float = WITHIN,
    by: By = "programmes",
    isolated: bool = True,
    keeper: Keeper | None = None,
    on_progress: Callable[[AnswerProgress], None] | None = None,
) -> Alternatives:
    """Find plans that give up little and differ most: each lies as far as can be from all that came before it.

    Parameters
    ----------
    instance, scenario : Instance, Scenario
        The data set; rules and goals.
    limits : Limits, optional
        Time for everything, gap, work, seed, threads, and who may stop it.
    count : int
        Most alternatives.
    within : float
        How much worse each goal may be than in the plan of the scenario, as a share of its value there.
    by : {"programmes", "municipality", "institution", "losers"}
        What is to differ: what is taught in which municipality and by which institution (``programmes`` counts both),
        or which institutions give up something.
    isolated, keeper, on_progress
        As for :func:`optimizer.importance`.

    Raises
    ------
    InputError
        If the scenario does not fit the data set.
    SolverError
        If the solver fails.
    """
    with inquiry(
        instance, scenario, limits, workers=1, isolated=isolated, keeper=keeper, on_progress=on_progress
    ) as found:
        complete = found.base.has_plan
        if complete:
            found.tables = lambda records: _alternatives(found, records).tables
            found.expect(count)
            for rank in range(1, count + 1):
                complete = found.ask([_question(found, rank, within, by, _seconds(found, count + 1 - rank))])
                if not complete or not found.records[_name(rank)].has_plan:
                    break
        return _alternatives(found, complete=complete and not found.is_cut_short)


def _seconds(found: Inquiry, left: int) -> float:
    """Return the time of the next alternative of so many: its share of what is left, so that the last has its turn."""
    remaining = found.clock.remaining
    return SECONDS if math.isinf(remaining) else remaining / left


def _name(rank: int) -> str:
    return f"{rank:02}"


def _ranked(records: Mapping[str, Record]) -> list[Record]:
    return [record for name, record in sorted(records.items()) if name.isdigit() and record.has_plan]


def _question(found: Inquiry, rank: int, within: float, by: By, seconds: float) -> Question:
    name = _name(rank)

    def answer(desk: Desk, limits: Limits) -> tuple[Record, Result | None]:
        began = time.perf_counter()
        solution = desk.answer.solution
        assert solution is not None
        told_apart = [sign for measure in MEASURES[by] for sign in _signs(found, measure)]
        before = _ranked(found.records)
        plans = [found.base.pairs, *(record.pairs for record in before)]
        most = min((record.found["nearest_bound"] or 0.0 for record in before), default=math.inf)
        near = within_reach(desk.workshop, solution, within)
        farthest = Farthest(near, told_apart, plans, solution, most, found.beside)
        pursuit, outcome, workshop = farthest.seek(Clock(limits))
        if pursuit is None or pursuit.solution is None:
            proven = pursuit is None and outcome.status == "optimal"
            return Record(name, "impossible" if proven else "no_plan", cut_short=not proven), None
        result = found.finished(workshop, pursuit, began)
        record = record_of(name, workshop, pursuit)
        figures: dict[str, float | None] = {
            "folder": 1.0,
            "nearest": float(min(distance(told_apart, record.pairs, plan) for plan in plans)),
            "nearest_bound": float(len(told_apart)) if outcome.bound is None else 0.0 - outcome.bound,
            **{term: values.plan for term, values in result.terms.items()},
        }
        status = record.status if outcome.status == "optimal" else "feasible"
        gap = None if record.gap is None or outcome.gap is None else max(record.gap, outcome.gap)
        return replace(record, status=status, gap=gap, found=figures), result

    return Question(name, answer, seconds)


def _signs(found: Inquiry, measure: Measure) -> list[Any]:
    return signs(found.instance, found.desk.eligible, measure)


def _alternatives(
    found: Inquiry, records: Mapping[str, Record] | None = None, *, complete: bool = False
) -> Alternatives:
    records = found.records if records is None else records
    ranked = _ranked(records)
    results = tuple(found.results[record.name] for record in ranked if record.name in found.results)
    exhausted = any(record.status == "impossible" for record in records.values())
    parts = _table(found, ranked), _shared(found, ranked), results, dict(records)
    return Alternatives(found.instance, found.scenario, found.result, *parts, exhausted, complete)


def _table(found: Inquiry, ranked: list[Record]) -> pd.DataFrame:
    measures: tuple[Measure, ...] = ("municipality", "institution", "losers")
    apart = {measure: _signs(found, measure) for measure in measures}
    rows: list[dict[str, Any]] = [
        {
            "rank": int(record.name),
            "folder": record.name,
            **{f"distance_{measure}": distance(apart[measure], record.pairs, found.base.pairs) for measure in measures},
            "status": record.status,
            **{name: value for name, value in record.found.items() if name != "folder"},
        }
        for record in ranked
    ]
    columns = ["rank", "folder", *(f"distance_{measure}" for measure in measures), "nearest", "nearest_bound", "status"]
    return frame_of(rows, [*columns, *found.result.terms], ["rank"])


def _shared(found: Inquiry, ranked: list[Record]) -> pd.DataFrame:
    plans: list[set[Pair]] = [set(found.base.pairs), *(set(record.pairs) for record in ranked)]
    rows: list[dict[str, Any]] = []
    for pair in found.desk.eligible:
        having = sum(pair in plan for plan in plans)
        kind = "all" if having == len(plans) else "none" if having == 0 else "some"
        rows.append({"campus_id": pair[0], "specialisation_id": pair[1], "kind": kind, "plans": having})
    key = ["campus_id", "specialisation_id"]
    return frame_of(rows, [*key, "kind", "plans"], key)
