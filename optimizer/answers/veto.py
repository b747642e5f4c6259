"""What each institution's refusal costs, and that of each two together; and a plan that survives any one of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

import pandas as pd

from optimizer.answers.bench import tolerance_of
from optimizer.answers.inquiry import AnswerProgress, Inquiry, Keeper, Question, inquiry
from optimizer.answers.questions import Record, deciding_goal, gap_until, losses, record_of
from optimizer.answers.refusals import Refusal, pairs_of_refusals, refusals
from optimizer.answers.robust import Robust
from optimizer.answers.tables import Tables, frame_of
from optimizer.inputs.instance import Instance
from optimizer.inputs.scenario import Scenario
from optimizer.solving.desk import Desk
from optimizer.solving.earlier import Earlier
from optimizer.solving.hierarchy import Pursuit, pursue
from optimizer.solving.limits import Clock, Limits
from optimizer.solving.result import Result

TABLE = "veto.csv"
ROBUST = "robust"
KEY = ("institution_id", "second_id", "refusal")

ROBUST_SECONDS = 240.0
"""Most seconds of the search for a plan that survives any one refusal."""


@dataclass(frozen=True, eq=False)
class Veto:
    """Outcome of :func:`optimizer.veto`.

    Attributes
    ----------
    result : Result
        The plan of the scenario.
    table : DataFrame
        One row a refusal: institution_id, second_id (who refuses as well; empty: nobody), refusal (``give_up``: every
        programme of today stays; ``accept``: nothing opens there and no programme takes more students than today),
        status (``impossible``: no plan at all without them), gap, loss_TERM (one a goal), decided_by,
        decided_gap (largest gap of the goals up to that one: all that the price hangs on), survived (whether
        the robust plan survives it; single refusals only).
    robust : Record or None
        The best plan found that survives every single refusal which some plan survives; None if it was not sought.
    """

    instance: Instance
    scenario: Scenario
    result: Result
    table: pd.DataFrame
    robust: Record | None
    robust_result: Result | None = None
    records: Mapping[str, Record] = field(default_factory=dict, repr=False)
    complete: bool = True

    @property
    def tables(self) -> Tables:
        """The table by the name of its file, with its key."""
        return {TABLE: (self.table, KEY)}


def veto(
    instance: Instance,
    scenario: Scenario,
    limits: Limits | None = None,
    *,
    workers: int = 2,
    isolated: bool = True,
    keeper: Keeper | None = None,
    on_progress: Callable[[AnswerProgress], None] | None = None,
) -> Veto:
    """Price every refusal of an institution, and of two together, and seek a plan that survives any single one.

    Parameters
    ----------
    instance, scenario : Instance, Scenario
        The data set; rules and goals.
    limits : Limits, optional
        Time for everything, gap of every answer, work, seed, threads, and who may stop it.
    workers, isolated, keeper, on_progress
        As for :func:`optimizer.importance`.

    Raises
    ------
    InputError
        If the scenario does not fit the data set.
    SolverError
        If the solver fails.
    """
    with inquiry(
        instance, scenario, limits, workers=workers, isolated=isolated, keeper=keeper, on_progress=on_progress
    ) as found:
        if not found.base.has_plan:
            return _veto(found, complete=False)
        found.tables = lambda records: _veto(found, records).tables
        asking = _Asking(found)
        single = refusals(found.desk)
        complete = found.ask([asking.question(each) for each in single])
        if complete:  # the robust plan goes before the many pairs: it needs the single refusals alone
            pairs = [asking.question(each) for each in pairs_of_refusals(found.desk)]
            complete = found.ask([asking.robust(single), *pairs])
        return _veto(found, complete=complete and not found.is_cut_short)


@dataclass(eq=False)
class _Asking:
    """Asks what refusals cost; what two refuse together starts from what the one refuses that costs more."""

    found: Inquiry
    earlier: dict[str, Earlier] = field(default_factory=dict)

    def question(self, refusal: Refusal) -> Question:
        def answer(desk: Desk, limits: Limits) -> tuple[Record, None]:
            parts = [Refusal(refusal.kind, each).name for each in combinations(refusal.institutions, 1)]
            known = [self.found.records[name] for name in parts if name in self.found.records]
            if not refusal.is_possible(desk) or any(record.status == "impossible" for record in known):
                return Record(refusal.name, "impossible"), None
            pursuit = self._pursue(desk, refusal, limits, self._start(desk, parts))
            if len(refusal.institutions) == 1 and pursuit.earlier is not None:
                self.earlier[refusal.name] = pursuit.earlier
            return record_of(refusal.name, desk.workshop, pursuit), None

        return Question(refusal.name, answer)

    def _start(self, desk: Desk, parts: list[str]) -> Earlier:
        """Return where to start: the costlier of two single refusals, else the plan."""
        names, base = self.found.names, self.found.base.values

        def cost(name: str) -> tuple[int, float]:
            decided = deciding_goal(self.found.records[name].values, base, names)
            return (len(names), 0.0) if decided is None else (names.index(decided[0]), -decided[1])

        told = sorted((name for name in parts if name in self.earlier and name in self.found.records), key=cost)
        start = self.earlier[told[0]] if told else desk.answer.earlier
        assert start is not None
        return start

    @staticmethod
    def _pursue(desk: Desk, refusal: Refusal, limits: Limits, earlier: Earlier) -> Pursuit:
        model = refusal.model(desk)
        clock = Clock(limits)
        workshop = desk.workshop.on(model) if model is not desk.workshop.model else desk.workshop
        workshop = workshop.holding(refusal.choice(desk), clock)
        earlier = replace(earlier, rows_stand=model is desk.workshop.model)
        return pursue(workshop, settle_ties=False, earlier=earlier)

    def robust(self, single: list[Refusal]) -> Question:
        def answer(desk: Desk, limits: Limits) -> tuple[Record, Result | None]:
            began = time.perf_counter()
            records = self.found.records
            wanted = [each for each in single if records[each.name].has_plan]
            search = Robust(desk, Clock(limits))
            pursuit, survived = search.seek(wanted)
            workshop = desk.workshop.holding(None, search.clock)
            result = self.found.finished(workshop, pursuit, began)
            record = record_of(ROBUST, workshop, pursuit)
            survives = {f"survives {each.name}": float(each in survived) for each in single}
            status = record.status if len(survived) == len(wanted) else "feasible"
            figures = {"folder": 1.0, "wanted": float(len(wanted)), "survived": float(len(survived)), **survives}
            return replace(record, status=status, found=figures), result

        return Question(ROBUST, answer, ROBUST_SECONDS)


def _veto(found: Inquiry, records: Mapping[str, Record] | None = None, *, complete: bool = False) -> Veto:
    records = found.records if records is None else records
    robust = records.get(ROBUST)
    parts = _table(found, records), robust, found.results.get(ROBUST)
    return Veto(found.instance, found.scenario, found.result, *parts, dict(records), complete)


def _table(found: Inquiry, records: Mapping[str, Record]) -> pd.DataFrame:
    names, base, robust = found.names, found.base.values, records.get(ROBUST)
    rows: list[dict[str, Any]] = []
    for record in records.values():
        kind, *who = record.name.split(" ")
        if kind == ROBUST:
            continue
        decided = deciding_goal(record.values, base, names, tolerance_of(found.limits))
        survives = None if robust is None or len(who) > 1 else robust.found.get(f"survives {record.name}")
        rows.append(
            {
                "institution_id": who[0],
                "second_id": who[1] if len(who) > 1 else "",
                "refusal": kind,
                "status": record.status,
                "gap": record.gap,
                **{f"loss_{name}": loss for name, loss in losses(record, base, names).items()},
                "decided_by": decided[0] if decided else "",
                "decided_gap": gap_until(record, decided[0] if decided else "", names),
                "survived": None if survives is None else survives > 0.5,
            }
        )
    columns = [*KEY, "status", "gap", *(f"loss_{name}" for name in names), "decided_by", "decided_gap", "survived"]
    return frame_of(rows, columns, KEY)
